//! The values of a document, against the rows of the vocabulary.

use super::Fault;
use super::node::{Member, Node, Object, Value};
use super::row::{Kind, Shape, Version};
use super::scanner::scan;
use super::spelling::suggest;
use super::vocabulary::{FEED, version_of};
use crate::Code;
use crate::engine::Judge;
use std::collections::HashSet;

/// What servers give JSON Feeds as: their own media type, or the general one.
const MEDIA_TYPES: &[&str] = &["", "application/feed+json", "application/json"];

/// Reads a document, and judges it if it can be read to its end.
pub(crate) fn walk(text: &str, judge: &mut Judge<'_>) {
    if let Some(media_type) = judge.options().content_type.clone()
        && !MEDIA_TYPES.contains(&media_type.to_ascii_lowercase().as_str())
    {
        judge.say(Code::UnexpectedContentType, 0, "", "", &[("contentType", &media_type)]);
    }
    let (node, faults) = scan(text);
    for fault in &faults {
        say(fault, judge);
    }
    let Some(node) = node else { return };
    let version = node.object().map_or(Version::V1_1, |feed| version_of(&feed));
    Walk { version, judge }.value(&Kind::Object(&FEED), &node, FEED.name, "root");
}

/// Says what is wrong with the JSON itself.
pub(crate) fn say(fault: &Fault, judge: &mut Judge<'_>) {
    let why = fault.why.as_str();
    let params: &[(&'static str, &str)] = match fault.code {
        Code::ValidatorLimit => &[("limit", why)],
        Code::EncodingMismatch => &[("charset", why), ("encoding", "UTF-8")],
        _ => &[("exception", why)],
    };
    judge.say(fault.code, fault.offset, "", "", params);
}

struct Walk<'j, 'a> {
    version: Version,
    judge: &'j mut Judge<'a>,
}

impl Walk<'_, '_> {
    fn value(&mut self, kind: &Kind, node: &Node<'_>, element: &str, parent: &str) {
        match (kind, &node.value) {
            (Kind::Text(_) | Kind::Id, Value::Text(text)) if text.is_empty() => {
                self.judge.say(Code::NotBlank, node.start, element, parent, &[]);
            }
            (Kind::Text(checks), Value::Text(text)) => {
                self.judge.check_value(checks, text, node.start, element, parent);
            }
            (Kind::Id, Value::Text(_)) | (Kind::Flag, Value::Flag(_)) => {}
            (Kind::Id, Value::Number(_) | Value::Flag(_)) => {
                self.judge.say(Code::IdNotString, node.start, element, parent, &[]);
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
                let params = [("expected", kind.expected()), ("found", value.kind())];
                self.judge.say(Code::WrongType, node.start, element, parent, &params);
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
            self.judge.say(code, start, element, parent, &[("value", number)]);
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
                self.judge.say(code, object.start, row.name, shape.name, &[]);
            }
        }
        for rule in shape.rules {
            rule(object, self.version, self.judge);
        }
    }

    fn unknown(&mut self, member: &Member<'_>, parent: &str, hint: Option<&str>) {
        let hint = hint.map(|hint| ("hint", hint));
        self.judge.say(Code::UnknownMember, member.start, shown(&member.name), parent, hint.as_slice());
    }

    /// A member of an extension: a name behind an underscore, and no point in it or in its own members' names.
    fn extension(&mut self, member: &Member<'_>, parent: &str) {
        let name = &member.name;
        let is_name = name.chars().nth(1).is_some_and(char::is_alphabetic) && !name.contains('.');
        if !is_name {
            self.judge.say(Code::InvalidExtensionName, member.start, shown(name), parent, &[]);
        }
        if let Value::Object(members) = &member.node.value {
            self.names(members, shown(name));
            for inner in
                members.iter().filter(|inner| inner.name.starts_with('_') || inner.name.contains('.'))
            {
                self.judge.say(Code::InvalidExtensionName, inner.start, shown(&inner.name), shown(name), &[]);
            }
        }
    }

    /// No two members of an object have one name: readers don't agree which of them counts (RFC 8259, 4).
    fn names(&mut self, members: &[Member<'_>], parent: &str) {
        let mut names = HashSet::with_capacity(members.len());
        for member in members {
            if !names.insert(&*member.name) {
                self.judge.say(Code::DuplicateElement, member.start, shown(&member.name), parent, &[]);
            }
        }
    }
}

/// A name as messages show it, which may be of any length in the document.
fn shown(name: &str) -> &str {
    name.char_indices().nth(80).map_or(name, |(end, _)| name.get(..end).unwrap_or(name))
}
