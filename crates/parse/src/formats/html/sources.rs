//! Where a page says something: its `<meta>` elements by name, and other elements by selector.

use crate::output::plain;
use dom_query::Document;

/// Where one value may stand.
pub(super) enum Source {
    /// The content of the `<meta>` of that name, which may be its `name`, `property`, `itemprop` or
    /// `http-equiv`.
    Meta(&'static str),
    /// An attribute of the elements of a selector.
    Attribute(&'static str, &'static str),
    /// The text of the elements of a selector.
    Text(&'static str),
}

/// Sources of one value, best first.
pub(super) type Sources = &'static [Source];

/// A page's elements to ask.
pub(super) struct Page<'d> {
    document: &'d Document,
    /// Normal names and contents, in the page's order.
    metas: Vec<(String, String)>,
}

impl<'d> Page<'d> {
    /// Collects the page's `<meta>` elements.
    pub(super) fn of(document: &'d Document) -> Self {
        let mut metas = Vec::new();
        for node in document.select("meta[content]").nodes() {
            let content = plain::from_label(&node.attr("content").unwrap_or_default());
            let names =
                ["name", "property", "itemprop", "http-equiv"].iter().filter_map(|key| node.attr(key));
            if !content.is_empty() {
                metas.extend(names.map(|name| (normal(&name), content.clone())));
            }
        }
        Self { document, metas }
    }

    /// Every value that the sources give, best first, as plain text.
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
                let name = normal(name);
                let named = self.metas.iter().filter(|(known, _)| *known == name);
                named.map(|(_, content)| content.clone()).collect()
            }
            Source::Attribute(selector, name) => {
                let elements = self.document.select(selector);
                let written = elements.nodes().iter().filter_map(|node| node.attr(name));
                written.map(|value| plain::from_label(&value)).collect()
            }
            Source::Text(selector) => {
                self.document.select(selector).nodes().iter().map(plain::of_node).collect()
            }
        }
    }
}

/// A name without its signs: publishers write `DC.date.issued`, `dc:date.issued` and `DC.Date.Issued`.
fn normal(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}
