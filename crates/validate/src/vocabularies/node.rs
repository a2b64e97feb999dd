//! An element that was read, as rules see it.

use super::Namespace;
use super::namespace::is_same;
use std::borrow::Cow;
use std::rc::Rc;

/// An attribute of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeAttribute<'t> {
    pub(crate) namespace: Namespace,
    pub(crate) local: &'t str,
    pub(crate) value: Cow<'t, str>,
}

/// An element, with its children and theirs: what lies deeper is gone by the time that a rule looks. Its
/// parts are slices of the document wherever that says them as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node<'t> {
    pub(crate) namespace: Namespace,
    pub(crate) local: &'t str,
    /// Byte of the document at which its start tag starts.
    pub(crate) start: usize,
    pub(crate) attributes: Vec<NodeAttribute<'t>>,
    /// The prefixes of namespaces that it declares; the default's is empty.
    pub(crate) prefixes: Vec<&'t str>,
    /// Its own text, untrimmed.
    pub(crate) text: Cow<'t, str>,
    /// Those that a table knows; all, where the content is mixed.
    pub(crate) children: Vec<Node<'t>>,
    /// The names of those that a table knows, each once: there are few, however many the children are.
    pub(super) known: Vec<(Namespace, &'t str)>,
    /// The language in force, from the nearest `xml:lang`.
    pub(crate) language: Option<Rc<str>>,
    /// The address that relative ones in it are relative to, from `xml:base` and the document's own.
    pub(crate) base: Rc<str>,
}

impl<'t> Node<'t> {
    /// An element of which nothing is known but its name and place.
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

    /// More of its text.
    pub(crate) fn push_text(&mut self, text: Cow<'t, str>) {
        if self.text.is_empty() {
            self.text = text;
        } else {
            self.text.to_mut().push_str(&text);
        }
    }

    /// One more child, which has ended; whether a table knows it.
    pub(crate) fn push_child(&mut self, child: Node<'t>, is_known: bool) {
        let name = (child.namespace, child.local);
        if is_known && !self.known.contains(&name) {
            self.known.push(name);
        }
        self.children.push(child);
    }

    /// Its text without white space around it.
    pub(crate) fn value(&self) -> &str {
        self.text.trim()
    }

    /// The value of an attribute without a namespace.
    pub(crate) fn attribute(&self, local: &str) -> Option<&str> {
        self.attribute_in(Namespace::None, local)
    }

    /// The value of an attribute.
    pub(crate) fn attribute_in(&self, namespace: Namespace, local: &str) -> Option<&str> {
        let found =
            |attribute: &&NodeAttribute<'_>| attribute.namespace == namespace && attribute.local == local;
        self.attributes.iter().find(found).map(|attribute| attribute.value.as_ref())
    }

    /// Its children of one name.
    pub(crate) fn all<'n>(
        &'n self,
        namespace: Namespace,
        local: &'n str,
    ) -> impl Iterator<Item = &'n Node<'t>> {
        self.children.iter().filter(move |child| is_same(child.local, local) && child.namespace.is(namespace))
    }

    /// Its children of one name of the format's own vocabulary.
    pub(crate) fn own<'n>(&'n self, local: &'n str) -> impl Iterator<Item = &'n Node<'t>> {
        self.all(Namespace::Core, local)
    }

    /// Whether it has such a child, which a table knows.
    pub(crate) fn has(&self, namespace: Namespace, local: &str) -> bool {
        self.known.iter().any(|(known, name)| is_same(name, local) && known.is(namespace))
    }

    /// Its name as messages show it where it is the parent.
    pub(crate) fn parent_name(&self) -> String {
        self.namespace.qualify_parent(self.local)
    }

    /// Its name as messages show it.
    pub(crate) fn name(&self) -> String {
        self.namespace.qualify(self.local)
    }
}
