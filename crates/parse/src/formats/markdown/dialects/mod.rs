//! Converts the notations of other Markdown dialects to CommonMark and HTML: containers (`:::note`, `!!!
//! note`), attribute lists (`{: .class}`), and Obsidian's callouts and links (`> [!info] Title`,
//! `[[Note|label]]`).

mod attributes;
mod code_ranges;
mod containers;
mod notes;

/// Converts a text whose templates are resolved.
pub(crate) fn to_common_mark(source: String) -> String {
    notes::links(notes::callouts(containers::convert_containers(attributes::remove_attribute_lists(source))))
}
