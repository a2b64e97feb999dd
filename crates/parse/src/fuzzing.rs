//! Entry points for the fuzz targets. They are not part of the public interface of this crate.

use crate::output::links::Resolver;
use crate::output::{fast_sanitize, rewrite, sanitize};
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
