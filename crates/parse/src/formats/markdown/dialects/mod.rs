//! What other Markdown dialects write, as CommonMark and HTML: containers (`:::note`, `!!! note`), attribute
//! lists (`{: .class}`), and notes' callouts and links (`> [!info] Title`, `[[Note|label]]`).

mod attributes;
mod code_ranges;
mod containers;
mod notes;

/// Rewrites a text without templates.
pub(crate) fn to_common_mark(source: String) -> String {
    notes::links(notes::callouts(containers::convert_containers(attributes::remove_attribute_lists(source))))
}
