//! From event to event.

use super::scope::Scope;
use super::{Judge, attributes, characters, declarations, prolog};
use crate::Code;
use crate::compare::note;
use crate::datatypes::{iri_reference, language as language_tag, resolve};
use crate::vocabularies::{
    Content, Element, Format, Namespace, Node, NodeAttribute, Occurs, misnamed, questionable, root,
};
use crate::xml::{Attribute, Event, NamespaceId, Reader, Store, Tag};
use std::borrow::Cow;

/// So deep that no feed is, and so shallow that no stack overflows.
const DEPTH: usize = 256;

/// Reads the document to its end, or to where nothing more can be read.
pub(super) fn walk<'t>(text: &'t str, store: &'t Store, judge: &mut Judge<'t>) {
    let mut reader = Reader::new(text, prolog::start(text, judge), store);
    loop {
        let event = reader.next();
        judge.read_to = reader.end_offset();
        if matches!(event, Ok(Event::Start(_) | Event::End | Event::Instruction(_) | Event::Finished)) {
            end_of_text(judge);
        }
        match event {
            Ok(Event::Start(tag)) if judge.scopes.len() >= DEPTH => {
                judge.say(Code::ValidatorLimit, reader.offset(), tag.local, "", &[("limit", "depth")]);
                return;
            }
            Ok(Event::Start(tag)) => start(tag, &reader, judge),
            Ok(Event::Text(text)) => {
                let is_slice = reader.is_in_document() && matches!(text, Cow::Borrowed(_));
                characters::check_text(&text, reader.offset(), usize::from(is_slice), judge);
                self::text(text, reader.offset(), judge);
            }
            Ok(Event::End) => end(judge),
            Ok(Event::Doctype { public, system }) => prolog::doctype(public, system, reader.offset(), judge),
            Ok(Event::Instruction(_)) => {}
            Ok(Event::Finished) => return,
            Err(fault) => {
                if prolog::fault(&fault, judge) {
                    return;
                }
            }
        }
    }
}

fn start<'t>(tag: Tag<'t>, reader: &Reader<'t>, judge: &mut Judge<'t>) {
    if !tag.declared.is_empty() {
        declarations::check(&tag.declared, tag.local, reader, judge);
    }
    if judge.scopes.is_empty() {
        let address = reader.namespace(tag.namespace);
        judge.root = root(address, tag.local);
        if judge.root.is_none()
            && let Some(code) = misnamed(address, tag.local)
        {
            judge.say(code, reader.offset(), tag.local, "root", &[("namespace", address)]);
        }
    }
    let mut node = node(tag, reader, judge);
    inherit(&mut node, judge);
    characters::check_attributes(&node, judge);
    let (row, content) = place(&node, judge);
    if let Some(row) = row {
        check_occurrence(&node, row, judge);
        if !matches!(content, Content::Anything) {
            attributes::check(&node, row.attributes, matches!(content, Content::Text(_)), judge);
        }
    }
    if let Some(every) = judge.root.as_ref().and_then(|root| root.every) {
        every(&node, judge);
    }
    let content = match content {
        Content::Chosen(choose) => choose(&node, judge),
        content => content,
    };
    if let Some(parent) = judge.scopes.last_mut() {
        parent.elements += 1;
    }
    for prefix in &node.prefixes {
        *judge.declared.entry(prefix).or_default() += 1;
    }
    judge.scopes.push(Scope { node, content, row, elements: 0, has_text: false });
}

/// The language and the base address, from `xml:lang` and `xml:base` or from what the element stands in.
fn inherit(node: &mut Node<'_>, judge: &mut Judge<'_>) {
    let own = |name| node.attribute_in(Namespace::Xml, name).map(str::to_owned);
    let (language, base) = (own("lang"), own("base"));
    let parent = judge.scopes.last();
    let is_judged = parent.is_none_or(|parent| matches!(parent.content, Content::Elements(_)));
    node.language = parent.and_then(|parent| parent.node.language.clone());
    if let Some(own) = language {
        if is_judged && !own.is_empty() {
            judge.check(node, &[language_tag], &own, "xml:lang", &node.parent_name(), &[]);
        }
        node.language = Some(own.into());
    }
    if let Some(own) = base {
        judge.check(node, &[iri_reference], &own, "xml:base", &node.parent_name(), &[]);
        node.base = resolve(&node.base, &own).into();
    }
}

