//! Finds the line of a page that gives its publication date.
//!
//! A date that running text mentions is not the article's date. A line is a dateline if, without its dates,
//! only labels ("Published on"), short segments between separators ("Jane Doe | 5 min read") or a byline
//! remain. A longer line is a dateline if it *begins* with a date that is set off from the sentence after it.

use super::error::DateError;
use super::grammar::{self, DateParts};
use super::resolve;
use super::tokens::{Token, tokenize};
use crate::settings::ParseSettings;
use chrono::{DateTime, FixedOffset};
use std::ops::Range;
use tidings_model::text::truncated;

/// A line that gives a page's date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The date, or the reason why it cannot be used: it does not exist, is ambiguous or is incomplete.
    pub at: Result<DateTime<FixedOffset>, DateError>,
    /// The bytes of the line that belong to the date only. If the date precedes a sentence
    /// ([`DatelineKind::Prefix`]), its label and separator are included.
    pub range: Range<usize>,
    /// The label of the date.
    pub label: DateLabel,
    /// The position of the date on its line.
    pub kind: DatelineKind,
    /// The other segments of the line (names, sections, reading times), without labels.
    pub others: Vec<String>,
}

/// The label of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateLabel {
    /// No label.
    Unlabelled,
    /// "Published", "Posted", "Date".
    Published,
    /// "Updated", "Last modified".
    Updated,
}

/// The position of a date on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatelineKind {
    /// The line contains nothing but the dateline.
    Alone,
    /// The headline or the first sentence follows on the same line, and the date is not part of it.
    Prefix,
    /// A news agency's dateline, `LONDON, 4 March 2026 —`, which is part of the first paragraph.
    Newspaper,
}

/// Labels of a publication date, in the languages of the table of months.
const PUBLISHED: &str = "published publication posted post date dated released release written created added \
    submitted issued filed uploaded first publié publiée publie parution créé veröffentlicht erschienen erstellt \
    datum vom fecha publicado publicada publicação data pubblicato pubblicata gepubliceerd geplaatst opublikowano \
    dodano publikováno vydáno publicerad publicerat publisert udgivet offentliggjort julkaistu опубликовано \
    опубликована дата размещено опубліковано yayınlanma megjelent 发布时间 发表于 发布于 时间 日期 \
    نشر نُشر نشرت منشور النشر تاريخ प्रकाशित पोस्ट diterbitkan tarihi tarih giriş publicat δημοσίευση";

/// Labels of a change date.
const UPDATED: &str = "updated update modified edited revised changed aktualisiert geändert stand actualisé modifié \
    jour actualizado actualizada atualizado atualizada aggiornato aggiornata bijgewerkt aktualizacja zaktualizowano \
    aktualizováno uppdaterad uppdaterat oppdatert opdateret päivitetty обновлено изменено оновлено güncelleme \
    更新时间 更新于 \
    تحديث آخر अपडेट अद्यतन diperbarui son actualizat ενημέρωση";

/// Words that accompany a label or a date and have no meaning of their own.
const FILLERS: &str = "on at the last first was is this article story entry news item it and original originally \
    time page online am um le la les el em il mis mise à a de à op den der dnia w o edt print version in \
    r. г. uhr hrs local ist et by von par \
    في بتاريخ الساعة को पर बजे saat tarihinde pada 来源 作者 编辑 来源于";

/// Characters that separate the segments of a dateline.
const SEPARATORS: [char; 16] =
    ['|', '•', '·', '—', '–', '/', ';', ',', '(', ')', ':', '\t', '：', '،', '∙', '，'];

/// Longest line that can be a dateline, in bytes: labels, a byline, a date and its update.
const MAX_LENGTH: usize = 220;

/// Last position in a paragraph at which the date of a dateline can begin, in bytes. At most a place and an
/// agency precede it.
const MAX_START: usize = 90;

/// The most words that are removed as labels and fillers from either end of a segment.
const MAX_LABEL_WORDS: usize = 48;

