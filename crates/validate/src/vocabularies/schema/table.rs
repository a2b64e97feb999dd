//! Rows and tables: the elements that a parent may contain, and their attributes and text.

use super::context::Context;
use super::namespace::Namespace;
use super::node::{Node, is_same};
use crate::datatypes::Check;
use crate::{Code, Profile};

/// The elements of one namespace that a parent may contain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub(crate) namespace: Namespace,
    pub(crate) elements: &'static [Element],
}

/// The child elements of an element, and the rules for the element as a whole.
#[derive(Debug)]
pub(crate) struct Grammar {
    /// Sets of tables, searched in this order: the element's own, and those that it shares with other
    /// elements.
    pub(crate) tables: &'static [&'static [Table]],
    /// Requirements that rows cannot express. The rules run in this order when the element ends.
    pub(crate) rules: &'static [Rule],
    /// Whether elements of every extension may be in it, also those without a row.
    pub(crate) is_open: bool,
}

/// A rule for a whole element. It reports through the context, which also gives the element's parents
/// ([`Context::ancestor`]).
pub(crate) type Rule = fn(&Node, &mut dyn Context<'_>);

/// An element in one kind of parent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) occurs: Occurs,
    pub(crate) content: Content,
    pub(crate) attributes: &'static [Attribute],
    /// The rules run when the element ends, after the checks of its text and attributes.
    pub(crate) rules: &'static [Rule],
    /// The profiles of the row. Two rows of one name for different profiles may be in one table.
    pub(crate) applies_to: AppliesTo,
}

/// The profiles that a row applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AppliesTo {
    /// Every profile.
    All,
    /// The verdicts of the W3C validator only.
    W3c,
    /// Every profile except the W3C validator's.
    Today,
}

impl AppliesTo {
    /// Whether a row applies.
    pub(crate) fn includes(self, profile: Profile) -> bool {
        match self {
            Self::All => true,
            Self::W3c => profile.is_w3c(),
            Self::Today => !profile.is_w3c(),
        }
    }
}

/// How often a parent may contain an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occurs {
    /// Any number of times.
    Many,
    /// At most once; a second one is reported as [`Code::DuplicateElement`].
    Once,
    /// At most once; a second one is reported with this code.
    OnceOr(Code),
    /// Any number of times, but in the profile of the W3C validator at most once.
    OnceInW3c,
}

