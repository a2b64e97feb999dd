//! The schema language: the members that each kind of JSON object may have, and their types.

use super::node::JsonObject;
use crate::Code;
use crate::datatypes::Check;
use crate::vocabularies::Context;

/// The schema of one kind of object.
#[derive(Debug)]
pub(super) struct ObjectSchema {
    /// The name of the object in messages.
    pub(super) name: &'static str,
    pub(super) members: &'static [MemberRow],
    /// Rules over several members. They run in this order, after all members were checked.
    pub(super) rules: &'static [Rule],
}

/// A rule over a whole object, given the version of the feed.
pub(super) type Rule = fn(&JsonObject<'_, '_>, Version, &mut dyn Context<'_>);

/// The versions of JSON Feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// Version 1, of 2017.
    V1,
    /// Version 1.1, of 2020. A feed without a version is checked against this one.
    V1_1,
}

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct MemberRow {
    pub(super) name: &'static str,
    pub(super) value_type: ValueType,
    /// The message if the member is missing.
    pub(super) missing: Option<Code>,
    pub(super) since: Version,
}

/// The type of a member's value.
#[derive(Debug, Clone, Copy)]
pub(super) enum ValueType {
    /// A non-empty string, to which these checks apply.
    String(&'static [Check]),
    /// A string. Readers also accept a number or a boolean, but convert it in different ways.
    Id,
    /// `true` or `false`.
    Boolean,
    /// An integer from 0.
    Count,
    /// A number from 0.
    Seconds,
    Object(&'static ObjectSchema),
    /// An array: the name of its values in messages, and their type.
    Array(&'static str, &'static ValueType),
}

impl ValueType {
    /// The required JSON type with its article, as messages name it.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::String(_) | Self::Id => "a string",
            Self::Boolean => "a boolean",
            Self::Count | Self::Seconds => "a number",
            Self::Object(_) => "an object",
            Self::Array(..) => "an array",
        }
    }
}

impl MemberRow {
    /// An optional member, in every version.
    pub(super) const fn new(name: &'static str, value_type: ValueType) -> Self {
        Self { name, value_type, missing: None, since: Version::V1 }
    }

    /// A required member.
    pub(super) const fn required(name: &'static str, value_type: ValueType) -> Self {
        Self::new(name, value_type).or(Code::MissingElement)
    }

    /// The same member, with this message if it is missing.
    pub(super) const fn or(self, missing: Code) -> Self {
        Self { missing: Some(missing), ..self }
    }

    /// The same member, introduced in this version.
    pub(super) const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }
}

impl ObjectSchema {
    /// The row of the member with this name.
    pub(super) fn row(&self, name: &str) -> Option<&'static MemberRow> {
        self.members.iter().find(|row| row.name == name)
    }
}
