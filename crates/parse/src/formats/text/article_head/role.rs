//! Determines the role of each unit of the head.

use crate::dates::{DateError, Dateline, DatelineKind, Says, find_dateline};
use crate::formats::text::byline;
use crate::formats::text::shape::{
    Shape, ends_in_abbreviation, ends_sentence, first_sentence, is_title_case, shape, words,
};
use crate::formats::text::unit::{Unit, UnitKind};
use crate::{Body, ParseSettings, boilerplate, dates};
use tidings_model::{Person, Problem};

/// A dateline and its line in the file.
#[derive(Debug, Clone)]
pub(super) struct FoundDate {
    pub(super) line: u32,
    pub(super) date: Dateline,
}

/// The role of a unit in the head.
#[derive(Debug, Clone)]
pub(super) enum UnitRole {
    /// A line that dates the article.
    Date(FoundDate),
    /// A line with the names of the authors.
    Byline(Vec<Person>),
    /// A name beside the date.
    Name(Person),
    /// A headline, the name of a section, or a standfirst.
    Title,
    /// One long sentence or several sentences.
    Prose,
    /// A short sentence.
    Sentence,
    /// A unit that can't be part of a head: a list, a quotation, verse.
    Other,
    /// A unit without meaning: an empty byline, a count of comments.
    Nothing,
}

/// The role of the unit by itself, without its neighbours.
pub(super) fn role_of_unit(unit: &Unit, settings: &ParseSettings) -> UnitRole {
    let text = unit.text.as_str();
    match unit.kind {
        UnitKind::Break => return UnitRole::Nothing,
        UnitKind::Quote | UnitKind::Verse | UnitKind::Code => return UnitRole::Other,
        UnitKind::Text | UnitKind::Item { .. } | UnitKind::Heading => {}
    }
    let dateline = find_dateline(text, settings).filter(|date| date.kind == DatelineKind::Alone);
    if let Some(date) = dateline.filter(|date| !is_headline_with_date(date)) {
        return UnitRole::Date(FoundDate { line: unit.line, date });
    }
    if let Some(people) = byline::parse(text) {
        return UnitRole::Byline(people);
    }
    let is_handle = text.starts_with('@') && words(text) == 1;
    if is_handle || byline::is_empty_byline(text) || boilerplate::is_count(text) || is_source(text) {
        return UnitRole::Nothing;
    }
    match (unit.kind, shape(text)) {
        (UnitKind::Item { .. }, _) => UnitRole::Other,
        (UnitKind::Heading, _) | (_, Shape::Title) => UnitRole::Title,
        // "Ministers meet in the U.S." has only the full stop of the abbreviation.
        (_, Shape::Sentence | Shape::Prose) if ends_in_abbreviation(text) && words(text) <= 14 => {
            UnitRole::Title
        }
        (_, Shape::Prose) => UnitRole::Prose,
        // A kicker may end in a colon; a sentence does not end in a comma.
        (_, Shape::Sentence | Shape::Fragment) => UnitRole::Sentence,
    }
}

/// Whether the line is a headline that contains a date, `7 March 2026: The Day the Ferry Stopped`: without a
/// label, and with more words beside the date than a name or a section.
fn is_headline_with_date(date: &Dateline) -> bool {
    date.says == Says::Nothing
        && date.others.iter().any(|other| {
            words(other) >= 3
                && byline::parse(other).is_none()
                && !byline::is_name(other)
                && !boilerplate::is_furniture_line(other)
                && !other.contains(|c: char| c.is_ascii_digit() || c == '{')
        })
}

/// Whether the line names the source of the page: an address alone, or `SOURCE www.example.org`.
fn is_source(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| !word.to_lowercase().starts_with("source"));
    let is_address = |word: &str| {
        word.contains('.')
            && word.contains(|c: char| c.is_ascii_lowercase())
            && (word.starts_with("www.") || word.starts_with("http"))
    };
    words.next().is_some_and(is_address) && words.next().is_none()
}

