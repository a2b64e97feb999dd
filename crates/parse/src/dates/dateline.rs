//! Which line of a page dates it.
//!
//! A date that running text mentions is not the article's date. A line is a dateline if, its dates taken out,
//! nothing is left but labels ("Published on"), short segments between separators ("Jane Doe | 5 min read") or
//! a byline; a longer line is one if it *begins* with a date that is set off from the sentence after it.

use super::grammar::{self, DocumentOutcome};
use super::tokens::{Token, tokenize};
use super::{DateError, resolve};
use crate::ParseSettings;
use chrono::{DateTime, FixedOffset};
use std::ops::Range;

/// A date that dates the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The moment; or the line is a dateline, but its date is impossible, ambiguous or incomplete.
    pub at: Result<DateTime<FixedOffset>, DateError>,
    /// Bytes of the line that belong to the date and nothing else: with its label and its separator where the
    /// date stands in front of a sentence ([`DatelineKind::Prefix`]), the date alone elsewhere.
    pub range: Range<usize>,
    /// What its label says.
    pub says: Says,
    /// How it stands on its line.
    pub kind: DatelineKind,
    /// What else stands on a line of its own: names, sections, reading times; labels are taken out.
    pub others: Vec<String>,
}

/// What the label of a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// No label.
    Nothing,
    /// "Published", "Posted", "Date".
    Published,
    /// "Updated", "Last modified".
    Updated,
}

/// How a date stands on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatelineKind {
    /// The line is a dateline and nothing else.
    Alone,
    /// The line goes on with the headline or the first sentence, and the date is no part of that.
    Prefix,
    /// A news agency's dateline, `LONDON, 4 March 2026 —`, which is part of the first paragraph.
    Newspaper,
}

/// Labels of a date that say when it was first public, in the languages of the months' table.
const PUBLISHED: &str = "published publication posted post date dated released release written created added \
    submitted issued filed uploaded first publié publiée publie parution créé veröffentlicht erschienen erstellt \
    datum vom fecha publicado publicada publicação data pubblicato pubblicata gepubliceerd geplaatst opublikowano \
    dodano publikováno vydáno publicerad publicerat publisert udgivet offentliggjort julkaistu опубликовано \
    опубликована дата размещено опубліковано yayınlanma megjelent 发布时间 发表于 发布于 时间 日期 \
    نشر نُشر نشرت منشور النشر تاريخ प्रकाशित पोस्ट diterbitkan tarihi tarih giriş publicat δημοσίευση";

/// Labels of a date of change.
const UPDATED: &str = "updated update modified edited revised changed aktualisiert geändert stand actualisé modifié \
    jour actualizado actualizada atualizado atualizada aggiornato aggiornata bijgewerkt aktualizacja zaktualizowano \
    aktualizováno uppdaterad uppdaterat oppdatert opdateret päivitetty обновлено изменено оновлено güncelleme \
    更新时间 更新于 \
    تحديث آخر अपडेट अद्यतन diperbarui son actualizat ενημέρωση";

/// Words that go with a label, and with a date, and say nothing.
const FILLERS: &str = "on at the last first was is this article story entry news item it and original originally \
    time page online am um le la les el em il mis mise à a de à op den der dnia w o edt print version in \
    r. г. uhr hrs local ist et by von par \
    في بتاريخ الساعة को पर बजे saat tarihinde pada 来源 作者 编辑 来源于";

/// What parts the segments of a dateline.
const SEPARATORS: [char; 16] =
    ['|', '•', '·', '—', '–', '/', ';', ',', '(', ')', ':', '\t', '：', '،', '∙', '，'];

/// The longest line that can be a dateline, bytes: labels, a byline, a date and its update.
const LONGEST: usize = 220;

/// Where a dateline can begin in a paragraph, bytes: a place's name and an agency's stand before it at most.
const FIRST_BYTES: usize = 90;

/// Finds whether the line is a dateline or begins with one. `None`: it is neither.
pub fn find_dateline(line: &str, settings: &ParseSettings) -> Option<Dateline> {
    let head = floor(line, LONGEST);
    if !head.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tokens = tokenize(head);
    let found = moments(head, &tokens, settings);
    let first = found.first()?;
    if line.len() <= LONGEST
        && let Some(dateline) = alone(line, &found, settings)
    {
        return Some(dateline);
    }
    (first.range.start <= FIRST_BYTES).then(|| prefix(line, first, settings)).flatten()
}

/// A date found on a line.
struct Moment {
    range: Range<usize>,
    reading: Result<DocumentOutcome, DateError>,
}

impl Moment {
    fn resolve(&self, settings: &ParseSettings) -> Result<DateTime<FixedOffset>, DateError> {
        self.reading.clone().map(|reading| resolve::resolve(&reading, settings))
    }
}

