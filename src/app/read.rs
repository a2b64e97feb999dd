//! One file becomes one observation: the thin shell around `document` and `parse`.

use super::people::PeopleFiles;
use crate::config::{Config, FileRules, Verdict};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use tidings_catalogue::Observation;
use tidings_model::{Article, ContentPath, FileStamp, Media, PartialMetadata, Problem, Reference, SITE_MARK};
use tidings_parse::document::{self, AuthorsFile, DocumentOutcome};
use tidings_parse::{self, ParseOutcome, ParseSettings};

/// Largest file read as an article, bytes. The longest of 23,822 real articles has 0.6 MB; beyond this it is a log
/// or a dump, and would cost its readers more than it gives them.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Files that a thread reads before it hands them over.
const CHUNK: usize = 32;

/// How far threads that read stand back, of 19.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Chunks that a thread may be ahead of the one that is needed next: few where storing is faster than reading; later as many
/// files as are stored together, so that they are read while the ones before them are stored.
const AHEAD: usize = 4;
const AHEAD_WHEN_SERVING: usize = 32;

/// What parsing must know of the configuration.
pub(super) fn parse_settings(config: &Config) -> ParseSettings {
    ParseSettings {
        timezone: config.site.timezone,
        date_order: config.content.date_order,
        status: config.content.status,
    }
}

/// Changes whenever files that did not change would be read as other articles.
pub(super) fn reading(config: &Config) -> String {
    format!("{} {}", tidings_parse::reading_version(&parse_settings(config)), config.content.files.as_text())
}

/// Reads the files of one content folder.
#[derive(Debug, Clone)]
pub(super) struct FileReader {
    folder: PathBuf,
    settings: ParseSettings,
    rules: FileRules,
    people: PeopleFiles,
    /// Whether somebody is served meanwhile, who goes first.
    stands_back: bool,
}

impl FileReader {
    pub(super) fn new(folder: &Path, config: &Config) -> Self {
        Self {
            folder: folder.to_owned(),
            settings: parse_settings(config),
            rules: config.content.files.clone(),
            people: PeopleFiles::default(),
            stands_back: false,
        }
    }

    /// From now on somebody is served, who goes first when thousands of files are read.
    pub(super) fn stand_back(&mut self) {
        self.stands_back = true;
    }

