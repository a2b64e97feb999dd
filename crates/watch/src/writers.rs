//! Determines whether a process has a file open for writing.
//!
//! This is needed for files that a scan found and no event reported.

use super::network::network_file_system;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tidings_model::{ContentPath, FileStamp};

/// The largest assumed error of a file server's clock: a file modified within this time may have just been
/// written.
const SERVER_CLOCK: Duration = Duration::from_secs(24 * 60 * 60);

/// Returns the files of a scan that may be incomplete: they changed within the last `settle` before `now`,
/// and either a process has them open for writing, or that cannot be determined. Pass them to
/// [`super::FolderWatch::track_unfinished`], and read the others at once.
pub fn unfinished(
    folder: &Path,
    files: &[(ContentPath, FileStamp)],
    now: SystemTime,
    settle: Duration,
) -> BTreeSet<ContentPath> {
    let young: Vec<&ContentPath> = match network_file_system(folder) {
        None => {
            files.iter().filter(|(_, stamp)| is_young(stamp, now, settle)).map(|(path, _)| path).collect()
        }
        // `/proc` does not list a writer on another machine, so every recent file waits.
        Some(_) => {
            let recent = files.iter().filter(|(_, stamp)| is_young(stamp, now, SERVER_CLOCK));
            return recent.map(|(path, _)| path.clone()).collect();
        }
    };
    let locations: Vec<PathBuf> = young.iter().map(|path| path.in_folder(folder)).collect();
    let answers = open_for_writing(&locations);
    young
        .into_iter()
        .zip(answers)
        .filter(|(_, written)| *written != Some(false))
        .map(|(path, _)| path.clone())
        .collect()
}

/// Whether the file changed within `settle` of `now`, before or after: a file that is being written must not
/// look old because the clock was set back.
fn is_young(stamp: &FileStamp, now: SystemTime, settle: Duration) -> bool {
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    u128::from(now.abs_diff(stamp.modified)) < settle.as_nanos()
}

/// Returns for each file whether a process has it open for writing, in one pass over `/proc`. `None` if that
/// cannot be determined: the file does not exist, or the processes of other users are hidden and one of them
/// may be the writer, because the file belongs to another user.
#[cfg(target_os = "linux")]
pub fn open_for_writing(files: &[PathBuf]) -> Vec<Option<bool>> {
    proc::open_for_writing(files)
}

/// Returns for each file whether a process has it open for writing. Always `None`, because this platform does
/// not report it.
#[cfg(not(target_os = "linux"))]
pub fn open_for_writing(files: &[PathBuf]) -> Vec<Option<bool>> {
    vec![None; files.len()]
}