fn node<'t>(tag: Tag<'t>, reader: &Reader<'t>, judge: &mut Judge<'t>) -> Node<'t> {
    let namespace = namespace(tag.namespace, reader, judge);
    if judge.used.len() <= tag.namespace.index() {
        judge.used.resize(tag.namespace.index() + 1, false);
    }
    // What stands in a title, or in an element of another vocabulary, says nothing of the feed.
    let is_judged = judge.scopes.last().is_none_or(|parent| matches!(parent.content, Content::Elements(_)));
    if let Some(is_used) = judge.used.get_mut(tag.namespace.index()) {
        *is_used |= is_judged;
    }
    let base = judge.scopes.last().map(|parent| parent.node.base.clone());
    let base = base.unwrap_or_else(|| judge.options.location.as_deref().unwrap_or_default().into());
    let mut node = Node::new(namespace, tag.local, reader.offset(), base);
    let attribute = |Attribute { namespace: id, local, value }| {
        // An attribute without a prefix is in no namespace, whatever its element is in.
        let is_free = id == NamespaceId::NONE;
        let namespace = if is_free { Namespace::None } else { self::namespace(id, reader, judge) };
        NodeAttribute { namespace, local, value }
    };
    node.prefixes = tag.declared.iter().map(|(prefix, _)| *prefix).collect();
    node.attributes = tag.attributes.into_iter().map(attribute).collect();
    node
}

/// What a namespace is; each is looked up once.
fn namespace(id: NamespaceId, reader: &Reader<'_>, judge: &mut Judge<'_>) -> Namespace {
    while judge.namespaces.len() <= id.index() {
        let next = NamespaceId::at(judge.namespaces.len());
        let address = reader.namespace(next);
        let is_xml = next == NamespaceId::XML;
        let of_format =
            || judge.root.as_ref().map_or_else(|| Namespace::of(address), |root| root.namespace(address));
        judge.namespaces.push(if is_xml { Namespace::Xml } else { of_format() });
    }
    judge.namespaces.get(id.index()).copied().unwrap_or(Namespace::Unknown)
}

/// The row of an element in what it stands in, and what it holds; if there must be a row and is none, that is
/// said.
fn place(node: &Node, judge: &mut Judge<'_>) -> (Option<&'static Element>, Content) {
    let Some(parent) = judge.scopes.last() else { return document(node, judge) };
    let extension = judge.root.as_ref().and_then(|root| root.extension);
    match parent.content {
        Content::Elements(grammar) => match grammar.row(node.namespace, node.local) {
            Some(row) => (Some(row), row.content),
            None => stray(node, judge),
        },
        Content::Mixed(mixed) => (None, (mixed.element)(node, judge)),
        Content::Text(_) if extension.is_some() => {
            (None, extension.map_or(Content::Anything, |mixed| (mixed.element)(node, judge)))
        }
        Content::Text(_) => {
            let parent = parent.node.parent_name();
            let params = [("parent", parent.as_str()), ("element", node.local)];
            judge.say_of(node, Code::UndefinedElement, &params);
            (None, Content::Anything)
        }
        Content::Anything | Content::Chosen(_) => {
            let is_extension = !matches!(parent.node.namespace, Namespace::Core | Namespace::None);
            let is_outermost = judge
                .scopes
                .iter()
                .rev()
                .nth(1)
                .is_none_or(|scope| !matches!(scope.content, Content::Anything));
            // RSS 2.0, "Extending RSS": what is not described there is in a namespace.
            if judge.is(Format::Rss2) && node.namespace == Namespace::Core && is_extension && is_outermost {
                judge.say_of(node, Code::NotInANamespace, &[]);
            }
            (None, Content::Anything)
        }
    }
}

