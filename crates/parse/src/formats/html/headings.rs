//! Recognises heading elements, and headings that only name the site.

use crate::output::plain;
use dom_query::NodeRef;

/// Returns true for a heading of this level or above.
pub(super) fn is_heading(node: &NodeRef, lowest: u8) -> bool {
    node.node_name().is_some_and(|name| match name.as_ref().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => level - b'0' <= lowest,
        _ => false,
    })
}

/// Returns true if the heading consists of a link to the site's home page, so that it is the name of the
/// site.
pub(super) fn is_site(node: &NodeRef) -> bool {
    // The texts are compared last, because each of several nested headings contains the text of the others.
    node.descendants_it().find(|child| child.has_name("a")).is_some_and(|link| {
        link.attr("href").is_some_and(|to| is_home(&to)) && plain::from_node(&link) == plain::from_node(node)
    })
}

fn is_home(address: &str) -> bool {
    let path = match address.split_once("//") {
        Some((_, rest)) => {
            rest.split_once('/').map_or("/", |(_, path)| if path.is_empty() { "/" } else { path })
        }
        None => address,
    };
    ["/", ".", "./", "index.html", "/index.html", "index.htm", "index.php"].contains(&path)
}
