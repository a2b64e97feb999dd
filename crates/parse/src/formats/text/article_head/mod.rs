//! What stands above the text: headline, date, byline, standfirst.
//!
//! The head ends at the first prose that no dateline or byline follows soon. In it the headline is the line that
//! comes twice, else the first that is no section's name; what is left between it and the text is the standfirst.

mod repeat;
mod role;

use super::shape::{Shape, first_sentence, is_title_case, shape, words};
use super::unit::{Kind, Unit};
use crate::dates::{DatelineKind, Says};
use crate::{Body, ParseSettings};
use role::{Role, Stamp};
use tidings_model::text::one_line;
use tidings_model::{DateSource, Dated, Person};

/// How many units the head can have: a page prints no more between its top and its text.
const LONGEST_HEAD: usize = 18;

/// A title made of a sentence is cut at a word before so many characters.
const LONGEST_MADE_TITLE: usize = 100;

/// Reads the head into `result` and gives the units of the text.
pub(super) fn read(mut units: Vec<Unit>, settings: &ParseSettings, result: &mut Body) -> Vec<Unit> {
    let stamps = role::take_prefixes(&mut units, settings);
    let head = Head::of(&units, settings);
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
    let mut dates = stamps;
    for (at, unit) in units.into_iter().enumerate() {
        if at >= head.end {
            kept.push(unit);
            continue;
        }
        let is_headline = head.headline == Some(at)
            || headline.as_deref().is_some_and(|headline| repeat::is_same(headline, &unit.text));
        match head.roles.get(at) {
            _ if is_headline => {}
            Some(Role::Date(stamp)) => dates.push(stamp.clone()),
            Some(Role::Byline(people)) => add_people(&mut result.authors, people),
            Some(Role::Name(person)) => add_people(&mut result.authors, std::slice::from_ref(person)),
            Some(Role::Nothing) => {}
            _ if head.is_passed_over(at, &unit) || head.captions.contains(&at) => {}
            Some(Role::Sentence | Role::Prose) if head.is_about_author(&unit.text) => {}
            _ if standfirst.is_none() && head.is_standfirst(at, &unit) => {
                standfirst = Some((unit.line, one_line(&unit.text)))
            }
            _ => kept.push(unit),
        }
    }
    settle_date(dates, result);
    settle_standfirst(standfirst, &mut kept, result);
    if let Some(headline) = &headline {
        repeat::strip(headline, &mut kept);
    }
    result.title = headline.or_else(|| made_title(&kept));
    kept
}

/// What is left of a text of two lines is the text; else the standfirst is the summary.
fn settle_standfirst(standfirst: Option<(u32, String)>, kept: &mut Vec<Unit>, result: &mut Body) {
    let Some((line, text)) = standfirst else { return };
    if kept.iter().any(|unit| unit.text.chars().any(char::is_alphanumeric)) {
        result.summary = result.summary.take().or(Some(text));
    } else {
        kept.push(Unit { line, text, gap: true, kind: Kind::Text, number: None });
    }
}

fn add_people(authors: &mut Vec<Person>, people: &[Person]) {
    for person in people {
        if !authors.iter().any(|author| author.name.to_lowercase() == person.name.to_lowercase()) {
            authors.push(person.clone());
        }
    }
}

/// Takes the date that dates the article: the first that does not say 'updated', else the first.
fn settle_date(stamps: Vec<Stamp>, result: &mut Body) {
    // An agency's dateline has no time; the page's own may have.
    let is_agency = |stamp: &Stamp| stamp.date.kind == DatelineKind::Newspaper;
    let (mut stamps, agency): (Vec<Stamp>, Vec<Stamp>) =
        stamps.into_iter().partition(|stamp| !is_agency(stamp));
    stamps.extend(agency);
    let readable = || stamps.iter().filter_map(|stamp| Some((stamp.date.says, stamp.date.at.as_ref().ok()?)));
    let chosen = readable().find(|(says, _)| *says != Says::Updated).or_else(|| readable().next());
    if result.published.is_none() {
        result.published = chosen.map(|(_, at)| Dated { at: *at, from: DateSource::Text });
    }
    for stamp in &stamps {
        for other in &stamp.date.others {
            role::read_beside_date(other, &stamp.date, result);
        }
        if let (Err(error), None) = (&stamp.date.at, result.published) {
            result.problems.push(role::unreadable(stamp, error));
        }
    }
}

/// The head of a text: which units it has and what each is.
struct Head {
    roles: Vec<Role>,
    /// Index of the headline.
    headline: Option<usize>,
    /// Index of the last line that says the headline again.
    repeat: Option<usize>,
    /// Units of three and more short lines without an empty line between: what is left of a picture's caption.
    captions: Vec<usize>,
    /// Index of the last dateline or byline.
    last_meta: Option<usize>,
    /// Index of the first unit of the text.
    end: usize,
}

