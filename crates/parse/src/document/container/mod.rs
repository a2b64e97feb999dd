//! Files whose text has to be unpacked: mails, office documents, notebooks.
//!
//! Each becomes HTML, Markdown or plain text, which `parse` reads as any other, and the [`Properties`] that
//! it states of itself. Pictures stay where they are: the body names them by an address that begins with
//! [`EMBEDDED`], and the server takes them out of the file when they are asked for.

mod archive;
mod blocks;
mod docx;
mod mail;
mod notebook;
mod odt;
mod picture;
mod roles;
mod xml;

use super::{Format, Properties};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tidings_model::{ContentPath, Problem, text};

/// Begins the address of a picture that lies inside the document itself; its name there follows.
pub(crate) const EMBEDDED: &str = "embedded:";

/// What no part of an address may be as it stands.
const NAME: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// The address of the picture of that name.
fn address_of(name: &str) -> String {
    format!("{EMBEDDED}{}", utf8_percent_encode(name, &NAME))
}

/// A file, unpacked.
#[derive(Debug, PartialEq)]
pub(super) struct Unpacked {
    pub(super) format: Format,
    pub(super) text: String,
    pub(super) properties: Properties,
    pub(super) problems: Vec<Problem>,
}

/// Why a file can't be unpacked.
#[derive(Debug, PartialEq, thiserror::Error)]
enum Fault {
    /// It is meant as an article, and must be mended.
    #[error("{0}")]
    Broken(Problem),
    /// It is something else.
    #[error("{0}")]
    NotArticle(&'static str),
}

impl Fault {
    fn broken(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Broken(Problem::error(message, remedy))
    }
}

/// One kind of file, by its extension.
struct Kind {
    extension: &'static str,
    unpack: fn(&[u8]) -> Result<Unpacked, Fault>,
    /// Takes out a picture by its name in the body.
    picture: fn(&[u8], &str) -> Option<Vec<u8>>,
}

/// A new format is a row here.
const KINDS: [Kind; 4] = [
    Kind { extension: "eml", unpack: mail::unpack, picture: mail::picture },
    Kind { extension: "docx", unpack: docx::unpack, picture: archive::picture },
    Kind { extension: "odt", unpack: odt::unpack, picture: archive::picture },
    Kind { extension: "ipynb", unpack: notebook::unpack, picture: notebook::picture },
];

fn kind_of(path: &ContentPath) -> Option<&'static Kind> {
    let extension = path.extension()?;
    KINDS.iter().find(|kind| kind.extension == extension)
}

/// The extensions of container formats, in lower case.
pub(super) fn extensions() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.extension)
}

/// What unpacking gives: the text, or why there is none.
#[derive(Debug, PartialEq)]
pub(super) enum Unpacking {
    Done(Box<Unpacked>),
    NotArticle(&'static str),
    Rejected(Problem),
}

/// Unpacks a file. `None`: its bytes are its text.
pub(super) fn unpack(path: &ContentPath, bytes: &[u8]) -> Option<Unpacking> {
    let kind = kind_of(path)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(Unpacking::NotArticle("it is empty"));
    }
    Some(match (kind.unpack)(bytes) {
        Ok(mut unpacked) => {
            unpacked.text = normal_text(&unpacked.text);
            clean(&mut unpacked.properties);
            Unpacking::Done(Box::new(unpacked))
        }
        Err(Fault::NotArticle(reason)) => Unpacking::NotArticle(reason),
        Err(Fault::Broken(problem)) => Unpacking::Rejected(problem),
    })
}

/// The picture that the body of the document at `path` calls `name`; `None`: there is none that may be shown.
pub fn embedded_picture(path: &ContentPath, bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let kind = kind_of(path)?;
    picture::is_shown(name).then(|| (kind.picture)(bytes, name)).flatten()
}

/// Lines end in `\n`, characters that XML cannot carry go.
fn normal_text(unpacked: &str) -> String {
    text::clean(unpacked).replace("\r\n", "\n").replace('\r', "\n")
}

/// On one line each, and nothing that is empty.
fn clean(properties: &mut Properties) {
    let texts = [
        &mut properties.title,
        &mut properties.subtitle,
        &mut properties.summary,
        &mut properties.published,
        &mut properties.language,
    ];
    for slot in texts {
        *slot = slot.take().map(|value| line(&value)).filter(|value| !value.is_empty());
    }
    for person in &mut properties.authors {
        person.name = line(&person.name);
        person.email = person.email.take().map(|email| line(&email)).filter(|email| !email.is_empty());
    }
    properties.authors.retain(|person| !person.name.is_empty());
    properties.tags = properties.tags.iter().map(|tag| line(tag)).filter(|tag| !tag.is_empty()).collect();
}

/// Keywords as people write them: between commas or semicolons.
fn keywords(words: &str) -> Vec<String> {
    let sign = if words.contains([';', ',']) { [';', ','].as_slice() } else { &['\n'] };
    words.split(sign).map(line).filter(|word| !word.is_empty()).collect()
}

fn line(value: &str) -> String {
    text::one_line(&text::clean(value))
}
