//! Reads one file of the content folder into one observation: the I/O around the parser.

use super::author_files::AuthorFiles;
use super::companion_files::{part_of_other, part_of_page};
use super::parallel::read_in_order;
use crate::config::{FileRule, FileRules};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tidings_catalogue::Observation;
use tidings_folder::{ContentFile, ContentFolder, OpenError};
use tidings_model::text::printable;
use tidings_model::{Article, ContentPath, FileStamp, Media, PartialMetadata, Problem, Reference, SITE_MARK};
use tidings_parse::document::{self, AuthorsFile, Companion, DocumentOutcome};
use tidings_parse::{ParseOutcome, ParseSettings};
use tidings_watch::is_too_many_open_files;

/// The largest file that is read as an article, bytes. The longest of 23,822 real articles has 0.6 MB; a file
/// beyond this limit is a log or a dump, and would cost its readers more than it gives them.
pub(super) const MAX_FILE_SIZE: u64 = 16 * 1024 * 1024;

/// The largest authors file that is read, bytes: ten thousand authors with a sentence about each.
const MAX_AUTHORS_FILE_SIZE: u64 = 1024 * 1024;

/// The most that is read of a picture to find its size in pixels, bytes. Each part of a JPEG file is skipped
/// and costs one read of 8 KiB; a photograph has some twenty before its size.
const MAX_HEADER: usize = 1024 * 1024;

/// A file of this size or more, in bytes, is read beside the others. The slowest documents take 30 ms for it.
const LARGE_FILE: u64 = 256 * 1024;

/// A file of this size or more, in bytes, is parsed while no other of this size is.
const VERY_LARGE_FILE: u64 = 2 * 1024 * 1024;

/// Reads the files of one content folder.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct FileReader {
    folder: ContentFolder,
    settings: ParseSettings,
    rules: FileRules,
    authors: AuthorFiles,
    lower_priority: bool,
    /// Set when a file could not be opened because too many are open.
    lacked_descriptors: Arc<AtomicBool>,
}

impl FileReader {
    pub(in crate::ingest) fn new(folder: ContentFolder, settings: ParseSettings, rules: FileRules) -> Self {
        Self {
            folder,
            settings,
            rules,
            authors: AuthorFiles::default(),
            lower_priority: false,
            lacked_descriptors: Arc::default(),
        }
    }

    /// Whether files were left out since the last call because too many files were open. They must be read again.
    pub(in crate::ingest) fn take_lack_of_descriptors(&self) -> bool {
        self.lacked_descriptors.swap(false, Ordering::Relaxed)
    }

    /// Records that files were left out because too many files were open.
    pub(in crate::ingest) fn note_lack_of_descriptors(&self) {
        self.lacked_descriptors.store(true, Ordering::Relaxed);
    }

    /// Lets the threads that serve run before the threads that read, from now on.
    pub(in crate::ingest) fn lower_priority(&mut self) {
        self.lower_priority = true;
    }

