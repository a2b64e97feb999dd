//! Determines whether a process has a file open for writing.
//!
//! This is needed for files that a scan found and no event reported.

use super::network::network_file_system;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tidings_model::{ContentPath, FileStamp};

/// The largest assumed error of a file server's clock: a file modified within this time may have just been
/// written.
const SERVER_CLOCK: Duration = Duration::from_secs(24 * 60 * 60);

/// A file whose writer cannot be seen is not read while its last change is younger than this number of settle
/// times: a writer that pauses for longer is recognised by the watch alone.
const SETTLE_TIMES_UNSEEN: u32 = 5;

/// How long a file that may be incomplete waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterLimits {
    /// How long a file must be unchanged where no process can be seen that writes it. Zero: such a file counts as
    /// complete.
    pub settle: Duration,
    /// How long a file that a process has open for writing may be unchanged before it counts as complete. Zero:
    /// such a file counts as complete.
    pub open: Duration,
}

impl WriterLimits {
    /// Every file counts as complete.
    pub const NONE: Self = Self { settle: Duration::ZERO, open: Duration::ZERO };
}

/// Returns the files of a scan that may be incomplete at `now`: those that a process has open for writing and that
/// changed within [`WriterLimits::open`], and those that changed a moment ago and whose writers cannot be seen.
/// Pass them to [`super::FolderWatch::track_unfinished`], and read the others at once.
pub fn unfinished(
    folder: &Path,
    files: &[(ContentPath, FileStamp)],
    now: SystemTime,
    limits: WriterLimits,
) -> BTreeSet<ContentPath> {
    let mut networks = NetworkDirectories::new(folder);
    // `/proc` is read once, and only if a file is young enough.
    let mut writers: Option<Writers> = None;
    let mut waiting = BTreeSet::new();
    for (path, stamp) in files {
        // A writer on another machine is not listed in `/proc`, so every recent file of a file server waits.
        let is_recent = !limits.settle.is_zero() && is_within(SERVER_CLOCK, stamp.modified, now);
        let may_be_unseen = is_within(limits.settle * SETTLE_TIMES_UNSEEN, last_change(stamp), now);
        let is_young = may_be_unseen || is_within(limits.open, last_change(stamp), now);
        if is_recent && networks.is_network(path) {
            waiting.insert(path.clone());
        } else if is_young {
            let writers = writers.get_or_insert_with(|| Writers::find(folder));
            let may_be_open = writers.has_open(path, stamp) && !limits.open.is_zero();
            if may_be_open || may_be_unseen && writers.may_have_unseen(path) {
                waiting.insert(path.clone());
            }
        }
    }
    waiting
}

/// The time of the last change of the file's content, which no program can set, where the system has it.
fn last_change(stamp: &FileStamp) -> i64 {
    if stamp.changed == 0 { stamp.modified } else { stamp.changed }
}

/// Whether the moment is less than `time` before or after `now`: a file that is being written must not look old
/// because the clock was set back.
fn is_within(time: Duration, moment: i64, now: SystemTime) -> bool {
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    u128::from(now.abs_diff(moment)) < time.as_nanos()
}

/// Which directories of the folder are on network file systems; each is examined once.
struct NetworkDirectories<'f> {
    folder: &'f Path,
    known: HashMap<String, bool>,
}

impl<'f> NetworkDirectories<'f> {
    fn new(folder: &'f Path) -> Self {
        Self { folder, known: HashMap::new() }
    }

    fn is_network(&mut self, path: &ContentPath) -> bool {
        let directory = path.directory();
        if let Some(known) = self.known.get(directory) {
            return *known;
        }
        let is_network = network_file_system(&self.folder.join(directory)).is_some();
        self.known.insert(directory.to_owned(), is_network);
        is_network
    }
}

/// Whether the file is on a network file system.
pub(super) fn is_on_network(folder: &Path, path: &ContentPath) -> bool {
    NetworkDirectories::new(folder).is_network(path)
}

#[cfg(target_os = "linux")]
pub(super) use proc::Writers;

/// This platform does not report which process writes a file.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub(super) struct Writers;

#[cfg(not(target_os = "linux"))]
impl Writers {
    pub(super) fn find(_folder: &Path) -> Self {
        Self
    }

    pub(super) fn has_open(&self, _path: &ContentPath, _stamp: &FileStamp) -> bool {
        false
    }

    pub(super) fn may_have_unseen(&self, _path: &ContentPath) -> bool {
        true
    }
}

