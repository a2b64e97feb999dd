//! A file's bytes, decoded: its format, its front matter, its body.
//!
//! Knows nothing of what the keys of front matter mean, nor of what the body says.

mod decode;
pub(crate) mod footnote;
mod format;
mod front_matter;
mod names;
mod properties;
pub(crate) mod authors_file;
pub(crate) mod container;
pub(crate) mod headline_html;
pub(crate) mod native_metadata;

pub use authors_file::{AuthorsFile, directory_of_authors_file};
pub(crate) use container::EMBEDDED;
pub use container::embedded_picture;
pub use front_matter::Syntax;
pub(crate) use headline_html::headed_fragment;
pub use names::{article_extensions, ignored_because, is_article_extension, is_in_drafts_folder};
pub use properties::Properties;

use container::{Unpacked, Unpacking};
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

/// A file as text.
struct Source {
    text: String,
    /// `None`: the name and the text decide.
    format: Option<Format>,
    properties: Properties,
    problems: Vec<Problem>,
}

/// Reads a file's bytes. `path` decides what only a name can tell: leftovers, drafts, formats.
pub fn read(path: &ContentPath, bytes: &[u8]) -> DocumentOutcome {
    match ignored_because(path) {
        Some(reason) => DocumentOutcome::NotArticle(reason.to_owned()),
        None => read_included_document(path, bytes),
    }
}

/// Reads a file's bytes, whatever its name says about being an article.
pub fn read_included_document(path: &ContentPath, bytes: &[u8]) -> DocumentOutcome {
    let source = match source(path, bytes) {
        Ok(source) => source,
        Err(reading) => return reading,
    };
    if source.text.trim().is_empty() && source.properties.title.is_none() {
        return DocumentOutcome::NotArticle("it is empty".to_owned());
    }
    with_front_matter(path, source)
}

fn source(path: &ContentPath, bytes: &[u8]) -> Result<Source, DocumentOutcome> {
    match container::unpack(path, bytes) {
        Some(Unpacking::Done(unpacked)) => {
            let Unpacked { format, text, properties, problems } = *unpacked;
            Ok(Source { text, format: Some(format), properties, problems })
        }
        Some(Unpacking::NotArticle(reason)) => Err(DocumentOutcome::NotArticle(reason.to_owned())),
        Some(Unpacking::Rejected(problem)) => Err(DocumentOutcome::Rejected(vec![problem])),
        None => match decode::decode(bytes) {
            Ok(decoded) => Ok(Source {
                text: decoded.text,
                format: None,
                properties: Properties::default(),
                problems: decoded.problem.into_iter().collect(),
            }),
            Err(reason) => Err(DocumentOutcome::NotArticle(reason.to_owned())),
        },
    }
}

fn with_front_matter(path: &ContentPath, source: Source) -> DocumentOutcome {
    let Source { text, format, properties, mut problems } = source;
    // A mail and an office document have properties instead; `Title: x` in them is text.
    let may_have_some = !matches!(format, Some(Format::Html | Format::Text));
    let is_lektors = path.extension().is_some_and(|extension| names::LEKTOR.contains(&extension.as_str()));
    let read = match is_lektors {
        true => Ok(front_matter::read_fields(&text)),
        false => front_matter::read(if may_have_some { &text } else { "" }),
    };
    let front_matter = match read {
        Ok(front_matter) => front_matter,
        Err(errors) => {
            problems.extend(errors);
            return DocumentOutcome::Rejected(problems);
        }
    };
    let body_at = front_matter.as_ref().map_or(0, |front_matter| front_matter.body_at);
    let body_end = front_matter.as_ref().and_then(|front_matter| front_matter.body_end).unwrap_or(text.len());
    let body_line = 1 + text[..body_at].matches('\n').count();
    let (syntax, fields) = match front_matter {
        Some(front_matter) => {
            problems.extend(front_matter.problems);
            (Some(front_matter.syntax), front_matter.fields)
        }
        None => (None, Vec::new()),
    };
    let body_line = u32::try_from(body_line).unwrap_or(u32::MAX);
    let mut document = Document {
        path: path.clone(),
        format: format.unwrap_or_else(|| format::format_of(path, &text[body_at..], syntax.is_some())),
        front_matter: fields,
        syntax,
        properties,
        body: text[body_at..body_end].to_owned(),
        body_line,
        people: Arc::default(),
        is_explicitly_included: false,
        problems,
    };
    native_metadata::take(&mut document);
    DocumentOutcome::Document(Box::new(document))
}
