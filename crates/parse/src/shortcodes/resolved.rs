//! The result of resolving the templates of a text, and the problem for an unknown tag.

use tidings_model::Problem;

/// A text whose templates are resolved.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Resolved {
    /// The text, still in its host format.
    pub(crate) text: String,
    /// One problem for each kind of unknown tag.
    pub(crate) problems: Vec<Problem>,
}

/// The format of the text that contains the templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HostFormat {
    /// Markdown with the templates of Liquid, Jinja, Tera and Hugo.
    Markdown,
    /// HTML with the same templates.
    Html,
    /// MDX, whose templates are components and expressions.
    Mdx,
}

pub(super) fn unknown_problem(shown: &str, keeps: bool) -> Problem {
    let what = if keeps { "only the text in it is shown" } else { "it is left out" };
    let message = format!("The template tag {shown} is unknown, so {what}");
    Problem::warning(message, "Replace it with Markdown or HTML").once_per_folder()
}
