//! The values of a document, against the rows of the vocabulary.

use super::Fault;
use super::node::{Member, Node, Object, Value};
use super::row::{Kind, Shape, Version};
use super::scanner::scan;
use super::spelling::suggest;
use super::vocabulary::{FEED, version_of};
use crate::Code;
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::Context;
use std::collections::HashSet;

/// What servers give JSON Feeds as: their own media type, or the general one.
const MEDIA_TYPES: &[&str] = &["", "application/feed+json", "application/json"];

/// Reads a document, and judges it if it can be read to its end.
pub(crate) fn walk(text: &str, context: &mut dyn Context<'_>) {
    if let Some(media_type) = context.options().content_type.clone()
        && !MEDIA_TYPES.contains(&media_type.to_ascii_lowercase().as_str())
    {
        context.report(Finding::new(Code::UnexpectedContentType).param(Param::ContentType, media_type));
    }
    let (node, faults) = scan(text);
    for fault in &faults {
        report_fault(fault, context);
    }
    let Some(node) = node else { return };
    let version = node.object().map_or(Version::V1_1, |feed| version_of(&feed));
    Walk { version, context }.value(&Kind::Object(&FEED), &node, FEED.name, "root");
}

/// Says what is wrong with the JSON itself.
pub(crate) fn report_fault(fault: &Fault, context: &mut dyn Context<'_>) {
    let why = fault.why.as_str();
    let finding = Finding::new(fault.code).at(fault.offset);
    context.report(match fault.code {
        Code::ValidatorLimit => finding.param(Param::Limit, why),
        Code::EncodingMismatch => finding.param(Param::Charset, why).param(Param::Encoding, "UTF-8"),
        _ => finding.param(Param::Exception, why),
    });
}

struct Walk<'c, 't> {
    version: Version,
    context: &'c mut dyn Context<'t>,
}

impl Walk<'_, '_> {
    fn value(&mut self, kind: &Kind, node: &Node<'_>, element: &str, parent: &str) {
        match (kind, &node.value) {
            (Kind::Text(_) | Kind::Id, Value::Text(text)) if text.is_empty() => {
                self.context
                    .report(Finding::new(Code::NotBlank).at(node.start).element(element).parent(parent));
            }
            (Kind::Text(checks), Value::Text(text)) => {
                self.context.check_value(checks, text, Subject::new(node.start, element, parent));
            }
            (Kind::Id, Value::Text(_)) | (Kind::Flag, Value::Flag(_)) => {}
            (Kind::Id, Value::Number(_) | Value::Flag(_)) => {
                self.context
                    .report(Finding::new(Code::IdNotString).at(node.start).element(element).parent(parent));
            }
            (Kind::Count, Value::Number(number)) => {
                let is_count = |number: f64| number >= 0.0 && number.fract() == 0.0;
                self.number(number, is_count, Code::InvalidNonNegativeInteger, node.start, element, parent);
            }
            (Kind::Seconds, Value::Number(number)) => {
                self.number(
                    number,
                    |number| number >= 0.0,
                    Code::InvalidDuration,
                    node.start,
                    element,
                    parent,
                );
            }
            (Kind::Object(shape), Value::Object(members)) => {
                self.object(shape, &Object { start: node.start, members });
            }
            (Kind::List(name, kind), Value::List(nodes)) => {
                for node in nodes {
                    self.value(kind, node, name, element);
                }
            }
            (kind, value) => {
                self.context.report(
                    Finding::new(Code::WrongType)
                        .at(node.start)
                        .element(element)
                        .parent(parent)
                        .param(Param::Expected, kind.expected())
                        .param(Param::Found, value.kind()),
                );
            }
        }
    }

    fn number(
        &mut self,
        number: &str,
        is_right: fn(f64) -> bool,
        code: Code,
        start: usize,
        element: &str,
        parent: &str,
    ) {
        if !number.parse().is_ok_and(is_right) {
            self.context.report(
                Finding::new(code).at(start).element(element).parent(parent).param(Param::Value, number),
            );
        }
    }

    fn object(&mut self, shape: &'static Shape, object: &Object<'_, '_>) {
        self.names(object.members, shape.name);
        for member in object.members {
            match shape.row(&member.name) {
                Some(row) => {
                    if row.since > self.version {
                        self.unknown(member, shape.name, Some("; it came with version 1.1"));
                    }
                    self.value(&row.kind, &member.node, row.name, shape.name);
                }
                None if member.name.starts_with('_') => self.extension(member, shape.name),
                None => {
                    let hint = suggest(shape, &member.name).map(|name| format!("; did you mean {name}?"));
                    self.unknown(member, shape.name, hint.as_deref());
                }
            }
        }
        for row in shape.members {
            if let Some(code) = row.missing
                && !object.has(row.name)
            {
                self.context.report(Finding::new(code).at(object.start).element(row.name).parent(shape.name));
            }
        }
        for rule in shape.rules {
            rule(object, self.version, self.context);
        }
    }

    fn unknown(&mut self, member: &Member<'_>, parent: &str, hint: Option<&str>) {
        let finding =
            Finding::new(Code::UnknownMember).at(member.start).element(shown(&member.name)).parent(parent);
        self.context.report(hint.iter().fold(finding, |finding, hint| finding.param(Param::Hint, hint)));
    }

    /// A member of an extension: a name behind an underscore, and no point in it or in its own members' names.
    fn extension(&mut self, member: &Member<'_>, parent: &str) {
        let name = &member.name;
        let is_name = name.chars().nth(1).is_some_and(char::is_alphabetic) && !name.contains('.');
        if !is_name {
            self.context.report(
                Finding::new(Code::InvalidExtensionName).at(member.start).element(shown(name)).parent(parent),
            );
        }
        if let Value::Object(members) = &member.node.value {
            self.names(members, shown(name));
            for inner in
                members.iter().filter(|inner| inner.name.starts_with('_') || inner.name.contains('.'))
            {
                self.context.report(
                    Finding::new(Code::InvalidExtensionName)
                        .at(inner.start)
                        .element(shown(&inner.name))
                        .parent(shown(name)),
                );
            }
        }
    }

    /// No two members of an object have one name: readers don't agree which of them counts (RFC 8259, 4).
    fn names(&mut self, members: &[Member<'_>], parent: &str) {
        let mut names = HashSet::with_capacity(members.len());
        for member in members {
            if !names.insert(&*member.name) {
                self.context.report(
                    Finding::new(Code::DuplicateElement)
                        .at(member.start)
                        .element(shown(&member.name))
                        .parent(parent),
                );
            }
        }
    }
}

/// A name as messages show it, which may be of any length in the document.
fn shown(name: &str) -> &str {
    name.char_indices().nth(80).map_or(name, |(end, _)| name.get(..end).unwrap_or(name))
}
