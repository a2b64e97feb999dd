//! Entry points for the fuzz targets. They are not part of the public interface of this crate.

use crate::output::links::Resolver;
use crate::output::{fast_sanitize, rewrite, sanitize};
use dom_query::Document;
use tidings_model::{ContentPath, Reference};

/// A sanitised body and the references in it.
pub type Sanitized = (String, Vec<Reference>);

/// Sanitises a body with the fast sanitiser; `None` if the body needs the tree sanitiser.
pub fn sanitize_fast(html: &str, path: &ContentPath) -> Option<Sanitized> {
    let mut resolver = Resolver::new(path, None);
    let body = fast_sanitize::sanitize_regular(html, &mut resolver)?;
    Some((body.as_marked().to_owned(), resolver.into_references()))
}

/// Sanitises a body with the tree sanitiser.
pub fn sanitize_tree(html: &str, path: &ContentPath) -> Sanitized {
    let mut resolver = Resolver::new(path, None);
    let body = sanitize::sanitize(&rewrite::rewrite(html, &mut resolver));
    (body.as_marked().to_owned(), resolver.into_references())
}

/// An attribute of the body that contains a `data:` URL which is not allowed, in whatever spelling: only the
/// `src` of a picture may be one, and only of a type without scripts.
pub fn forbidden_data_url(body: &str) -> Option<String> {
    let document = Document::fragment(body);
    document.root().descendants().into_iter().filter(|node| node.is_element()).find_map(|node| {
        let attributes = node.attrs();
        let mut forbidden = attributes.iter().filter(|attribute| {
            let (name, value) = (attribute.name.local.as_ref(), attribute.value.as_ref());
            let is_allowed = node.has_name("img") && name == "src" && sanitize::is_data_picture(value);
            // Texts may mention such URLs.
            let is_text = ["alt", "title", "abbr", "id", "name", "value", "headers"].contains(&name);
            let has_data_url = match name {
                "srcset" => value.split([',', ' ']).any(sanitize::is_data_url),
                _ => sanitize::is_data_url(value),
            };
            !is_text && !is_allowed && has_data_url
        });
        forbidden.next().map(|attribute| format!("{}={:?}", attribute.name.local, attribute.value))
    })
}
