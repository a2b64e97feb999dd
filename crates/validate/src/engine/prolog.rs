//! Checks what comes before the first element: white space, document type, and faults of the XML.

use super::validator::Validator;
use crate::Code;
use crate::datatypes::{feed_of_page, is_page, resolve};
use crate::messages::{Finding, Param};
use crate::vocabularies::{Context, DeclaredType, is_html_entity};
use crate::xml::{Fault, late_declaration};

/// The byte at which reading starts: the start of the document, or the XML declaration if WordPress wrote
/// white space before it.
pub(super) fn start(text: &str, validator: &mut Validator<'_>) -> usize {
    match late_declaration(text) {
        Some(start) if is_wordpress(text) => {
            validator.report(Finding::new(Code::WPBlankLine));
            start
        }
        _ => 0,
    }
}

fn is_wordpress(text: &str) -> bool {
    let generators = text.lines().filter_map(|line| line.split_once("<generator"));
    generators
        .filter_map(|(_, rest)| rest.rsplit_once("</generator>"))
        .any(|(generator, _)| generator.contains("wordpress"))
}

/// Checks a document type declaration.
pub(super) fn doctype(
    public: Option<&str>,
    system: Option<&str>,
    offset: usize,
    validator: &mut Validator<'_>,
) {
    let declared = DeclaredType::with_identifiers(public, system);
    match declared {
        Some(DeclaredType::Rss091Netscape) => validator.report(Finding::new(Code::DeprecatedDTD).at(offset)),
        Some(DeclaredType::Rss091) => {}
        None if system.is_some() => validator.report(Finding::new(Code::ContainsSystemEntity).at(offset)),
        None => {}
    }
    validator.declared_type = declared;
}

/// Reports a fault of the XML. Returns whether reading must stop.
pub(super) fn fault(fault: &Fault, validator: &mut Validator<'_>) -> bool {
    let hint = if fault.code == Code::SAXError && fault.is_fatal { hint(validator) } else { None };
    // The document type of RSS 0.91 declares the entities of HTML.
    let is_declared = fault.code == Code::UndefinedNamedEntity
        && validator.declared_type.is_some()
        && fault.params.iter().any(|(_, name)| is_html_entity(name));
    if !is_declared {
        let finding = Finding::new(fault.code).at(fault.offset);
        let finding =
            fault.params.iter().fold(finding, |finding, (param, value)| finding.param(*param, value));
        validator.report(hint.iter().fold(finding, |finding, hint| finding.param(Param::Hint, hint)));
    }
    fault.is_fatal
}

/// The end of a message about a document that is a web page: that it is not a feed, and the address of the
/// page's feed.
pub(super) fn hint(validator: &Validator<'_>) -> Option<String> {
    if !is_page(validator.text) {
        return None;
    }
    let feed = feed_of_page(validator.text).map(|feed| {
        let location = validator.options.location.as_deref().unwrap_or_default();
        format!("; its feed is at {}", resolve(location, &feed))
    });
    Some(format!("; this is a web page, not a feed{}", feed.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use crate::{Options, validate};

    #[test]
    fn web_pages_get_a_hint_with_the_address_of_their_feed() {
        let link = "<link rel='alternate' type='application/rss+xml' href='feed.xml'/>";
        let page = |root: &str| format!("{root}<head>{link}</head><body/></html>");
        let found = "; this is a web page, not a feed; its feed is at https://harbour.example/feed.xml";
        for (text, hint) in [
            (page("<html xmlns='http://www.w3.org/1999/xhtml'>"), found),
            (page("<html>"), found),
            (page("<!doctype html><html lang=en>"), found),
            ("<!DOCTYPE html>".to_owned(), "; this is a web page, not a feed"),
            ("<tides/>".to_owned(), "; no format of feeds starts with it"),
        ] {
            let location = Some("https://harbour.example/".to_owned());
            let report = validate(text.as_bytes(), &Options { location, ..Options::default() });
            let hints: Vec<_> = report.errors().filter_map(|message| message.param("hint")).collect();
            assert_eq!(hints, [hint], "{text}");
            assert!(report.errors().any(|message| message.text().ends_with(hint)));
        }
    }
}
