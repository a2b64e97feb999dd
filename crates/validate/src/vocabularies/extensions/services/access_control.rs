//! Bloglines' feed access control, which declares whether a feed may be shown in public:
//! <http://www.bloglines.com/about/specs/fac-1.0>.

use crate::Code;
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Context, Element, Node};

pub(crate) const RESTRICTION: Element = Element::text("restriction", &[])
    .with(&[Attribute::required("relationship", Code::MissingAttribute, &[])])
    .rules(&[check_relationship]);

fn check_relationship(restriction: &Node, context: &mut dyn Context<'_>) {
    let relationship = restriction.attribute("relationship").unwrap_or_default();
    if !matches!(relationship, "allow" | "deny") {
        context.report(
            Finding::new(Code::InvalidAccessRestrictionRel).on(restriction).param(Param::Value, relationship),
        );
    }
}