fn moments(line: &str, tokens: &[Token], settings: &ParseSettings) -> Vec<Moment> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < 4 {
        match grammar::moment(line, tokens, at, settings.date_order) {
            Ok(Some((reading, next))) => {
                found.push(Moment { range: reading.range.clone(), reading: Ok(reading) });
                at = next;
            }
            Ok(None) => at += 1,
            Err(error) => {
                let start = tokens[at].range.start;
                let end = start + failed_length(&error, &line[start..]);
                found.push(Moment { range: start..end, reading: Err(error) });
                while at < tokens.len() && tokens[at].range.start < end {
                    at += 1;
                }
                at = at.max(1);
            }
        }
    }
    found
}

/// How much of the text the failed date takes up; at least one character.
fn failed_length(error: &DateError, rest: &str) -> usize {
    let (DateError::NotADate(text)
    | DateError::Impossible(text)
    | DateError::Ambiguous(text)
    | DateError::Incomplete(text, _)
    | DateError::UnknownZone(text)) = error;
    let length = rest.find(text.as_str()).map_or(0, |at| at + text.len());
    length.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// The line as a dateline and nothing else.
fn alone(line: &str, found: &[Moment], settings: &ParseSettings) -> Option<Dateline> {
    let mut others = Vec::new();
    let mut labels = Vec::new();
    let mut from = 0;
    for end in found.iter().map(|moment| moment.range.start).chain([line.len()]) {
        labels.push(segments(line.get(from..end)?, &mut others)?);
        from = found.get(labels.len() - 1).map_or(line.len(), |moment| moment.range.end);
    }
    let words: usize = others.iter().map(|other| other.split_whitespace().count()).sum();
    if words > 16 {
        return None;
    }
    // A date that says nothing or 'published' comes before one that says 'updated', wherever they stand.
    let readable = |index: &usize| found[*index].reading.is_ok();
    let fresh = |index: &usize| labels[*index] != Says::Updated;
    let chosen = (0..found.len()).find(|index| readable(index) && fresh(index));
    let chosen = chosen.or_else(|| (0..found.len()).find(readable)).unwrap_or(0);
    let moment = &found[chosen];
    Some(Dateline {
        at: moment.resolve(settings),
        range: moment.range.clone(),
        says: labels[chosen],
        kind: DatelineKind::Alone,
        others,
    })
}

/// What a stretch between dates says; its segments that are no labels go to `others`. `None`: running text.
fn segments(stretch: &str, others: &mut Vec<String>) -> Option<Says> {
    let mut says = Says::Nothing;
    let parts = stretch.split(SEPARATORS).flat_map(|part| part.split(" - "));
    for part in parts {
        let part = part.trim_matches(|c: char| c.is_whitespace() || "#*_-[]<>.~\"'“”→»«‹›".contains(c));
        if part.is_empty() {
            continue;
        }
        let (labels, rest) = strip_labels(part);
        if labels != Says::Nothing {
            says = labels;
        }
        if rest.is_empty() {
            continue;
        }
        if !is_segment(rest) {
            return None;
        }
        others.push(rest.to_owned());
    }
    Some(says)
}

/// Takes the labels and fillers off both ends of a segment. "Posted by Jane" keeps its "by".
fn strip_labels(part: &str) -> (Says, &str) {
    let mut says = Says::Nothing;
    let mut rest = part;
    let word_of = |word: &str| word.trim_matches([':', '.', ',']).to_lowercase();
    while let Some(word) = rest.split_whitespace().next() {
        let lower = word_of(word);
        let label = label(&lower);
        let more = rest[word.len()..].trim_start();
        if label == Says::Nothing && (!is_in(FILLERS, &lower) || (names_follow(&lower) && !more.is_empty())) {
            break;
        }
        // `mis à jour`, `first published`: the more telling label wins.
        if label == Says::Updated || says == Says::Nothing {
            says = label;
        }
        rest = more;
    }
    while let Some(word) = rest.split_whitespace().next_back() {
        let lower = word_of(word);
        let label = label(&lower);
        if label == Says::Nothing && !is_in(FILLERS, &lower) {
            break;
        }
        says = if label == Says::Nothing { says } else { label };
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    (says, rest)
}

/// What stands behind a date's label.
pub(super) fn without_label(text: &str) -> &str {
    strip_labels(text.trim()).1
}

/// Whether the text is a date's label and no more: `Published`, `Last updated:`.
pub(crate) fn is_label(text: &str) -> bool {
    let (says, rest) = strip_labels(text.trim());
    says != Says::Nothing && rest.is_empty()
}

fn label(word: &str) -> Says {
    if is_in(UPDATED, word) {
        Says::Updated
    } else if is_in(PUBLISHED, word) {
        Says::Published
    } else {
        Says::Nothing
    }
}

/// Words that begin a byline or a section, and so belong to what follows.
fn names_follow(word: &str) -> bool {
    matches!(word, "by" | "von" | "par" | "in" | "de" | "a")
}

fn is_in(table: &str, word: &str) -> bool {
    table.split_ascii_whitespace().any(|entry| entry == word)
}

/// Words that begin a byline or a section.
const BYLINE_STARTS: &str = "by von par in от door av por di de text";

/// Words of names and titles that have no capital.
const PARTICLES: &str =
    "de van von of the and for y et und en i e da do dos del la le el al bin of at in & и";

/// Whether a segment can stand beside a date: a byline, a count, or a name or section in capitals.
fn is_segment(segment: &str) -> bool {
    let words: Vec<&str> = segment.split_whitespace().collect();
    let Some(first) = words.first() else { return true };
    if words.len() > 7 || (segment.ends_with(['.', '!', '?']) && words.len() > 3) {
        return false;
    }
    let begins = first.chars().next().unwrap_or_default();
    if begins.is_numeric() || "@#&+".contains(begins) || is_in(BYLINE_STARTS, &first.to_lowercase()) {
        return true;
    }
    // What a template left: `{{hits}}`; and `сегодня в 14:42`.
    if begins == '{' || (words.len() <= 3 && segment.contains(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let is_capital = |word: &&str| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_none_or(|c| c.is_uppercase() || is_uncased(c)) || is_in(PARTICLES, &word.to_lowercase())
    };
    is_capital(first) && (words.len() <= 2 || words.iter().all(is_capital))
}

fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()
}

/// A date set off from the sentence after it.
fn prefix(line: &str, moment: &Moment, settings: &ParseSettings) -> Option<Dateline> {
    let before = line.get(..moment.range.start)?;
    let after = line.get(moment.range.end..)?;
    let mut names = Vec::new();
    let says = segments(before, &mut names)?;
    let is_labelled = says != Says::Nothing;
    let rest = after_agency(after);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "—–-|:•·)].,/".contains(c));
    let gap = &after[..after.len() - rest.len()];
    let is_set_off =
        gap.contains(['—', '–', '|', ':', '•', '·', '/']) || gap.contains("--") || gap.contains(" - ");
    let begins_sentence =
        rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase()) && !gap.is_empty();
    if rest.is_empty() || !begins_sentence || gap.trim() == "," {
        return None;
    }
    let kind = if names.is_empty() && begins_bare(before) {
        DatelineKind::Prefix
    } else if is_place(before)
        && (is_set_off || before.trim_end().ends_with(')') || after.starts_with([')', ']']))
    {
        DatelineKind::Newspaper
    } else {
        return None;
    };
    if kind == DatelineKind::Prefix && !(is_labelled || is_set_off || gap.trim().is_empty()) {
        return None;
    }
    let end = moment.range.end + gap.len();
    let range = if kind == DatelineKind::Prefix { 0..end } else { moment.range.clone() };
    Some(Dateline { at: moment.resolve(settings), range, says, kind, others: Vec::new() })
}

