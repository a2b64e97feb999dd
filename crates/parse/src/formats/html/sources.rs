//! Looks up values on a page: `<meta>` elements by name, and other elements by selector.

use crate::output::plain;
use dom_query::Document;

/// A place on the page that may contain a value.
pub(super) enum Source {
    /// The content of the `<meta>` with this `name`, `property`, `itemprop` or `http-equiv`.
    Meta(&'static str),
    /// An attribute of the elements that match a selector.
    Attribute(&'static str, &'static str),
    /// The text of the elements that match a selector.
    Text(&'static str),
}

/// The places that may contain one value, best first.
pub(super) type Sources = &'static [Source];

/// The page, with an index of its `<meta>` elements.
pub(super) struct PageElements<'d> {
    document: &'d Document,
    /// Normalized names and contents, in the order of the page.
    metas: Vec<(String, String)>,
}

impl<'d> PageElements<'d> {
    /// Collects the page's `<meta>` elements.
    pub(super) fn from_document(document: &'d Document) -> Self {
        let mut metas = Vec::new();
        for node in document.select("meta[content]").nodes() {
            let content = plain::from_label(&node.attr("content").unwrap_or_default());
            let names =
                ["name", "property", "itemprop", "http-equiv"].iter().filter_map(|key| node.attr(key));
            if !content.is_empty() {
                metas.extend(names.map(|name| (normalize(&name), content.clone())));
            }
        }
        Self { document, metas }
    }

    /// All values from the sources as plain text, best first.
    pub(super) fn all(&self, sources: &[Source]) -> Vec<String> {
        sources.iter().flat_map(|source| self.values(source)).filter(|value| !value.is_empty()).collect()
    }

    /// The best value.
    pub(super) fn first(&self, sources: &[Source]) -> Option<String> {
        sources.iter().find_map(|source| self.values(source).into_iter().find(|value| !value.is_empty()))
    }

    fn values(&self, source: &Source) -> Vec<String> {
        match source {
            Source::Meta(name) => {
                let name = normalize(name);
                let named = self.metas.iter().filter(|(known, _)| *known == name);
                named.map(|(_, content)| content.clone()).collect()
            }
            Source::Attribute(selector, name) => {
                let elements = self.document.select(selector);
                let written = elements.nodes().iter().filter_map(|node| node.attr(name));
                written.map(|value| plain::from_label(&value)).collect()
            }
            Source::Text(selector) => {
                self.document.select(selector).nodes().iter().map(plain::from_node).collect()
            }
        }
    }
}

/// Normalizes a name: publishers write `DC.date.issued`, `dc:date.issued` and `DC.Date.Issued`.
fn normalize(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}