    /// Learns anew what the people files among these say, which may be gone.
    pub(super) fn learn_people<'a>(&mut self, paths: impl Iterator<Item = &'a ContentPath>) {
        for path in paths.filter(|path| document::directory_of_authors_file(path).is_some()) {
            let bytes = read_bounded(&path.in_folder(&self.folder), 0).ok().map(|(bytes, _)| bytes);
            let people = bytes.as_deref().and_then(AuthorsFile::read);
            if bytes.is_some() && people.is_none() {
                tracing::warn!("{path}: it is no list of people; articles name their keys instead");
            }
            self.people.put(path, people);
        }
    }

    /// Why the file is no article, by its path alone.
    fn ignored_because(&self, path: &ContentPath) -> Option<Cow<'static, str>> {
        match self.rules.verdict(path) {
            Verdict::Open => document::ignored_because(path),
            Verdict::Wanted => None,
            Verdict::Left(reason) => Some(Cow::Borrowed(reason)),
        }
    }

    /// What lies at `path` now. `None`: it changed while it was read, so that whoever changes it is not done, and
    /// the watcher will say when.
    pub(super) fn observe(&self, path: &ContentPath) -> Option<Observation> {
        let file = path.in_folder(&self.folder);
        let stamp = match look(&file) {
            Ok(Some(stamp)) => stamp,
            Ok(None) => return Some(Observation::Gone { path: path.clone() }),
            Err(error) => return Some(unreadable(path, &error)),
        };
        if let Some(reason) = self.ignored_because(path) {
            return Some(Observation::Ignored { path: path.clone(), stamp, reason: reason.into_owned() });
        }
        if stamp.size > LARGEST {
            let message =
                format!("the file has {} MiB, more than an article's {}", stamp.size >> 20, LARGEST >> 20);
            let problems = vec![Problem::error(message, "split it, or keep it out of the folder")];
            let said = PartialMetadata::default();
            return Some(Observation::Rejected { path: path.clone(), stamp, problems, said });
        }
        let (bytes, still) = match read_bounded(&file, stamp.size) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Some(Observation::Gone { path: path.clone() });
            }
            Err(error) => return Some(unreadable(path, &error)),
        };
        (still == stamp).then(|| self.understand(path, stamp, &bytes))
    }

    fn understand(&self, path: &ContentPath, stamp: FileStamp, bytes: &[u8]) -> Observation {
        let path = path.clone();
        let outcome = contained(|| match document::read_included_document(&path, bytes) {
            DocumentOutcome::Document(mut document) => {
                document.people = self.people.of(&path);
                document.is_explicitly_included = self.rules.verdict(&path) == Verdict::Wanted;
                tidings_parse::parse(*document, &self.settings)
            }
            DocumentOutcome::NotArticle(reason) => ParseOutcome::NotArticle(reason),
            DocumentOutcome::Rejected(problems) => {
                ParseOutcome::Rejected { problems, metadata: PartialMetadata::default() }
            }
        });
        match outcome {
            ParseOutcome::Article(mut article) => {
                self.measure(&mut article);
                Observation::Parsed { stamp, article }
            }
            ParseOutcome::NotArticle(reason) => Observation::Ignored { path, stamp, reason },
            ParseOutcome::Rejected { problems, metadata: said } => {
                Observation::Rejected { path, stamp, problems, said }
            }
        }
    }

    /// Gives media that lie in the folder their true length, which RSS demands of an enclosure, and pictures their size.
    fn measure(&self, article: &mut Article) {
        let references = std::mem::take(&mut article.references);
        for media in article.image.iter_mut().chain(&mut article.enclosures) {
            let Some((file, length)) = self.on_disk(media, &references) else { continue };
            media.length = Some(length);
            // Only the header is read. A picture that the crate does not know (SVG has no pixels) keeps what its author says.
            let size = media.mime.starts_with("image/").then(|| imagesize::size(file).ok()).flatten();
            if let Some(size) = size {
                media.width = u32::try_from(size.width).ok();
                media.height = u32::try_from(size.height).ok();
            }
        }
        article.references = references;
    }

    /// The file of the folder that `media` means, if it does, and its length in bytes.
    fn on_disk(&self, media: &Media, references: &[Reference]) -> Option<(PathBuf, u64)> {
        let local = media.url.strip_prefix(SITE_MARK)?;
        let decoded = percent_encoding::percent_decode_str(local).decode_utf8().ok()?;
        let reference = references.iter().find(|reference| reference.url_path == decoded)?;
        reference.candidates.iter().find_map(|path| {
            let file = path.in_folder(&self.folder);
            let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some((file, metadata.len()))
        })
    }

    /// Observes many files on all cores, lets `make` work on each observation there as well, and hands over what comes of
    /// it in the order of `paths`, a few dozen at a time: what an article's slug becomes must not depend on which thread
    /// was faster.
    pub(super) fn observe_all<T: Send, E>(
        &self,
        paths: &[ContentPath],
        make: impl Fn(Observation) -> T + Sync,
        mut take: impl FnMut(Vec<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        let chunks: Vec<&[ContentPath]> = paths.chunks(CHUNK).collect();
        if chunks.len() < 2 {
            // The usual dropped file needs no other thread, nor twenty calls of the system to count the cores.
            let observed: Vec<T> = paths.iter().filter_map(|path| self.observe(path)).map(make).collect();
            return if observed.is_empty() { Ok(()) } else { take(observed) };
        }
        let threads = std::thread::available_parallelism().map_or(2, usize::from).min(chunks.len());
        let ahead = if self.stands_back { AHEAD_WHEN_SERVING } else { AHEAD };
        let queue = Queue::new(chunks.len(), threads * ahead);
        std::thread::scope(|scope| {
            let (sender, receiver) = channel();
            for _ in 0..threads {
                let (sender, queue, chunks, make) = (sender.clone(), &queue, &chunks, &make);
                scope.spawn(move || {
                    if self.stands_back {
                        yield_to_readers();
                    }
                    while let Some((number, chunk)) = queue.next().and_then(|at| Some((at, chunks.get(at)?)))
                    {
                        let observed = chunk.iter().filter_map(|path| self.observe(path)).map(make);
                        if sender.send((number, observed.collect::<Vec<T>>())).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            // Whatever ends this, nobody waits for it any more.
            let _closed = Closing(&queue);
            let mut early = BTreeMap::new();
            for expected in 0..chunks.len() {
                while !early.contains_key(&expected) {
                    match receiver.recv() {
                        Ok((number, observed)) => drop(early.insert(number, observed)),
                        // A thread is gone without its chunk, which only a panic does: the scope passes it on.
                        Err(_) => return Ok(()),
                    }
                }
                queue.taken(expected + 1);
                take(early.remove(&expected).unwrap_or_default())?;
            }
            Ok(())
        })
    }
}

/// Whoever polls while thousands of files are read is served first.
#[cfg(target_os = "linux")]
fn yield_to_readers() {
    // Linux counts it for the thread alone. If it may not be, the files are read as fast as ever.
    let _ = rustix::process::setpriority_process(None, NICE);
}

/// Elsewhere it would count for the whole process.
#[cfg(not(target_os = "linux"))]
fn yield_to_readers() {}

/// Numbers of chunks given out in their order, and not too far ahead of the one that is needed next: one slow file must not
/// let all that follow it pile up in memory.
struct Queue {
    state: Mutex<Numbers>,
    moved: Condvar,
    ahead: usize,
    end: usize,
}

#[derive(Default)]
struct Numbers {
    next: usize,
    taken: usize,
    is_closed: bool,
}

struct Closing<'q>(&'q Queue);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Queue {
    fn new(end: usize, ahead: usize) -> Self {
        Self { state: Mutex::default(), moved: Condvar::new(), ahead, end }
    }

    /// The next number, as soon as it may be worked on.
    fn next(&self) -> Option<usize> {
        let must_wait = |numbers: &mut Numbers| {
            !numbers.is_closed && numbers.next < self.end && numbers.next >= numbers.taken + self.ahead
        };
        let mut numbers =
            self.moved.wait_while(self.lock(), must_wait).unwrap_or_else(PoisonError::into_inner);
        if numbers.is_closed || numbers.next >= self.end {
            return None;
        }
        numbers.next += 1;
        Some(numbers.next - 1)
    }

    /// All before this one are taken. Who waits is woken when there is work for a while: to sleep and wake again for every
    /// single chunk costs as much as reading some of its files.
    fn taken(&self, number: usize) {
        let mut numbers = self.lock();
        numbers.taken = number;
        let free = (number + self.ahead).saturating_sub(numbers.next);
        drop(numbers);
        if free >= self.ahead.div_ceil(2) {
            self.moved.notify_all();
        }
    }

    fn close(&self) {
        self.lock().is_closed = true;
        self.moved.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Numbers> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A panic, of ours or of a crate that parses, costs the one file and not the thread that reads all others.
fn contained(read: impl FnOnce() -> ParseOutcome) -> ParseOutcome {
    // What `read` borrows it only looks at, so nothing half changed is seen after a panic.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let remedy =
            "please report it with the file, which is a bug of Tidings; meanwhile write it differently";
        let problem = Problem::error("the file broke the program that reads it", remedy);
        ParseOutcome::Rejected { problems: vec![problem], metadata: PartialMetadata::default() }
    })
}

/// The stamp of a regular file. `None`: there is none, or it is something else by now.
fn look(file: &Path) -> std::io::Result<Option<FileStamp>> {
    match file.metadata() {
        Ok(metadata) => Ok(metadata.is_file().then(|| FileStamp::of(&metadata))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Never more than [`LARGEST`], however the file grows meanwhile; `expected` bytes with one call of the system. Tells also
/// what the file looks like after that.
fn read_bounded(file: &Path, expected: u64) -> std::io::Result<(Vec<u8>, FileStamp)> {
    // One more than that: whoever reads to the end of a full vector makes it longer first.
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(LARGEST) + 1).unwrap_or_default());
    let file = File::open(file)?;
    (&file).take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes, FileStamp::of(&file.metadata()?)))
}

/// An unreadable file keeps its last good version, and every scan tries again.
fn unreadable(path: &ContentPath, error: &std::io::Error) -> Observation {
    let problem =
        Problem::error(format!("the file cannot be read: {error}"), "check its owner and permissions");
    Observation::Rejected {
        path: path.clone(),
        stamp: FileStamp::FORGOTTEN,
        problems: vec![problem],
        said: PartialMetadata::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_file_does_not_let_the_others_pile_up() {
        let queue = Queue::new(10, 2);
        assert_eq!((queue.next(), queue.next()), (Some(0), Some(1)));
        std::thread::scope(|scope| {
            let third = scope.spawn(|| queue.next());
            queue.taken(1);
            assert_eq!(third.join().unwrap(), Some(2));
            let fourth = scope.spawn(|| queue.next());
            drop(Closing(&queue));
            assert_eq!(fourth.join().unwrap(), None, "whoever waits when all is over gets nothing");
        });
    }

    #[test]
    fn a_panic_rejects_the_file() {
        let broken = contained(|| panic!("index out of bounds"));
        assert!(matches!(broken, ParseOutcome::Rejected { problems, .. } if problems.len() == 1));
        let good = || ParseOutcome::NotArticle("it is empty".to_owned());
        assert_eq!(contained(good), good());
    }
}