/// What the first element holds.
fn document(node: &Node, judge: &mut Judge<'_>) -> (Option<&'static Element>, Content) {
    let Some(root) = &judge.root else {
        let hint = prolog::hint(judge).unwrap_or_else(|| "; no format of feeds starts with it".to_owned());
        judge.say(Code::UndefinedElement, node.start, &node.name(), "root", &[("hint", &hint)]);
        return (None, Content::Anything);
    };
    let row = root.element;
    if let Some(fault) = root.fault {
        judge.say(fault, node.start, node.local, "root", &[]);
    }
    (Some(row), row.content)
}

/// What is said of an element that has no row in what it stands in.
fn stray(node: &Node, judge: &mut Judge<'_>) -> (Option<&'static Element>, Content) {
    let parent = judge.scopes.last().map_or_else(String::new, |parent| parent.node.name());
    let code = match node.namespace {
        Namespace::Unknown => return extended(node, judge),
        Namespace::Obsolete => {
            judge.say(Code::ObsoleteNamespace, node.start, node.local, &parent, &[]);
            return extended(node, judge);
        }
        Namespace::None => {
            judge.say(Code::UndeterminableVocabulary, node.start, &node.name(), &parent, &[]);
            return extended(node, judge);
        }
        Namespace::Known("xhtml") => Code::MisplacedXHTMLContent,
        _ => {
            if let Some((row, name)) = questionable(node, judge) {
                judge.say(Code::QuestionableUsage, node.start, &name, &parent, &[]);
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
    judge.say(code, node.start, &name, &parent, &[]);
    (None, Content::Anything)
}

/// An element of a vocabulary that no table describes.
fn extended(node: &Node, judge: &mut Judge<'_>) -> (Option<&'static Element>, Content) {
    match judge.root.as_ref().and_then(|root| root.extension) {
        Some(extension) => (None, (extension.element)(node, judge)),
        None => (None, Content::Anything),
    }
}

fn check_occurrence(node: &Node, row: &Element, judge: &mut Judge<'_>) {
    let code = match row.occurs {
        Occurs::Many => return,
        Occurs::Once => Code::DuplicateElement,
        Occurs::OnceOr(code) => code,
    };
    let parent = judge.scopes.last();
    if parent.is_some_and(|parent| parent.node.has(node.namespace, node.local)) {
        judge.say_of(node, code, &[]);
    }
}

/// A part of a text, which references, comments and sections divide: what must not be there is said once of
/// all of it.
fn text<'t>(text: Cow<'t, str>, offset: usize, judge: &mut Judge<'t>) {
    let Some(scope) = judge.scopes.last_mut() else { return };
    match (scope.content, &mut judge.held_text) {
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
fn end_of_text(judge: &mut Judge<'_>) {
    let Some((text, offset)) = judge.held_text.take() else { return };
    let Some(scope) = judge.scopes.last_mut() else { return };
    let unexpected = match scope.content {
        Content::Mixed(mixed) => {
            (mixed.text)(&text, offset, judge);
            if let Some(scope) = judge.scopes.last_mut() {
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
    let parent = judge.ancestors().nth(1).map_or_else(|| "root".to_owned(), Node::parent_name);
    judge.say(unexpected, offset, &name, &parent, &[]);
}

fn end(judge: &mut Judge<'_>) {
    let Some(Scope { mut node, content, row, .. }) = judge.scopes.pop() else { return };
    if let Content::Text(checks) = content {
        let parent = judge.parent_name();
        let text = std::mem::take(&mut node.text);
        judge.check_text(&node, checks, &text, &parent);
        node.text = text;
    }
    for rule in row.map_or(&[][..], |row| row.rules) {
        rule(&node, judge);
    }
    if let Content::Elements(grammar) = content {
        for rule in grammar.rules {
            rule(&node, judge);
        }
    }
    if judge.view.is_some() {
        note(&node, judge);
    }
    for prefix in &node.prefixes {
        if let Some(count) = judge.declared.get_mut(prefix) {
            *count -= 1;
        }
    }
    if let Some(parent) = judge.scopes.last_mut() {
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
