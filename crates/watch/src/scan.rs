//! Scans the content folder: lists its files with their stamps, and what could not be read.

use super::error::is_too_many_open_files;
use super::listing::{Entry, EntryKind, Found, Root, is_listed};
use std::io;
use std::path::{Path, PathBuf};
use tidings_model::{ContentPath, FileStamp, Problem};

/// The number of files in one directory that is worth a thread: to read one stamp takes one or two
/// microseconds.
const FILES_PER_THREAD: usize = 1000;

/// The number of files whose stamps are read together.
const BATCH: usize = 8000;

/// The result of a scan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scan {
    /// Every listed file once, in the order of the paths.
    pub files: Vec<(ContentPath, FileStamp)>,
    /// Entries that could not be read, and links that were not followed.
    pub problems: Vec<ScanProblem>,
    /// Something could not be read because too many files were open: a scan that begins a moment later may read it.
    pub lacked_descriptors: bool,
    /// Paths that could not be read; `None` is the whole folder.
    unreadable: Vec<Option<ContentPath>>,
}

/// An entry of the folder that the scan left out.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanProblem {
    /// The path relative to the folder, empty for the folder itself. It need not be Unicode.
    pub path: PathBuf,
    /// What is wrong with the entry.
    pub problem: Problem,
}

impl Scan {
    /// Whether the absence of `path` from [`Scan::files`] proves that no file is at the path. It does not if
    /// a directory on the way, or the folder itself, could not be read. Call this before you treat an absent
    /// file as deleted.
    pub fn proves_absence_of(&self, path: &ContentPath) -> bool {
        !self
            .unreadable
            .iter()
            .any(|unreadable| unreadable.as_ref().is_none_or(|above| path.is_within(above)))
    }
}

/// Scans the folder, or what is within `below` in it (a directory or one file). No error is fatal: the result
/// lists what could not be read as problems.
///
/// A link is followed if it leads to a path inside the folder and outside `excluded`. A link to a directory
/// that contains the link is not followed, nor is a link to a directory inside a linked directory. So every
/// scan ends, after at most as many steps as directories times links.
pub fn scan(folder: &Path, below: Option<&ContentPath>, excluded: &[PathBuf]) -> Scan {
    let mut scan = Scan::default();
    let root = match Root::open(folder, excluded) {
        Ok(root) => root,
        Err(error) => {
            scan.add_unreadable(None, &error);
            return scan;
        }
    };
    let mut walk = Walk { root: &root, scan, directories: Vec::new() };
    match below {
        None => walk.directories.push(Step { directory: None, linked: false }),
        Some(path) if is_listed(path) && !root.is_excluded(&root.path_on_disk(below)) => walk.start_at(path),
        Some(_) => {}
    }
    while let Some(step) = walk.directories.pop() {
        walk.list(&step);
    }
    let mut scan = walk.scan;
    scan.files.sort_unstable();
    scan.files.dedup();
    scan
}

struct Walk<'a> {
    root: &'a Root,
    scan: Scan,
    /// Directories to list. A stack instead of recursion, because a tree may be thousands of levels deep.
    directories: Vec<Step>,
}

struct Step {
    directory: Option<ContentPath>,
    /// Whether a link is on the way to the directory.
    linked: bool,
}

impl Walk<'_> {
    fn start_at(&mut self, path: &ContentPath) {
        match self.root.find(path) {
            Ok(Found::Directory(real)) => {
                let linked = real != self.root.path_on_disk(Some(path));
                self.directories.push(Step { directory: Some(path.clone()), linked });
            }
            Ok(Found::File(stamp)) => self.scan.files.push((path.clone(), stamp)),
            Ok(Found::Forbidden) => self.scan.report(path, forbidden()),
            Ok(Found::Nothing | Found::Special) => {}
            Err(error) => self.scan.add_unreadable(Some(path), &error),
        }
    }

    fn list(&mut self, step: &Step) {
        let (mut files, mut others) = (Vec::new(), Vec::new());
        let listed = self.root.list(step.directory.as_ref(), |entry| match entry.kind {
            EntryKind::File => {
                files.push(entry);
                if files.len() == BATCH {
                    self.scan.add_files(std::mem::take(&mut files));
                }
            }
            _ => others.push(entry),
        });
        self.scan.add_files(files);
        let not_unicode = match listed {
            Ok(not_unicode) => not_unicode,
            // Removed since the scan found it. The folder itself is another matter: it may be mounted again.
            Err(error) if error.kind() == io::ErrorKind::NotFound && step.directory.is_some() => return,
            Err(error) => return self.scan.add_unreadable(step.directory.as_ref(), &error),
        };
        for location in not_unicode {
            let path = location
                .strip_prefix(self.root.folder())
                .map_or_else(|_| location.clone(), Path::to_path_buf);
            let problem = Problem::warning("the name is not Unicode", "rename the file");
            self.scan.problems.push(ScanProblem { path, problem });
        }
        for entry in others {
            self.add(entry, step.linked);
        }
    }

    fn add(&mut self, entry: Entry, linked: bool) {
        match entry.kind {
            EntryKind::Directory => {
                self.directories.push(Step { directory: Some(entry.path), linked });
            }
            EntryKind::File => {}
            EntryKind::Link => match self.root.find(&entry.path) {
                Ok(Found::File(stamp)) => self.scan.files.push((entry.path, stamp)),
                Ok(Found::Directory(_)) if linked => self.scan.report(&entry.path, nested()),
                Ok(Found::Directory(_)) => {
                    self.directories.push(Step { directory: Some(entry.path), linked: true });
                }
                Ok(Found::Forbidden) => self.scan.report(&entry.path, forbidden()),
                Ok(Found::Nothing) => self.scan.report(&entry.path, broken()),
                Ok(Found::Special) => {}
                Err(error) => self.scan.add_unreadable(Some(&entry.path), &error),
            },
        }
    }
}

