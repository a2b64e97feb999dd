//! What a unit of the head is.

use crate::dates::{DateError, Dateline, DatelineKind, Says, find_dateline};
use crate::formats::text::byline;
use crate::formats::text::shape::{
    Shape, ends_in_abbreviation, ends_sentence, first_sentence, is_title_case, shape, words,
};
use crate::formats::text::unit::{Kind, Unit};
use crate::{Body, ParseSettings, boilerplate, dates};
use tidings_model::{Person, Problem};

/// A dateline and its line in the file.
#[derive(Debug, Clone)]
pub(super) struct Stamp {
    pub(super) line: u32,
    pub(super) date: Dateline,
}

/// What a unit may be in a head.
#[derive(Debug, Clone)]
pub(super) enum Role {
    /// A line that dates the article.
    Date(Stamp),
    /// A line that names its authors.
    Byline(Vec<Person>),
    /// A name alone beside the date.
    Name(Person),
    /// A headline, a section's name, a standfirst.
    Title,
    /// A long sentence or several.
    Prose,
    /// A short sentence.
    Sentence,
    /// What has no place in a head: a list, a quotation, verse.
    Other,
    /// An empty byline, a count.
    Nothing,
}

/// What the unit is by itself.
pub(super) fn role(unit: &Unit, settings: &ParseSettings) -> Role {
    let text = unit.text.as_str();
    match unit.kind {
        Kind::Break => return Role::Nothing,
        Kind::Quote | Kind::Verse | Kind::Code => return Role::Other,
        Kind::Text | Kind::Item { .. } | Kind::Heading => {}
    }
    let dateline = find_dateline(text, settings).filter(|date| date.kind == DatelineKind::Alone);
    if let Some(date) = dateline.filter(|date| !is_headline_with_date(date)) {
        return Role::Date(Stamp { line: unit.line, date });
    }
    if let Some(people) = byline::read(text) {
        return Role::Byline(people);
    }
    let is_handle = text.starts_with('@') && words(text) == 1;
    if is_handle || byline::is_empty(text) || boilerplate::is_count(text) || is_source(text) {
        return Role::Nothing;
    }
    match (unit.kind, shape(text)) {
        (Kind::Item { .. }, _) => Role::Other,
        (Kind::Heading, _) | (_, Shape::Title) => Role::Title,
        // "Ministers meet in the U.S." has no full stop of its own.
        (_, Shape::Sentence | Shape::Prose) if ends_in_abbreviation(text) && words(text) <= 14 => Role::Title,
        (_, Shape::Prose) => Role::Prose,
        // A kicker may end in a colon; a sentence does not end in a comma.
        (_, Shape::Sentence | Shape::Fragment) => Role::Sentence,
    }
}

/// `7 March 2026: The Day the Ferry Stopped`: no label, and more beside the date than a name or a section.
fn is_headline_with_date(date: &Dateline) -> bool {
    date.says == Says::Nothing
        && date.others.iter().any(|other| {
            words(other) >= 3
                && byline::read(other).is_none()
                && !byline::is_name(other)
                && !boilerplate::is_furniture_line(other)
                && !other.contains(|c: char| c.is_ascii_digit() || c == '{')
        })
}

/// A bare address, or `SOURCE www.example.org`: where the page has it from.
fn is_source(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| !word.to_lowercase().starts_with("source"));
    let is_address = |word: &str| {
        word.contains('.')
            && word.contains(|c: char| c.is_ascii_lowercase())
            && (word.starts_with("www.") || word.starts_with("http"))
    };
    words.next().is_some_and(is_address) && words.next().is_none()
}

