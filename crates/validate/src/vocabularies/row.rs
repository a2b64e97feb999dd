//! What a row of a vocabulary can say.

use super::namespace::is_same;
use super::{Namespace, Node};
use crate::Code;
use crate::datatypes::Check;
use crate::engine::Judge;

/// The elements of one namespace that may stand in some parent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub(crate) namespace: Namespace,
    pub(crate) elements: &'static [Element],
}

/// What may stand in an element, and what must hold for it as a whole.
#[derive(Debug)]
pub(crate) struct Grammar {
    /// Sets of tables, looked through in this order: its own, and those that it shares with other elements.
    pub(crate) tables: &'static [&'static [Table]],
    /// What no row can say. Run when the element ends, in this order.
    pub(crate) rules: &'static [Rule],
    /// Whether text between the elements is let through in silence.
    pub(crate) takes_text: bool,
}

/// A rule over a whole element. It speaks through the judge, which also knows what the element stands in
/// ([`Judge::ancestors`]).
pub(crate) type Rule = fn(&Node, &mut Judge<'_>);

/// One element in one kind of parent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) occurs: Occurs,
    pub(crate) content: Content,
    pub(crate) attributes: &'static [Attribute],
    /// Run when the element ends, after the checks of its text and attributes.
    pub(crate) rules: &'static [Rule],
}

/// How often an element may stand in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occurs {
    /// As often as one likes.
    Many,
    /// At most once; a second one is a [`Code::DuplicateElement`].
    Once,
    /// At most once; a second one is this.
    OnceOr(Code),
}

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content {
    /// Text, of which these checks must hold.
    Text(&'static [Check]),
    /// Elements.
    Elements(&'static Grammar),
    /// Whatever it likes: it is not looked at.
    Anything,
    /// Text and elements as they come, of which a function of the vocabulary judges each.
    Mixed(&'static Mixed),
    /// What its attributes and its place say.
    Chosen(fn(&Node, &mut Judge<'_>) -> Content),
}

/// What judges the content of an element that no table describes: markup, text that may be markup, elements
/// whose content is ignored with a warning. The element itself is the first of [`Judge::ancestors`] for both.
#[derive(Debug)]
pub(crate) struct Mixed {
    /// Judges an element in it; tells what that one holds.
    pub(crate) element: fn(&Node, &mut Judge<'_>) -> Content,
    /// Judges text in it, which starts at this byte of the document. Afterwards it becomes part of the
    /// element's own.
    pub(crate) text: fn(&str, usize, &mut Judge<'_>),
}

/// An attribute of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) namespace: Namespace,
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    pub(crate) checks: &'static [Check],
}

/// Whether an attribute must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It may be missing.
    Optional,
    /// Without it this is said.
    Or(Code),
}

impl Element {
    /// An element that is not looked at.
    pub(crate) const fn any(name: &'static str) -> Self {
        Self::new(name, Content::Anything)
    }

    /// An element that holds text.
    pub(crate) const fn text(name: &'static str, checks: &'static [Check]) -> Self {
        Self::new(name, Content::Text(checks))
    }

    /// An element that holds elements.
    pub(crate) const fn parent(name: &'static str, grammar: &'static Grammar) -> Self {
        Self::new(name, Content::Elements(grammar))
    }

    /// An element that may stand as often as one likes, without attributes.
    pub(crate) const fn new(name: &'static str, content: Content) -> Self {
        Self { name, occurs: Occurs::Many, content, attributes: &[], rules: &[] }
    }

    /// The same, but at most once in its parent.
    pub(crate) const fn once(self) -> Self {
        Self { occurs: Occurs::Once, ..self }
    }

    /// The same, but a second one in its parent is this message.
    pub(crate) const fn once_or(self, code: Code) -> Self {
        Self { occurs: Occurs::OnceOr(code), ..self }
    }

    /// The same under another name.
    pub(crate) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The same, with these attributes.
    pub(crate) const fn with(self, attributes: &'static [Attribute]) -> Self {
        Self { attributes, ..self }
    }

    /// The same, with these rules.
    pub(crate) const fn rules(self, rules: &'static [Rule]) -> Self {
        Self { rules, ..self }
    }
}

impl Attribute {
    /// An attribute that must be there; without it this is said.
    pub(crate) const fn required(name: &'static str, missing: Code, checks: &'static [Check]) -> Self {
        Self { namespace: Namespace::None, name, need: Need::Or(missing), checks }
    }

    /// An attribute that may be there.
    pub(crate) const fn optional(name: &'static str, checks: &'static [Check]) -> Self {
        Self { namespace: Namespace::None, name, need: Need::Optional, checks }
    }

    /// Every attribute, in the element of a vocabulary that judges its attributes itself.
    pub(crate) const fn any() -> Self {
        Self::optional(Self::ANY, &[])
    }

    /// No name of an attribute.
    const ANY: &'static str = "*";

    /// Whether the row is that of an attribute with this name.
    pub(crate) fn is_of(&self, namespace: Namespace, local: &str) -> bool {
        self.name == Self::ANY || self.namespace == namespace && self.name == local
    }

    /// The same in a namespace.
    pub(crate) const fn of(self, namespace: Namespace) -> Self {
        Self { namespace, ..self }
    }
}

impl Grammar {
    /// Elements, without rules.
    pub(crate) const fn of(tables: &'static [&'static [Table]]) -> Self {
        Self { tables, rules: &[], takes_text: false }
    }

    /// The same, with these rules.
    pub(crate) const fn rules(self, rules: &'static [Rule]) -> Self {
        Self { rules, ..self }
    }

    /// The row for an element that stands in it.
    pub(crate) fn row(&self, namespace: Namespace, local: &str) -> Option<&'static Element> {
        // Qualified Dublin Core: `dc:date.created` is a `dc:date`.
        let local = match (namespace, local.split_once('.')) {
            (Namespace::Known("dc"), Some((general, _))) => general,
            _ => local,
        };
        let tables = self.tables.iter().copied().flatten().filter(|table| table.namespace.is(namespace));
        tables.flat_map(|table| table.elements).find(|element| is_same(element.name, local))
    }
}