impl Head {
    fn of(units: &[Unit], settings: &ParseSettings) -> Self {
        let mut roles: Vec<Role> =
            units.iter().take(LONGEST_HEAD).map(|unit| role::role(unit, settings)).collect();
        role::find_menu(&mut roles, units);
        role::find_titles_of_sentences(&mut roles, units);
        role::find_days_without_year(&mut roles, units);
        role::find_bare_names(&mut roles, units);
        role::find_jobs(&mut roles, units);
        let (end, last_meta) = extent(&roles, units);
        roles.truncate(end);
        let headline = choose_headline(&roles, units, last_meta);
        let repeat = headline.and_then(|headline| {
            (headline + 1..end).rev().find(|at| repeat::is_same(&units[headline].text, &units[*at].text))
        });
        let captions = captions(&roles, units, headline.map_or(0, |at| at + 1));
        Self { roles, headline, repeat, captions, last_meta, end }
    }

    /// The site's name behind the headline, where the page says in another place, too, that it is one, or a bar
    /// sets it off: `Ferry halted | Coast News`.
    fn site(&self, units: &[Unit]) -> Option<String> {
        let line = units.get(self.headline?)?.text.as_str();
        let same = self.roles.iter().zip(units).filter(|(role, _)| matches!(role, Role::Title));
        let mut lines = same.map(|(_, unit)| unit.text.as_str()).filter(|other| repeat::is_same(line, other));
        let (head, site) = lines.find_map(repeat::site)?;
        let comes_again = units.iter().any(|unit| one_line(&unit.text) == site || unit.text == head);
        let barred = line.contains(" | ") && words(head) >= 3 && words(site) <= 8;
        (comes_again || barred).then(|| site.to_owned())
    }

    /// `Mara Lind is the author of "Boats".` below her byline.
    fn is_about_author(&self, text: &str) -> bool {
        let named = self.roles.iter().filter_map(|role| match role {
            Role::Byline(people) => Some(people.as_slice()),
            Role::Name(person) => Some(std::slice::from_ref(person)),
            _ => None,
        });
        super::is_biography(text, &named.flatten().cloned().collect::<Vec<_>>())
    }

    /// Above the headline: sections' names and other short lines. Between headline and date: the same.
    fn is_passed_over(&self, at: usize, unit: &Unit) -> bool {
        let Some(headline) = self.headline else { return false };
        let before_meta =
            self.last_meta.is_some_and(|meta| at < meta) || self.repeat.is_some_and(|repeat| at < repeat);
        matches!(self.roles.get(at), Some(Role::Title))
            && ((at < headline && words(&unit.text) <= 5) || (before_meta && words(&unit.text) <= 3))
    }

    /// Whether the unit stands between headline and text and says what the text is about. Directly above the text
    /// a short line with capitals is its first sub-heading instead.
    fn is_standfirst(&self, at: usize, unit: &Unit) -> bool {
        let Some(headline) = self.headline else { return false };
        if at < headline || !matches!(unit.kind, Kind::Text | Kind::Heading) {
            return false;
        }
        let is_author = |role: &Role| matches!(role, Role::Name(_));
        let before_meta =
            self.last_meta.is_some_and(|meta| at < meta) || self.roles.iter().skip(at + 1).any(is_author);
        let count = words(&unit.text);
        if unit.text.ends_with('?') && !before_meta {
            return false;
        }
        match self.roles.get(at) {
            Some(Role::Prose | Role::Sentence) => before_meta && !self.is_about_author(&unit.text),
            Some(Role::Title) if before_meta => count >= 4,
            Some(Role::Title) if unit.kind == Kind::Heading => false,
            Some(Role::Title) => count >= 8 || (count >= 6 && !is_title_case(&unit.text)),
            _ => false,
        }
    }
}

