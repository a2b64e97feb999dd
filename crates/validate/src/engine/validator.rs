//! The state of the validation of one document, and the [`Context`] that rules see of it.

use super::lines;
use super::observer::ElementObserver;
use super::open_element::OpenElement;
use crate::datatypes::{Check, Findings, Value};
use crate::messages::{Finding, Message, Name, Param, Subject};
use crate::vocabularies::{
    Context, DeclaredType, DetectedFormat, Format, IdentifierKind, Namespace, Node, Root, fault_of_media_type,
};
use crate::{Code, Options, Report};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The maximum number of messages of each code. A thousand messages show a problem as well as more would, and
/// a document that consists of faults must not become a report of many times its size.
const MAX_MESSAGES_OF_A_CODE: usize = 1000;

/// The maximum length of a value in a message, in characters.
const MAX_SHOWN_VALUE: usize = 200;

/// The validation of one document.
#[derive(Debug)]
pub(super) struct Validator<'a> {
    pub(super) options: &'a Options,
    /// The decoded document.
    pub(super) text: &'a str,
    /// The name of the encoding, as the document or HTTP gives it.
    encoding: String,
    pub(super) declared_type: Option<DeclaredType>,
    pub(super) root: Option<Root>,
    /// The open elements, the root first.
    pub(super) open: Vec<OpenElement<'a>>,
    /// Text of the innermost element since the last tag and its offset, if text may be an error there.
    pub(super) pending_text: Option<(Cow<'a, str>, usize)>,
    /// The number of open elements that declare each prefix.
    pub(super) declared: HashMap<&'a str, usize>,
    /// The namespaces that the document uses, in the order of the reader's list.
    pub(super) namespaces: Vec<Namespace>,
    /// Whether an element of each of them occurred, in the same order; shorter if the last ones had none.
    pub(super) used: Vec<bool>,
    /// The byte of the document that is read next.
    pub(super) read_to: usize,
    /// The weight of the ended elements that are kept for the rules of their parents.
    pub(super) kept_nodes: usize,
    suppressed: Vec<Code>,
    identifiers: HashSet<(IdentifierKind, String)>,
    /// Each with its offset.
    messages: Vec<(usize, Message)>,
    /// The number of findings of each code.
    counts: HashMap<Code, usize>,
    pub(super) observer: Option<&'a mut dyn ElementObserver>,
}

impl<'a> Validator<'a> {
    /// A validator that has read nothing of the text yet.
    pub(super) fn new(text: &'a str, encoding: String, options: &'a Options) -> Self {
        Self {
            options,
            text,
            encoding,
            declared_type: None,
            root: None,
            open: Vec::new(),
            pending_text: None,
            declared: HashMap::new(),
            namespaces: Vec::new(),
            used: Vec::new(),
            read_to: 0,
            kept_nodes: 0,
            suppressed: Vec::new(),
            identifiers: HashSet::new(),
            messages: Vec::new(),
            counts: HashMap::new(),
            observer: None,
        }
    }

    /// How many ended elements are kept with their children. Feeds have an element in some hundred bytes; with
    /// more, the rules of a parent see the first ones only, so that the memory stays below ten times the
    /// document's size.
    pub(super) fn most_kept_nodes(&self) -> usize {
        const BYTES_OF_NODE: usize = 48;
        const LEAST: usize = 20_000;
        (self.text.len() / BYTES_OF_NODE).max(LEAST)
    }

    /// The report, in document order.
    pub(super) fn into_report(self) -> Report {
        let mut messages = self.messages;
        messages.retain(|(_, message)| !self.suppressed.contains(&message.code));
        messages.sort_by_key(|(offset, _)| *offset);
        Report { messages: lines::locate(self.text, messages) }
    }

    /// Compares the media type of the HTTP response with the format of the document.
    pub(super) fn check_media_type(&mut self) {
        let Some(media_type) = self.options.content_type.as_deref() else { return };
        let format = self.root.as_ref().map(|root| root.detected.format);
        if let Some(code) = fault_of_media_type(media_type, format) {
            self.report(Finding::new(code).param(Param::ContentType, media_type));
        }
    }

    /// The open elements, the innermost first.
    pub(super) fn ancestors(&self) -> impl Iterator<Item = &Node<'a>> {
        self.open.iter().rev().map(|open| &open.node)
    }

    /// The name of the innermost open element as messages show the name of a parent; `root` if none is open.
    pub(super) fn parent_name(&self) -> String {
        name_of_parent(self.ancestors().next())
    }

    /// Whether the document has this format.
    pub(super) fn is(&self, format: Format) -> bool {
        self.root.as_ref().is_some_and(|root| root.detected.format == format)
    }

    /// Runs checks on an attribute and reports what they find: about the attribute, or about the element if
    /// the text of the message itself names an attribute.
    pub(super) fn check_attribute(&mut self, node: &Node<'_>, checks: &[Check], raw: &str, name: &str) {
        let findings = self.run(node, checks, raw, true);
        if findings.is_empty() {
            return;
        }
        let is_about_element = findings.all(|code| {
            matches!(
                code,
                Code::InvalidBooleanAttribute | Code::InvalidIntegerAttribute | Code::InvalidMIMEAttribute
            )
        });
        let subject = if is_about_element {
            Subject::new(node.start, node.name(), self.parent_name()).attribute(name)
        } else {
            Subject::new(node.start, name, node.parent_name())
        };
        self.report_all(findings, raw, subject);
    }

    fn run(&self, node: &Node<'_>, checks: &[Check], raw: &str, is_attribute: bool) -> Findings {
        let source = self.text.get(node.start..self.read_to).unwrap_or_default();
        let is_rss2 = self.is_rss2();
        let value = Value { raw, options: self.options, base: &node.base, is_attribute, source, is_rss2 };
        run(&value, checks)
    }

    /// Whether the document is RSS 2.0, 2.0.1 and so on. A document of RSS without a version is validated as
    /// 2.0.
    fn is_rss2(&self) -> bool {
        let version = self.open.first().and_then(|root| root.node.attribute("version"));
        self.is(Format::Rss2) && version.is_none_or(|version| version.starts_with("2."))
    }

    /// Replaces the names that stand for the open elements.
    fn resolve(&self, subject: Subject) -> (String, String) {
        let mut open = self.ancestors();
        let element = match subject.element {
            Name::Given(name) => name,
            Name::Open => open.next().map_or_else(String::new, Node::name),
        };
        let parent = match subject.parent {
            Name::Given(name) => name,
            Name::Open => name_of_parent(open.next()),
        };
        (element, parent)
    }
}