    /// Reads the authors files among `paths` again. An authors file that is gone applies no longer; one that is damaged
    /// keeps its last valid version.
    pub(in crate::ingest) fn read_author_files<'a>(&mut self, paths: impl Iterator<Item = &'a ContentPath>) {
        for path in paths.filter(|path| document::directory_of_authors_file(path).is_some()) {
            let bytes = self.read_authors_file(path);
            let authors = bytes.as_deref().and_then(AuthorsFile::read);
            if bytes.is_some() && authors.is_none() {
                tracing::warn!(
                    "{path}: not a valid authors file, so its last valid version stays in use, or articles show the keys \
                     of their authors; write it as a map from key to name"
                );
                continue;
            }
            self.authors.set(path, authors);
        }
    }

    /// The bytes of an authors file; `None` if it is gone, is no regular file, or cannot be read.
    fn read_authors_file(&self, path: &ContentPath) -> Option<Vec<u8>> {
        let read = match self.folder.open(path) {
            Ok(mut file) => file.read(MAX_AUTHORS_FILE_SIZE),
            Err(OpenError::Io(error)) => Err(error),
            Err(OpenError::Missing | OpenError::NotRegular | OpenError::Outside) => return None,
        };
        match read {
            Ok(bytes) if bytes.len() as u64 <= MAX_AUTHORS_FILE_SIZE => Some(bytes),
            Ok(_) => {
                let limit = MAX_AUTHORS_FILE_SIZE >> 20;
                tracing::warn!("{path}: an authors file of more than {limit} MiB is not read; shorten it");
                None
            }
            Err(error) => {
                tracing::warn!("{path}: cannot be read: {error}; check its owner and permissions");
                None
            }
        }
    }

    /// Reads many files on all cores, calls `prepare` for each observation on the thread that read it, and
    /// `consume` on this thread with the results, in the order of `paths`, a few dozen at a time.
    ///
    /// # Errors
    /// The first error of `consume`; no more files are read then.
    pub(in crate::ingest) fn observe_all<T: Send, E>(
        &self,
        paths: &[ContentPath],
        prepare: impl Fn(Observation) -> T + Sync,
        consume: impl FnMut(Vec<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        let weigh = |path: &ContentPath| self.size_of(path);
        read_in_order(paths, self.lower_priority, weigh, |path| self.observe(path).map(&prepare), consume)
    }

    /// Whether the file takes so long to read that others should not wait for it.
    pub(in crate::ingest) fn is_large(&self, path: &ContentPath) -> bool {
        self.size_of(path) >= LARGE_FILE && self.ignored_because(path).is_none()
    }

    /// The size of the file in bytes; 0 if there is none or if it is not read.
    fn size_of(&self, path: &ContentPath) -> u64 {
        let size = self.folder.stamp(path).map_or(0, |stamp| stamp.size);
        if size > MAX_FILE_SIZE { 0 } else { size }
    }

    /// Reads what is at `path` now. Returns `None` if the file changed while it was read: its writer is not
    /// done, and the watch will report the file when it is complete.
    pub(in crate::ingest) fn observe(&self, path: &ContentPath) -> Option<Observation> {
        let observation = self.read_and_parse(path);
        match &observation {
            None => tracing::debug!("{path}: changed while it was read; waiting for the next event"),
            Some(Observation::Parsed { article, .. }) => {
                tracing::debug!(
                    "{path}: parsed as an article with the title '{}'",
                    printable(&article.title)
                );
            }
            Some(Observation::Rejected { problems, .. }) => {
                let problem = problems.first().map(ToString::to_string).unwrap_or_default();
                tracing::debug!("{path}: rejected: {problem}");
            }
            Some(Observation::Ignored { reason, .. } | Observation::NoContent { reason, .. }) => {
                tracing::debug!("{path}: ignored: {}", printable(reason));
            }
            Some(Observation::Gone { .. }) => tracing::debug!("{path}: no file is there"),
            Some(Observation::Renamed { .. }) => {}
        }
        observation
    }

    fn read_and_parse(&self, path: &ContentPath) -> Option<Observation> {
        let without_file = |error: OpenError| match error {
            OpenError::Missing | OpenError::NotRegular | OpenError::Outside => {
                Some(Observation::Gone { path: path.clone() })
            }
            // The file is as good as before, so its article stays as it is.
            OpenError::Io(error) if is_too_many_open_files(&error) => {
                self.note_lack_of_descriptors();
                None
            }
            OpenError::Io(error) => Some(unreadable(path, &error)),
        };
        if let Some(reason) = self.ignored_because(path) {
            let ignored =
                |stamp| Observation::Ignored { path: path.clone(), stamp, reason: reason.into_owned() };
            return self.folder.stamp(path).map_or_else(without_file, |stamp| Some(ignored(stamp)));
        }
        // A file that the settings name is an article, whatever is beside it.
        let companions = match self.rules.rule(path) {
            FileRule::Included => Vec::new(),
            FileRule::Default | FileRule::Excluded(_) => document::companions(path),
        };
        let mut file = match self.folder.open(path) {
            Ok(file) => file,
            Err(error) => return without_file(error),
        };
        let stamp = file.stamp();
        if let Some(reason) = part_of_page(&self.folder, &companions) {
            return Some(Observation::Ignored { path: path.clone(), stamp, reason });
        }
        if stamp.size > MAX_FILE_SIZE {
            return Some(too_large(path, stamp));
        }
        match file.read(MAX_FILE_SIZE).and_then(|bytes| Ok((bytes, file.present_stamp()?))) {
            Ok((bytes, after)) => {
                (after == stamp).then(|| self.parse_within_memory(path, stamp, &bytes, &companions))
            }
            Err(error) => Some(unreadable(path, &error)),
        }
    }

    /// Why the file cannot be an article, by its path alone; `None` if it may be one.
    fn ignored_because(&self, path: &ContentPath) -> Option<Cow<'_, str>> {
        match self.rules.rule(path) {
            FileRule::Default => document::ignored_because(path),
            FileRule::Included => None,
            FileRule::Excluded(reason) => Some(Cow::Borrowed(reason)),
        }
    }

    /// Parses a file. Of the very large ones, whose parsing takes up to twenty times their size, one at a time
    /// is parsed, and the memory is returned to the system afterwards.
    fn parse_within_memory(
        &self,
        path: &ContentPath,
        stamp: FileStamp,
        bytes: &[u8],
        companions: &[Companion],
    ) -> Observation {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        if stamp.size < VERY_LARGE_FILE {
            return self.parse(path, stamp, bytes, companions);
        }
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let observation = self.parse(path, stamp, bytes, companions);
        tidings_libc_calls::return_free_memory();
        observation
    }

    fn parse(
        &self,
        path: &ContentPath,
        stamp: FileStamp,
        bytes: &[u8],
        companions: &[Companion],
    ) -> Observation {
        let path = path.clone();
        let read = match self.rules.rule(&path) {
            FileRule::Included => document::read_included_document,
            FileRule::Default | FileRule::Excluded(_) => document::read_by_content,
        };
        let outcome = reject_on_panic(|| match read(&path, bytes) {
            DocumentOutcome::Document(mut document) => {
                document.people = self.authors.nearest(&path);
                tidings_parse::parse(*document, &self.settings)
            }
            DocumentOutcome::NotArticle(reason) => ParseOutcome::NotArticle(reason),
            DocumentOutcome::NoContent(reason) => ParseOutcome::NoContent(reason),
            DocumentOutcome::Rejected(problems) => {
                ParseOutcome::Rejected { problems, metadata: PartialMetadata::default() }
            }
        });
        match outcome {
            ParseOutcome::Article(mut article) => {
                if let Some(reason) = part_of_other(&self.folder, companions, &article, &self.settings) {
                    return Observation::Ignored { path, stamp, reason };
                }
                self.measure_media(&mut article);
                article.problems.extend(too_long_for_page(&article));
                Observation::Parsed { stamp, article }
            }
            ParseOutcome::NotArticle(reason) => Observation::Ignored { path, stamp, reason },
            ParseOutcome::NoContent(reason) => Observation::NoContent { path, stamp, reason },
            ParseOutcome::Rejected { problems, metadata } => {
                Observation::Rejected { path, stamp, problems, metadata }
            }
        }
    }

    /// Sets the length of media that are files of the folder, which RSS requires of an enclosure, and the
    /// size of images in pixels.
    fn measure_media(&self, article: &mut Article) {
        let references = std::mem::take(&mut article.references);
        for media in article.image.iter_mut().chain(&mut article.enclosures) {
            let Some(file) = self.file_of(media, &references) else { continue };
            media.length = Some(file.length());
            // Only the header is read. An image of another format (SVG has no pixels) keeps the size that the
            // article gives.
            let is_image = media.mime.starts_with("image/");
            let header = || BufReader::new(Header { file: file.into_file(), left: MAX_HEADER });
            let size = is_image.then(|| imagesize::reader_size(header()).ok()).flatten();
            if let Some(size) = size {
                media.width = u32::try_from(size.width).ok();
                media.height = u32::try_from(size.height).ok();
            }
        }
        article.references = references;
    }

    /// The file of the folder that `media` refers to, if it is one that the server serves: of other files, a
    /// feed must not tell even the size.
    fn file_of(&self, media: &Media, references: &[Reference]) -> Option<ContentFile> {
        let local = media.url.strip_prefix(SITE_MARK)?;
        let decoded = percent_encoding::percent_decode_str(local).decode_utf8().ok()?;
        let reference = references.iter().find(|reference| reference.url_path == decoded)?;
        reference.candidates.iter().find_map(|path| {
            let is_served = |path: &ContentPath| document::not_served_because(path).is_none();
            let file = is_served(path).then(|| self.folder.open(path).ok()).flatten()?;
            is_served(file.true_path()).then_some(file)
        })
    }
}

