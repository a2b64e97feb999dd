//! What is in the folder now.

use super::listing::{Entry, EntryKind, Found, Root, is_listed};
use std::io;
use std::path::{Path, PathBuf};
use tidings_model::{ContentPath, FileStamp, Problem};

/// Files of one directory that are worth a thread: looking at one takes a microsecond or two.
const A_THREADS: usize = 1000;

/// Files that are looked at together.
const TOGETHER: usize = 8000;

/// What a walk through the folder found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scan {
    /// Every file that is listed, in the order of the paths, none twice.
    pub files: Vec<(ContentPath, FileStamp)>,
    /// What could not be read or was not followed.
    pub problems: Vec<ScanProblem>,
    /// What could not be looked into; `None` is the whole folder.
    unseen: Vec<Option<ContentPath>>,
}

/// An entry of the folder that the walk had to leave out.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanProblem {
    /// Relative to the folder; empty for the folder itself. It may be no Unicode.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
}

impl Scan {
    /// Whether the absence of `path` from [`Scan::files`] means that there is no such file. It does not where
    /// a directory on the way could not be read, least of all when the folder itself is away: whoever takes
    /// absent files for deleted must ask here first.
    pub fn vouches_for(&self, path: &ContentPath) -> bool {
        !self.unseen.iter().any(|unseen| unseen.as_ref().is_none_or(|unseen| path.is_within(unseen)))
    }
}

/// Walks through the folder, or what is within `below` in it (a directory or one file). Nothing is fatal: what
/// cannot be read is in the result's problems.
///
/// Links are followed as far as they stay inside the folder and out of `excluded`; a link that leads to a
/// directory that holds it is not, nor a link to a directory inside a linked directory. So every walk ends, and
/// takes no more steps than directories times links.
pub fn scan(folder: &Path, below: Option<&ContentPath>, excluded: &[PathBuf]) -> Scan {
    let mut scan = Scan::default();
    let root = match Root::open(folder, excluded) {
        Ok(root) => root,
        Err(error) => {
            scan.cannot_see(None, &error);
            return scan;
        }
    };
    let mut walk = Walk { root: &root, scan, directories: Vec::new() };
    match below {
        None => walk.directories.push(Step { directory: None, linked: false }),
        Some(path) if is_listed(path) && !root.is_excluded(&root.place(below)) => walk.begin(path),
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
    /// Still to be listed. A stack and no recursion, since a tree may be thousands of levels deep.
    directories: Vec<Step>,
}

struct Step {
    directory: Option<ContentPath>,
    /// Whether a link is on the way to it.
    linked: bool,
}

impl Walk<'_> {
    fn begin(&mut self, path: &ContentPath) {
        match self.root.find(path) {
            Ok(Found::Directory(real)) => {
                let linked = real != self.root.place(Some(path));
                self.directories.push(Step { directory: Some(path.clone()), linked });
            }
            Ok(Found::File(stamp)) => self.scan.files.push((path.clone(), stamp)),
            Ok(Found::Forbidden) => self.scan.report(path, forbidden()),
            Ok(Found::Nothing | Found::Special) => {}
            Err(error) => self.scan.cannot_see(Some(path), &error),
        }
    }

    fn list(&mut self, step: &Step) {
        let (mut files, mut others) = (Vec::new(), Vec::new());
        let listed = self.root.list(step.directory.as_ref(), |entry| match entry.kind {
            EntryKind::File => {
                files.push(entry);
                if files.len() == TOGETHER {
                    self.scan.take_files(std::mem::take(&mut files));
                }
            }
            _ => others.push(entry),
        });
        self.scan.take_files(files);
        let unspeakable = match listed {
            Ok(unspeakable) => unspeakable,
            // Removed since it was found, unless it is the folder itself, which may be mounted again.
            Err(error) if error.kind() == io::ErrorKind::NotFound && step.directory.is_some() => return,
            Err(error) => return self.scan.cannot_see(step.directory.as_ref(), &error),
        };
        for place in unspeakable {
            let path =
                place.strip_prefix(self.root.folder()).map_or_else(|_| place.clone(), Path::to_path_buf);
            let problem = Problem::warning("the name is not Unicode", "give the file another name");
            self.scan.problems.push(ScanProblem { path, problem });
        }
        for entry in others {
            self.take(entry, step.linked);
        }
    }

    fn take(&mut self, entry: Entry, linked: bool) {
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
                Err(error) => self.scan.cannot_see(Some(&entry.path), &error),
            },
        }
    }
}

impl Scan {
    /// Files of one directory.
    fn take_files(&mut self, files: Vec<Entry>) {
        for (path, stamp) in stamps(files) {
            match stamp {
                Ok(stamp) => self.files.push((path, stamp)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => self.cannot_see(Some(&path), &error),
            }
        }
    }

    fn cannot_see(&mut self, path: Option<&ContentPath>, error: &io::Error) {
        let problem = Problem::error(
            format!("it cannot be read: {error}"),
            match error.kind() {
                io::ErrorKind::PermissionDenied => "let the user that Tidings runs as read it",
                _ => "see that it is there; what is known of it stays public",
            },
        );
        self.unseen.push(path.cloned());
        self.problems.push(ScanProblem { path: relative(path), problem });
    }

    fn report(&mut self, path: &ContentPath, problem: Problem) {
        self.problems.push(ScanProblem { path: relative(Some(path)), problem });
    }
}

/// Looks at files of one directory, on all cores where they are many.
fn stamps(files: Vec<Entry>) -> Vec<(ContentPath, io::Result<FileStamp>)> {
    let look = |entries: Vec<Entry>| -> Vec<_> {
        entries
            .into_iter()
            .map(|entry| (entry.stamp(), entry))
            .map(|(stamp, entry)| (entry.path, stamp))
            .collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len() / A_THREADS);
    if threads < 2 {
        return look(files);
    }
    let each = files.len().div_ceil(threads);
    let mut files = files.into_iter();
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|_| files.by_ref().take(each).collect())
            .map(|part: Vec<Entry>| scope.spawn(move || look(part)))
            .collect();
        // A panic is passed on by the scope.
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
        "link it directly",
    )
}

fn broken() -> Problem {
    Problem::warning("the link leads nowhere", "mend or remove it")
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
            let place = folder.path().join(file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, file).unwrap();
        }
        folder
    }

    fn names(scan: &Scan) -> Vec<&str> {
        scan.files.iter().map(|(path, _)| path.as_str()).collect()
    }

    #[test]
    fn files_in_the_order_of_their_paths_without_hidden_ones() {
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
        assert!(scan.problems.is_empty() && scan.vouches_for(&path("gone.md")));
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
            assert!(scan.vouches_for(&path(below)), "{below}");
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
        assert!(scan.vouches_for(&path("a/gone.md")));
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
    fn what_cannot_be_seen_is_not_gone() {
        let folder = folder_with(&["a/x.md", "b.md"]);
        let missing = scan(&folder.path().join("none"), None, &[]);
        assert!(missing.files.is_empty() && !missing.vouches_for(&path("b.md")));
        let locked = folder.path().join("a");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        // Nothing is locked for root.
        if fs::read_dir(&locked).is_err() {
            let scan = scan(folder.path(), None, &[]);
            assert_eq!(names(&scan), ["b.md"]);
            assert!(!scan.vouches_for(&path("a/x.md")) && scan.vouches_for(&path("c.md")));
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
