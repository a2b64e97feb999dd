//! What is to be judged: files, folders of feeds, addresses, standard input.

use crate::cli::fetch::{FetchError, Limits, fetch};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use tidings_validate::Report;

/// One document that is to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    File(PathBuf),
    /// A folder without a feed in it.
    Nothing(PathBuf),
    /// A folder that cannot be read.
    Closed(PathBuf, String),
    Address(String),
    Stdin,
}

/// A document, and what is known of it.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) bytes: Vec<u8>,
    pub(super) location: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) content_type: Option<String>,
    /// What is to be said of its server.
    pub(super) exchange: Report,
    /// Whether it is there at all: an error's page is not judged.
    pub(super) is_there: bool,
}

/// Why an input cannot be judged.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("cannot be read: {0}")]
    Folder(String),
    #[error("has no feeds in it (files named .xml, .rss, .atom, .rdf, .opml or .json)")]
    NoFeeds,
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

/// Whether the name is that of a file, and not an address or standard input.
pub(super) fn is_file(name: &str) -> bool {
    matches!(Input::named(name), Input::File(_))
}

/// Whether the name is that of a folder.
pub(super) fn is_folder(name: &str) -> bool {
    is_file(name) && Path::new(name).is_dir()
}

/// The inputs with these names; a folder is all feeds in it.
pub(super) fn find(names: &[String]) -> Vec<Input> {
    let inputs = names.iter().flat_map(|name| match Input::named(name) {
        Input::File(path) if path.is_dir() => feeds(path),
        input => vec![input],
    });
    inputs.collect()
}

impl Input {
    /// What a name on the command line means. `file:` and all other schemes are names of files, as for other programs.
    pub(super) fn named(name: &str) -> Self {
        let has_scheme =
            |scheme: &str| name.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        match name {
            "-" => Self::Stdin,
            address if has_scheme("http://") || has_scheme("https://") => Self::Address(address.to_owned()),
            path => Self::File(path.into()),
        }
    }

    /// As it was named, or found.
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Nothing(path) | Self::Closed(path, _) => path.display().to_string(),
            Self::Address(address) => address.clone(),
            Self::Stdin => "-".to_owned(),
        }
    }

    pub(super) fn read(self) -> Result<Document, Unreadable> {
        let of_bytes = |bytes| Document { bytes, is_there: true, ..Document::default() };
        match self {
            Self::File(path) => Ok(of_bytes(std::fs::read(path)?)),
            Self::Nothing(_) => Err(Unreadable::NoFeeds),
            Self::Closed(_, error) => Err(Unreadable::Folder(error)),
            Self::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(of_bytes(bytes))
            }
            Self::Address(address) => {
                let exchange = fetch(&address, Limits::default())?;
                let options = exchange.options();
                Ok(Document {
                    location: options.location,
                    charset: options.charset,
                    content_type: options.content_type,
                    exchange: exchange.validate(),
                    is_there: exchange.has_document(),
                    bytes: exchange.answer.body,
                })
            }
        }
    }
}

/// The feeds in a folder and the folders in it, in the order of their paths. Hidden ones and links are passed over:
/// a link may lead out of the folder or around in a circle.
fn feeds(folder: PathBuf) -> Vec<Input> {
    let mut found = BTreeSet::new();
    let mut closed = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                closed.push(Input::Closed(folder, error.to_string()));
                continue;
            }
        };
        for entry in entries.flatten() {
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_hidden => folders.push(entry.path()),
                Ok(kind) if kind.is_file() && !is_hidden && is_feed(&entry.path()) => {
                    found.insert(entry.path());
                }
                _ => {}
            }
        }
    }
    if found.is_empty() && closed.is_empty() {
        return vec![Input::Nothing(folder)];
    }
    found.into_iter().map(Input::File).chain(closed).collect()
}

/// Whether a file of a folder is meant to be a feed. XML and JSON are many things: a site's folder has sitemaps and
/// manifests in it. What begins like none of these is judged, since a broken feed is what one wants to hear of.
fn is_feed(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        "rss" | "atom" | "rdf" | "opml" => true,
        "xml" => start(path).is_none_or(|start| first_element(&start).is_none_or(is_root)),
        "json" => start(path).is_some_and(|start| start.contains("jsonfeed.org/version")),
        _ => false,
    }
}

/// The first bytes of a file, as far as they are ASCII.
fn start(path: &Path) -> Option<String> {
    const ENOUGH: u64 = 4096;
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(ENOUGH).read_to_end(&mut bytes).ok()?;
    // JSON may be written with its solidus escaped.
    Some(String::from_utf8_lossy(&bytes).replace("\\/", "/"))
}

/// The name of the first element, without its prefix.
fn first_element(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        rest = match after {
            comment if comment.starts_with("!--") => comment.split_once("-->")?.1,
            other if other.starts_with(['?', '!']) => other,
            element => {
                let name = element.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
                return Some(name.rsplit(':').next().unwrap_or(name));
            }
        };
    }
    None
}

/// Whether documents that are judged begin with an element of this name.
fn is_root(name: &str) -> bool {
    const ROOTS: &[&str] =
        &["rss", "feed", "entry", "rdf", "channel", "opml", "service", "categories", "deleted-entry"];
    ROOTS.iter().any(|root| name.eq_ignore_ascii_case(root))
}