/// Where the head ends, and where its last dateline or byline stands.
fn extent(roles: &[Role], units: &[Unit]) -> (usize, Option<usize>) {
    let mut last_meta = None;
    let mut prose = 0;
    let mut titles = 0;
    for (at, role) in roles.iter().enumerate() {
        match role {
            Role::Date(_) | Role::Byline(_) => last_meta = Some(at),
            Role::Title => titles += 1,
            // A standfirst in a sentence or two; only where a headline stands above it.
            Role::Prose | Role::Sentence => {
                prose += 1;
                if prose > 1 || words(&units[at].text) > 70 {
                    break;
                }
            }
            Role::Other => break,
            Role::Name(_) | Role::Nothing => {}
        }
    }
    let from = last_meta.map_or(0, |meta| meta + 1);
    let is_text = |role: &Role| matches!(role, Role::Prose | Role::Sentence | Role::Other);
    // Without a headline the prose above the date is the text itself.
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

/// "The border is open. Nobody came." above three paragraphs: no paragraph opens a text so short by itself where
/// all the others are long.
fn opens_with_headline(units: &[Unit]) -> bool {
    let is_long = |unit: &Unit| unit.kind == Kind::Text && unit.gap && words(&unit.text) >= 15;
    let below = units.iter().skip(1).take(3).filter(|unit| is_long(unit)).count();
    units.first().is_some_and(|first| {
        first.kind == Kind::Text
            && matches!(shape(&first.text), Shape::Sentence | Shape::Prose)
            && words(&first.text) <= 10
            && !first.text.starts_with(['“', '"', '„', '«'])
    }) && below == 3
}

fn captions(roles: &[Role], units: &[Unit], from: usize) -> Vec<usize> {
    let is_short = |at: &usize| matches!(roles[*at], Role::Title) && words(&units[*at].text) <= 5;
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

/// The line that comes twice, else the first that is no section's name, else a single sentence above the date.
fn choose_headline(roles: &[Role], units: &[Unit], last_meta: Option<usize>) -> Option<usize> {
    let titles: Vec<usize> = (0..roles.len()).filter(|at| matches!(roles[*at], Role::Title)).collect();
    let text = |at: usize| units[at].text.as_str();
    let is_repeated = |at: &usize| {
        let again = titles.iter().any(|other| other > at && repeat::is_same(text(*at), text(*other)));
        let first_prose = units.get(roles.len());
        words(text(*at)) >= 3
            && (again
                || first_prose.is_some_and(|prose| repeat::begins_with(&prose.text, text(*at)).is_some()))
    };
    if let Some(at) = titles.iter().find(|at| is_repeated(at)) {
        // Of two that say the same the shorter: the longer has the site's name behind it.
        let same = titles.iter().filter(|other| repeat::is_same(text(*at), text(**other)));
        return same.min_by_key(|other| text(**other).len()).or(Some(at)).copied();
    }
    let Some(mut chosen) = titles.first().copied() else {
        // "The river rose." above a dateline, or above nothing but long paragraphs.
        if last_meta.is_none() && opens_with_headline(units) {
            return Some(0);
        }
        let above = last_meta.unwrap_or(0).min(roles.len());
        return (0..above).find(|at| {
            matches!(roles[*at], Role::Sentence | Role::Prose)
                && words(text(*at)) <= 25
                && first_sentence(text(*at)).len() == text(*at).len()
        });
    };
    // Section after section, then a kicker, then the headline.
    let is_section = |at: &usize| crate::boilerplate::is_section(text(*at)) && words(text(*at)) <= 3;
    if let Some(first) = titles.iter().find(|at| !is_section(at) && words(text(**at)) >= 3) {
        chosen = if is_section(&chosen) { *first } else { chosen };
    }
    let above_text = |at: usize| matches!(roles[at], Role::Sentence | Role::Prose);
    // "Opinion", and below it a headline of two sentences.
    if is_section(&chosen)
        && let Some(next) = (chosen + 1..roles.len()).find(|at| !matches!(roles[*at], Role::Nothing))
        && above_text(next)
        && words(text(next)) <= 14
    {
        return Some(next);
    }
    if let Some(next) = titles.iter().copied().find(|at| *at > chosen) {
        let standfirst = (next + 1..last_meta.unwrap_or(0)).any(|at| above_text(at) || titles.contains(&at));
        let adjoins = (chosen + 1..next).all(|at| matches!(roles[at], Role::Nothing));
        if adjoins && is_kicker(text(chosen), text(next), standfirst) {
            chosen = next;
        }
    }
    Some(chosen)
}

/// Whether the first of two lines is a section's name or a kicker above the headline. `standfirst`: a third line
/// below them says what the text is about, so that the second need not.
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

/// The first sentence of a text without a headline, without its full stop, cut at a word.
fn made_title(units: &[Unit]) -> Option<String> {
    let is_text = |unit: &&Unit| {
        !matches!(unit.kind, Kind::Break | Kind::Code) && unit.text.chars().any(char::is_alphanumeric)
    };
    // A letter's "Dear readers," says nothing.
    let is_telling =
        |unit: &&Unit| is_text(unit) && (shape(&unit.text) != Shape::Fragment || words(&unit.text) > 4);
    let unit = units.iter().find(is_telling).or_else(|| units.iter().find(is_text))?;
    let line = match unit.kind {
        Kind::Verse => unit.text.lines().next().unwrap_or_default().trim_end_matches([',', ';', ':']),
        _ => first_sentence(without_place(&unit.text)),
    };
    let line = one_line(&super::render::plain(line));
    let line = line.trim_end_matches(['.', '。']).trim_matches(|c| matches!(c, '"' | '“' | '”'));
    Some(cut(line, LONGEST_MADE_TITLE))
}

/// The text without a news agency's `BEIJING, September 3 (Agency) — `, which is no part of a headline.
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

fn cut(line: &str, longest: usize) -> String {
    if line.chars().count() <= longest {
        return line.to_owned();
    }
    let end = line.char_indices().nth(longest - 1).map_or(line.len(), |(at, _)| at);
    let head = &line[..end];
    let head = head.rfind(' ').filter(|space| *space > end / 2).map_or(head, |space| &head[..space]);
    format!("{}…", head.trim_end_matches(|c: char| !c.is_alphanumeric()))
}
