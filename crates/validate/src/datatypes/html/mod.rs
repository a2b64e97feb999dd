//! HTML in values: where it must not be, whether it is valid, and what readers remove from it.

mod addresses;
mod allow_lists;
mod danger;
mod elements;
mod entities;
mod escaped_twice;
mod fragment;
mod markup_elements;
mod nesting;
mod page;
mod plain_text;
mod references;
mod style;
mod tag_reader;
#[cfg(test)]
mod tests;

pub(crate) use fragment::{html_fragment, html_fragment_with_addresses};
pub(crate) use markup_elements::{body_attribute, body_element, markup_attribute, markup_element};
pub(crate) use page::{feed_of_page, is_page};
pub(crate) use plain_text::{no_html, no_undeclared_html, not_escaped_xhtml};
