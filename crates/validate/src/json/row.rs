//! What a row of the vocabulary can say.

use super::node::Object;
use crate::Code;
use crate::datatypes::Check;
use crate::engine::Judge;

/// A kind of object.
#[derive(Debug)]
pub(super) struct Shape {
    /// What messages call it.
    pub(super) name: &'static str,
    pub(super) members: &'static [Row],
    /// What no row can say. Run when all members are judged, in this order.
    pub(super) rules: &'static [Rule],
}

/// A rule over a whole object, which has this place among the objects: the version of the feed it is in.
pub(super) type Rule = fn(&Object<'_, '_>, Version, &mut Judge<'_>);

/// The versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// 1, of 2017.
    V1,
    /// 1.1, of 2020. What says no version is judged by the last one.
    V1_1,
}

/// A member.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// What is said without it.
    pub(super) missing: Option<Code>,
    pub(super) since: Version,
}

/// What a member holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A string that is not empty, of which these checks must hold.
    Text(&'static [Check]),
    /// A string; readers make one of a number or a boolean, if not all in the same way.
    Id,
    /// `true` or `false`.
    Flag,
    /// A whole number from 0.
    Count,
    /// A number from 0.
    Seconds,
    Object(&'static Shape),
    /// An array, what messages call each of its values, and what that holds.
    List(&'static str, &'static Kind),
}

impl Kind {
    /// What must stand there, with its article.
    pub(super) fn expected(&self) -> &'static str {
        match self {
            Self::Text(_) | Self::Id => "a string",
            Self::Flag => "a boolean",
            Self::Count | Self::Seconds => "a number",
            Self::Object(_) => "an object",
            Self::List(..) => "an array",
        }
    }
}

impl Row {
    /// A member that may be there, in every version.
    pub(super) const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, missing: None, since: Version::V1 }
    }

    /// A member that must be there.
    pub(super) const fn required(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind).or(Code::MissingElement)
    }

    /// The same; without it this is said.
    pub(super) const fn or(self, missing: Code) -> Self {
        Self { missing: Some(missing), ..self }
    }

    /// The same, from a version on.
    pub(super) const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }
}

impl Shape {
    /// The row of the member with this name.
    pub(super) fn row(&self, name: &str) -> Option<&'static Row> {
        self.members.iter().find(|row| row.name == name)
    }
}
