//! What notify's events mean, platform by platform, for [`super::settle`].

use super::listing::{Found, Root, is_listed};
use super::settle::Signal;
use notify::event::{
    AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind, RemoveKind, RenameMode,
};
use std::path::Path;
use tidings_model::ContentPath;

/// inotify tells when a file is opened and closed; no other platform's watcher does.
pub(super) const CLOSES_ARE_TOLD: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// One thing that an event says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// Something happened to a path.
    Path(ContentPath, Signal),
    /// Something happened to the folder itself.
    Folder,
    /// Events were lost.
    Lost,
}

/// What the event says of listed paths, and of hidden files in listed directories, under whose names editors
/// write before they rename.
pub(super) fn hints(event: &Event, root: &Root, was_directory: impl Fn(&ContentPath) -> bool) -> Vec<Hint> {
    if event.need_rescan() {
        return vec![Hint::Lost];
    }
    let mut hints = Vec::new();
    for place in &event.paths {
        if place == root.folder() {
            hints.extend(concerns_folder(event.kind).then_some(Hint::Folder));
            continue;
        }
        let Some(path) = ContentPath::from_file(root.folder(), place) else { continue };
        let is_in_hidden = ContentPath::new(path.directory()).is_some_and(|parent| !is_listed(&parent));
        if is_in_hidden || root.is_excluded(place) {
            continue;
        }
        let was_directory = was_directory(&path);
        let meaning = Meaning { root, path: &path, place, cookie: event.tracker(), was_directory };
        let Some(signal) = meaning.of(event.kind) else { continue };
        // Of a hidden directory nothing counts, not even that it came.
        if !matches!(signal, Signal::Directory { .. }) || is_listed(&path) {
            hints.push(Hint::Path(path, signal));
        }
    }
    hints
}

/// Only what may have taken the folder away; that something was opened or created in it is told of elsewhere.
fn concerns_folder(kind: EventKind) -> bool {
    matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// The meaning of one path's event.
struct Meaning<'a> {
    root: &'a Root,
    path: &'a ContentPath,
    place: &'a Path,
    /// notify's name for the number that both halves of a rename carry.
    cookie: Option<usize>,
    /// Whether a directory was last seen here.
    was_directory: bool,
}