impl Scan {
    /// Adds files of one directory with their stamps.
    fn add_files(&mut self, files: Vec<Entry>) {
        for (path, stamp) in stamps(files) {
            match stamp {
                Ok(stamp) => self.files.push((path, stamp)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => self.add_unreadable(Some(&path), &error),
            }
        }
    }

    fn add_unreadable(&mut self, path: Option<&ContentPath>, error: &io::Error) {
        let lacks_descriptors = is_too_many_open_files(error);
        self.lacked_descriptors |= lacks_descriptors;
        let problem = Problem::error(
            format!("cannot be read: {error}"),
            match error.kind() {
                io::ErrorKind::PermissionDenied => "grant read permission to the user that Tidings runs as",
                _ if lacks_descriptors => "raise the limit of open files (ulimit -n, LimitNOFILE=)",
                _ => {
                    "check that it exists and is mounted; articles in it stay published until it can be read"
                }
            },
        );
        self.unreadable.push(path.cloned());
        self.problems.push(ScanProblem { path: relative(path), problem });
    }

    fn report(&mut self, path: &ContentPath, problem: Problem) {
        self.problems.push(ScanProblem { path: relative(Some(path)), problem });
    }
}

/// Reads the stamps of files of one directory, on all cores if there are many.
fn stamps(files: Vec<Entry>) -> Vec<(ContentPath, io::Result<FileStamp>)> {
    let read = |entries: Vec<Entry>| -> Vec<_> {
        entries
            .into_iter()
            .map(|entry| (entry.stamp(), entry))
            .map(|(stamp, entry)| (entry.path, stamp))
            .collect()
    };
    let threads =
        std::thread::available_parallelism().map_or(1, usize::from).min(files.len() / FILES_PER_THREAD);
    if threads < 2 {
        return read(files);
    }
    let each = files.len().div_ceil(threads);
    let mut files = files.into_iter();
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|_| files.by_ref().take(each).collect())
            .map(|part: Vec<Entry>| scope.spawn(move || read(part)))
            .collect();
        // The scope passes a panic on.
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

fn relative(path: Option<&ContentPath>) -> PathBuf {
    path.map_or_else(PathBuf::new, |path| PathBuf::from(path.as_str()))
}

fn forbidden() -> Problem {
    Problem::warning(
        "the link leads out of the content folder, or to itself; it is not followed",
        "put the file itself into the folder",
    )
}

fn nested() -> Problem {
    Problem::warning(
        "the link to a directory is inside a linked directory; it is not followed",
        "link to that directory directly",
    )
}

fn broken() -> Problem {
    Problem::warning("the target of the link does not exist", "correct or remove the link")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let location = folder.path().join(file);
            fs::create_dir_all(location.parent().unwrap()).unwrap();
            fs::write(location, file).unwrap();
        }
        folder
    }

    fn names(scan: &Scan) -> Vec<&str> {
        scan.files.iter().map(|(path, _)| path.as_str()).collect()
    }

    #[test]
    fn listed_files_come_in_the_order_of_their_paths() {
        let folder = folder_with(&[
            "b.md",
            "a/c.md",
            "a-b.md",
            ".git/config",
            ".tidings/x.md",
            "a/.d.swp",
            "a/node_modules/x/README.md",
            "state/catalogue.sqlite",
        ]);
        let scan = scan(folder.path(), None, &[folder.path().join("state")]);
        assert_eq!(names(&scan), ["a-b.md", "a/c.md", "b.md"]);
        assert_eq!(scan.files[2].1.size, 4);
        assert!(scan.problems.is_empty() && scan.proves_absence_of(&path("gone.md")));
    }

    #[test]
    fn below_may_be_a_directory_a_file_or_nothing() {
        let folder = folder_with(&["a/b/c.md", "a/d.md", "ab.md", ".git/x.md"]);
        for (below, found) in [
            ("a", vec!["a/b/c.md", "a/d.md"]),
            ("a/b", vec!["a/b/c.md"]),
            ("a/d.md", vec!["a/d.md"]),
            ("a/none", vec![]),
            (".git", vec![]),
        ] {
            let scan = scan(folder.path(), Some(&path(below)), &[]);
            assert_eq!(names(&scan), found, "{below}");
            assert!(scan.proves_absence_of(&path(below)), "{below}");
        }
    }

    #[test]
    fn links_are_followed_inside_the_folder_only() {
        let outside = folder_with(&["secret.md"]);
        let folder = folder_with(&["posts/a.md", "posts/deep/b.md", "..data/c.md", "state/x"]);
        let link = |target: &std::path::Path, name: &str| symlink(target, folder.path().join(name)).unwrap();
        link("posts/a.md".as_ref(), "linked.md");
        link("posts".as_ref(), "news");
        link("..data/c.md".as_ref(), "mounted.md");
        link(outside.path(), "out");
        link(&outside.path().join("secret.md"), "out.md");
        link("state/x".as_ref(), "state.md");
        link("nowhere".as_ref(), "broken.md");
        let scan = scan(folder.path(), None, &[folder.path().join("state")]);
        let expected =
            ["linked.md", "mounted.md", "news/a.md", "news/deep/b.md", "posts/a.md", "posts/deep/b.md"];
        assert_eq!(names(&scan), expected);
        let mut problems: Vec<_> =
            scan.problems.iter().map(|problem| problem.path.to_str().unwrap()).collect();
        problems.sort_unstable();
        assert_eq!(problems, ["broken.md", "out", "out.md", "state.md"]);
    }

    #[test]
    fn loops_end() {
        let folder = folder_with(&["a/x.md", "b/y.md"]);
        for (target, name) in [
            (".", "self"),
            ("..", "a/up"),
            ("../b", "a/over"),
            ("../a", "b/back"),
            ("ring", "ring"),
            ("two", "one"),
            ("one", "two"),
        ] {
            symlink(target, folder.path().join(name)).unwrap();
        }
        let scan = scan(folder.path(), None, &[]);
        assert_eq!(names(&scan), ["a/over/y.md", "a/x.md", "b/back/x.md", "b/y.md"]);
        assert_eq!(scan.problems.len(), 8);
        assert!(scan.proves_absence_of(&path("a/gone.md")));
    }

    #[test]
    fn names_in_every_script_and_no_script_at_all() {
        let strange = ["né\n.md", "北京.md", "שלום.md", "🦀 x.md", "a\\b.md", "%2e%2e.md", "'\".md"];
        let folder = folder_with(&strange);
        fs::write(folder.path().join(OsStr::from_bytes(b"\xFF.md")), "x").unwrap();
        let scan = scan(folder.path(), None, &[]);
        let mut expected = strange.to_vec();
        expected.sort_unstable();
        assert_eq!(names(&scan), expected);
        assert_eq!(scan.problems[0].path.as_os_str().as_bytes(), b"\xFF.md");
    }

    #[test]
    fn a_deep_tree_is_walked_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let deep = vec!["d"; 1_500].join("/");
        fs::create_dir_all(folder.path().join(&deep)).unwrap();
        fs::write(folder.path().join(&deep).join("x.md"), "x").unwrap();
        assert_eq!(names(&scan(folder.path(), None, &[])), [format!("{deep}/x.md")]);
    }

    #[test]
    fn an_unreadable_directory_does_not_prove_that_its_files_are_gone() {
        let folder = folder_with(&["a/x.md", "b.md"]);
        let missing = scan(&folder.path().join("none"), None, &[]);
        assert!(missing.files.is_empty() && !missing.proves_absence_of(&path("b.md")));
        let locked = folder.path().join("a");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        // The root user may read every directory.
        if fs::read_dir(&locked).is_err() {
            let scan = scan(folder.path(), None, &[]);
            assert_eq!(names(&scan), ["b.md"]);
            assert!(!scan.proves_absence_of(&path("a/x.md")) && scan.proves_absence_of(&path("c.md")));
            assert_eq!(scan.problems[0].path, Path::new("a"));
        }
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn a_pipe_is_not_opened() {
        let folder = folder_with(&["a.md"]);
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.md")).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(names(&scan(folder.path(), None, &[])), ["a.md"]);
        }
    }
}
