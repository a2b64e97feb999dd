//! XHTML in a feed's head: what robots may do, <https://www.robotstxt.org/meta.html>.

use super::{Attribute, Element, Grammar};
use crate::Code;
use crate::datatypes::{Findings, Value, one_of_in_any_case};

pub(super) const FEED: &[Element] = &[
    Element::any("div"),
    Element::parent("meta", &Grammar::of(&[])).with(&[
        Attribute::required("name", Code::MissingAttribute, &[name]),
        Attribute::required("content", Code::MissingAttribute, &[content]),
    ]),
];

fn name(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["robots"], Code::InvalidMetaName, findings);
}

/// `all`, `none`, or whether to index and whether to follow, in either order.
fn content(value: &Value<'_>, findings: &mut Findings) {
    let may = |word: &str, wanted: &str| {
        let word = word.to_ascii_lowercase();
        word.strip_prefix("no").unwrap_or(&word) == wanted
    };
    let is_right = match value.raw.split_once(',') {
        Some((first, second)) => {
            may(first, "index") && may(second, "follow") || may(first, "follow") && may(second, "index")
        }
        None => {
            let is = |word: &str| value.raw.eq_ignore_ascii_case(word);
            is("all") || is("none") || may(value.raw, "index") || may(value.raw, "follow")
        }
    };
    if !is_right {
        findings.say(Code::InvalidMetaContent);
    }
}
