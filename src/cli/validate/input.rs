//! The inputs of `tidings validate`: files, folders of feeds, web addresses, standard input.

use crate::cli::fetch::{FetchError, Limits, fetch};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use tidings_validate::Report;

/// One document to validate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    File(PathBuf),
    /// A folder without feeds.
    EmptyFolder(PathBuf),
    /// A folder that cannot be read, and why.
    UnreadableFolder(PathBuf, String),
    Address(String),
    Stdin,
}

/// A document and the metadata of its transfer.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) bytes: Vec<u8>,
    pub(super) location: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) content_type: Option<String>,
    /// Messages about the HTTP responses.
    pub(super) http_report: Report,
    /// Whether the response contains the document. The page of an HTTP error is not validated.
    pub(super) has_document: bool,
}

/// Why an input cannot be validated.
#[derive(Debug, thiserror::Error)]
pub(super) enum InputError {
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("cannot be read: {0}")]
    Folder(String),
    #[error("contains no feeds (files named .xml, .rss, .atom, .rdf, .opml or .json)")]
    NoFeeds,
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

/// Returns true if the name is a path, not a web address or standard input.
pub(super) fn is_file(name: &str) -> bool {
    matches!(Input::named(name), Input::File(_))
}

/// Returns true if the name is the path of a folder.
pub(super) fn is_folder(name: &str) -> bool {
    is_file(name) && Path::new(name).is_dir()
}

/// A pattern of `--exclude`. `*` does not match `/`.
pub(super) fn exclusion(pattern: &str) -> Result<Glob, String> {
    GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| error.to_string())
}

/// The patterns as a set.
pub(super) fn exclusions(patterns: &[Glob]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(pattern.clone());
    }
    set.build()
}

/// The inputs with these names. A folder becomes all feeds in it, without those whose path in the folder, or whose
/// name, matches a pattern.
pub(super) fn find(names: &[String], excluded: &GlobSet) -> Vec<Input> {
    let inputs = names.iter().flat_map(|name| match Input::named(name) {
        Input::File(path) if path.is_dir() => feeds(path, excluded),
        input => vec![input],
    });
    inputs.collect()
}

impl Input {
    /// The input with this name on the command line. `file:` and all other schemes are paths, as in other
    /// programs.
    pub(super) fn named(name: &str) -> Self {
        let has_scheme =
            |scheme: &str| name.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        match name {
            "-" => Self::Stdin,
            address if has_scheme("http://") || has_scheme("https://") => Self::Address(address.to_owned()),
            path => Self::File(path.into()),
        }
    }

    /// The name for messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) | Self::EmptyFolder(path) | Self::UnreadableFolder(path, _) => {
                path.display().to_string()
            }
            Self::Address(address) => address.clone(),
            Self::Stdin => "-".to_owned(),
        }
    }

    pub(super) fn read(self) -> Result<Document, InputError> {
        let local = |bytes| Document { bytes, has_document: true, ..Document::default() };
        match self {
            Self::File(path) => Ok(local(std::fs::read(path)?)),
            Self::EmptyFolder(_) => Err(InputError::NoFeeds),
            Self::UnreadableFolder(_, error) => Err(InputError::Folder(error)),
            Self::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(local(bytes))
            }
            Self::Address(address) => {
                let exchange = fetch(&address, Limits::default())?;
                let options = exchange.options();
                Ok(Document {
                    location: options.location,
                    charset: options.charset,
                    content_type: options.content_type,
                    http_report: exchange.validate(),
                    has_document: exchange.has_document(),
                    bytes: exchange.answer.body,
                })
            }
        }
    }
}

/// The feeds in a folder and its subfolders, in the order of their paths. Hidden files, links and installed packages
/// are skipped: a link may point out of the folder or form a cycle.
fn feeds(folder: PathBuf, excluded: &GlobSet) -> Vec<Input> {
    let mut found = BTreeSet::new();
    let mut unreadable = Vec::new();
    let mut folders = vec![folder.clone()];
    let root = folder.clone();
    let is_excluded = |path: &Path| {
        let below = path.strip_prefix(&root).unwrap_or(path);
        excluded.is_match(below) || path.file_name().is_some_and(|name| excluded.is_match(name))
    };
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                unreadable.push(Input::UnreadableFolder(folder, error.to_string()));
                continue;
            }
        };
        for entry in entries.flatten() {
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if is_excluded(&entry.path()) || entry.file_name() == "node_modules" {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_hidden => folders.push(entry.path()),
                Ok(kind) if kind.is_file() && !is_hidden && is_feed(&entry.path()) => {
                    found.insert(entry.path());
                }
                _ => {}
            }
        }
    }
    if found.is_empty() && unreadable.is_empty() {
        return vec![Input::EmptyFolder(folder)];
    }
    found.into_iter().map(Input::File).chain(unreadable).collect()
}

/// Returns true if a file of a folder should be a feed. Not every XML or JSON file is one: the folder of a
/// site also contains sitemaps and manifests. A file without a recognisable beginning is validated, since it
/// may be a broken feed.
fn is_feed(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        "rss" | "atom" | "rdf" | "opml" => true,
        "xml" => start(path).is_none_or(|start| first_element(&start).is_none_or(is_root)),
        "json" => start(path).is_some_and(|start| start.contains("jsonfeed.org/version")),
        _ => false,
    }
}

/// The first 4 KiB of a file as text.
fn start(path: &Path) -> Option<String> {
    const LIMIT: u64 = 4096;
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(LIMIT).read_to_end(&mut bytes).ok()?;
    // JSON may escape the solidus.
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

/// Returns true if an element of this name can be the root of a document that is validated.
fn is_root(name: &str) -> bool {
    const ROOTS: &[&str] =
        &["rss", "feed", "entry", "rdf", "channel", "opml", "service", "categories", "deleted-entry"];
    ROOTS.iter().any(|root| name.eq_ignore_ascii_case(root))
}
