//! Which prefix stands for which namespace, element by element.

use super::event::NamespaceId;
use std::collections::HashMap;

/// The namespace of the prefix `xml`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`, which no one may name.
pub(super) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// So many bindings are compared one by one before a hash is worth its price.
const NEAR: usize = 16;

/// The declarations in force.
#[derive(Debug)]
pub(super) struct Namespaces<'t> {
    addresses: Vec<String>,
    places: HashMap<String, NamespaceId>,
    bindings: Vec<Binding<'t>>,
    /// Where in `bindings` each prefix was bound last: thousands of declarations must not make each look-up long.
    last: HashMap<&'t str, usize>,
    /// How many bindings there were before each open element.
    marks: Vec<usize>,
}

#[derive(Debug)]
struct Binding<'t> {
    prefix: &'t str,
    namespace: NamespaceId,
    /// Where the prefix was bound before.
    before: Option<usize>,
}

impl<'t> Namespaces<'t> {
    pub(super) fn new() -> Self {
        let mut new = Self {
            addresses: Vec::new(),
            places: HashMap::new(),
            bindings: Vec::new(),
            last: HashMap::new(),
            marks: Vec::new(),
        };
        new.bind("", "");
        new.bind("xml", XML);
        new
    }

    /// An element starts; what is bound from here on ends with it.
    pub(super) fn open(&mut self) {
        self.marks.push(self.bindings.len());
    }

    pub(super) fn close(&mut self) {
        let mark = self.marks.pop().unwrap_or_default();
        for Binding { prefix, before, .. } in self.bindings.drain(mark..).rev() {
            match before {
                Some(before) => self.last.insert(prefix, before),
                None => self.last.remove(prefix),
            };
        }
    }

    pub(super) fn bind(&mut self, prefix: &'t str, address: &str) -> NamespaceId {
        let namespace = match self.places.get(address) {
            Some(&place) => place,
            None => {
                let place = NamespaceId(self.addresses.len());
                self.addresses.push(address.to_owned());
                self.places.insert(address.to_owned(), place);
                place
            }
        };
        let before = self.last.insert(prefix, self.bindings.len());
        self.bindings.push(Binding { prefix, namespace, before });
        namespace
    }

    pub(super) fn resolve(&self, prefix: &str) -> Option<NamespaceId> {
        let near = self.bindings.iter().rev().take(NEAR).find(|bound| bound.prefix == prefix);
        let found = near.or_else(|| self.bindings.get(*self.last.get(prefix)?));
        found.map(|bound| bound.namespace)
    }

    pub(super) fn address(&self, id: NamespaceId) -> &str {
        self.addresses.get(id.0).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_binding_ends_with_its_element() {
        let mut namespaces = Namespaces::new();
        let prefixes: Vec<String> = (0..40).map(|number| format!("p{number}")).collect();
        namespaces.open();
        for prefix in &prefixes {
            namespaces.bind(prefix, &format!("urn:{prefix}"));
        }
        let outer = namespaces.resolve("p3");
        namespaces.open();
        let inner = namespaces.bind("p3", "urn:other");
        assert_eq!(namespaces.resolve("p3"), Some(inner));
        namespaces.close();
        assert_eq!(namespaces.resolve("p3"), outer);
        assert_eq!(outer.map(|id| namespaces.address(id)), Some("urn:p3"));
        namespaces.close();
        assert_eq!(namespaces.resolve("p3"), None);
        assert_eq!(namespaces.resolve("xml"), Some(NamespaceId::XML));
        assert_eq!(namespaces.resolve(""), Some(NamespaceId::NONE));
    }
}
