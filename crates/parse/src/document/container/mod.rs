//! Container formats, whose text has to be unpacked first: e-mails, office documents, notebooks.
//!
//! Each becomes HTML, Markdown or plain text, which the crate parses like any other file, and the
//! [`Properties`] that the file states about itself. Pictures stay in the file: the body refers to them by an
//! address that begins with [`EMBEDDED`], and the server unpacks them on request.

mod archive;
mod blocks;
mod docx;
mod mail;
mod mail_budget;
mod notebook;
mod odt;
mod picture;
mod roles;
mod unpacked;
mod xml;

use super::properties::Properties;
pub use picture::PictureBudget;
use picture::PictureVisitor;
use tidings_model::{ContentPath, Problem, text};
pub(crate) use unpacked::EMBEDDED;
pub(super) use unpacked::Unpacked;
use unpacked::{UnpackError, clean_line};

/// A container format: one row of [`CONTAINER_FORMATS`].
struct ContainerFormat {
    /// In lower case, without the dot.
    extension: &'static str,
    unpack: fn(&[u8]) -> Result<Unpacked, UnpackError>,
    /// Extracts the pictures that the body may refer to, in the order of the file.
    pictures: fn(&[u8], &mut PictureVisitor<'_>),
}

/// All container formats. A new one is a row here and a module.
const CONTAINER_FORMATS: [ContainerFormat; 4] = [
    ContainerFormat { extension: "eml", unpack: mail::unpack, pictures: mail::pictures },
    ContainerFormat { extension: "docx", unpack: docx::unpack, pictures: archive::pictures },
    ContainerFormat { extension: "odt", unpack: odt::unpack, pictures: archive::pictures },
    ContainerFormat { extension: "ipynb", unpack: notebook::unpack, pictures: notebook::pictures },
];

fn container_format(path: &ContentPath) -> Option<&'static ContainerFormat> {
    let extension = path.extension()?;
    CONTAINER_FORMATS.iter().find(|format| format.extension == extension)
}

/// The extensions of all container formats, in lower case.
pub(super) fn extensions() -> impl Iterator<Item = &'static str> {
    CONTAINER_FORMATS.iter().map(|format| format.extension)
}

/// The result of unpacking a file.
#[derive(Debug, PartialEq)]
pub(super) enum UnpackOutcome {
    Done(Box<Unpacked>),
    NotArticle(&'static str),
    Rejected(Problem),
}

/// Unpacks a file. `None`: the file is not a container; its bytes are its text.
pub(super) fn unpack(path: &ContentPath, bytes: &[u8]) -> Option<UnpackOutcome> {
    let format = container_format(path)?;
    if bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()) {
        return Some(UnpackOutcome::NotArticle("it is empty"));
    }
    Some(match (format.unpack)(bytes) {
        Ok(mut unpacked) => {
            unpacked.text = normalize_text(&unpacked.text);
            clean_properties(&mut unpacked.properties);
            UnpackOutcome::Done(Box::new(unpacked))
        }
        Err(UnpackError::NotArticle(reason)) => UnpackOutcome::NotArticle(reason),
        Err(UnpackError::Broken(problem)) => UnpackOutcome::Rejected(problem),
    })
}

/// Whether the document at this path may contain pictures.
pub fn may_embed_pictures(path: &ContentPath) -> bool {
    container_format(path).is_some()
}

/// Calls `visit` with the name and the bytes of each picture that the body of the document at `path` may refer
/// to. Pictures that are no pictures by their first bytes, or that exceed the limits of [`PictureBudget`], are
/// left out. One call costs as much as unpacking the whole document, so callers keep the results.
pub fn embedded_pictures(path: &ContentPath, bytes: &[u8], visit: &mut dyn FnMut(&str, &[u8])) {
    if let Some(format) = container_format(path) {
        (format.pictures)(bytes, &mut PictureVisitor::new(visit));
    }
}

/// Normalises line ends to `\n` and removes characters that XML cannot contain.
fn normalize_text(unpacked: &str) -> String {
    text::strip_forbidden_characters(unpacked).replace("\r\n", "\n").replace('\r', "\n")
}

/// Puts each property on one line and removes empty ones.
fn clean_properties(properties: &mut Properties) {
    let texts = [
        &mut properties.title,
        &mut properties.subtitle,
        &mut properties.summary,
        &mut properties.published,
        &mut properties.language,
    ];
    for slot in texts {
        *slot = slot.take().map(|value| clean_line(&value)).filter(|value| !value.is_empty());
    }
    for person in &mut properties.authors {
        person.name = clean_line(&person.name);
        person.email = person.email.take().map(|email| clean_line(&email)).filter(|email| !email.is_empty());
    }
    properties.authors.retain(|person| !person.name.is_empty());
    properties.tags =
        properties.tags.iter().map(|tag| clean_line(tag)).filter(|tag| !tag.is_empty()).collect();
}
