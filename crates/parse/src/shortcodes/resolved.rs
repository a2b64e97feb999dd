//! The result of resolving the templates of a text, and the problem for an unknown tag.

use tidings_model::Problem;

/// A text without templates.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Resolved {
    /// Markdown.
    pub(crate) text: String,
    /// One for each kind of tag that is unknown.
    pub(crate) problems: Vec<Problem>,
}

/// What the text host the templates is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HostFormat {
    /// Templates are Liquid's, Jinja's, Tera's and Hugo's.
    Markdown,
    /// The same templates.
    Html,
    /// Templates are components and expressions.
    Mdx,
}

pub(super) fn unknown_problem(shown: &str, keeps: bool) -> Problem {
    let what = if keeps { "only the text in it is shown" } else { "it is left out" };
    let message = format!("The template tag {shown} is unknown, so {what}");
    Problem::warning(message, "Write in Markdown or HTML what it stands for").once_per_folder()
}
