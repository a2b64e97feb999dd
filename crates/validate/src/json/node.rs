//! JSON values with their positions in the document.

use std::borrow::Cow;

/// A value and its position.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JsonNode<'t> {
    /// Byte of the text at which the value starts.
    pub(crate) start: usize,
    pub(crate) value: JsonValue<'t>,
}

/// A JSON value. Strings and numbers borrow from the document where possible.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum JsonValue<'t> {
    Null,
    Boolean(bool),
    /// The digits as written.
    Number(&'t str),
    /// The string with its escapes resolved.
    String(Cow<'t, str>),
    Array(Vec<JsonNode<'t>>),
    Object(Vec<JsonMember<'t>>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JsonMember<'t> {
    pub(crate) name: Cow<'t, str>,
    /// Byte of the text at which the name starts.
    pub(crate) start: usize,
    pub(crate) node: JsonNode<'t>,
}

impl<'t> JsonNode<'t> {
    /// The object, if the value is one.
    pub(crate) fn object(&self) -> Option<JsonObject<'_, 't>> {
        match &self.value {
            JsonValue::Object(members) => Some(JsonObject { start: self.start, members }),
            _ => None,
        }
    }

    /// The values of the array, if the value is one.
    pub(crate) fn array(&self) -> Option<&[JsonNode<'t>]> {
        match &self.value {
            JsonValue::Array(nodes) => Some(nodes),
            _ => None,
        }
    }
}

impl JsonValue<'_> {
    /// The JSON type with its article, as messages name it.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// An object's members, as rules read them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JsonObject<'n, 't> {
    /// Byte of the text at which the object starts.
    pub(crate) start: usize,
    pub(crate) members: &'n [JsonMember<'t>],
}

impl<'n, 't> JsonObject<'n, 't> {
    /// The member of this name. Of several members with one name, the last, as in most JSON libraries.
    pub(crate) fn get(&self, name: &str) -> Option<&'n JsonMember<'t>> {
        self.members.iter().rev().find(|member| member.name == name)
    }

    /// Whether the object has a member of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The non-empty string that this member has as its value.
    pub(crate) fn non_empty_string(&self, name: &str) -> Option<&'n str> {
        match &self.get(name)?.node.value {
            JsonValue::String(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The string or number that this member has as its value, as written; otherwise empty. Ids should be
    /// strings, but numbers are common and readers accept them.
    pub(crate) fn string_or_number(&self, name: &str) -> &'n str {
        match self.get(name).map(|member| &member.node.value) {
            Some(JsonValue::String(text)) => text,
            Some(JsonValue::Number(number)) => number,
            _ => "",
        }
    }
}