/// What follows an agency's name in brackets or slashes: ` (Agency) — Text`, ` /Newswire/ -- Text`.
fn after_agency(after: &str) -> &str {
    let trimmed = after.trim_start();
    let close = match trimmed.chars().next() {
        Some('(') => ')',
        Some('/') => '/',
        _ => return after,
    };
    match trimmed[1..].split_once(close) {
        Some((name, rest)) if name.split_whitespace().count() <= 4 && !name.is_empty() => rest,
        _ => after,
    }
}

/// Nothing but labels and marks, and a label among them or nothing: "On 4 March 2026 She came" is no dateline.
fn begins_bare(before: &str) -> bool {
    let words = before.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let mut words = words.peekable();
    words.peek().is_none()
        || words.any(|word| label(&word.trim_matches([':', '.']).to_lowercase()) != Says::Nothing)
}

/// Words that begin a sentence, not the name of a place.
const SENTENCE_STARTS: &str = "in on by at since from until after before as when during between the a an to for and \
    but if it this that im am in seit bis nach vor le la les en au du el los das der die il lo";

/// A place and perhaps an agency, as news agencies write before the date: `LONDON, `, `Moscow (AFP) `.
fn is_place(before: &str) -> bool {
    let mut words = before.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).peekable();
    let Some(first) = words.peek().map(|word| word.to_lowercase()) else { return false };
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let mut count = 0;
    let mut starts = words.map(|word| {
        count += 1;
        word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
    });
    let all_capital = starts.all(|capital| capital);
    let set_off = before.trim_end().ends_with([',', ')', '-', '–', '—', '/', ':', '(', '|']);
    all_capital && count <= 7 && set_off && !is_in(SENTENCE_STARTS, first)
}

/// At most so many bytes, cut between characters.
fn floor(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
