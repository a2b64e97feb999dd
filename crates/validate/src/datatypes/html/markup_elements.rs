//! Markup as elements of the document: XHTML, SVG and MathML.

use super::allow_lists::{
    ATTRIBUTES, MATHML_ATTRIBUTES, MATHML_ELEMENTS, SVG_ATTRIBUTES, SVG_ELEMENTS, is_listed,
};
use super::danger::{check_attribute, is_removed_element, is_removed_foreign_element};
use super::elements::{KNOWN, KNOWN_TODAY, UNSAFE, traits};
use super::style::check_style_of_w3c;
use crate::datatypes::findings::Findings;
use crate::messages::{Finding, Param};
use crate::{Code, Profile};

const XHTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// Checks an element of markup in an Atom feed, given its namespace URI and its local name.
pub(crate) fn markup_element(namespace: &str, name: &str, profile: Profile, findings: &mut Findings) {
    let traits = traits(name);
    let known = if profile.is_w3c() { KNOWN } else { KNOWN | KNOWN_TODAY };
    let is_unknown = traits & known == 0 && (profile.is_w3c() || !name.contains('-'));
    let is_dropped = match namespace {
        XHTML if is_unknown => {
            return findings.push(
                Finding::new(Code::NotHtml)
                    .param(Param::Message, "Non-XHTML element")
                    .param(Param::Value, name),
            );
        }
        XHTML if profile.is_w3c() => traits & UNSAFE != 0,
        XHTML => is_removed_element(name, traits, &[]),
        SVG | MATHML if !profile.is_w3c() => is_removed_foreign_element(name),
        SVG => !is_listed(&SVG_ELEMENTS, name),
        MATHML => !is_listed(&MATHML_ELEMENTS, name),
        _ => false,
    };
    if is_dropped {
        findings.push(Finding::new(Code::SecurityRisk).param(Param::Tag, name));
    }
}

/// Checks an attribute without a namespace of such an element.
pub(crate) fn markup_attribute(
    namespace: &str,
    name: &str,
    value: &str,
    profile: Profile,
    findings: &mut Findings,
) {
    let is_dropped = match namespace {
        _ if !profile.is_w3c() => return check_attribute(name, value, 0, findings),
        XHTML if name == "style" => return check_style_of_w3c(value, findings),
        XHTML => name.starts_with("on"),
        SVG => !is_listed(&SVG_ATTRIBUTES, name),
        MATHML => !is_listed(&MATHML_ATTRIBUTES, name),
        _ => false,
    };
    if is_dropped {
        findings.push(Finding::new(Code::SecurityRiskAttr).param(Param::Attr, name));
    }
}

/// Checks an element in the XHTML body of an RSS item, whatever its namespace. Returns whether readers keep
/// the element, and so its attributes.
pub(crate) fn body_element(name: &str, profile: Profile, findings: &mut Findings) -> bool {
    let lower = name.to_ascii_lowercase();
    let traits = traits(&lower);
    let is_kept = match profile.is_w3c() {
        true => traits & KNOWN != 0 && traits & UNSAFE == 0,
        false => !is_removed_element(&lower, traits, &[]) && !is_removed_foreign_element(&lower),
    };
    if !is_kept {
        findings.push(Finding::new(Code::SecurityRisk).param(Param::Tag, name));
    }
    is_kept
}

/// Checks an attribute without a namespace of such an element.
pub(crate) fn body_attribute(name: &str, value: &str, profile: Profile, findings: &mut Findings) {
    let lower = name.to_ascii_lowercase();
    if !profile.is_w3c() {
        check_attribute(&lower, value, 0, findings);
    } else if lower == "style" {
        check_style_of_w3c(value, findings);
    } else if !is_listed(&ATTRIBUTES, &lower) {
        findings.push(Finding::new(Code::SecurityRiskAttr).param(Param::Attr, name));
    }
}
