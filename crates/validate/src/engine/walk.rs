//! From event to event.

use super::open_element::OpenElement;
use super::validator::Validator;
use super::{attributes, characters, namespaces, prolog};
use crate::Code;
use crate::datatypes::{iri_reference, language as language_tag, resolve};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::{
    Content, Context, Element, Format, Namespace, Node, NodeAttribute, Occurs, misnamed, questionable, root,
};
use crate::xml::{Attribute, EntityStore, Event, NamespaceId, Tag, XmlReader};
use std::borrow::Cow;

/// So deep that no feed is, and so shallow that no stack overflows.
const DEPTH: usize = 256;

/// Reads the document to its end, or to where nothing more can be read.
pub(super) fn walk<'t>(text: &'t str, store: &'t EntityStore, validator: &mut Validator<'t>) {
    let mut reader = XmlReader::new(text, prolog::start(text, validator), store);
    loop {
        let event = reader.next_event();
        validator.read_to = reader.end_offset();
        if matches!(event, Ok(Event::Start(_) | Event::End | Event::Instruction(_) | Event::Finished)) {
            end_of_text(validator);
        }
        match event {
            Ok(Event::Start(tag)) if validator.open.len() >= DEPTH => {
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
    let (row, content) = place(&node, validator);
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

/// The language and the base address, from `xml:lang` and `xml:base` or from what the element stands in.
fn inherit(node: &mut Node<'_>, validator: &mut Validator<'_>) {
    let own = |name| node.attribute_in(Namespace::Xml, name).map(str::to_owned);
    let (language, base) = (own("lang"), own("base"));
    let parent = validator.open.last();
    let is_judged = parent.is_none_or(|parent| matches!(parent.content, Content::Elements(_)));
    node.language = parent.and_then(|parent| parent.node.language.clone());
    if let Some(own) = language {
        if is_judged && !own.is_empty() {
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
    // What stands in a title, or in an element of another vocabulary, says nothing of the feed.
    let is_judged = validator.open.last().is_none_or(|parent| matches!(parent.content, Content::Elements(_)));
    if let Some(is_used) = validator.used.get_mut(tag.namespace.index()) {
        *is_used |= is_judged;
    }
    let base = validator.open.last().map(|parent| parent.node.base.clone());
    let base = base.unwrap_or_else(|| validator.options.location.as_deref().unwrap_or_default().into());
    let mut node = Node::new(namespace, tag.local, reader.offset(), base);
    let attribute = |Attribute { namespace: id, local, value }| {
        // An attribute without a prefix is in no namespace, whatever its element is in.
        let is_free = id == NamespaceId::NONE;
        let namespace = if is_free { Namespace::None } else { self::namespace(id, reader, validator) };
        NodeAttribute { namespace, local, value }
    };
    node.prefixes = tag.declared.iter().map(|(prefix, _)| *prefix).collect();
    node.attributes = tag.attributes.into_iter().map(attribute).collect();
    node
}

/// What a namespace is; each is looked up once.
fn namespace(id: NamespaceId, reader: &XmlReader<'_>, validator: &mut Validator<'_>) -> Namespace {
    while validator.namespaces.len() <= id.index() {
        let next = NamespaceId::from_index(validator.namespaces.len());
        let address = reader.namespace(next);
        let is_xml = next == NamespaceId::XML;
        let of_format = || {
            validator
                .root
                .as_ref()
                .map_or_else(|| Namespace::with_uri(address), |root| root.namespace(address))
        };
        validator.namespaces.push(if is_xml { Namespace::Xml } else { of_format() });
    }
    validator.namespaces.get(id.index()).copied().unwrap_or(Namespace::Unknown)
}

/// The row of an element in what it stands in, and what it holds; if there must be a row and is none, that is
/// said.
fn place(node: &Node, validator: &mut Validator<'_>) -> (Option<&'static Element>, Content) {
    let Some(parent) = validator.open.last() else { return document(node, validator) };
    let extension = validator.root.as_ref().and_then(|root| root.extension);
    match parent.content {
        Content::Elements(grammar) => match grammar.row(node.namespace, node.local) {
            Some(row) => (Some(row), row.content),
            None => stray(node, validator),
        },
        Content::Mixed(mixed) => (None, (mixed.element)(node, validator)),
        Content::Text(_) if extension.is_some() => {
            (None, extension.map_or(Content::Anything, |mixed| (mixed.element)(node, validator)))
        }
        Content::Text(_) => {
            let parent = parent.node.parent_name();
            validator.report(
                Finding::new(Code::UndefinedElement).on(node).parent(parent.as_str()).element(node.local),
            );
            (None, Content::Anything)
        }
        Content::Anything | Content::Chosen(_) => {
            let is_extension = !matches!(parent.node.namespace, Namespace::Core | Namespace::None);
            let is_outermost = validator
                .open
                .iter()
                .rev()
                .nth(1)
                .is_none_or(|scope| !matches!(scope.content, Content::Anything));
            // RSS 2.0, "Extending RSS": what is not described there is in a namespace.
            if validator.is(Format::Rss2) && node.namespace == Namespace::Core && is_extension && is_outermost
            {
                validator.report(Finding::new(Code::NotInANamespace).on(node));
            }
            (None, Content::Anything)
        }
    }
}

/// What the first element holds.
fn document(node: &Node, validator: &mut Validator<'_>) -> (Option<&'static Element>, Content) {
    let Some(root) = &validator.root else {
        let hint =
            prolog::hint(validator).unwrap_or_else(|| "; no format of feeds starts with it".to_owned());
        validator.report(
            Finding::new(Code::UndefinedElement)
                .at(node.start)
                .element(node.name())
                .parent("root")
                .param(Param::Hint, hint),
        );
        return (None, Content::Anything);
    };
    let row = root.element;
    if let Some(fault) = root.fault {
        validator.report(Finding::new(fault).at(node.start).element(node.local).parent("root"));
    }
    (Some(row), row.content)
}

/// What is said of an element that has no row in what it stands in.
fn stray(node: &Node, validator: &mut Validator<'_>) -> (Option<&'static Element>, Content) {
    let parent = validator.open.last().map_or_else(String::new, |parent| parent.node.name());
    let code = match node.namespace {
        Namespace::Unknown => return extended(node, validator),
        Namespace::Obsolete => {
            validator.report(
                Finding::new(Code::ObsoleteNamespace).at(node.start).element(node.local).parent(parent),
            );
            return extended(node, validator);
        }
        Namespace::None => {
            validator.report(
                Finding::new(Code::UndeterminableVocabulary)
                    .at(node.start)
                    .element(node.name())
                    .parent(parent),
            );
            return extended(node, validator);
        }
        Namespace::Xhtml => Code::MisplacedXHTMLContent,
        _ => {
            if let Some((row, name)) = questionable(node, validator) {
                validator.report(
                    Finding::new(Code::QuestionableUsage).at(node.start).element(name).parent(parent),
                );
                return (Some(row), row.content);
            }
            Code::UndefinedElement
        }
    };
    // The W3C's validator shows the first underscore of a name as the colon behind a prefix.
    let name = match node.namespace {
        Namespace::Core => node.name().replacen('_', ":", 1),
        _ => node.name(),
    };
    validator.report(Finding::new(code).at(node.start).element(name).parent(parent));
    (None, Content::Anything)
}

/// An element of a vocabulary that no table describes.
fn extended(node: &Node, validator: &mut Validator<'_>) -> (Option<&'static Element>, Content) {
    match validator.root.as_ref().and_then(|root| root.extension) {
        Some(extension) => (None, (extension.element)(node, validator)),
        None => (None, Content::Anything),
    }
}

fn check_occurrence(node: &Node, row: &Element, validator: &mut Validator<'_>) {
    let code = match row.occurs {
        Occurs::Many => return,
        Occurs::Once => Code::DuplicateElement,
        Occurs::OnceOr(code) => code,
    };
    let parent = validator.open.last();
    if parent.is_some_and(|parent| parent.node.has(node.namespace, node.local)) {
        validator.report(Finding::new(code).on(node));
    }
}

/// A part of a text, which references, comments and sections divide: what must not be there is said once of
/// all of it.
fn text<'t>(text: Cow<'t, str>, offset: usize, validator: &mut Validator<'t>) {
    let Some(scope) = validator.open.last_mut() else { return };
    match (scope.content, &mut validator.pending_text) {
        (Content::Text(_), _) => {
            scope.has_text |= !text.trim_start().is_empty();
            scope.node.push_text(text);
        }
        (Content::Anything, _) => {}
        (_, Some((held, _))) => held.to_mut().push_str(&text),
        (_, held) => *held = Some((text, offset)),
    }
}

/// A text is complete.
fn end_of_text(validator: &mut Validator<'_>) {
    let Some((text, offset)) = validator.pending_text.take() else { return };
    let Some(scope) = validator.open.last_mut() else { return };
    let unexpected = match scope.content {
        Content::Mixed(mixed) => {
            (mixed.text)(&text, offset, validator);
            if let Some(scope) = validator.open.last_mut() {
                scope.has_text |= !text.trim_start().is_empty();
                scope.node.push_text(text);
            }
            return;
        }
        Content::Elements(grammar) if !grammar.takes_text => Code::UnexpectedText,
        _ => return,
    };
    if text.trim().is_empty() {
        return;
    }
    let name = scope.node.name();
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
    if let Some(parent) = validator.open.last_mut() {
        if row.is_none() && !matches!(parent.content, Content::Mixed(_)) {
            return;
        }
        // Rules look two levels deep; to keep more would take many times the document's size.
        node.children.iter_mut().for_each(|child| child.children = Vec::new());
        // A row's other names (`dc:date.created`) are as many as the document likes, so they are not kept as
        // known.
        let is_known = row.is_some_and(|row| row.name == node.local);
        parent.node.push_child(node, is_known);
    }
}