/// Removes dates that precede the headline or the first sentence on the same line, and parses the datelines
/// of news agencies.
pub(super) fn take_date_prefixes(units: &mut [Unit], settings: &ParseSettings) -> Vec<FoundDate> {
    let mut prose = 0;
    for unit in units.iter_mut().take(8).filter(|unit| unit.kind == UnitKind::Text) {
        let line = unit.line;
        if let Some(date) = find_dateline(&unit.text, settings) {
            match date.kind {
                DatelineKind::Alone => {}
                DatelineKind::Prefix => {
                    unit.text.drain(..date.range.end);
                    return vec![FoundDate { line, date }];
                }
                DatelineKind::Newspaper => return vec![FoundDate { line, date }],
            }
        }
        prose += usize::from(shape(&unit.text) == Shape::Prose);
        if prose > 1 {
            break;
        }
    }
    Vec::new()
}

/// In a head without a byline, marks a line that is a name beside the date as the author's.
pub(super) fn mark_bare_names(roles: &mut [UnitRole], units: &[Unit]) {
    if roles.iter().any(|role| matches!(role, UnitRole::Byline(_))) {
        return;
    }
    for at in 1..roles.len() {
        if matches!(roles[at], UnitRole::Title) && byline::is_desk(&units[at].text) {
            roles[at] = UnitRole::Byline(vec![byline::person(&units[at].text)]);
            return;
        }
    }
    let is_date = |role: Option<&UnitRole>| matches!(role, Some(UnitRole::Date(_)));
    let titles = roles.iter().filter(|role| matches!(role, UnitRole::Title)).count();
    if let Some(at) = below_standfirst(roles, units) {
        roles[at] = UnitRole::Name(byline::person(&units[at].text));
        return;
    }
    for at in 0..roles.len() {
        let beside = is_date(roles.get(at + 1)) || (at > 0 && is_date(roles.get(at - 1)));
        let name = units[at].text.trim();
        // If there is only one title, the title is the headline even if it is a name.
        if matches!(roles[at], UnitRole::Title)
            && beside
            && titles > 1
            && at > 0
            && byline::is_name(name)
            && words(name) <= 3
        {
            roles[at] = UnitRole::Name(byline::person(name));
            return;
        }
    }
}

/// The index of a name between standfirst and text, in a head without a date: headline, standfirst, name.
fn below_standfirst(roles: &[UnitRole], units: &[Unit]) -> Option<usize> {
    let end = roles.iter().position(|role| !matches!(role, UnitRole::Title | UnitRole::Nothing))?;
    let titles: Vec<usize> = (0..end).filter(|at| matches!(roles[*at], UnitRole::Title)).collect();
    let [_, .., standfirst, name] = titles.as_slice() else { return None };
    let text = units[*name].text.trim();
    // The name of the site also follows the headline.
    let is_site = units[..*name].iter().any(|unit| unit.text.ends_with(text));
    (!is_site
        && matches!(roles[end], UnitRole::Prose)
        && words(&units[*standfirst].text) >= 5
        && byline::is_name(text)
        && words(text) <= 3)
        .then_some(*name)
}

/// A job title (`Economics editor`) below a name, or after a name beside the date, marks that name as the
/// author's.
pub(super) fn mark_job_titles(roles: &mut [UnitRole], units: &[Unit]) {
    for at in 1..roles.len() {
        let beside_date =
            [roles.get(at - 1), roles.get(at + 1)].iter().any(|role| matches!(role, Some(UnitRole::Date(_))));
        if beside_date
            && matches!(roles[at], UnitRole::Title)
            && let Some(person) = byline::name_with_job(units[at].text.trim())
        {
            roles[at] = UnitRole::Name(person);
            continue;
        }
        if !matches!(roles[at], UnitRole::Title) || !byline::is_job(&units[at].text) {
            continue;
        }
        let above = units[at - 1].text.trim();
        match &roles[at - 1] {
            UnitRole::Byline(_) | UnitRole::Name(_) => roles[at] = UnitRole::Nothing,
            UnitRole::Title if at > 1 && byline::is_name(above) && words(above) <= 3 => {
                roles[at - 1] = UnitRole::Name(byline::person(above));
                roles[at] = UnitRole::Nothing;
            }
            _ => {}
        }
    }
}

