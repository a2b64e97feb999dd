//! The engine: reads a document, applies the tables of the vocabularies to its elements, and collects the
//! report.
//!
//! The engine has no knowledge of single elements; what they may contain is in `vocabularies`.

mod attributes;
mod characters;
mod lines;
mod namespaces;
mod observer;
mod open_element;
mod prolog;
mod rows;
mod validator;
mod walk;

use crate::messages::{Finding, Message};
use crate::xml::{Decoded, Store, decode};
use crate::{Options, Report, json};
pub(crate) use observer::ElementObserver;
use std::borrow::Cow;
use validator::Validator;

/// Validates a document of any format.
pub(crate) fn validate(bytes: &[u8], options: &Options) -> Report {
    if json::is_json(bytes, options.content_type.as_deref()) {
        return validate_json(bytes, options);
    }
    let Decoded { text, encoding, faults } = decode(bytes, options.charset.as_deref());
    let store = Store::default();
    let mut validator = Validator::new(&text, encoding, options);
    for fault in &faults {
        prolog::fault(fault, &mut validator);
    }
    walk::walk(&text, &store, &mut validator);
    validator.check_media_type();
    validator.into_report()
}

fn validate_json(bytes: &[u8], options: &Options) -> Report {
    let (text, faults) = json::decode(bytes, options.charset.as_deref());
    let mut validator = Validator::new(&text, "utf-8".to_owned(), options);
    for fault in &faults {
        json::report_fault(fault, &mut validator);
    }
    json::walk(&text, &mut validator);
    validator.into_report()
}

/// Reads an XML document without a report, and passes each element that ends to the observer. Returns the
/// decoded text, in which the offsets of the elements count bytes.
pub(crate) fn observe<'b>(
    bytes: &'b [u8],
    options: &Options,
    observer: &mut dyn ElementObserver,
) -> Cow<'b, str> {
    let Decoded { text, encoding, .. } = decode(bytes, options.charset.as_deref());
    let store = Store::default();
    let mut validator = Validator::new(&text, encoding, options);
    validator.observer = Some(observer);
    walk::walk(&text, &store, &mut validator);
    drop(validator);
    text
}

/// A report of findings that give their places in this text and the names of their elements.
pub(crate) fn report(text: &str, findings: Vec<Finding>) -> Report {
    let message = |finding: Finding| (finding.subject.offset, finding.into_message());
    let mut messages: Vec<(usize, Message)> = findings.into_iter().map(message).collect();
    messages.sort_by_key(|(offset, _)| *offset);
    Report { messages: lines::locate(text, messages) }
}