impl Meaning<'_> {
    fn of(&self, kind: EventKind) -> Option<Signal> {
        match kind {
            EventKind::Create(CreateKind::Folder) => Some(Signal::Directory { cookie: None }),
            EventKind::Create(_) => self.arrival(Signal::Created),
            EventKind::Access(AccessKind::Open(_)) => Some(Signal::Opened),
            // A pipe is closed after writing too, and reading it may never end. Of what is not there any more
            // the close counts all the same: it may have been renamed since, with its next event on the way.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                let is_other = self.place.symlink_metadata().is_ok_and(|metadata| !metadata.is_file());
                (!is_other).then_some(Signal::Closed)
            }
            EventKind::Access(_) => None,
            EventKind::Modify(ModifyKind::Name(mode)) => self.renaming(mode),
            EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Any | EventKind::Other => {
                Some(Signal::Touched)
            }
            EventKind::Modify(_) => Some(Signal::Written),
            EventKind::Remove(kind) => {
                Some(Signal::Removed { directory: kind == RemoveKind::Folder || self.was_directory })
            }
        }
    }

    fn renaming(&self, mode: RenameMode) -> Option<Signal> {
        let away = Signal::MovedAway { cookie: self.cookie, directory: self.was_directory };
        match mode {
            // A watched directory itself was moved: its parent tells the same with a cookie.
            RenameMode::From if self.cookie.is_none() && CLOSES_ARE_TOLD => None,
            RenameMode::From => Some(away),
            RenameMode::To => self.arrival(Signal::MovedHere { cookie: self.cookie }),
            // Both names once more, after each was told with its cookie.
            RenameMode::Both => None,
            // FSEvents and kqueue say only that it is one of the two.
            RenameMode::Any | RenameMode::Other => match self.place.symlink_metadata() {
                Ok(_) => self.arrival(Signal::Written),
                Err(_) => Some(away),
            },
        }
    }

    /// What came here: a directory, a link, or else what a file's arrival means.
    fn arrival(&self, of_file: Signal) -> Option<Signal> {
        let cookie = self.cookie;
        match self.place.symlink_metadata().map(|metadata| metadata.file_type()) {
            Ok(kind) if kind.is_file() => Some(of_file),
            Ok(kind) if kind.is_dir() => Some(Signal::Directory { cookie }),
            Ok(kind) if kind.is_symlink() => match self.root.find(self.path) {
                // A link is made whole; only what it leads to may be open.
                Ok(Found::File(_)) => Some(Signal::MovedHere { cookie }),
                Ok(Found::Directory(_)) => Some(Signal::Directory { cookie }),
                _ => None,
            },
            Ok(_) => None,
            // Gone again, which is told too.
            Err(_) => Some(of_file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, Flag, MetadataKind};
    use std::fs;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    /// The hints of an event about one path in a folder that holds `d/`, `f`, `.git/` and `state/`.
    fn told(kind: EventKind, name: &str) -> Vec<Hint> {
        let folder = tempfile::tempdir().unwrap();
        for directory in ["d", ".git", "state"] {
            fs::create_dir(folder.path().join(directory)).unwrap();
        }
        fs::write(folder.path().join("f"), "x").unwrap();
        let root = Root::open(folder.path(), &[folder.path().join("state")]).unwrap();
        let place = if name.is_empty() { root.folder().to_path_buf() } else { root.folder().join(name) };
        let event = Event::new(kind).add_path(place);
        let is_rename = matches!(kind, EventKind::Modify(ModifyKind::Name(_)));
        let event = if is_rename { event.set_tracker(7) } else { event };
        hints(&event, &root, |path| path.as_str() == "was")
    }

    #[test]
    fn meanings() {
        let name = |mode| EventKind::Modify(ModifyKind::Name(mode));
        let cookie = Some(7);
        let close = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let cases = [
            (EventKind::Create(CreateKind::File), "f", Signal::Created),
            (EventKind::Create(CreateKind::Any), "d", Signal::Directory { cookie: None }),
            (EventKind::Modify(ModifyKind::Data(DataChange::Any)), "f", Signal::Written),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "f", Signal::Touched),
            (close, "f", Signal::Closed),
            (close, "renamed since", Signal::Closed),
            (name(RenameMode::From), "none", Signal::MovedAway { cookie, directory: false }),
            (name(RenameMode::From), "was", Signal::MovedAway { cookie, directory: true }),
            (name(RenameMode::To), "f", Signal::MovedHere { cookie }),
            (name(RenameMode::To), "d", Signal::Directory { cookie }),
            (name(RenameMode::Any), "f", Signal::Written),
            (name(RenameMode::Any), "none", Signal::MovedAway { cookie, directory: false }),
            (EventKind::Remove(RemoveKind::Folder), "none", Signal::Removed { directory: true }),
            (EventKind::Remove(RemoveKind::File), ".x.swp", Signal::Removed { directory: false }),
        ];
        for (kind, name, signal) in cases {
            assert_eq!(told(kind, name), [Hint::Path(path(name), signal)], "{kind:?} {name}");
        }
    }

    #[test]
    fn what_says_nothing() {
        let create = EventKind::Create(CreateKind::Any);
        for name in [".git", ".git/config", "state", "state/catalogue.sqlite", "d/node_modules/x/y.md"] {
            assert_eq!(told(create, name), [], "{name}");
        }
        assert_eq!(told(EventKind::Access(AccessKind::Close(AccessMode::Write)), "d"), []);
        assert_eq!(told(EventKind::Access(AccessKind::Close(AccessMode::Read)), "f"), []);
        assert_eq!(told(EventKind::Modify(ModifyKind::Name(RenameMode::Both)), "f"), []);
    }

    #[test]
    fn the_folder_itself_and_the_queue() {
        assert_eq!(told(EventKind::Remove(RemoveKind::Folder), ""), [Hint::Folder]);
        assert_eq!(told(EventKind::Access(AccessKind::Open(AccessMode::Any)), ""), []);
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path(), &[]).unwrap();
        let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(hints(&overflow, &root, |_| false), [Hint::Lost]);
    }
}
