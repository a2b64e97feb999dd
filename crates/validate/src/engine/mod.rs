//! The walk: events of the document, tables of the grammar, messages of the report. Knows no single element.

mod attributes;
mod characters;
mod declarations;
mod lines;
mod prolog;
mod scope;
mod walk;

use super::xml::{Decoded, Store, decode};
use super::{Code, Message, Options, Position, Report};
use crate::compare::{View, view_of_json};
use crate::datatypes::{Check, Findings, Value};
use crate::json;
use crate::vocabularies::{DeclaredType, Format, Namespace, Node, Root, fault_of_media_type};
use scope::Scope;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// So many messages of each code are kept: what is wrong a thousand times is not said more clearly by the
/// next one, and a document of nothing but faults must not become a report of many times its size.
const EACH: usize = 1000;

/// The judge of one document, as rules see it.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    options: &'a Options,
    text: &'a str,
    /// The name of the encoding, as the document or HTTP has it.
    encoding: String,
    declared_type: Option<DeclaredType>,
    root: Option<Root>,
    /// The elements that are open, the root first.
    scopes: Vec<Scope<'a>>,
    /// Text of the innermost element since the last tag, and where it starts, if it may be wrong that it is
    /// there.
    held_text: Option<(Cow<'a, str>, usize)>,
    /// How many open elements declare each prefix.
    declared: HashMap<&'a str, usize>,
    /// What each namespace that the document names is, in the order of the reader's list.
    namespaces: Vec<Namespace>,
    /// Of which of them an element was met, in the same order; shorter where the last ones were not.
    used: Vec<bool>,
    /// Byte of the document that is read next.
    read_to: usize,
    findings: Findings,
    /// What the report leaves out.
    withheld: Vec<Code>,
    /// The identifiers that were used so far, by their kind.
    identifiers: HashSet<(&'static str, String)>,
    /// Each with the byte that it is about.
    messages: Vec<(usize, Message)>,
    /// How many there are of each code.
    counts: HashMap<Code, usize>,
    /// What a feed reader keeps of the document, if somebody asks.
    view: Option<View>,
}

/// Judges bytes.
pub(super) fn judge(bytes: &[u8], options: &Options) -> Report {
    if json::is_json(bytes, options.content_type.as_deref()) {
        return judge_json(bytes, options);
    }
    let Decoded { text, encoding, faults } = decode(bytes, options.charset.as_deref());
    let store = Store::default();
    let mut judge = Judge::new(&text, encoding, options);
    for fault in &faults {
        prolog::fault(fault, &mut judge);
    }
    walk::walk(&text, &store, &mut judge);
    judge.check_media_type();
    judge.report()
}

fn judge_json(bytes: &[u8], options: &Options) -> Report {
    let (text, faults) = json::decode(bytes, options.charset.as_deref());
    let mut judge = Judge::new(&text, "utf-8".to_owned(), options);
    for fault in &faults {
        json::say(fault, &mut judge);
    }
    json::walk(&text, &mut judge);
    judge.report()
}

/// Reads bytes as a feed reader does, and reports what somebody finds in that.
pub(super) fn read(
    bytes: &[u8],
    options: &Options,
    find: impl FnOnce(View) -> Vec<(usize, Message)>,
) -> Report {
    if json::is_json(bytes, options.content_type.as_deref()) {
        let (text, _) = json::decode(bytes, options.charset.as_deref());
        return Report { messages: lines::place(&text, find(view_of_json(&text).unwrap_or_default())) };
    }
    let Decoded { text, encoding, .. } = decode(bytes, options.charset.as_deref());
    let store = Store::default();
    let mut judge = Judge::new(&text, encoding, options);
    judge.view = Some(View::default());
    walk::walk(&text, &store, &mut judge);
    Report { messages: lines::place(&text, find(judge.view.unwrap_or_default())) }
}

impl<'a> Judge<'a> {
    /// The judge of a text, of which nothing is known yet.
    fn new(text: &'a str, encoding: String, options: &'a Options) -> Self {
        Self {
            options,
            text,
            encoding,
            declared_type: None,
            root: None,
            scopes: Vec::new(),
            held_text: None,
            declared: HashMap::new(),
            namespaces: Vec::new(),
            used: Vec::new(),
            read_to: 0,
            findings: Findings::default(),
            withheld: Vec::new(),
            identifiers: HashSet::new(),
            messages: Vec::new(),
            counts: HashMap::new(),
            view: None,
        }
    }

    /// What was found, in the order of the places.
    fn report(self) -> Report {
        let mut messages = self.messages;
        messages.retain(|(_, message)| !self.withheld.contains(&message.code));
        messages.sort_by_key(|(offset, _)| *offset);
        Report { messages: lines::place(self.text, messages) }
    }

    /// What a feed reader keeps of the document, if somebody asks.
    pub(super) fn view(&mut self) -> Option<&mut View> {
        self.view.as_mut()
    }

    /// What stands in an element of the one that has just ended, as the document writes it.
    pub(super) fn source_of(&self, node: &Node) -> &'a str {
        let source = self.text.get(node.start..self.read_to).unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
        let name = source.get(1..).and_then(|rest| rest.split(is_end).next());
        let end = name.and_then(|name| source.find(&format!("</{name}")));
        source.get(..end.unwrap_or(source.len())).unwrap_or_default()
    }

    /// What HTTP says of the format must fit what the document is.
    fn check_media_type(&mut self) {
        let Some(media_type) = self.options.content_type.as_deref() else { return };
        let format = self.root.as_ref().map(|root| root.format);
        if let Some(code) = fault_of_media_type(media_type, format) {
            self.say(code, 0, "", "", &[("contentType", media_type)]);
        }
    }

    /// What the caller knows of the document.
    pub(super) fn options(&self) -> &Options {
        self.options
    }

    /// What the first element decided.
    pub(super) fn root(&self) -> Option<&Root> {
        self.root.as_ref()
    }

    /// The name of the document's encoding, as it or HTTP has it.
    pub(super) fn encoding(&self) -> &str {
        &self.encoding
    }

    /// The type that the document declares itself to be, if it is one that feeds have.
    pub(super) fn declared_type(&self) -> Option<DeclaredType> {
        self.declared_type
    }

    /// Whether the document follows this format.
    pub(super) fn is(&self, format: Format) -> bool {
        self.root.as_ref().is_some_and(|root| root.format == format)
    }

    /// Whether an element of this namespace, known or not, was met so far where elements are judged.
    pub(super) fn has_used(&self, namespace: Namespace) -> bool {
        self.namespaces.iter().zip(&self.used).any(|(known, is_used)| *is_used && known.is(namespace))
    }

    /// Whether no element used this identifier before. From now on one did.
    pub(super) fn is_first(&mut self, kind: &'static str, identifier: &str) -> bool {
        self.identifiers.insert((kind, identifier.to_owned()))
    }

    /// Leaves this out of the report, whether it was said before or is said from now on.
    pub(super) fn withhold(&mut self, code: Code) {
        if !self.withheld.contains(&code) {
            self.withheld.push(code);
        }
    }

    /// Whether a prefix stands for a namespace: for a rule, in its element.
    pub(super) fn is_declared(&self, prefix: &str) -> bool {
        prefix == "xml" || self.declared.get(prefix).is_some_and(|count| *count > 0)
    }

    /// Whether an element is in no namespace.
    pub(super) fn is_nameless(&self, node: &Node) -> bool {
        match node.namespace {
            Namespace::None => true,
            Namespace::Core => self.root.as_ref().is_some_and(Root::is_nameless),
            _ => false,
        }
    }

    /// Says what a check of several values of one element finds.
    pub(super) fn examine(
        &mut self,
        offset: usize,
        element: &str,
        parent: &str,
        check: impl FnOnce(&mut Findings),
    ) {
        check(&mut self.findings);
        self.say_findings(offset, element, parent, "", &[]);
    }

    /// The elements that are open, the innermost first: for a rule, what its element stands in. Their
    /// children are those that were closed before.
    pub(super) fn ancestors(&self) -> impl Iterator<Item = &Node<'a>> {
        self.scopes.iter().rev().map(|scope| &scope.node)
    }

    /// How many elements the innermost open element had so far; for a function that judges one as it starts:
    /// without it.
    pub(super) fn elements_before(&self) -> usize {
        self.scopes.last().map_or(0, |scope| scope.elements)
    }

    /// Whether the innermost open element has text of its own so far that is more than white space.
    pub(super) fn has_text_before(&self) -> bool {
        self.scopes.last().is_some_and(|scope| scope.has_text)
    }

    /// The name of the innermost open element, as messages name a parent: for a rule, what its element stands
    /// in.
    pub(super) fn parent_name(&self) -> String {
        self.scopes.last().map_or_else(|| "root".to_owned(), |scope| scope.node.parent_name())
    }

    /// Says something of the innermost open element, at a place in it.
    pub(super) fn say_of_open(&mut self, code: Code, offset: usize, params: &[(&'static str, &str)]) {
        let mut ancestors = self.ancestors();
        let name = ancestors.next().map_or_else(String::new, Node::name);
        let parent = ancestors.next().map_or_else(|| "root".to_owned(), Node::parent_name);
        drop(ancestors);
        self.say(code, offset, &name, &parent, params);
    }

    /// Says something of an element. `element` and `parent` are its own and its parent's names unless the
    /// parameters say otherwise.
    pub(super) fn say_of(&mut self, node: &Node, code: Code, params: &[(&'static str, &str)]) {
        let parent = self.parent_name();
        self.say(code, node.start, &node.name(), &parent, params);
    }

    /// Says something of a child of an element that has ended.
    pub(super) fn say_of_child(
        &mut self,
        parent: &Node,
        child: &Node,
        code: Code,
        params: &[(&'static str, &str)],
    ) {
        self.say(code, child.start, &child.name(), &parent.parent_name(), params);
    }

    /// Whether the document is RSS 2.0, 2.0.1 and so on; without a version it is taken for the last.
    fn is_rss2(&self) -> bool {
        let version = self.scopes.first().and_then(|root| root.node.attribute("version"));
        let is_rss = self.root.as_ref().is_some_and(|root| root.format == Format::Rss2);
        is_rss && version.is_none_or(|version| version.starts_with("2."))
    }

    /// Checks a value of a document that has no elements and says what is found.
    pub(super) fn check_value(
        &mut self,
        checks: &[Check],
        raw: &str,
        offset: usize,
        element: &str,
        parent: &str,
    ) {
        let options = self.options;
        let base = options.location.as_deref().unwrap_or_default();
        let value = Value { raw, options, base, is_attribute: true, source: raw, is_rss2: false };
        for check in checks {
            check(&value, &mut self.findings);
        }
        self.say_findings(offset, element, parent, raw, &[]);
    }

    /// Checks the text of an element and says what is found.
    pub(super) fn check_text(&mut self, node: &Node, checks: &[Check], raw: &str, parent: &str) -> bool {
        self.run(node, checks, raw, false);
        self.say_findings(node.start, &node.name(), parent, raw.trim(), &[])
    }

    /// Checks the value of an attribute and says what is found: of the attribute, or of the element where the
    /// message itself says that it is about an attribute.
    fn check_attribute(&mut self, node: &Node, checks: &[Check], raw: &str, name: &str) {
        self.run(node, checks, raw, true);
        let is_of_element = self.findings.are_all(|code| {
            matches!(
                code,
                Code::InvalidBooleanAttribute | Code::InvalidIntegerAttribute | Code::InvalidMIMEAttribute
            )
        });
        if is_of_element {
            let parent = self.parent_name();
            self.say_findings(node.start, &node.name(), &parent, raw, &[("attr", name)]);
        } else {
            self.say_findings(node.start, name, &node.parent_name(), raw, &[]);
        }
    }

    /// Checks a value that stands for the whole element, although it is an attribute's, and says what is
    /// found.
    pub(super) fn check_element(&mut self, node: &Node, checks: &[Check], raw: &str) {
        let parent = self.parent_name();
        self.check(node, checks, raw, &node.name(), &parent, &[]);
    }

    fn run(&mut self, node: &Node, checks: &[Check], raw: &str, is_attribute: bool) {
        let source = self.text.get(node.start..self.read_to).unwrap_or_default();
        let is_rss2 = self.is_rss2();
        let value = Value { raw, options: self.options, base: &node.base, is_attribute, source, is_rss2 };
        for check in checks {
            check(&value, &mut self.findings);
        }
    }

    /// Checks an attribute of an element and says what is found, with these names and parameters. Tells
    /// whether nothing was.
    pub(super) fn check(
        &mut self,
        node: &Node,
        checks: &[Check],
        raw: &str,
        element: &str,
        parent: &str,
        params: &[(&'static str, &str)],
    ) -> bool {
        self.run(node, checks, raw, true);
        self.say_findings(node.start, element, parent, raw.trim(), params)
    }

    /// Says something of a place.
    pub(super) fn say(
        &mut self,
        code: Code,
        offset: usize,
        element: &str,
        parent: &str,
        params: &[(&'static str, &str)],
    ) {
        let given = |wanted: &str| params.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > EACH {
            return;
        }
        let message = Message {
            code,
            position: Position { line: 1, column: 1 },
            element: given("element").unwrap_or(element).to_owned(),
            parent: given("parent").unwrap_or(parent).to_owned(),
            params: params
                .iter()
                .filter(|(name, _)| !matches!(*name, "element" | "parent"))
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            source_line: String::new(),
            source_column: 0,
        };
        self.messages.push((offset, message));
    }

    /// Says what checks found of a value; tells whether that was nothing.
    fn say_findings(
        &mut self,
        offset: usize,
        element: &str,
        parent: &str,
        value: &str,
        extra: &[(&'static str, &str)],
    ) -> bool {
        let findings = self.findings.take();
        for finding in &findings {
            let own = finding.params.iter().map(|(name, value)| (*name, value.as_str()));
            let mut params: Vec<(&'static str, &str)> = own.chain(extra.iter().copied()).collect();
            if !params.iter().any(|(name, _)| *name == "value") {
                params.push(("value", shortened(value)));
            }
            self.say(finding.code, offset, element, parent, &params);
        }
        findings.is_empty()
    }
}

/// A value as messages show it: at most some hundred characters.
fn shortened(value: &str) -> &str {
    let end = value.char_indices().nth(200).map_or(value.len(), |(at, _)| at);
    value.get(..end).unwrap_or(value)
}
