//! Reads the events of an XML document and applies the tables to its elements.

use super::open_element::OpenElement;
use super::rows::row_and_content;
use super::validator::Validator;
use super::{attributes, characters, namespaces, prolog};
use crate::Code;
use crate::datatypes::{iri_reference, language as language_tag, resolve};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::{
    Content, Context, Element, Namespace, Node, NodeAttribute, Occurs, misnamed, root, shared_content,
};
use crate::xml::{Attribute, EntityStore, Event, NamespaceId, Tag, XmlReader};
use std::borrow::Cow;

/// The maximum depth of elements: deeper than any feed, and shallow enough for the stack.
const MAX_DEPTH: usize = 256;

/// Reads the document to its end, or to a fault after which reading must stop.
pub(super) fn walk<'t>(text: &'t str, store: &'t EntityStore, validator: &mut Validator<'t>) {
    let mut reader = XmlReader::new(text, prolog::start(text, validator), store);
    loop {
        let event = reader.next_event();
        validator.read_to = reader.end_offset();
        if matches!(event, Ok(Event::Start(_) | Event::End | Event::Instruction(_) | Event::Finished)) {
            end_of_text(validator);
        }
        match event {
            Ok(Event::Start(tag)) if validator.open.len() >= MAX_DEPTH => {
                validator.report(
                    Finding::new(Code::ValidatorLimit)
                        .at(reader.offset())
                        .element(tag.local)
                        .param(Param::Limit, "depth"),
                );
                return;
            }
            Ok(Event::Start(tag)) => start(tag, &reader, validator),
            Ok(Event::Text(text)) => {
                let is_slice = reader.is_in_document() && matches!(text, Cow::Borrowed(_));
                characters::check_text(&text, reader.offset(), usize::from(is_slice), validator);
                self::text(text, reader.offset(), validator);
            }
            Ok(Event::End) => end(validator),
            Ok(Event::Doctype { public, system }) => {
                prolog::doctype(public, system, reader.offset(), validator)
            }
            Ok(Event::Instruction(_)) => {}
            Ok(Event::Finished) => return,
            Err(fault) => {
                if prolog::fault(&fault, validator) {
                    return;
                }
            }
        }
    }
}

fn start<'t>(tag: Tag<'t>, reader: &XmlReader<'t>, validator: &mut Validator<'t>) {
    if !tag.declared.is_empty() {
        namespaces::check(&tag.declared, tag.local, reader, validator);
    }
    if validator.open.is_empty() {
        let address = reader.namespace(tag.namespace);
        validator.root = root(address, tag.local);
        if validator.root.is_none()
            && let Some(code) = misnamed(address, tag.local)
        {
            validator.report(
                Finding::new(code)
                    .at(reader.offset())
                    .element(tag.local)
                    .parent("root")
                    .param(Param::Namespace, address),
            );
        }
    }
    let mut node = node(tag, reader, validator);
    inherit(&mut node, validator);
    characters::check_attributes(&node, validator);
    let (row, content) = row_and_content(&node, validator);
    if let Some(row) = row {
        check_occurrence(&node, row, validator);
        if !matches!(content, Content::Anything) {
            attributes::check(&node, row.attributes, matches!(content, Content::Text(_)), validator);
        }
    }
    if let Some(every) = validator.root.as_ref().and_then(|root| root.every) {
        every(&node, validator);
    }
    let content = match content {
        Content::Chosen(choose) => choose(&node, validator),
        Content::Shared(shared) => shared_content(shared),
        content => content,
    };
    if let Some(parent) = validator.open.last_mut() {
        parent.elements += 1;
    }
    for prefix in &node.prefixes {
        *validator.declared.entry(prefix).or_default() += 1;
    }
    validator.open.push(OpenElement { node, content, row, elements: 0, has_text: false });
}

/// Sets the language and the base URI, from `xml:lang` and `xml:base` or from the parent.
fn inherit(node: &mut Node<'_>, validator: &mut Validator<'_>) {
    let own = |name| node.attribute_in(Namespace::Xml, name).map(str::to_owned);
    let (language, base) = (own("lang"), own("base"));
    let parent = validator.open.last();
    let is_checked = parent.is_none_or(|parent| matches!(parent.content, Content::Elements(_)));
    node.language = parent.and_then(|parent| parent.node.language.clone());
    if let Some(own) = language {
        if is_checked && !own.is_empty() {
            let subject = Subject::new(node.start, "xml:lang", node.parent_name());
            validator.check(node, &[language_tag], &own, subject);
        }
        node.language = Some(own.into());
    }
    if let Some(own) = base {
        let subject = Subject::new(node.start, "xml:base", node.parent_name());
        validator.check(node, &[iri_reference], &own, subject);
        node.base = resolve(&node.base, &own).into();
    }
}

fn node<'t>(tag: Tag<'t>, reader: &XmlReader<'t>, validator: &mut Validator<'t>) -> Node<'t> {
    let namespace = namespace(tag.namespace, reader, validator);
    if validator.used.len() <= tag.namespace.index() {
        validator.used.resize(tag.namespace.index() + 1, false);
    }
    // Elements in a title or in an element of another vocabulary do not make the feed use their namespace.
    let is_checked =
        validator.open.last().is_none_or(|parent| matches!(parent.content, Content::Elements(_)));
    if let Some(is_used) = validator.used.get_mut(tag.namespace.index()) {
        *is_used |= is_checked;
    }
    let base = validator.open.last().map(|parent| parent.node.base.clone());
    let base = base.unwrap_or_else(|| validator.options.location.as_deref().unwrap_or_default().into());
    let mut node = Node::new(namespace, tag.local, reader.offset(), base);
    let attribute = |Attribute { namespace: id, local, value }| {
        // An attribute without a prefix is in no namespace, even if its element is in one.
        let is_free = id == NamespaceId::NONE;
        let namespace = if is_free { Namespace::None } else { self::namespace(id, reader, validator) };
        NodeAttribute { namespace, local, value }
    };
    node.prefixes = tag.declared.iter().map(|(prefix, _)| *prefix).collect();
    node.attributes = tag.attributes.into_iter().map(attribute).collect();
    node
}

