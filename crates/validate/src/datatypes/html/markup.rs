//! Markup that is there as elements: XHTML, SVG and MathML.

use super::check_style;
use super::elements::{KNOWN, UNSAFE, traits};
use super::lists::{ATTRIBUTES, MATHML_ATTRIBUTES, MATHML_ELEMENTS, SVG_ATTRIBUTES, SVG_ELEMENTS, has};
use crate::Code;
use crate::datatypes::Findings;

const XHTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// An element of markup in an Atom feed, by its namespace's address and its name.
pub(crate) fn markup_element(namespace: &str, name: &str, findings: &mut Findings) {
    let is_dropped = match namespace {
        XHTML if traits(name) & KNOWN == 0 => {
            return findings.say_with(Code::NotHtml, &[("message", "Non-XHTML element"), ("value", name)]);
        }
        XHTML => traits(name) & UNSAFE != 0,
        SVG => !has(&SVG_ELEMENTS, name),
        MATHML => !has(&MATHML_ELEMENTS, name),
        _ => false,
    };
    if is_dropped {
        findings.say_with(Code::SecurityRisk, &[("tag", name)]);
    }
}

/// An attribute without a namespace of such an element.
pub(crate) fn markup_attribute(namespace: &str, name: &str, value: &str, findings: &mut Findings) {
    let is_dropped = match namespace {
        XHTML if name == "style" => return check_style(value, findings),
        XHTML => name.starts_with("on"),
        SVG => !has(&SVG_ATTRIBUTES, name),
        MATHML => !has(&MATHML_ATTRIBUTES, name),
        _ => false,
    };
    if is_dropped {
        findings.say_with(Code::SecurityRiskAttr, &[("attr", name)]);
    }
}

/// An element in the body of XHTML that an item of RSS has, whatever its namespace. Tells whether readers
/// keep it, and so its attributes.
pub(crate) fn body_element(name: &str, findings: &mut Findings) -> bool {
    let traits = traits(&name.to_ascii_lowercase());
    let is_kept = traits & KNOWN != 0 && traits & UNSAFE == 0;
    if !is_kept {
        findings.say_with(Code::SecurityRisk, &[("tag", name)]);
    }
    is_kept
}

/// An attribute without a namespace of such an element.
pub(crate) fn body_attribute(name: &str, value: &str, findings: &mut Findings) {
    let lower = name.to_ascii_lowercase();
    if lower == "style" {
        check_style(value, findings);
    } else if !has(&ATTRIBUTES, &lower) {
        findings.say_with(Code::SecurityRiskAttr, &[("attr", name)]);
    }
}