/// The start of a picture file: a file from which at most `left` more bytes are read.
struct Header {
    file: File,
    left: usize,
}

impl Read for Header {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(self.left);
        let read = self.file.read(buffer.get_mut(..length).unwrap_or_default())?;
        self.left -= read;
        Ok(read)
    }
}

impl Seek for Header {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

/// Turns a panic of the parser, or of a library that it uses, into the rejection of the one file, so that the
/// thread goes on with the others.
fn reject_on_panic(parse: impl FnOnce() -> ParseOutcome) -> ParseOutcome {
    // `parse` only reads what it borrows, so no value that a panic left half changed is used later.
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|_| {
        let remedy = "report the bug with the file; until it is fixed, write the file differently";
        let problem = Problem::error("the parser crashed on this file, which is a bug of Tidings", remedy);
        ParseOutcome::Rejected { problems: vec![problem], metadata: PartialMetadata::default() }
    })
}

/// The page of a very long article shows only its beginning.
fn too_long_for_page(article: &Article) -> Option<Problem> {
    let (size, limit) = (article.body.as_marked().len(), tidings_server::MAX_BODY_ON_PAGE);
    (size > limit).then(|| {
        let message = format!(
            "the text has {} MiB of HTML, and the article's page shows the first {} MiB",
            size >> 20,
            limit >> 20
        );
        Problem::warning(message, "split the article")
    })
}

/// An unreadable file keeps its last good version, and every scan tries it again.
fn unreadable(path: &ContentPath, error: &std::io::Error) -> Observation {
    let problem =
        Problem::error(format!("the file cannot be read: {error}"), "check its owner and permissions");
    rejected(path, FileStamp::STALE, problem)
}

fn too_large(path: &ContentPath, stamp: FileStamp) -> Observation {
    let message = format!(
        "the file has {} MiB, more than the {} MiB that an article may have",
        stamp.size >> 20,
        MAX_FILE_SIZE >> 20
    );
    rejected(path, stamp, Problem::error(message, "split it, or keep it out of the folder"))
}

fn rejected(path: &ContentPath, stamp: FileStamp, problem: Problem) -> Observation {
    let (path, problems, metadata) = (path.clone(), vec![problem], PartialMetadata::default());
    Observation::Rejected { path, stamp, problems, metadata }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_rejects_the_file() {
        let rejected = reject_on_panic(|| panic!("index out of bounds"));
        assert!(matches!(rejected, ParseOutcome::Rejected { problems, .. } if problems.len() == 1));
        let good = || ParseOutcome::NotArticle("it is empty".to_owned());
        assert_eq!(reject_on_panic(good), good());
    }
}
