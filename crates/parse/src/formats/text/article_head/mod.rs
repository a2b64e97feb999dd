//! Extracts the head of a plain text: headline, date, byline, standfirst.
//!
//! The head ends at the first prose that no dateline or byline follows soon. The headline is the line that
//! occurs twice, otherwise the first that is not the name of a section; a unit between the headline and the
//! text is the standfirst.

mod repeat;
mod role;
mod role_rules;

use super::byline;
use super::shape::{Shape, first_sentence, is_title_case, shape, words};
use super::unit::{Unit, UnitKind};
use crate::body::Body;
use crate::dates::{DateLabel, DatelineKind};
use crate::settings::ParseSettings;
use role::{FoundDate, UnitRole};
use tidings_model::text::one_line;
use tidings_model::{DateSource, Dated};

/// Most units of a head; pages have no more between their top and their text.
const MAX_HEAD_UNITS: usize = 18;

/// Longest title that is made from a sentence, in characters; it is cut between words.
const MAX_TITLE_CHARS: usize = 100;

/// The most bytes of a sentence, with its markup, of which a title is made.
const MAX_TITLE_SOURCE: usize = 16 * 1024;

/// Stores the head in `result` and returns the units of the text.
pub(super) fn extract_head(mut units: Vec<Unit>, settings: &ParseSettings, result: &mut Body) -> Vec<Unit> {
    let found_dates = role::take_date_prefixes(&mut units, settings);
    let head = ArticleHead::detect(&units, settings);
    let site = head.site(&units);
    let own = head.headline.map(|at| match &site {
        Some(_) => one_line(repeat::without_site(&units[at].text)),
        None => one_line(&units[at].text),
    });
    let headline = result.title.clone().or(own);
    if let Some(site) = &site {
        repeat::strip_site(site, &mut units);
    }
    let mut kept = Vec::with_capacity(units.len());
    let mut standfirst: Option<(u32, String)> = None;
    let mut dates = found_dates;
    for (at, unit) in units.into_iter().enumerate() {
        if at >= head.end {
            kept.push(unit);
            continue;
        }
        let is_headline = head.headline == Some(at)
            || headline.as_deref().is_some_and(|headline| repeat::is_same(headline, &unit.text));
        match head.roles.get(at) {
            _ if is_headline => {}
            Some(UnitRole::Date(found)) => dates.push(found.clone()),
            Some(UnitRole::Byline(people)) => byline::add_people(&mut result.authors, people),
            Some(UnitRole::Name(person)) => {
                byline::add_people(&mut result.authors, std::slice::from_ref(person))
            }
            Some(UnitRole::Nothing) => {}
            _ if head.is_passed_over(at, &unit) || head.captions.contains(&at) => {}
            Some(UnitRole::Sentence | UnitRole::Prose) if head.is_about_author(&unit.text) => {}
            _ if standfirst.is_none() && head.is_standfirst(at, &unit) => {
                standfirst = Some((unit.line, one_line(&unit.text)))
            }
            _ => kept.push(unit),
        }
    }
    choose_date(dates, result);
    store_standfirst(standfirst, &mut kept, result);
    if let Some(headline) = &headline {
        repeat::strip_repeats(headline, &mut kept);
    }
    result.title = headline.or_else(|| title_from_first_sentence(&kept));
    kept
}

/// If the text has no other words, the standfirst is the text; otherwise it is the summary.
fn store_standfirst(standfirst: Option<(u32, String)>, kept: &mut Vec<Unit>, result: &mut Body) {
    let Some((line, text)) = standfirst else { return };
    if kept.iter().any(|unit| unit.text.chars().any(char::is_alphanumeric)) {
        result.summary = result.summary.take().or(Some(text));
    } else {
        kept.push(Unit { line, text, gap: true, kind: UnitKind::Text, number: None });
    }
}

/// Chooses the date of the article: the first that is not labelled 'updated', otherwise the first.
fn choose_date(found_dates: Vec<FoundDate>, result: &mut Body) {
    // The dateline of a news agency has no time; a date of the page may have one.
    let is_agency = |found: &FoundDate| found.date.kind == DatelineKind::Newspaper;
    let (mut found_dates, agency): (Vec<FoundDate>, Vec<FoundDate>) =
        found_dates.into_iter().partition(|found| !is_agency(found));
    found_dates.extend(agency);
    let readable =
        || found_dates.iter().filter_map(|found| Some((found.date.label, found.date.at.as_ref().ok()?)));
    let chosen = readable().find(|(label, _)| *label != DateLabel::Updated).or_else(|| readable().next());
    if result.published.is_none() {
        result.published = chosen.map(|(_, at)| Dated { at: *at, from: DateSource::Text });
    }
    for found in &found_dates {
        for other in &found.date.others {
            role::read_beside_date(other, &found.date, result);
        }
        if let (Err(error), None) = (&found.date.at, result.published) {
            result.problems.push(role::unreadable_date_problem(found, error));
        }
    }
}

