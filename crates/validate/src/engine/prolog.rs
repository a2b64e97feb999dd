//! What stands before the first element.

use super::Judge;
use crate::Code;
use crate::datatypes::{feed_of_page, is_page, resolve};
use crate::vocabularies::{DeclaredType, is_html_entity};
use crate::xml::{Fault, late_declaration};

/// Where the reading of a document starts: at its start, but behind the white space that WordPress's plug-ins
/// are known to send before the XML declaration.
pub(super) fn start(text: &str, judge: &mut Judge<'_>) -> usize {
    match late_declaration(text) {
        Some(start) if is_wordpress(text) => {
            judge.say(Code::WPBlankLine, 0, "", "", &[]);
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

/// Judges a document type declaration.
pub(super) fn doctype(public: Option<&str>, system: Option<&str>, offset: usize, judge: &mut Judge<'_>) {
    let declared = DeclaredType::of(public, system);
    match declared {
        Some(DeclaredType::Rss091Netscape) => judge.say(Code::DeprecatedDTD, offset, "", "", &[]),
        Some(DeclaredType::Rss091) => {}
        None if system.is_some() => judge.say(Code::ContainsSystemEntity, offset, "", "", &[]),
        None => {}
    }
    judge.declared_type = declared;
}

/// Says what is wrong with the XML; tells whether that is the end.
pub(super) fn fault(fault: &Fault, judge: &mut Judge<'_>) -> bool {
    let hint = if fault.code == Code::SAXError && fault.is_fatal { hint(judge) } else { None };
    let mut params: Vec<(&'static str, &str)> =
        fault.params.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // RSS 0.91's document type declares the entities of HTML.
    let is_declared = fault.code == Code::UndefinedNamedEntity
        && judge.declared_type.is_some()
        && params.iter().any(|(_, name)| is_html_entity(name));
    params.extend(hint.as_deref().map(|hint| ("hint", hint)));
    if !is_declared {
        judge.say(fault.code, fault.offset, "", "", &params);
    }
    fault.is_fatal
}

/// What helps those who give a web page for a feed: that it is one, and where its feed is.
pub(super) fn hint(judge: &Judge<'_>) -> Option<String> {
    if !is_page(judge.text) {
        return None;
    }
    let feed = feed_of_page(judge.text).map(|feed| {
        let location = judge.options.location.as_deref().unwrap_or_default();
        format!("; its feed is at {}", resolve(location, &feed))
    });
    Some(format!("; this is a web page, not a feed{}", feed.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use crate::{Options, validate};

    #[test]
    fn a_page_is_told_from_a_feed_and_its_feed_is_named() {
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
