//! What readers remove from HTML because it is dangerous: elements and attributes that run or load something,
//! or ask people for what they type.

use super::elements::{Traits, UNSAFE, UNSAFE_IN_W3C};
use super::references::decode_references;
use super::style::check_style;
use crate::Code;
use crate::datatypes::findings::Findings;
use crate::messages::{Finding, Param};

/// Attributes with addresses that a reader or a person opens.
const ADDRESSES: &[&str] = &[
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "poster",
    "src",
    "xlink:href",
];

/// Whether readers remove an element: one that runs or loads something, or a form that sends what people type.
pub(super) fn is_removed_element(name: &str, traits: Traits, attributes: &[(&str, &str)]) -> bool {
    // A page's declaration of its encoding, which editors paste with the text, does nothing.
    let has_command = || attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case("http-equiv"));
    if name == "meta" && !has_command() {
        return false;
    }
    let is_form = || name == "form" && attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case("action"));
    traits & UNSAFE != 0 && traits & UNSAFE_IN_W3C == 0 || is_form()
}

/// Whether readers remove an element of SVG or MathML. Its name is in any case.
pub(super) fn is_removed_foreign_element(name: &str) -> bool {
    ["script", "foreignobject", "handler", "iframe"].iter().any(|removed| removed.eq_ignore_ascii_case(name))
}

/// Reports an attribute that runs a script, replaces a document, or redirects a form. Unknown attributes are
/// harmless. `at` is the place of the tag in the value.
pub(super) fn check_attribute(name: &str, value: &str, at: usize, findings: &mut Findings) {
    let is_dangerous = match name {
        // The names of nearly all attributes, compared first for speed.
        "class" | "alt" | "title" | "id" | "rel" | "width" | "height" | "target" => false,
        "style" => return check_style(&decode_references(value), at, findings),
        "srcdoc" | "formaction" => true,
        // The names of event handlers have only letters.
        name if name.len() > 2 && name.starts_with("on") => {
            name.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        name => ADDRESSES.contains(&name) && is_script(&decode_references(value)),
    };
    if is_dangerous {
        findings.push(Finding::new(Code::SecurityRiskAttr).within(at).param(Param::Attr, name));
    }
}

/// Whether an address is a script or a document that contains one. Browsers ignore control characters and line
/// breaks in the scheme.
fn is_script(address: &str) -> bool {
    let mut scheme = String::new();
    let visible = address.trim_start_matches(|c: char| c.is_control() || c.is_whitespace()).chars();
    for c in visible.filter(|c| !matches!(c, '\t' | '\n' | '\r')).take(24) {
        scheme.push(c.to_ascii_lowercase());
    }
    ["javascript:", "vbscript:", "livescript:", "data:text/html", "data:application/xhtml", "data:image/svg"]
        .iter()
        .any(|script| {
            scheme.starts_with(script) && (*script != "data:image/svg" || address.contains("<script"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_recognized() {
        for script in
            ["javascript:a()", " JavaScript:a", "java\nscript:a", "\u{1}vbscript:a", "data:text/html,a"]
        {
            assert!(is_script(script), "{script:?}");
        }
        for address in
            ["https://quay.example/javascript:a", "javascript", "data:image/png;base64,a", "#javascript:"]
        {
            assert!(!is_script(address), "{address:?}");
        }
    }
}