/// The namespace with this id. Each is looked up once.
fn namespace(id: NamespaceId, reader: &XmlReader<'_>, validator: &mut Validator<'_>) -> Namespace {
    while validator.namespaces.len() <= id.index() {
        let next = NamespaceId::from_index(validator.namespaces.len());
        let address = reader.namespace(next);
        let is_xml = next == NamespaceId::XML;
        let in_format = || {
            validator
                .root
                .as_ref()
                .map_or_else(|| Namespace::with_uri(address), |root| root.detected.namespace(address))
        };
        validator.namespaces.push(if is_xml { Namespace::Xml } else { in_format() });
    }
    validator.namespaces.get(id.index()).copied().unwrap_or(Namespace::Unknown)
}

fn check_occurrence(node: &Node, row: &Element, validator: &mut Validator<'_>) {
    let code = match row.occurs {
        Occurs::Many => return,
        Occurs::Once => Code::DuplicateElement,
        Occurs::OnceOr(code) => code,
        Occurs::OnceInW3c if validator.options.profile.is_w3c() => Code::DuplicateElement,
        Occurs::OnceInW3c => return,
    };
    let parent = validator.open.last();
    if parent.is_some_and(|parent| parent.node.has(node.namespace, node.local)) {
        validator.report(Finding::new(code).on(node));
    }
}

/// Adds a part of a text. References, comments and CDATA sections divide a text into parts, and text in a
/// place without text is reported once.
fn text<'t>(text: Cow<'t, str>, offset: usize, validator: &mut Validator<'t>) {
    let Some(open) = validator.open.last_mut() else { return };
    match (open.content, &mut validator.pending_text) {
        (Content::Text(_), _) => {
            open.has_text |= !text.trim_start().is_empty();
            open.node.push_text(text);
        }
        (Content::Anything, _) => {}
        (_, Some((pending, _))) => pending.to_mut().push_str(&text),
        (_, pending) => *pending = Some((text, offset)),
    }
}

/// Checks a text when it is complete.
fn end_of_text(validator: &mut Validator<'_>) {
    let Some((text, offset)) = validator.pending_text.take() else { return };
    let Some(open) = validator.open.last_mut() else { return };
    let unexpected = match open.content {
        Content::Mixed(mixed) => {
            (mixed.text)(&text, offset, validator);
            if let Some(open) = validator.open.last_mut() {
                open.has_text |= !text.trim_start().is_empty();
                open.node.push_text(text);
            }
            return;
        }
        Content::Elements(_) => Code::UnexpectedText,
        _ => return,
    };
    if text.trim().is_empty() {
        return;
    }
    let name = open.node.name();
    let parent = validator.ancestors().nth(1).map_or_else(|| "root".to_owned(), Node::parent_name);
    validator.report(Finding::new(unexpected).at(offset).element(name).parent(parent));
}

fn end(validator: &mut Validator<'_>) {
    let Some(OpenElement { mut node, content, row, .. }) = validator.open.pop() else { return };
    if let Content::Text(checks) = content {
        let text = std::mem::take(&mut node.text);
        validator.check_text(&node, checks, &text);
        node.text = text;
    }
    for rule in row.map_or(&[][..], |row| row.rules) {
        rule(&node, validator);
    }
    if let Content::Elements(grammar) = content {
        for rule in grammar.rules {
            rule(&node, validator);
        }
    }
    if let Some(observer) = validator.observer.take() {
        observer.element_ended(&node, validator);
        validator.observer = Some(observer);
    }
    for prefix in &node.prefixes {
        if let Some(count) = validator.declared.get_mut(prefix) {
            *count -= 1;
        }
    }
    let most = validator.most_kept_nodes();
    if let Some(parent) = validator.open.last_mut() {
        if row.is_none() && !matches!(parent.content, Content::Mixed(_)) {
            validator.kept_nodes -= weight_of_all(&node.children);
            return;
        }
        // Rules look two levels deep. Deeper children would take many times the document's size in memory.
        for child in &mut node.children {
            validator.kept_nodes -= weight_of_all(&child.children);
            child.children = Vec::new();
        }
        // A document can contain any number of other names of a row (`dc:date.created`), so only the row's
        // own name is remembered.
        let is_known = row.is_some_and(|row| row.name == node.local);
        parent.node.add_known(&node, is_known);
        if validator.kept_nodes > most {
            validator.kept_nodes -= weight_of_all(&node.children);
            node.children = Vec::new();
        }
        if validator.kept_nodes <= most + most / 2 {
            validator.kept_nodes += weight(&node);
            parent.node.children.push(node);
        }
    }
}

/// What an ended element costs: about 200 bytes.
fn weight(node: &Node<'_>) -> usize {
    1 + node.attributes.len() / 4
}

fn weight_of_all(nodes: &[Node<'_>]) -> usize {
    nodes.iter().map(|node| weight(node) + weight_of_all(&node.children)).sum()
}