/// Returns the dateline if the line is one or begins with one.
pub fn find_dateline(line: &str, settings: &ParseSettings) -> Option<Dateline> {
    let head = truncated(line, MAX_LENGTH);
    if !head.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tokens = tokenize(head);
    let found = find_dates(head, &tokens, settings);
    let first = found.first()?;
    if line.len() <= MAX_LENGTH
        && let Some(dateline) = standalone(line, &found, settings)
    {
        return Some(dateline);
    }
    (first.range.start <= MAX_START).then(|| prefixed(line, first, settings)).flatten()
}

/// A date found on a line.
struct FoundDate {
    range: Range<usize>,
    parts: Result<DateParts, DateError>,
}

impl FoundDate {
    fn resolve(&self, settings: &ParseSettings) -> Result<DateTime<FixedOffset>, DateError> {
        self.parts.clone().map(|parts| resolve::resolve(&parts, settings))
    }
}

fn find_dates(line: &str, tokens: &[Token], settings: &ParseSettings) -> Vec<FoundDate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < 4 {
        match grammar::parse_moment(line, tokens, at, settings.date_order) {
            Ok(Some((parts, next))) => {
                found.push(FoundDate { range: parts.range.clone(), parts: Ok(parts) });
                at = next;
            }
            Ok(None) => at += 1,
            Err(error) => {
                let start = tokens[at].range.start;
                let end = start + failed_length(&error, &line[start..]);
                found.push(FoundDate { range: start..end, parts: Err(error) });
                while at < tokens.len() && tokens[at].range.start < end {
                    at += 1;
                }
                at = at.max(1);
            }
        }
    }
    found
}

