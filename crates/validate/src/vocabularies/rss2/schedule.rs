//! The elements of RSS 2.0 about polling: skipHours, skipDays, cloud.

use crate::Code;
use crate::datatypes::{Findings, Value, attribute_not_blank, day, hour, one_of, positive_integer_attribute};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Namespace, Node, Table};

pub(crate) const SKIP_HOURS: Element = Element::parent(
    "skipHours",
    &Grammar::of(&[&[Table { namespace: Namespace::Core, elements: &[Element::text("hour", &[hour])] }]])
        .rules(&[check_hours]),
)
.once();

pub(crate) const SKIP_DAYS: Element = Element::parent(
    "skipDays",
    &Grammar::of(&[&[Table { namespace: Namespace::Core, elements: &[Element::text("day", &[day])] }]])
        .rules(&[check_days]),
)
.once();

pub(crate) const CLOUD: Element = Element::parent("cloud", &Grammar::EMPTY)
    .with(&[
        Attribute::required("domain", Code::MissingAttribute, &[not_blank_today]),
        Attribute::required("port", Code::MissingAttribute, &[positive_integer_attribute, port]),
        Attribute::required("path", Code::MissingAttribute, &[not_blank_today]),
        Attribute::required("registerProcedure", Code::MissingAttribute, &[]),
        Attribute::required("protocol", Code::MissingAttribute, &[protocol]),
    ])
    .once();

fn not_blank_today(value: &Value<'_>, findings: &mut Findings) {
    if !value.is_w3c() {
        attribute_not_blank(value, findings);
    }
}

/// A port has 16 bits.
fn port(value: &Value<'_>, findings: &mut Findings) {
    let is_number = value.raw.bytes().all(|byte| byte.is_ascii_digit());
    if !value.is_w3c() && is_number && value.raw.parse::<u16>().is_err() {
        findings.report(Code::InvalidIntegerAttribute);
    }
}

/// The protocols that the specification of RSS 2.0 names.
fn protocol(value: &Value<'_>, findings: &mut Findings) {
    if !value.is_w3c() {
        one_of(value, &["http-post", "xml-rpc", "soap"], Code::InvalidValue, findings);
    }
}

/// At least one hour, at most 24 hours, no hour twice. 24 and 0 are the same hour.
fn check_hours(skipped: &Node, context: &mut dyn Context<'_>) {
    let mut seen = [false; 24];
    for child in skipped.own("hour") {
        let Ok(hour) = child.value().parse::<u32>() else { continue };
        let known = Some(hour % 24).filter(|_| hour <= 24).and_then(|hour| seen.get_mut(hour as usize));
        let Some(known) = known else { continue };
        if *known {
            context.report(
                Finding::new(Code::DuplicateValue)
                    .on_child(child, skipped)
                    .param(Param::Value, child.value()),
            );
        }
        *known |= hour < 24;
    }
    check_count(skipped, context, "hour", 24, Code::NotEnoughHoursInTheDay);
}

/// At least one day, at most seven days, no day twice.
fn check_days(skipped: &Node, context: &mut dyn Context<'_>) {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let mut seen = [false; 7];
    for child in skipped.own("day") {
        let place = DAYS.iter().position(|day| *day == child.value());
        let Some(known) = place.and_then(|place| seen.get_mut(place)) else { continue };
        if std::mem::replace(known, true) {
            context.report(
                Finding::new(Code::DuplicateValue)
                    .on_child(child, skipped)
                    .param(Param::Value, child.value()),
            );
        }
    }
    check_count(skipped, context, "day", 7, Code::EightDaysAWeek);
}

fn check_count(skipped: &Node, context: &mut dyn Context<'_>, name: &str, most: usize, too_many: Code) {
    if !skipped.has(Namespace::Core, name) {
        context.report(Finding::new(Code::MissingElement).on_part(skipped, name));
    }
    if skipped.children.len() > most {
        context.report(Finding::new(too_many).on(skipped));
    }
}
