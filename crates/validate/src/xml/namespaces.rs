//! Namespace bindings: which prefix has which namespace in the current element.

use super::event::NamespaceId;
use std::collections::HashMap;

/// The namespace of the prefix `xml`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`. No document may declare it.
pub(super) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// The number of innermost bindings that a look-up compares one by one, which is faster than hashing.
const LINEAR_SEARCH_LIMIT: usize = 16;

/// The namespace bindings that are in scope.
#[derive(Debug)]
pub(super) struct Namespaces<'t> {
    uris: Vec<String>,
    ids: HashMap<String, NamespaceId>,
    bindings: Vec<Binding<'t>>,
    /// The index in `bindings` of the innermost binding of each prefix, so that a look-up stays fast with
    /// thousands of declarations.
    innermost: HashMap<&'t str, usize>,
    /// For each open element, the number of bindings before it.
    scopes: Vec<usize>,
}

#[derive(Debug)]
struct Binding<'t> {
    prefix: &'t str,
    namespace: NamespaceId,
    /// The index of the previous binding of the same prefix.
    outer: Option<usize>,
}

impl<'t> Namespaces<'t> {
    pub(super) fn new() -> Self {
        let mut new = Self {
            uris: Vec::new(),
            ids: HashMap::new(),
            bindings: Vec::new(),
            innermost: HashMap::new(),
            scopes: Vec::new(),
        };
        new.bind("", "");
        new.bind("xml", XML);
        new
    }

    /// Opens a scope. [`close_scope`](Self::close_scope) removes the bindings made since.
    pub(super) fn open_scope(&mut self) {
        self.scopes.push(self.bindings.len());
    }

    pub(super) fn close_scope(&mut self) {
        let first = self.scopes.pop().unwrap_or_default();
        for Binding { prefix, outer, .. } in self.bindings.drain(first..).rev() {
            match outer {
                Some(outer) => self.innermost.insert(prefix, outer),
                None => self.innermost.remove(prefix),
            };
        }
    }

    pub(super) fn bind(&mut self, prefix: &'t str, uri: &str) -> NamespaceId {
        let namespace = match self.ids.get(uri) {
            Some(&id) => id,
            None => {
                let id = NamespaceId(self.uris.len());
                self.uris.push(uri.to_owned());
                self.ids.insert(uri.to_owned(), id);
                id
            }
        };
        let outer = self.innermost.insert(prefix, self.bindings.len());
        self.bindings.push(Binding { prefix, namespace, outer });
        namespace
    }

    pub(super) fn resolve(&self, prefix: &str) -> Option<NamespaceId> {
        let recent =
            self.bindings.iter().rev().take(LINEAR_SEARCH_LIMIT).find(|binding| binding.prefix == prefix);
        let found = recent.or_else(|| self.bindings.get(*self.innermost.get(prefix)?));
        found.map(|binding| binding.namespace)
    }

    pub(super) fn uri(&self, id: NamespaceId) -> &str {
        self.uris.get(id.0).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_binding_ends_with_its_element() {
        let mut namespaces = Namespaces::new();
        let prefixes: Vec<String> = (0..40).map(|number| format!("p{number}")).collect();
        namespaces.open_scope();
        for prefix in &prefixes {
            namespaces.bind(prefix, &format!("urn:{prefix}"));
        }
        let outer = namespaces.resolve("p3");
        namespaces.open_scope();
        let inner = namespaces.bind("p3", "urn:other");
        assert_eq!(namespaces.resolve("p3"), Some(inner));
        namespaces.close_scope();
        assert_eq!(namespaces.resolve("p3"), outer);
        assert_eq!(outer.map(|id| namespaces.uri(id)), Some("urn:p3"));
        namespaces.close_scope();
        assert_eq!(namespaces.resolve("p3"), None);
        assert_eq!(namespaces.resolve("xml"), Some(NamespaceId::XML));
        assert_eq!(namespaces.resolve(""), Some(NamespaceId::NONE));
    }
}