/// The length of the text of the failed date; at least one character.
fn failed_length(error: &DateError, rest: &str) -> usize {
    let (DateError::NotADate(text)
    | DateError::Impossible(text)
    | DateError::Ambiguous(text)
    | DateError::Incomplete(text, _)
    | DateError::UnknownZone(text)) = error;
    let length = rest.find(text.as_str()).map_or(0, |at| at + text.len());
    length.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// Reads a line that contains nothing but the dateline.
fn standalone(line: &str, found: &[FoundDate], settings: &ParseSettings) -> Option<Dateline> {
    let mut others = Vec::new();
    let mut labels = Vec::new();
    let mut from = 0;
    for end in found.iter().map(|date| date.range.start).chain([line.len()]) {
        labels.push(label_and_segments(line.get(from..end)?, &mut others)?);
        from = found.get(labels.len() - 1).map_or(line.len(), |date| date.range.end);
    }
    let words: usize = others.iter().map(|other| other.split_whitespace().count()).sum();
    if words > 16 {
        return None;
    }
    // A publication date or an unlabelled date takes precedence over a change date, whatever their order.
    let is_readable = |index: &usize| found[*index].parts.is_ok();
    let is_not_update = |index: &usize| labels[*index] != DateLabel::Updated;
    let chosen = (0..found.len()).find(|index| is_readable(index) && is_not_update(index));
    let chosen = chosen.or_else(|| (0..found.len()).find(is_readable)).unwrap_or(0);
    let date = &found[chosen];
    Some(Dateline {
        at: date.resolve(settings),
        range: date.range.clone(),
        label: labels[chosen],
        kind: DatelineKind::Alone,
        others,
    })
}

/// The label in a stretch between dates. Segments that are not labels are added to `others`. `None`: the
/// stretch is running text.
fn label_and_segments(stretch: &str, others: &mut Vec<String>) -> Option<DateLabel> {
    let mut label = DateLabel::Unlabelled;
    let parts = stretch.split(SEPARATORS).flat_map(|part| part.split(" - "));
    for part in parts {
        let part = part.trim_matches(|c: char| c.is_whitespace() || "#*_-[]<>.~\"'“”→»«‹›".contains(c));
        if part.is_empty() {
            continue;
        }
        let (own, rest) = strip_labels(part);
        if own != DateLabel::Unlabelled {
            label = own;
        }
        if rest.is_empty() {
            continue;
        }
        if !is_segment(rest) {
            return None;
        }
        others.push(rest.to_owned());
    }
    Some(label)
}

/// Removes labels and fillers from both ends of a segment. "Posted by Jane" keeps its "by".
fn strip_labels(part: &str) -> (DateLabel, &str) {
    let mut found = DateLabel::Unlabelled;
    let mut rest = part;
    let word_of = |word: &str| word.trim_matches([':', '.', ',']).to_lowercase();
    // A label has a few words. In a text that has nothing else, each word would be looked up in the lists.
    for _ in 0..MAX_LABEL_WORDS {
        let Some(word) = rest.split_whitespace().next() else { break };
        let lower = word_of(word);
        let label = label_of_word(&lower);
        let more = rest[word.len()..].trim_start();
        if label == DateLabel::Unlabelled
            && (!is_in(FILLERS, &lower) || (introduces_name(&lower) && !more.is_empty()))
        {
            break;
        }
        // Of several labels, as in `mis à jour` and `first published`, the more specific one is used.
        if label == DateLabel::Updated || found == DateLabel::Unlabelled {
            found = label;
        }
        rest = more;
    }
    for _ in 0..MAX_LABEL_WORDS {
        let Some(word) = rest.split_whitespace().next_back() else { break };
        let lower = word_of(word);
        let label = label_of_word(&lower);
        if label == DateLabel::Unlabelled && !is_in(FILLERS, &lower) {
            break;
        }
        found = if label == DateLabel::Unlabelled { found } else { label };
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    (found, rest)
}

/// The text after the label of a date.
pub(super) fn without_label(text: &str) -> &str {
    strip_labels(text.trim()).1
}

/// Returns true if the text is only the label of a date: `Published`, `Last updated:`.
pub(crate) fn is_label(text: &str) -> bool {
    let (label, rest) = strip_labels(text.trim());
    label != DateLabel::Unlabelled && rest.is_empty()
}

fn label_of_word(word: &str) -> DateLabel {
    if is_in(UPDATED, word) {
        DateLabel::Updated
    } else if is_in(PUBLISHED, word) {
        DateLabel::Published
    } else {
        DateLabel::Unlabelled
    }
}

/// Words that begin a byline or a section, and so are not fillers if something follows.
fn introduces_name(word: &str) -> bool {
    matches!(word, "by" | "von" | "par" | "in" | "de" | "a")
}

fn is_in(table: &str, word: &str) -> bool {
    table.split_ascii_whitespace().any(|entry| entry == word)
}

/// Words that begin a byline or a section.
const BYLINE_STARTS: &str = "by von par in от door av por di de text";

/// Words inside names and titles that are not capitalised.
const PARTICLES: &str =
    "de van von of the and for y et und en i e da do dos del la le el al bin of at in & и";

/// Returns true if a segment can accompany a date: a byline, a count, or a capitalised name or section.
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
    // A template that was not filled in (`{{hits}}`), or a time with a word (`сегодня в 14:42`).
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

/// Reads a date that is set off from the sentence after it.
fn prefixed(line: &str, date: &FoundDate, settings: &ParseSettings) -> Option<Dateline> {
    let before = line.get(..date.range.start)?;
    let after = line.get(date.range.end..)?;
    let mut names = Vec::new();
    let label = label_and_segments(before, &mut names)?;
    let is_labelled = label != DateLabel::Unlabelled;
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
    let kind = if names.is_empty() && has_only_labels(before) {
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
    let end = date.range.end + gap.len();
    let range = if kind == DatelineKind::Prefix { 0..end } else { date.range.clone() };
    Some(Dateline { at: date.resolve(settings), range, label, kind, others: Vec::new() })
}

/// The text after the name of an agency in brackets or slashes: ` (Agency) — Text`, ` /Newswire/ -- Text`.
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

/// Returns true if the text is empty, or consists of words with a label among them. "On 4 March 2026 She
/// came" is not a dateline.
fn has_only_labels(before: &str) -> bool {
    let words = before.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let mut words = words.peekable();
    words.peek().is_none()
        || words
            .any(|word| label_of_word(&word.trim_matches([':', '.']).to_lowercase()) != DateLabel::Unlabelled)
}

/// Words that begin a sentence rather than the name of a place.
const SENTENCE_STARTS: &str = "in on by at since from until after before as when during between the a an to for and \
    but if it this that im am in seit bis nach vor le la les en au du el los das der die il lo";

/// Returns true for a place and perhaps an agency, as news agencies write before the date: `LONDON, `,
/// `Moscow (AFP) `.
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