/// The head of a text: its units and their roles.
struct ArticleHead {
    roles: Vec<UnitRole>,
    /// Index of the headline.
    headline: Option<usize>,
    /// Index of the last line that repeats the headline.
    repeat: Option<usize>,
    /// Units in runs of three or more short lines without an empty line between: remains of picture captions.
    captions: Vec<usize>,
    /// Index of the last dateline or byline.
    last_meta: Option<usize>,
    /// Index of the first unit of the text.
    end: usize,
}

impl ArticleHead {
    fn detect(units: &[Unit], settings: &ParseSettings) -> Self {
        let mut roles: Vec<UnitRole> =
            units.iter().take(MAX_HEAD_UNITS).map(|unit| role::role_of_unit(unit, settings)).collect();
        role_rules::apply(&mut roles, units);
        let (end, last_meta) = head_extent(&roles, units);
        roles.truncate(end);
        let headline = choose_headline(&roles, units, last_meta);
        let repeat = headline.and_then(|headline| {
            (headline + 1..end).rev().find(|at| repeat::is_same(&units[headline].text, &units[*at].text))
        });
        let captions = find_captions(&roles, units, headline.map_or(0, |at| at + 1));
        Self { roles, headline, repeat, captions, last_meta, end }
    }

    /// The name of the site after the headline (`Ferry halted | Coast News`), if the name occurs elsewhere on
    /// the page or follows a bar.
    fn site(&self, units: &[Unit]) -> Option<String> {
        let line = units.get(self.headline?)?.text.as_str();
        let same = self.roles.iter().zip(units).filter(|(role, _)| matches!(role, UnitRole::Title));
        let mut lines = same.map(|(_, unit)| unit.text.as_str()).filter(|other| repeat::is_same(line, other));
        let (head, site) = lines.find_map(repeat::split_site)?;
        let comes_again = units.iter().any(|unit| one_line(&unit.text) == site || unit.text == head);
        let barred = line.contains(" | ") && words(head) >= 3 && words(site) <= 8;
        (comes_again || barred).then(|| site.to_owned())
    }

    /// Whether the text describes an author of the byline: `Mara Lind is the author of "Boats".`
    fn is_about_author(&self, text: &str) -> bool {
        let named = self.roles.iter().filter_map(|role| match role {
            UnitRole::Byline(people) => Some(people.as_slice()),
            UnitRole::Name(person) => Some(std::slice::from_ref(person)),
            _ => None,
        });
        byline::is_biography(text, &named.flatten().cloned().collect::<Vec<_>>())
    }

    /// Whether the unit is dropped: names of sections and other short lines, above the headline or between it
    /// and the date.
    fn is_passed_over(&self, at: usize, unit: &Unit) -> bool {
        let Some(headline) = self.headline else { return false };
        let before_meta =
            self.last_meta.is_some_and(|meta| at < meta) || self.repeat.is_some_and(|repeat| at < repeat);
        matches!(self.roles.get(at), Some(UnitRole::Title))
            && ((at < headline && words(&unit.text) <= 5) || (before_meta && words(&unit.text) <= 3))
    }

    /// Whether the unit is the standfirst: it is between headline and text and summarises the text. Directly
    /// above the text, a short line in title case is the first sub-heading instead.
    fn is_standfirst(&self, at: usize, unit: &Unit) -> bool {
        let Some(headline) = self.headline else { return false };
        if at < headline || !matches!(unit.kind, UnitKind::Text | UnitKind::Heading) {
            return false;
        }
        let is_author = |role: &UnitRole| matches!(role, UnitRole::Name(_));
        let before_meta =
            self.last_meta.is_some_and(|meta| at < meta) || self.roles.iter().skip(at + 1).any(is_author);
        let count = words(&unit.text);
        if unit.text.ends_with('?') && !before_meta {
            return false;
        }
        match self.roles.get(at) {
            Some(UnitRole::Prose | UnitRole::Sentence) => before_meta && !self.is_about_author(&unit.text),
            Some(UnitRole::Title) if before_meta => count >= 4,
            Some(UnitRole::Title) if unit.kind == UnitKind::Heading => false,
            Some(UnitRole::Title) => count >= 8 || (count >= 6 && !is_title_case(&unit.text)),
            _ => false,
        }
    }
}

