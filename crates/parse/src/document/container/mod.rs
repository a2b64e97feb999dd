//! Container formats, whose text has to be unpacked first: e-mails, office documents, notebooks.
//!
//! Each becomes HTML, Markdown or plain text, which the crate parses like any other file, and the
//! [`Properties`] that the file states about itself. Pictures stay in the file: the body refers to them by an
//! address that begins with [`EMBEDDED`], and the server extracts them on request.

mod archive;
mod blocks;
mod docx;
mod mail;
mod notebook;
mod odt;
mod picture;
mod roles;
mod unpacked;
mod xml;

use super::properties::Properties;
use tidings_model::{ContentPath, Problem, text};
pub(crate) use unpacked::EMBEDDED;
pub(super) use unpacked::Unpacked;
use unpacked::{UnpackError, clean_line};

/// A container format: one row of [`CONTAINER_FORMATS`].
struct ContainerFormat {
    /// In lower case, without the dot.
    extension: &'static str,
    unpack: fn(&[u8]) -> Result<Unpacked, UnpackError>,
    /// Extracts the picture that the body refers to by that name.
    picture: fn(&[u8], &str) -> Option<Vec<u8>>,
}

/// All container formats. A new one is a row here and a module.
const CONTAINER_FORMATS: [ContainerFormat; 4] = [
    ContainerFormat { extension: "eml", unpack: mail::unpack, picture: mail::picture },
    ContainerFormat { extension: "docx", unpack: docx::unpack, picture: archive::picture },
    ContainerFormat { extension: "odt", unpack: odt::unpack, picture: archive::picture },
    ContainerFormat { extension: "ipynb", unpack: notebook::unpack, picture: notebook::picture },
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

/// The picture that the body of the document at `path` refers to as `name`. `None`: the file has no such
/// picture, or its type is not shown.
pub fn embedded_picture(path: &ContentPath, bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let format = container_format(path)?;
    picture::is_displayable(name).then(|| (format.picture)(bytes, name)).flatten()
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