/// Takes dates that stand before the headline or the first sentence on its line off that line, and reads the
/// datelines of news agencies.
pub(super) fn take_prefixes(units: &mut [Unit], settings: &ParseSettings) -> Vec<Stamp> {
    let mut prose = 0;
    for unit in units.iter_mut().take(8).filter(|unit| unit.kind == Kind::Text) {
        let line = unit.line;
        if let Some(date) = find_dateline(&unit.text, settings) {
            match date.kind {
                DatelineKind::Alone => {}
                DatelineKind::Prefix => {
                    unit.text.drain(..date.range.end);
                    return vec![Stamp { line, date }];
                }
                DatelineKind::Newspaper => return vec![Stamp { line, date }],
            }
        }
        prose += usize::from(shape(&unit.text) == Shape::Prose);
        if prose > 1 {
            break;
        }
    }
    Vec::new()
}

/// A line that is a name and stands next to a date, in a head that has no byline, is the author's.
pub(super) fn find_bare_names(roles: &mut [Role], units: &[Unit]) {
    if roles.iter().any(|role| matches!(role, Role::Byline(_))) {
        return;
    }
    for at in 1..roles.len() {
        if matches!(roles[at], Role::Title) && byline::is_desk(&units[at].text) {
            roles[at] = Role::Byline(vec![byline::person(&units[at].text)]);
            return;
        }
    }
    let is_date = |role: Option<&Role>| matches!(role, Some(Role::Date(_)));
    let titles = roles.iter().filter(|role| matches!(role, Role::Title)).count();
    if let Some(at) = below_standfirst(roles, units) {
        roles[at] = Role::Name(byline::person(&units[at].text));
        return;
    }
    for at in 0..roles.len() {
        let beside = is_date(roles.get(at + 1)) || (at > 0 && is_date(roles.get(at - 1)));
        let name = units[at].text.trim();
        // The only title is the headline, whoever it names.
        if matches!(roles[at], Role::Title)
            && beside
            && titles > 1
            && at > 0
            && byline::is_name(name)
            && words(name) <= 3
        {
            roles[at] = Role::Name(byline::person(name));
            return;
        }
    }
}

/// A name between a standfirst and the text, in a head without a date: headline, standfirst, name.
fn below_standfirst(roles: &[Role], units: &[Unit]) -> Option<usize> {
    let end = roles.iter().position(|role| !matches!(role, Role::Title | Role::Nothing))?;
    let titles: Vec<usize> = (0..end).filter(|at| matches!(roles[*at], Role::Title)).collect();
    let [_, .., standfirst, name] = titles.as_slice() else { return None };
    let text = units[*name].text.trim();
    // The site's name stands behind the headline, too.
    let is_site = units[..*name].iter().any(|unit| unit.text.ends_with(text));
    (!is_site
        && matches!(roles[end], Role::Prose)
        && words(&units[*standfirst].text) >= 5
        && byline::is_name(text)
        && words(text) <= 3)
        .then_some(*name)
}

/// `Economics editor` below a name says who that is, and that the name is the author's; so it does behind a name on
/// the line above or below the date.
pub(super) fn find_jobs(roles: &mut [Role], units: &[Unit]) {
    for at in 1..roles.len() {
        let beside_date =
            [roles.get(at - 1), roles.get(at + 1)].iter().any(|role| matches!(role, Some(Role::Date(_))));
        if beside_date
            && matches!(roles[at], Role::Title)
            && let Some(person) = byline::name_with_job(units[at].text.trim())
        {
            roles[at] = Role::Name(person);
            continue;
        }
        if !matches!(roles[at], Role::Title) || !byline::is_job(&units[at].text) {
            continue;
        }
        let above = units[at - 1].text.trim();
        match &roles[at - 1] {
            Role::Byline(_) | Role::Name(_) => roles[at] = Role::Nothing,
            Role::Title if at > 1 && byline::is_name(above) && words(above) <= 3 => {
                roles[at - 1] = Role::Name(byline::person(above));
                roles[at] = Role::Nothing;
            }
            _ => {}
        }
    }
}

