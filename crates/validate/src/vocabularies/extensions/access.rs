//! Bloglines' feed access control: whether a feed may be shown in public,
//! <http://www.bloglines.com/about/specs/fac-1.0>.

use super::{Attribute, Element, Node};
use crate::Code;
use crate::engine::Judge;

pub(super) const RESTRICTION: Element = Element::text("restriction", &[])
    .with(&[Attribute::required("relationship", Code::MissingAttribute, &[])])
    .rules(&[allows_or_denies]);

fn allows_or_denies(restriction: &Node, judge: &mut Judge<'_>) {
    let relationship = restriction.attribute("relationship").unwrap_or_default();
    if !matches!(relationship, "allow" | "deny") {
        judge.say_of(restriction, Code::InvalidAccessRestrictionRel, &[("value", relationship)]);
    }
}