/// The content of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content {
    /// Text, on which these checks run.
    Text(&'static [Check]),
    /// Child elements.
    Elements(&'static Grammar),
    /// Anything; the content is not checked.
    Anything,
    /// Text and child elements in any order, each of which a function checks.
    Mixed(&'static Mixed),
    /// Content that other vocabularies define; see [`SharedContent`].
    Shared(SharedContent),
    /// Content that depends on the element's attributes and parents.
    Chosen(fn(&Node, &mut dyn Context<'_>) -> Content),
}

/// Content from the tables of a vocabulary that in turn contain the element with this content. The engine
/// resolves it, so that the tables do not depend on each other in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SharedContent {
    /// The content of an `item` of RSS 2.0.
    RssItem,
    /// Versions of one entry or item.
    EntryVersions,
}

/// Functions that check the content of an element without a table: markup, text that may be markup, content
/// that is ignored with a warning. For both, the element itself is the innermost open one
/// ([`Context::ancestor`]).
#[derive(Debug)]
pub(crate) struct Mixed {
    /// Checks a child element. Returns the content of the child.
    pub(crate) element: fn(&Node, &mut dyn Context<'_>) -> Content,
    /// Checks text that starts at this byte of the document. Afterwards the engine appends it to the
    /// element's text.
    pub(crate) text: fn(&str, usize, &mut dyn Context<'_>),
}

/// An attribute of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) namespace: Namespace,
    pub(crate) name: &'static str,
    pub(crate) requirement: Requirement,
    pub(crate) checks: &'static [Check],
    /// Whether the row is for this element, if that depends on more than its name.
    pub(crate) condition: Option<Condition>,
}

/// A condition of a row. The element's parents are those of the context.
pub(crate) type Condition = fn(&Node, &dyn Context<'_>) -> bool;

/// Whether an element must have an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Requirement {
    /// The attribute is optional.
    Optional,
    /// The attribute is required. Its absence is reported with this code.
    Required(Code),
}

impl Element {
    /// An element whose content is not checked.
    pub(crate) const fn any(name: &'static str) -> Self {
        Self::new(name, Content::Anything)
    }

    /// An element with text.
    pub(crate) const fn text(name: &'static str, checks: &'static [Check]) -> Self {
        Self::new(name, Content::Text(checks))
    }

    /// An element with child elements.
    pub(crate) const fn parent(name: &'static str, grammar: &'static Grammar) -> Self {
        Self::new(name, Content::Elements(grammar))
    }

    /// An element without attributes that may occur any number of times.
    pub(crate) const fn new(name: &'static str, content: Content) -> Self {
        Self { name, occurs: Occurs::Many, content, attributes: &[], rules: &[], applies_to: AppliesTo::All }
    }

    /// The same element, at most once in its parent.
    pub(crate) const fn once(self) -> Self {
        Self { occurs: Occurs::Once, ..self }
    }

    /// The same element, at most once in its parent in the profile of the W3C validator.
    pub(crate) const fn once_in_w3c(self) -> Self {
        Self { occurs: Occurs::OnceInW3c, ..self }
    }

    /// The same element, at most once in its parent; a second one is reported with this code.
    pub(crate) const fn once_or(self, code: Code) -> Self {
        Self { occurs: Occurs::OnceOr(code), ..self }
    }

    /// The same element, in the profile of the W3C validator only.
    pub(crate) const fn w3c(self) -> Self {
        Self { applies_to: AppliesTo::W3c, ..self }
    }

    /// The same element, in every profile except that of the W3C validator.
    pub(crate) const fn today(self) -> Self {
        Self { applies_to: AppliesTo::Today, ..self }
    }

    /// The same element with other content.
    pub(crate) const fn with_content(self, content: Content) -> Self {
        Self { content, ..self }
    }

    /// The same element with another name.
    pub(crate) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The same element with these attributes.
    pub(crate) const fn with(self, attributes: &'static [Attribute]) -> Self {
        Self { attributes, ..self }
    }

    /// The same element with these rules.
    pub(crate) const fn rules(self, rules: &'static [Rule]) -> Self {
        Self { rules, ..self }
    }
}

impl Attribute {
    /// A required attribute. Its absence is reported with the code `missing`.
    pub(crate) const fn required(name: &'static str, missing: Code, checks: &'static [Check]) -> Self {
        let requirement = Requirement::Required(missing);
        Self { requirement, ..Self::optional(name, checks) }
    }

    /// An optional attribute.
    pub(crate) const fn optional(name: &'static str, checks: &'static [Check]) -> Self {
        Self { namespace: Namespace::None, name, requirement: Requirement::Optional, checks, condition: None }
    }

    /// Any attribute, in an element whose vocabulary checks the attributes itself.
    pub(crate) const fn any() -> Self {
        Self::optional(Self::ANY, &[])
    }

    /// Any attribute, if the condition is true for the element.
    pub(crate) const fn any_if(condition: Condition) -> Self {
        Self { condition: Some(condition), ..Self::any() }
    }

    /// A placeholder that is not a name.
    const ANY: &'static str = "*";

    /// Whether this is the row of the attribute with this name.
    pub(crate) fn is_of(&self, namespace: Namespace, local: &str) -> bool {
        self.name == Self::ANY || self.namespace == namespace && self.name == local
    }

    /// The same attribute in a namespace.
    pub(crate) const fn of(self, namespace: Namespace) -> Self {
        Self { namespace, ..self }
    }
}

impl Grammar {
    /// Neither child elements nor text.
    pub(crate) const EMPTY: Self = Self::of(&[]);

    /// Child elements, without rules.
    pub(crate) const fn of(tables: &'static [&'static [Table]]) -> Self {
        Self { tables, rules: &[], is_open: false }
    }

    /// The same grammar, with elements of every extension, also those without a row.
    pub(crate) const fn open(self) -> Self {
        Self { is_open: true, ..self }
    }

    /// The same grammar with these rules.
    pub(crate) const fn rules(self, rules: &'static [Rule]) -> Self {
        Self { rules, ..self }
    }

    /// The row of a child element.
    pub(crate) fn row(
        &self,
        namespace: Namespace,
        local: &str,
        profile: Profile,
    ) -> Option<&'static Element> {
        // Qualified Dublin Core: `dc:date.created` is a `dc:date`.
        let local = match (namespace, local.split_once('.')) {
            (Namespace::DublinCore, Some((general, _))) => general,
            _ => local,
        };
        let tables = self.tables.iter().copied().flatten().filter(|table| table.namespace == namespace);
        let mut elements = tables.flat_map(|table| table.elements);
        elements.find(|element| is_same(element.name, local) && element.applies_to.includes(profile))
    }
}
