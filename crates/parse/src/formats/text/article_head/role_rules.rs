//! Rules that change the role of a unit of the head because of its neighbours.

use super::role::UnitRole;
use crate::dates;
use crate::formats::text::byline;
use crate::formats::text::shape::{Shape, ends_sentence, first_sentence, is_title_case, shape, words};
use crate::formats::text::unit::{Unit, UnitKind};

/// A rule. It changes the roles of units whose text alone is not enough to determine their role.
type Rule = fn(&mut HeadUnits);

/// All rules in the order in which they apply; a later rule sees the roles that the earlier ones have set.
const RULES: [Rule; 5] =
    [mark_menu, mark_sentence_titles, mark_days_without_year, mark_bare_names, mark_job_titles];

/// Applies all rules. `roles` are the roles of the first units.
pub(super) fn apply(roles: &mut [UnitRole], units: &[Unit]) {
    let mut head = HeadUnits { roles, units };
    for rule in RULES {
        rule(&mut head);
    }
}

/// The units of a text and the roles of those in its head. Positions outside the head have no role and are no
/// titles.
struct HeadUnits<'h> {
    roles: &'h mut [UnitRole],
    units: &'h [Unit],
}

impl<'h> HeadUnits<'h> {
    /// The number of units in the head.
    fn len(&self) -> usize {
        self.roles.len()
    }

    fn role(&self, at: usize) -> Option<&UnitRole> {
        self.roles.get(at)
    }

    fn is_title(&self, at: usize) -> bool {
        matches!(self.role(at), Some(UnitRole::Title))
    }

    fn is_prose(&self, at: usize) -> bool {
        matches!(self.role(at), Some(UnitRole::Prose))
    }

    /// Whether the unit above or below is a date.
    fn is_beside_date(&self, at: usize) -> bool {
        let is_date = |at: usize| matches!(self.role(at), Some(UnitRole::Date(_)));
        is_date(at + 1) || at.checked_sub(1).is_some_and(is_date)
    }

    /// The first unit at or after a position that has a meaning.
    fn next_with_meaning(&self, from: usize) -> Option<usize> {
        (from..self.len()).find(|at| !matches!(self.role(*at), Some(UnitRole::Nothing)))
    }

    fn text(&self, at: usize) -> &'h str {
        self.units.get(at).map_or("", |unit| unit.text.as_str())
    }

    fn is_item(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| matches!(unit.kind, UnitKind::Item { .. }))
    }

    fn set(&mut self, at: usize, role: UnitRole) {
        if let Some(slot) = self.roles.get_mut(at) {
            *slot = role;
        }
    }
}

/// Whether the text is a short name of a person.
fn is_short_name(text: &str) -> bool {
    byline::is_name(text) && words(text) <= 3
}

/// Marks list items above the headline as a menu or breadcrumbs, if each is as short as the name of a
/// section. Below the headline, `- Published` is a label whose date is on the next line.
fn mark_menu(head: &mut HeadUnits) {
    let is_short = |text: &str| words(text) <= 3 && shape(text) == Shape::Title;
    let menu = (0..head.len()).take_while(|at| head.is_item(*at) && is_short(head.text(*at))).count();
    let is_above_headline = head.is_title(menu);
    for at in 0..head.len() {
        let is_label = head.is_item(at) && dates::is_label(head.text(at));
        if (is_above_headline && at < menu) || is_label {
            head.set(at, UnitRole::Nothing);
        }
    }
}

/// Marks lines with sentences as titles: a first line of several sentences in English title case, and, below
/// a headline, sentences without a final full stop if the paragraphs of the text have theirs.
fn mark_sentence_titles(head: &mut HeadUnits) {
    let Some(first) = head.next_with_meaning(0) else { return };
    let is_sentence = matches!(head.role(first), Some(UnitRole::Sentence | UnitRole::Prose));
    if is_sentence && is_title_of_sentences(head.text(first)) {
        head.set(first, UnitRole::Title);
        return;
    }
    let Some(second) = head.next_with_meaning(first + 1) else { return };
    let text = head.text(second);
    let below = head.units.iter().skip(second + 1).filter(|unit| unit.kind == UnitKind::Text);
    let mut prose = below.filter(|unit| shape(&unit.text) == Shape::Prose);
    if head.is_title(first)
        && head.is_prose(second)
        && shape(text) == Shape::Prose
        && !text.ends_with(|c: char| c.is_ascii_punctuation() || "…。।”»—–".contains(c))
        && words(text) <= 45
        && prose.clone().count() >= 2
        && prose.all(|unit| ends_sentence(&unit.text))
    {
        head.set(second, UnitRole::Title);
    }
}