/// Lines with a full stop in them that are no text: a first line of some sentences in an English headline's capitals,
/// and below a headline sentences of which the last has no full stop, where the text's own have theirs.
pub(super) fn find_titles_of_sentences(roles: &mut [Role], units: &[Unit]) {
    let is_sentence = |role: &Role| matches!(role, Role::Sentence | Role::Prose);
    let Some(first) = roles.iter().position(|role| !matches!(role, Role::Nothing)) else { return };
    let opening = units[first].text.as_str();
    if is_sentence(&roles[first])
        && (4..=20).contains(&words(opening))
        && first_sentence(opening).len() < opening.trim_end().len()
        && opening.split_whitespace().filter(|word| word.len() >= 4).count() >= 4
        && is_title_case(opening)
    {
        roles[first] = Role::Title;
        return;
    }
    let Some(second) = (first + 1..roles.len()).find(|at| !matches!(roles[*at], Role::Nothing)) else {
        return;
    };
    let below = || units[second + 1..].iter().filter(|unit| unit.kind == Kind::Text);
    let prose = || below().filter(|unit| shape(&unit.text) == Shape::Prose);
    if matches!(roles[first], Role::Title)
        && matches!(roles[second], Role::Prose)
        && shape(&units[second].text) == Shape::Prose
        && !units[second].text.ends_with(|c: char| c.is_ascii_punctuation() || "…。।”»—–".contains(c))
        && words(&units[second].text) <= 45
        && prose().count() >= 2
        && prose().all(|unit| ends_sentence(&unit.text))
    {
        roles[second] = Role::Title;
    }
}

/// `Jan 5` in the head is a line of the page's; where other days stand below, it is a diary's or a timeline's.
pub(super) fn find_days_without_year(roles: &mut [Role], units: &[Unit]) {
    let mut days = (0..units.len()).filter(|at| dates::is_day_without_year(&units[*at].text));
    if let (Some(at), None) = (days.next(), days.next())
        && (1..roles.len()).contains(&at)
        && matches!(roles[at], Role::Title)
        && units[at].kind == Kind::Text
    {
        roles[at] = Role::Nothing;
    }
}

/// What stands on the date's line beside it: `by Jane Doe`, `Jane Doe`, `in Travel`.
pub(super) fn read_beside_date(other: &str, date: &Dateline, result: &mut Body) {
    let lower = other.to_lowercase();
    if let Some(category) = lower.strip_prefix("in ").and_then(|rest| other.get(other.len() - rest.len()..)) {
        let is_term = words(category) <= 3 && category.starts_with(char::is_uppercase);
        if is_term && date.says != Says::Nothing {
            result.categories.push(category.to_owned());
        }
        return;
    }
    let people = byline::read(other).unwrap_or_default();
    if !people.is_empty() {
        super::add_people(&mut result.authors, &people);
    } else if byline::is_name(other)
        && words(other) <= 3
        && result.authors.is_empty()
        && !date.others.iter().any(|other| is_agency(other))
    {
        result.authors.push(byline::person(other));
    }
}

/// `PTI | New Delhi | 21 August 2025`: beside an agency's capitals stands a place.
fn is_agency(segment: &str) -> bool {
    (2..=6).contains(&segment.len()) && segment.chars().all(|c| c.is_ascii_uppercase())
}

/// Items above the headline are a menu or the way to the page, if each is no more than a section's name. Below it
/// `- Published` is a label whose date stands on the next line.
pub(super) fn find_menu(roles: &mut [Role], units: &[Unit]) {
    let is_short = |unit: &Unit| words(&unit.text) <= 3 && shape(&unit.text) == Shape::Title;
    let is_item = |unit: &Unit| matches!(unit.kind, Kind::Item { .. });
    let menu = units.iter().zip(&*roles).take_while(|(unit, _)| is_item(unit) && is_short(unit)).count();
    let headed = roles.get(menu).is_some_and(|role| matches!(role, Role::Title));
    for at in 0..roles.len() {
        if (headed && at < menu) || (is_item(&units[at]) && dates::is_label(&units[at].text)) {
            roles[at] = Role::Nothing;
        }
    }
}

/// What is said of a date line that gives no moment.
pub(super) fn unreadable(stamp: &Stamp, error: &DateError) -> Problem {
    let message = format!("the date line is not understood: {error}");
    Problem::warning(message, "write the date so that it can be read in one way only").at(stamp.line, None)
}