impl<'a> Context<'a> for Validator<'a> {
    fn options(&self) -> &Options {
        self.options
    }

    fn format(&self) -> Option<&DetectedFormat> {
        self.root.as_ref().map(|root| &root.detected)
    }

    fn encoding(&self) -> &str {
        &self.encoding
    }

    fn declared_type(&self) -> Option<DeclaredType> {
        self.declared_type
    }

    fn has_used(&self, namespace: Namespace) -> bool {
        self.namespaces.iter().zip(&self.used).any(|(known, is_used)| *is_used && *known == namespace)
    }

    fn is_declared(&self, prefix: &str) -> bool {
        prefix == "xml" || self.declared.get(prefix).is_some_and(|count| *count > 0)
    }

    fn ancestor(&self, distance: usize) -> Option<&Node<'a>> {
        let index = self.open.len().checked_sub(distance + 1)?;
        self.open.get(index).map(|open| &open.node)
    }

    fn elements_before(&self) -> usize {
        self.open.last().map_or(0, |open| open.elements)
    }

    fn has_text_before(&self) -> bool {
        self.open.last().is_some_and(|open| open.has_text)
    }

    fn source_of(&self, node: &Node<'_>) -> &str {
        let source = self.text.get(node.start..self.read_to).unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
        let name = source.get(1..).and_then(|rest| rest.split(is_end).next());
        let end = name.and_then(|name| source.find(&format!("</{name}")));
        source.get(..end.unwrap_or(source.len())).unwrap_or_default()
    }

    fn claim_identifier(&mut self, kind: IdentifierKind, identifier: &str) -> bool {
        self.identifiers.insert((kind, identifier.to_owned()))
    }

    fn suppress(&mut self, code: Code) {
        if !self.suppressed.contains(&code) {
            self.suppressed.push(code);
        }
    }

    fn report(&mut self, mut finding: Finding) {
        let count = self.counts.entry(finding.code).or_default();
        *count += 1;
        if *count > MAX_MESSAGES_OF_A_CODE {
            return;
        }
        let offset = finding.subject.offset;
        let (element, parent) = self.resolve(std::mem::take(&mut finding.subject));
        self.messages.push((offset, Message { element, parent, ..finding.into_message() }));
    }

    fn report_all(&mut self, findings: Findings, value: &str, subject: Subject) -> bool {
        let is_empty = findings.is_empty();
        for mut finding in findings.into_vec() {
            finding.subject = subject.clone();
            if let Some(attribute) = &subject.attribute {
                finding = finding.param(Param::Attr, attribute);
            }
            if !finding.has(Param::Value) {
                finding = finding.param(Param::Value, shortened(value));
            }
            self.report(finding);
        }
        is_empty
    }

    fn check(&mut self, node: &Node<'_>, checks: &[Check], raw: &str, subject: Subject) -> bool {
        let findings = self.run(node, checks, raw, true);
        self.report_all(findings, raw.trim(), subject)
    }

    fn check_text(&mut self, node: &Node<'_>, checks: &[Check], raw: &str) {
        let findings = self.run(node, checks, raw, false);
        if !findings.is_empty() {
            let subject = Subject::new(node.start, node.name(), self.parent_name());
            self.report_all(findings, raw.trim(), subject);
        }
    }

    fn check_value(&mut self, checks: &[Check], raw: &str, subject: Subject) -> bool {
        let options = self.options;
        let base = options.location.as_deref().unwrap_or_default();
        let value = Value { raw, options, base, is_attribute: true, source: raw, is_rss2: false };
        self.report_all(run(&value, checks), raw, subject)
    }
}

fn run(value: &Value<'_>, checks: &[Check]) -> Findings {
    let mut findings = Findings::default();
    for check in checks {
        check(value, &mut findings);
    }
    findings
}

fn name_of_parent(parent: Option<&Node<'_>>) -> String {
    parent.map_or_else(|| "root".to_owned(), Node::parent_name)
}

/// A value as messages show it.
fn shortened(value: &str) -> &str {
    let end = value.char_indices().nth(MAX_SHOWN_VALUE).map_or(value.len(), |(at, _)| at);
    value.get(..end).unwrap_or(value)
}