/// Whether the text is a headline of several sentences in English title case.
fn is_title_of_sentences(text: &str) -> bool {
    (4..=20).contains(&words(text))
        && first_sentence(text).len() < text.trim_end().len()
        && text.split_whitespace().filter(|word| word.len() >= 4).count() >= 4
        && is_title_case(text)
}

/// `Jan 5` in the head belongs to the page; if other days follow below, it belongs to a diary or timeline.
fn mark_days_without_year(head: &mut HeadUnits) {
    let mut days = head.units.iter().enumerate().filter(|(_, unit)| dates::is_day_without_year(&unit.text));
    if let (Some((at, day)), None) = (days.next(), days.next())
        && at > 0
        && day.kind == UnitKind::Text
        && head.is_title(at)
    {
        head.set(at, UnitRole::Nothing);
    }
}

/// In a head without a byline, marks a line that is a desk, or a name beside the date, as the author's.
fn mark_bare_names(head: &mut HeadUnits) {
    if head.roles.iter().any(|role| matches!(role, UnitRole::Byline(_))) {
        return;
    }
    let is_desk = |at: &usize| head.is_title(*at) && byline::is_desk(head.text(*at));
    if let Some(at) = (1..head.len()).find(is_desk) {
        head.set(at, UnitRole::Byline(vec![byline::person(head.text(at))]));
        return;
    }
    if let Some(at) = name_below_standfirst(head) {
        head.set(at, UnitRole::Name(byline::person(head.text(at))));
        return;
    }
    // If there is only one title, the title is the headline even if it is a name.
    if (0..head.len()).filter(|at| head.is_title(*at)).count() < 2 {
        return;
    }
    let is_name =
        |at: &usize| head.is_title(*at) && head.is_beside_date(*at) && is_short_name(head.text(*at).trim());
    if let Some(at) = (1..head.len()).find(is_name) {
        head.set(at, UnitRole::Name(byline::person(head.text(at).trim())));
    }
}

/// The index of a name between standfirst and text, in a head without a date: headline, standfirst, name.
fn name_below_standfirst(head: &HeadUnits) -> Option<usize> {
    let is_title_or_nothing = |role: &UnitRole| matches!(role, UnitRole::Title | UnitRole::Nothing);
    let end = head.roles.iter().position(|role| !is_title_or_nothing(role))?;
    let titles: Vec<usize> = (0..end).filter(|at| head.is_title(*at)).collect();
    let [_, .., standfirst, name] = titles.as_slice() else { return None };
    let text = head.text(*name).trim();
    // The name of the site also follows the headline.
    let is_site = head.units.iter().take(*name).any(|unit| unit.text.ends_with(text));
    (!is_site && head.is_prose(end) && words(head.text(*standfirst)) >= 5 && is_short_name(text))
        .then_some(*name)
}

/// A job title (`Economics editor`) below a name, or after a name beside the date, marks that name as the
/// author's.
fn mark_job_titles(head: &mut HeadUnits) {
    for at in 1..head.len() {
        if !head.is_title(at) {
            continue;
        }
        if head.is_beside_date(at)
            && let Some(person) = byline::name_with_job(head.text(at).trim())
        {
            head.set(at, UnitRole::Name(person));
            continue;
        }
        if !byline::is_job(head.text(at)) {
            continue;
        }
        let above = head.text(at - 1).trim();
        match head.role(at - 1) {
            Some(UnitRole::Byline(_) | UnitRole::Name(_)) => head.set(at, UnitRole::Nothing),
            Some(UnitRole::Title) if at > 1 && is_short_name(above) => {
                head.set(at - 1, UnitRole::Name(byline::person(above)));
                head.set(at, UnitRole::Nothing);
            }
            _ => {}
        }
    }
}
