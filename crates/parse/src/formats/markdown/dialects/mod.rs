//! Converts the notations of other Markdown dialects to CommonMark and HTML: containers (`:::note`, `!!!
//! note`), comments (`%%x%%`), attribute lists (`{: .class}`), and Obsidian's callouts and links (`> [!info] Title`,
//! `[[Note|label]]`).

mod attributes;
mod code_ranges;
mod comments;
mod containers;
mod notes;

pub(crate) use comments::remove_comments;

/// Converts a text whose templates are resolved.
pub(crate) fn to_common_mark(source: String) -> String {
    notes::links(notes::callouts(containers::convert_containers(attributes::remove_attribute_lists(source))))
}