/// Marks lines with sentences as titles: a first line of several sentences in English title case, and, below
/// a headline, sentences without a final full stop if the paragraphs of the text have theirs.
pub(super) fn mark_sentence_titles(roles: &mut [UnitRole], units: &[Unit]) {
    let is_sentence = |role: &UnitRole| matches!(role, UnitRole::Sentence | UnitRole::Prose);
    let Some(first) = roles.iter().position(|role| !matches!(role, UnitRole::Nothing)) else { return };
    let opening = units[first].text.as_str();
    if is_sentence(&roles[first])
        && (4..=20).contains(&words(opening))
        && first_sentence(opening).len() < opening.trim_end().len()
        && opening.split_whitespace().filter(|word| word.len() >= 4).count() >= 4
        && is_title_case(opening)
    {
        roles[first] = UnitRole::Title;
        return;
    }
    let Some(second) = (first + 1..roles.len()).find(|at| !matches!(roles[*at], UnitRole::Nothing)) else {
        return;
    };
    let below = || units[second + 1..].iter().filter(|unit| unit.kind == UnitKind::Text);
    let prose = || below().filter(|unit| shape(&unit.text) == Shape::Prose);
    if matches!(roles[first], UnitRole::Title)
        && matches!(roles[second], UnitRole::Prose)
        && shape(&units[second].text) == Shape::Prose
        && !units[second].text.ends_with(|c: char| c.is_ascii_punctuation() || "…。।”»—–".contains(c))
        && words(&units[second].text) <= 45
        && prose().count() >= 2
        && prose().all(|unit| ends_sentence(&unit.text))
    {
        roles[second] = UnitRole::Title;
    }
}

/// `Jan 5` in the head belongs to the page; if other days follow below, it belongs to a diary or timeline.
pub(super) fn mark_days_without_year(roles: &mut [UnitRole], units: &[Unit]) {
    let mut days = (0..units.len()).filter(|at| dates::is_day_without_year(&units[*at].text));
    if let (Some(at), None) = (days.next(), days.next())
        && (1..roles.len()).contains(&at)
        && matches!(roles[at], UnitRole::Title)
        && units[at].kind == UnitKind::Text
    {
        roles[at] = UnitRole::Nothing;
    }
}

/// Stores the text beside a date: `by Jane Doe`, `Jane Doe`, `in Travel`.
pub(super) fn read_beside_date(other: &str, date: &Dateline, result: &mut Body) {
    let lower = other.to_lowercase();
    if let Some(category) = lower.strip_prefix("in ").and_then(|rest| other.get(other.len() - rest.len()..)) {
        let is_term = words(category) <= 3 && category.starts_with(char::is_uppercase);
        if is_term && date.says != Says::Nothing {
            result.categories.push(category.to_owned());
        }
        return;
    }
    let people = byline::parse(other).unwrap_or_default();
    if !people.is_empty() {
        byline::add_people(&mut result.authors, &people);
    } else if byline::is_name(other)
        && words(other) <= 3
        && result.authors.is_empty()
        && !date.others.iter().any(|other| is_agency(other))
    {
        result.authors.push(byline::person(other));
    }
}

/// Whether the text is the abbreviation of a news agency; the name beside an agency is a place: `PTI | New
/// Delhi | 21 August 2025`.
fn is_agency(segment: &str) -> bool {
    (2..=6).contains(&segment.len()) && segment.chars().all(|c| c.is_ascii_uppercase())
}

/// Marks list items above the headline as a menu or breadcrumbs, if each is as short as the name of a
/// section. Below the headline, `- Published` is a label whose date is on the next line.
pub(super) fn mark_menu(roles: &mut [UnitRole], units: &[Unit]) {
    let is_short = |unit: &Unit| words(&unit.text) <= 3 && shape(&unit.text) == Shape::Title;
    let is_item = |unit: &Unit| matches!(unit.kind, UnitKind::Item { .. });
    let menu = units.iter().zip(&*roles).take_while(|(unit, _)| is_item(unit) && is_short(unit)).count();
    let headed = roles.get(menu).is_some_and(|role| matches!(role, UnitRole::Title));
    for at in 0..roles.len() {
        if (headed && at < menu) || (is_item(&units[at]) && dates::is_label(&units[at].text)) {
            roles[at] = UnitRole::Nothing;
        }
    }
}

/// The problem that reports a date line that can't be parsed.
pub(super) fn unreadable_date_problem(found: &FoundDate, error: &DateError) -> Problem {
    let message = format!("The date line can't be parsed: {error}");
    Problem::warning(message, "Write the date in a form that has one meaning only").at(found.line, None)
}
