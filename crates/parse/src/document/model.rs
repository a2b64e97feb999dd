//! The values that reading a file gives: the document, its format, its front matter.

use super::authors_file::AuthorsFile;
use super::front_matter::Syntax;
use super::properties::Properties;
use std::sync::Arc;
use tidings_model::{ContentPath, Problem};

/// What the body is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// CommonMark with GFM's extensions.
    Markdown,
    /// A page or a fragment of one.
    Html,
    /// Plain text.
    Text,
    /// Org, as Emacs writes it.
    Org,
    /// AsciiDoc.
    AsciiDoc,
    /// reStructuredText.
    Rst,
}

/// A decoded file. Lines end in `\n`; characters that XML cannot carry are gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Where it lies.
    pub path: ContentPath,
    /// What the body is written in.
    pub format: Format,
    /// The front matter's keys, in order, then those of the format's own header; empty where there are none.
    pub front_matter: Vec<Field>,
    /// What the front matter is written in; `None` where there is none. How a list may stand in one string
    /// depends on it.
    pub syntax: Option<Syntax>,
    /// What the file says of itself outside its text; only mails, office documents and notebooks do.
    pub properties: Properties,
    /// All after the front matter; of Org, AsciiDoc and reStructuredText without the lines that became keys.
    pub body: String,
    /// The line of the file, from 1, on which the body begins.
    pub body_line: u32,
    /// Who is who: what the people file above it says. Whoever reads files puts it in.
    pub people: Arc<AuthorsFile>,
    /// Whether the publisher names this very file as an article's, so that it is no page of the site, whatever its name
    /// says. Whoever knows the settings puts it in.
    pub is_explicitly_included: bool,
    /// What was odd so far.
    pub problems: Vec<Problem>,
}

/// One key of the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key as written; the keys of nested tables stay inside `value`.
    pub key: String,
    /// The value: dates are strings in their source's form.
    pub value: serde_json::Value,
    /// The line of the file, from 1, on which the key stands.
    pub line: u32,
}

/// What reading a file's bytes gives.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentOutcome {
    /// A document.
    Document(Box<Document>),
    /// Not an article by its name or content; why, in a few words.
    NotArticle(String),
    /// It cannot be read; at least one problem is an error.
    Rejected(Vec<Problem>),
}
