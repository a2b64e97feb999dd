//! A value of JSON that was read, and where it stands.

use std::borrow::Cow;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'t> {
    /// Byte of the text at which it starts.
    pub(crate) start: usize,
    pub(crate) value: Value<'t>,
}

/// A value. Its parts are slices of the document wherever that says them as they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'t> {
    Null,
    Flag(bool),
    /// As written.
    Number(&'t str),
    /// With its escapes resolved.
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<Member<'t>>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member<'t> {
    pub(crate) name: Cow<'t, str>,
    /// Byte of the text at which its name starts.
    pub(crate) start: usize,
    pub(crate) node: Node<'t>,
}

impl<'t> Node<'t> {
    /// The object that it is.
    pub(crate) fn object(&self) -> Option<Object<'_, 't>> {
        match &self.value {
            Value::Object(members) => Some(Object { start: self.start, members }),
            _ => None,
        }
    }

    /// The values of the array that it is.
    pub(crate) fn list(&self) -> Option<&[Node<'t>]> {
        match &self.value {
            Value::List(nodes) => Some(nodes),
            _ => None,
        }
    }
}

impl Value<'_> {
    /// What it is, with its article.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// The members of an object, for a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Object<'n, 't> {
    /// Byte of the text at which it starts.
    pub(crate) start: usize,
    pub(crate) members: &'n [Member<'t>],
}

impl<'n, 't> Object<'n, 't> {
    /// The member of this name: of several the last, as most readers have it.
    pub(crate) fn get(&self, name: &str) -> Option<&'n Member<'t>> {
        self.members.iter().rev().find(|member| member.name == name)
    }

    /// Whether it has such a member.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of the member of this name, if it is one and is not empty.
    pub(crate) fn text(&self, name: &str) -> Option<&'n str> {
        match &self.get(name)?.node.value {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The string or the number that the member of this name holds, as written; else nothing. Ids should be strings,
    /// but numbers are common, and readers take them.
    pub(crate) fn written(&self, name: &str) -> &'n str {
        match self.get(name).map(|member| &member.node.value) {
            Some(Value::Text(text)) => text,
            Some(Value::Number(number)) => number,
            _ => "",
        }
    }
}