#[cfg(target_os = "linux")]
mod proc {
    use std::collections::HashMap;
    use std::ffi::OsString;
    use std::fs::{self, Metadata};
    use std::io::ErrorKind;
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};

    /// A file to look for, by device and inode: a process in a container has another path for it.
    struct Target {
        at: usize,
        device: u64,
        inode: u64,
        owner: u32,
    }

    pub(super) fn open_for_writing(files: &[PathBuf]) -> Vec<Option<bool>> {
        let mut answers = vec![None; files.len()];
        let targets: Vec<Target> =
            files.iter().enumerate().filter_map(|(at, file)| Target::new(at, file)).collect();
        // Examining a descriptor's file costs a system call that may hang on a dead server; comparing its
        // name costs nothing.
        let mut by_name: HashMap<OsString, Vec<&Target>> = HashMap::new();
        for file in &targets {
            if let Some(name) = real_name(&files[file.at]) {
                by_name.entry(name).or_default().push(file);
            }
        }
        if by_name.is_empty() {
            return answers;
        }
        let Ok(processes) = fs::read_dir("/proc") else { return answers };
        let mut all_seen = true;
        let mut written = vec![false; files.len()];
        for process in processes.flatten().filter(|entry| is_number(&entry.file_name())) {
            all_seen &= mark_written(&process.path(), &by_name, &mut written);
        }
        let own = fs::metadata("/proc/self").map_or(0, |own| own.uid());
        for file in targets {
            // The creator of a file owns it, so a hidden process is unlikely to write a file of this user.
            let is_known = all_seen || file.owner == own;
            answers[file.at] = if written[file.at] { Some(true) } else { is_known.then_some(false) };
        }
        answers
    }

    impl Target {
        fn new(at: usize, file: &Path) -> Option<Self> {
            let metadata: Metadata = fs::metadata(file).ok()?;
            Some(Self { at, device: metadata.dev(), inode: metadata.ino(), owner: metadata.uid() })
        }
    }

    /// The name of the file itself: a descriptor has the name of its file, never that of a link.
    fn real_name(file: &Path) -> Option<OsString> {
        let real = if file.is_symlink() { file.canonicalize().ok()? } else { file.to_path_buf() };
        real.file_name().map(OsString::from)
    }

    /// Marks the files that the process has open for writing. Returns false if the process may not be
    /// examined.
    fn mark_written(process: &Path, by_name: &HashMap<OsString, Vec<&Target>>, written: &mut [bool]) -> bool {
        let descriptors = match fs::read_dir(process.join("fd")) {
            Ok(descriptors) => descriptors,
            // A process that has ended meanwhile writes nothing.
            Err(error) => return error.kind() != ErrorKind::PermissionDenied,
        };
        for descriptor in descriptors.flatten() {
            let Ok(target) = fs::read_link(descriptor.path()) else { continue };
            let Some(named) = target.file_name().and_then(|name| by_name.get(name)) else { continue };
            let Ok(metadata) = fs::metadata(descriptor.path()) else { continue };
            for file in named {
                if (file.device, file.inode) == (metadata.dev(), metadata.ino())
                    && opened_for_writing(&process.join("fdinfo").join(descriptor.file_name()))
                {
                    written[file.at] = true;
                }
            }
        }
        true
    }

    /// Reads the field `flags:` of fdinfo, an octal number whose lowest two bits are the access mode
    /// (proc_pid_fdinfo(5)).
    fn opened_for_writing(information: &Path) -> bool {
        let text = fs::read_to_string(information).unwrap_or_default();
        let flags = text.lines().find_map(|line| line.strip_prefix("flags:"));
        flags
            .and_then(|flags| u64::from_str_radix(flags.trim(), 8).ok())
            .is_some_and(|flags| flags & 0o3 != 0)
    }

    fn is_number(name: &std::ffi::OsStr) -> bool {
        name.as_encoded_bytes().iter().all(u8::is_ascii_digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File, OpenOptions};

    #[test]
    fn a_file_is_young_on_both_sides_of_now() {
        let now = UNIX_EPOCH + Duration::from_secs(1_000);
        for (modified, young) in [(1_000, true), (999, true), (1_001, true), (998, false), (1_002, false)] {
            let stamp = FileStamp { modified: modified * 1_000_000_000, size: 0, inode: 0 };
            assert_eq!(is_young(&stamp, now, Duration::from_secs(2)), young, "{modified}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn only_open_for_writing_counts() {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<PathBuf> =
            ["read", "written", "closed"].iter().map(|name| folder.path().join(name)).collect();
        for file in &files {
            fs::write(file, "x").unwrap();
        }
        let reader = File::open(&files[0]).unwrap();
        let writer = OpenOptions::new().append(true).open(&files[1]).unwrap();
        assert_eq!(open_for_writing(&files), [Some(false), Some(true), Some(false)]);
        drop(writer);
        assert_eq!(open_for_writing(&files), [Some(false); 3]);
        drop(reader);
        assert_eq!(open_for_writing(&[folder.path().join("absent")]), [None]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_writer_is_found_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        let _writer = File::create(folder.path().join("file")).unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        assert_eq!(open_for_writing(&[link]), [Some(true)]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn old_files_and_closed_ones_are_finished() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("closed.md"), "x").unwrap();
        let open = File::create(folder.path().join("open.md")).unwrap();
        let files = super::super::scan(folder.path(), None, &[]).files;
        let settle = Duration::from_secs(60);
        let waiting = unfinished(folder.path(), &files, SystemTime::now(), settle);
        assert_eq!(waiting.into_iter().collect::<Vec<_>>(), [ContentPath::new("open.md").unwrap()]);
        let later = SystemTime::now() + Duration::from_secs(3_600);
        assert!(unfinished(folder.path(), &files, later, settle).is_empty());
        drop(open);
    }
}
