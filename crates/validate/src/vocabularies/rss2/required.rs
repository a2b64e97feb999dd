//! Rules that several elements of RSS share.

use crate::Code;
use crate::messages::Finding;
use crate::vocabularies::schema::{Context, Node};

/// Reports which of these children of the parent's own vocabulary are missing, each with its code.
pub(crate) fn require(parent: &Node<'_>, required: &[(&str, Code)], context: &mut dyn Context<'_>) {
    for (name, code) in required {
        if !parent.has(parent.namespace, name) {
            context.report(Finding::new(*code).on_part(parent, name));
        }
    }
}

/// The version that the document declares. A document without a version is checked as RSS 2.0.
pub(crate) fn version<'c>(context: &'c dyn Context<'_>) -> &'c str {
    context.ancestors().last().and_then(|rss| rss.attribute("version")).unwrap_or("2.0")
}
