//! An element of the document as rules see it.

use super::namespace::Namespace;
use std::borrow::Cow;
use std::rc::Rc;

/// An attribute of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeAttribute<'t> {
    pub(crate) namespace: Namespace,
    pub(crate) local: &'t str,
    pub(crate) value: Cow<'t, str>,
}

/// An element with its children and grandchildren; the engine drops deeper ones before rules run. Strings are
/// slices of the document if the document contains them literally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node<'t> {
    pub(crate) namespace: Namespace,
    pub(crate) local: &'t str,
    /// Byte of the document at which the start tag starts.
    pub(crate) start: usize,
    pub(crate) attributes: Vec<NodeAttribute<'t>>,
    /// The namespace prefixes that the element declares; the default namespace has the empty one.
    pub(crate) prefixes: Vec<&'t str>,
    /// The element's own text, not trimmed.
    pub(crate) text: Cow<'t, str>,
    /// The children that a table has; all children if the content is mixed.
    pub(crate) children: Vec<Node<'t>>,
    /// The names of the children that a table has, each once. There are few names, even if there are many
    /// children.
    pub(crate) known: Vec<(Namespace, &'t str)>,
    /// The language from the nearest `xml:lang`.
    pub(crate) language: Option<Rc<str>>,
    /// The base URI of relative references, from `xml:base` and the document's own address.
    pub(crate) base: Rc<str>,
}

impl<'t> Node<'t> {
    /// An element without attributes, text and children.
    pub(crate) fn new(namespace: Namespace, local: &'t str, start: usize, base: Rc<str>) -> Self {
        Self {
            namespace,
            local,
            start,
            attributes: Vec::new(),
            prefixes: Vec::new(),
            text: Cow::Borrowed(""),
            children: Vec::new(),
            known: Vec::new(),
            language: None,
            base,
        }
    }

    /// Appends text.
    pub(crate) fn push_text(&mut self, text: Cow<'t, str>) {
        if self.text.is_empty() {
            self.text = text;
        } else {
            self.text.to_mut().push_str(&text);
        }
    }

    /// Records the name of a child that has ended. `is_known`: a table has the child.
    pub(crate) fn add_known(&mut self, child: &Node<'t>, is_known: bool) {
        let name = (child.namespace, child.local);
        if is_known && !self.known.contains(&name) {
            self.known.push(name);
        }
    }

    /// The element's text without white space around it.
    pub(crate) fn value(&self) -> &str {
        self.text.trim()
    }

    /// The value of an attribute without a namespace.
    pub(crate) fn attribute(&self, local: &str) -> Option<&str> {
        self.attribute_in(Namespace::None, local)
    }

    /// The value of an attribute in a namespace.
    pub(crate) fn attribute_in(&self, namespace: Namespace, local: &str) -> Option<&str> {
        let found =
            |attribute: &&NodeAttribute<'_>| attribute.namespace == namespace && attribute.local == local;
        self.attributes.iter().find(found).map(|attribute| attribute.value.as_ref())
    }

    /// The children with this name.
    pub(crate) fn all<'n>(
        &'n self,
        namespace: Namespace,
        local: &'n str,
    ) -> impl Iterator<Item = &'n Node<'t>> {
        self.children.iter().filter(move |child| is_same(child.local, local) && child.namespace == namespace)
    }

    /// The children with this name in the format's own vocabulary.
    pub(crate) fn own<'n>(&'n self, local: &'n str) -> impl Iterator<Item = &'n Node<'t>> {
        self.all(Namespace::Core, local)
    }

    /// Whether there is a child with this name that a table has.
    pub(crate) fn has(&self, namespace: Namespace, local: &str) -> bool {
        self.known.iter().any(|(known, name)| is_same(name, local) && *known == namespace)
    }

    /// The element's name as messages show it for a parent.
    pub(crate) fn parent_name(&self) -> String {
        self.namespace.qualify_parent(self.local)
    }

    /// The element's name as messages show it.
    pub(crate) fn name(&self) -> String {
        self.namespace.qualify(self.local)
    }
}

/// Whether two names are the same. Most names differ in length or first letter, so the full comparison is
/// rare.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().first() == other.as_bytes().first() && one == other
}