/// The end of the head, and the index of its last dateline or byline.
fn head_extent(roles: &[UnitRole], units: &[Unit]) -> (usize, Option<usize>) {
    let mut last_meta = None;
    let mut prose = 0;
    let mut titles = 0;
    for (at, role) in roles.iter().enumerate() {
        match role {
            UnitRole::Date(_) | UnitRole::Byline(_) => last_meta = Some(at),
            UnitRole::Title => titles += 1,
            // A standfirst of one or two sentences; it needs a headline above it.
            UnitRole::Prose | UnitRole::Sentence => {
                prose += 1;
                if prose > 1 || words(&units[at].text) > 70 {
                    break;
                }
            }
            UnitRole::Other => break,
            UnitRole::Name(_) | UnitRole::Nothing => {}
        }
    }
    let from = last_meta.map_or(0, |meta| meta + 1);
    let is_text = |role: &UnitRole| matches!(role, UnitRole::Prose | UnitRole::Sentence | UnitRole::Other);
    // Without a headline, prose above the date is already the text.
    let first_text = roles.iter().position(is_text).unwrap_or(roles.len());
    if titles == 0 && last_meta.is_none() && opens_with_headline(units) {
        return (1, None);
    }
    let headed =
        titles > 0 || last_meta.is_some_and(|meta| first_text < meta && words(&units[first_text].text) <= 25);
    if !headed && last_meta.is_some_and(|meta| first_text < meta) {
        return (roles.len().min(from), last_meta);
    }
    let end = roles.iter().skip(from).position(is_text).map_or(roles.len(), |at| from + at);
    (end, last_meta)
}

/// Whether the first unit is a headline of sentences: "The border is open. Nobody came." above three long
/// paragraphs. No text begins with such a short paragraph if all others are long.
fn opens_with_headline(units: &[Unit]) -> bool {
    let is_long = |unit: &Unit| unit.kind == UnitKind::Text && unit.gap && words(&unit.text) >= 15;
    let below = units.iter().skip(1).take(3).filter(|unit| is_long(unit)).count();
    units.first().is_some_and(|first| {
        first.kind == UnitKind::Text
            && matches!(shape(&first.text), Shape::Sentence | Shape::Prose)
            && words(&first.text) <= 10
            && !first.text.starts_with(['“', '"', '„', '«'])
    }) && below == 3
}

fn find_captions(roles: &[UnitRole], units: &[Unit], from: usize) -> Vec<usize> {
    let is_short = |at: &usize| matches!(roles[*at], UnitRole::Title) && words(&units[*at].text) <= 5;
    let mut found = Vec::new();
    let mut at = from;
    while at < roles.len() {
        let run =
            (at..roles.len()).take_while(|next| is_short(next) && (*next == at || !units[*next].gap)).count();
        if run >= 3 {
            found.extend(at..at + run);
        }
        at += run.max(1);
    }
    found
}

