//! The data types of the document reader: the document, its format, the keys of its front matter.

use super::authors_file::AuthorsFile;
use super::front_matter::Syntax;
use super::properties::Properties;
use std::sync::Arc;
use tidings_model::{ContentPath, Problem};

/// The format of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// CommonMark with GitHub's extensions.
    Markdown,
    /// A whole HTML page or a fragment of one.
    Html,
    /// Plain text.
    Text,
    /// Emacs Org.
    Org,
    /// AsciiDoc.
    AsciiDoc,
    /// reStructuredText.
    Rst,
}

/// A decoded file. Lines end in `\n`; characters that XML cannot contain are removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The path of the file in the content folder.
    pub path: ContentPath,
    /// The format of the body.
    pub format: Format,
    /// The keys of the front matter in order, then those of the native metadata; empty if there are none.
    pub front_matter: Vec<Field>,
    /// The syntax of the front matter; `None` if there is none. The form of lists in one string depends on
    /// it.
    pub syntax: Option<Syntax>,
    /// The properties that the file states outside its text; only e-mails, office documents and notebooks
    /// have some.
    pub properties: Properties,
    /// The text after the front matter; without the lines of Org, AsciiDoc and reStructuredText that became
    /// keys.
    pub body: String,
    /// The line of the file, from 1, on which the body begins.
    pub body_line: u32,
    /// The entries of the authors files above the document. The reader leaves this empty; the caller sets it.
    pub people: Arc<AuthorsFile>,
    /// Whether the settings include this very file, so that it is an article and not a page of the site
    /// whatever its name is.
    pub is_explicitly_included: bool,
    /// The problems so far.
    pub problems: Vec<Problem>,
}

/// One key of the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key as written; the keys of nested tables are inside `value`.
    pub key: String,
    /// The value; dates are strings in the form of the source.
    pub value: serde_json::Value,
    /// The line of the file, from 1, on which the key stands.
    pub line: u32,
}

/// The result of reading a file's bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentOutcome {
    /// A document.
    Document(Box<Document>),
    /// The file is not an article by its name or content; the reason in a few words.
    NotArticle(String),
    /// The file has no content that could be an article: it is empty, or its bytes are not text. The reason in a few
    /// words. A file that was an article before has lost its content.
    NoContent(String),
    /// The file cannot be read; at least one problem is an error.
    Rejected(Vec<Problem>),
}
