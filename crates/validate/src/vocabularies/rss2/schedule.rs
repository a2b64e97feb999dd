//! When RSS 2.0's readers need not come, and how they hear without coming: skipHours, skipDays, cloud.

use crate::Code;
use crate::datatypes::{day, hour, positive_integer_attribute};
use crate::engine::Judge;
use crate::vocabularies::{Attribute, Element, Grammar, Namespace, Node, Table};

pub(crate) const SKIP_HOURS: Element = Element::parent(
    "skipHours",
    &Grammar::of(&[&[Table { namespace: Namespace::Core, elements: &[Element::text("hour", &[hour])] }]])
        .rules(&[hours]),
)
.once();

pub(crate) const SKIP_DAYS: Element = Element::parent(
    "skipDays",
    &Grammar::of(&[&[Table { namespace: Namespace::Core, elements: &[Element::text("day", &[day])] }]])
        .rules(&[days]),
)
.once();

pub(crate) const CLOUD: Element = Element::parent("cloud", &Grammar::of(&[]))
    .with(&[
        Attribute::required("domain", Code::MissingAttribute, &[]),
        Attribute::required("port", Code::MissingAttribute, &[positive_integer_attribute]),
        Attribute::required("path", Code::MissingAttribute, &[]),
        Attribute::required("registerProcedure", Code::MissingAttribute, &[]),
        Attribute::required("protocol", Code::MissingAttribute, &[]),
    ])
    .once();

/// At least one hour, at most 24, none twice. 24 and 0 are the same hour.
fn hours(skipped: &Node, judge: &mut Judge<'_>) {
    let is_hour = |hour: &u32| *hour < 24;
    let mut seen = [false; 24];
    for child in skipped.own("hour") {
        let Ok(hour) = child.value().parse::<u32>() else { continue };
        let known = Some(hour % 24).filter(|_| hour <= 24).and_then(|hour| seen.get_mut(hour as usize));
        let Some(known) = known else { continue };
        if *known {
            judge.say_of_child(skipped, child, Code::DuplicateValue, &[("value", child.value())]);
        }
        *known |= is_hour(&hour);
    }
    some_but_not_more_than(skipped, judge, "hour", 24, Code::NotEnoughHoursInTheDay);
}

/// At least one day, at most seven, none twice.
fn days(skipped: &Node, judge: &mut Judge<'_>) {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let mut seen = [false; 7];
    for child in skipped.own("day") {
        let place = DAYS.iter().position(|day| *day == child.value());
        let Some(known) = place.and_then(|place| seen.get_mut(place)) else { continue };
        if std::mem::replace(known, true) {
            judge.say_of_child(skipped, child, Code::DuplicateValue, &[("value", child.value())]);
        }
    }
    some_but_not_more_than(skipped, judge, "day", 7, Code::EightDaysAWeek);
}

fn some_but_not_more_than(skipped: &Node, judge: &mut Judge<'_>, name: &str, most: usize, too_many: Code) {
    if !skipped.has(Namespace::Core, name) {
        judge.say(Code::MissingElement, skipped.start, name, &skipped.parent_name(), &[]);
    }
    if skipped.children.len() > most {
        judge.say_of(skipped, too_many, &[]);
    }
}