/// Chooses the headline: the line that occurs twice, otherwise the first that is not the name of a section,
/// otherwise a single sentence above the date.
fn choose_headline(roles: &[UnitRole], units: &[Unit], last_meta: Option<usize>) -> Option<usize> {
    let titles: Vec<usize> = (0..roles.len()).filter(|at| matches!(roles[*at], UnitRole::Title)).collect();
    let text = |at: usize| units[at].text.as_str();
    let is_repeated = |at: &usize| {
        let again = titles.iter().any(|other| other > at && repeat::is_same(text(*at), text(*other)));
        let first_prose = units.get(roles.len());
        words(text(*at)) >= 3
            && (again
                || first_prose.is_some_and(|prose| repeat::begins_with(&prose.text, text(*at)).is_some()))
    };
    if let Some(at) = titles.iter().find(|at| is_repeated(at)) {
        // Of two equal lines the shorter: the longer one also has the name of the site.
        let same = titles.iter().filter(|other| repeat::is_same(text(*at), text(**other)));
        return same.min_by_key(|other| text(**other).len()).or(Some(at)).copied();
    }
    let Some(mut chosen) = titles.first().copied() else {
        // "The river rose." above a dateline, or above long paragraphs only.
        if last_meta.is_none() && opens_with_headline(units) {
            return Some(0);
        }
        let above = last_meta.unwrap_or(0).min(roles.len());
        return (0..above).find(|at| {
            matches!(roles[*at], UnitRole::Sentence | UnitRole::Prose)
                && words(text(*at)) <= 25
                && first_sentence(text(*at)).len() == text(*at).len()
        });
    };
    // Names of sections, then a kicker, then the headline.
    let is_section = |at: &usize| crate::boilerplate::is_section(text(*at)) && words(text(*at)) <= 3;
    if let Some(first) = titles.iter().find(|at| !is_section(at) && words(text(**at)) >= 3) {
        chosen = if is_section(&chosen) { *first } else { chosen };
    }
    let above_text = |at: usize| matches!(roles[at], UnitRole::Sentence | UnitRole::Prose);
    // "Opinion", followed by a headline of two sentences.
    if is_section(&chosen)
        && let Some(next) = (chosen + 1..roles.len()).find(|at| !matches!(roles[*at], UnitRole::Nothing))
        && above_text(next)
        && words(text(next)) <= 14
    {
        return Some(next);
    }
    if let Some(next) = titles.iter().copied().find(|at| *at > chosen) {
        let standfirst = (next + 1..last_meta.unwrap_or(0)).any(|at| above_text(at) || titles.contains(&at));
        let adjoins = (chosen + 1..next).all(|at| matches!(roles[at], UnitRole::Nothing));
        if adjoins && is_kicker(text(chosen), text(next), standfirst) {
            chosen = next;
        }
    }
    Some(chosen)
}

/// Whether the first of two lines is the name of a section or a kicker above the headline. `standfirst`: a
/// third line below them summarises the text, so the second line need not.
fn is_kicker(line: &str, next: &str, standfirst: bool) -> bool {
    let all_capitals = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
    let next_capitals = !next.chars().any(char::is_lowercase);
    let (count, next_count) = (words(line), words(next));
    next_count >= 4
        && (count == 1
            || (standfirst && count <= 2)
            || (all_capitals && !next_capitals && count <= 3)
            || (count <= 2 && next_count >= 6 && is_title_case(next) && line.len() <= 12))
}

/// Makes a title from the first sentence of a text without a headline: without its full stop, cut between
/// words.
fn title_from_first_sentence(units: &[Unit]) -> Option<String> {
    let is_text = |unit: &&Unit| {
        !matches!(unit.kind, UnitKind::Break | UnitKind::Code) && unit.text.chars().any(char::is_alphanumeric)
    };
    // The salutation of a letter, "Dear readers,", is no title.
    let is_telling =
        |unit: &&Unit| is_text(unit) && (shape(&unit.text) != Shape::Fragment || words(&unit.text) > 4);
    let unit = units.iter().find(is_telling).or_else(|| units.iter().find(is_text))?;
    let line = match unit.kind {
        UnitKind::Verse => unit.text.lines().next().unwrap_or_default().trim_end_matches([',', ';', ':']),
        _ => first_sentence(without_place(&unit.text)),
    };
    // A title is cut at MAX_TITLE_CHARS; the markup of a longer text would be parsed in vain.
    let line =
        one_line(&super::render::without_markup(tidings_model::text::truncated(line, MAX_TITLE_SOURCE)));
    let line = line.trim_end_matches(['.', '。']).trim_matches(|c| matches!(c, '"' | '“' | '”'));
    Some(cut_at_word(line, MAX_TITLE_CHARS))
}

/// The text without the place and source of a news agency: `BEIJING, September 3 (Agency) — `.
fn without_place(text: &str) -> &str {
    let dash =
        [" — ", " – ", " -- ", " - "].iter().filter_map(|dash| Some((text.find(dash)?, dash.len()))).min();
    let Some((at, length)) = dash.filter(|(at, _)| *at <= 60) else { return text };
    let is_place = text[..at].split_whitespace().all(|word| {
        word.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
    });
    let rest = &text[at + length..];
    if is_place && rest.starts_with(char::is_uppercase) { rest } else { text }
}

fn cut_at_word(line: &str, longest: usize) -> String {
    if line.chars().count() <= longest {
        return line.to_owned();
    }
    let end = line.char_indices().nth(longest - 1).map_or(line.len(), |(at, _)| at);
    let head = &line[..end];
    let head = head.rfind(' ').filter(|space| *space > end / 2).map_or(head, |space| &head[..space]);
    format!("{}…", head.trim_end_matches(|c: char| !c.is_alphanumeric()))
}