#[cfg(target_os = "linux")]
mod proc {
    use std::collections::HashMap;
    use std::ffi::{OsStr, OsString};
    use std::fs;
    use std::io::ErrorKind;
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};
    use tidings_model::{ContentPath, FileStamp};

    /// The write permission of the owner. In the mode of a link in `/proc/PID/fd` it means that the descriptor was
    /// opened for writing, and to read the mode never waits for a file server.
    const OWNER_MAY_WRITE: u32 = 0o200;

    /// Device and inode of a file.
    type FileId = (u64, u64);

    /// The files that processes have open for writing.
    #[derive(Debug)]
    pub(in super::super) struct Writers {
        folder: PathBuf,
        /// By inode: the files below the folder, under whatever name.
        in_folder: HashMap<u64, Vec<FileId>>,
        /// By name: the descriptors of files that have another path here, as those of a process in a container do.
        elsewhere: HashMap<OsString, Vec<PathBuf>>,
        /// Whether the descriptors of every process could be read.
        all_seen: bool,
        /// The user of this process.
        own: u32,
    }

    impl Writers {
        /// Reads the descriptors of all processes.
        pub(in super::super) fn find(folder: &Path) -> Self {
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
            let own = fs::metadata("/proc/self").map_or(0, |own| own.uid());
            let (in_folder, elsewhere) = (HashMap::new(), HashMap::new());
            let mut writers = Self { folder, in_folder, elsewhere, all_seen: false, own };
            let Ok(processes) = fs::read_dir("/proc") else { return writers };
            let mut all_seen = true;
            for process in processes.flatten().filter(|entry| is_number(&entry.file_name())) {
                all_seen &= writers.add_process(&process.path());
            }
            writers.all_seen = all_seen;
            writers
        }

        /// Whether a process is known to have the file open for writing.
        pub(in super::super) fn has_open(&self, path: &ContentPath, stamp: &FileStamp) -> bool {
            let in_folder = self.in_folder.get(&stamp.inode);
            let elsewhere = self.elsewhere.get(OsStr::new(path.file_name()));
            if in_folder.is_none() && elsewhere.is_none() {
                return false;
            }
            let Some(file) = file_id(&path.in_folder(&self.folder)) else { return false };
            in_folder.is_some_and(|ids| ids.contains(&file))
                || elsewhere.is_some_and(|all| all.iter().any(|descriptor| file_id(descriptor) == Some(file)))
        }

        /// Whether a process that cannot be seen may have the file open: the processes of other users are hidden,
        /// and the file belongs to another user. (The creator of a file owns it, so a hidden process is unlikely to
        /// write a file of this user.)
        pub(in super::super) fn may_have_unseen(&self, path: &ContentPath) -> bool {
            !self.all_seen
                && fs::metadata(path.in_folder(&self.folder)).is_ok_and(|file| file.uid() != self.own)
        }

        /// Returns false if the process may not be examined.
        fn add_process(&mut self, process: &Path) -> bool {
            let descriptors = match fs::read_dir(process.join("fd")) {
                Ok(descriptors) => descriptors,
                // A process that has ended meanwhile writes nothing.
                Err(error) => return error.kind() != ErrorKind::PermissionDenied,
            };
            for descriptor in descriptors.flatten().map(|entry| entry.path()) {
                let is_writable =
                    fs::symlink_metadata(&descriptor).is_ok_and(|link| link.mode() & OWNER_MAY_WRITE != 0);
                let target = if is_writable { fs::read_link(&descriptor).ok() } else { None };
                // Sockets and pipes have no path.
                let Some(target) = target.filter(|target| target.is_absolute()) else { continue };
                if target.starts_with(&self.folder) {
                    let id = file_id(&descriptor);
                    id.into_iter().for_each(|id| self.in_folder.entry(id.1).or_default().push(id));
                } else if let Some(name) = target.file_name().filter(|_| !is_device(&target)) {
                    self.elsewhere.entry(name.to_owned()).or_default().push(descriptor);
                }
            }
            true
        }
    }

    fn file_id(file: &Path) -> Option<FileId> {
        fs::metadata(file).ok().map(|metadata| (metadata.dev(), metadata.ino()))
    }

    fn is_device(target: &Path) -> bool {
        ["/dev", "/proc", "/sys"].iter().any(|above| target.starts_with(above))
    }

    fn is_number(name: &OsStr) -> bool {
        name.as_encoded_bytes().iter().all(u8::is_ascii_digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File, OpenOptions};

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    #[test]
    fn a_moment_is_within_a_time_on_both_sides_of_now() {
        let now = UNIX_EPOCH + Duration::from_secs(1_000);
        for (moment, young) in [(1_000, true), (999, true), (1_001, true), (998, false), (1_002, false)] {
            assert_eq!(is_within(Duration::from_secs(2), moment * 1_000_000_000, now), young, "{moment}");
        }
    }

    #[cfg(target_os = "linux")]
    fn open_files(folder: &Path) -> Vec<String> {
        let (files, writers) = (super::super::scan(folder, None, &[]).files, Writers::find(folder));
        files
            .iter()
            .filter(|(path, stamp)| writers.has_open(path, stamp))
            .map(|(path, _)| path.to_string())
            .collect()
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn only_open_for_writing_counts() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["read", "written", "closed"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let reader = File::open(folder.path().join("read")).unwrap();
        let writer = OpenOptions::new().append(true).open(folder.path().join("written")).unwrap();
        assert_eq!(open_files(folder.path()), ["written"]);
        drop(writer);
        assert!(open_files(folder.path()).is_empty());
        drop(reader);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_writer_is_found_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let _writer = File::create(folder.path().join("file")).unwrap();
        std::os::unix::fs::symlink("file", folder.path().join("link")).unwrap();
        assert_eq!(open_files(folder.path()), ["file", "link"]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn an_open_file_waits_until_its_limit_and_a_closed_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("closed.md"), "x").unwrap();
        let open = File::create(folder.path().join("open.md")).unwrap();
        let files = super::super::scan(folder.path(), None, &[]).files;
        let limits = WriterLimits { settle: Duration::from_secs(2), open: Duration::from_secs(600) };
        let waiting = |seconds, limits| {
            let now = SystemTime::now() + Duration::from_secs(seconds);
            unfinished(folder.path(), &files, now, limits).into_iter().collect::<Vec<_>>()
        };
        // The pause of the writer is longer than the settle time.
        assert_eq!(waiting(0, limits), [path("open.md")]);
        assert_eq!(waiting(500, limits), [path("open.md")]);
        assert!(waiting(700, limits).is_empty());
        assert!(waiting(0, WriterLimits::NONE).is_empty(), "a check reads every file as it is");
        drop(open);
        assert!(waiting(0, limits).is_empty());
    }
}
