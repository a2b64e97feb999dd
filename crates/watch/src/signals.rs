//! Translates notify's events, which differ between platforms, into signals for [`super::settle`].

use super::listing::{Found, Root, is_listed};
use super::settle::Signal;
use notify::event::{
    AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind, RemoveKind, RenameMode,
};
use std::path::Path;
use tidings_model::ContentPath;

/// Whether the platform reports when a file is opened and closed: only inotify does.
pub(super) const REPORTS_CLOSE: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// One consequence of an event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// A signal about a path.
    Path(ContentPath, Signal),
    /// The folder itself may have been removed or renamed.
    Folder,
    /// Events were lost.
    Lost,
}

/// Returns the consequences of an event for listed paths, and for hidden files in listed directories: editors
/// write to a hidden file before they rename it.
pub(super) fn hints(event: &Event, root: &Root, was_directory: impl Fn(&ContentPath) -> bool) -> Vec<Hint> {
    if event.need_rescan() {
        return vec![Hint::Lost];
    }
    let mut hints = Vec::new();
    for location in &event.paths {
        if location == root.folder() {
            hints.extend(concerns_folder(event.kind).then_some(Hint::Folder));
            continue;
        }
        let Some(path) = ContentPath::from_file(root.folder(), location) else { continue };
        let is_in_hidden = ContentPath::new(path.directory()).is_some_and(|parent| !is_listed(&parent));
        if is_in_hidden || root.is_excluded(location) {
            continue;
        }
        let was_directory = was_directory(&path);
        let context = EventContext { root, path: &path, location, cookie: event.tracker(), was_directory };
        let Some(signal) = context.signal(event.kind) else { continue };
        // A hidden directory is ignored, and so is its creation.
        if !matches!(signal, Signal::Directory { .. }) || is_listed(&path) {
            hints.push(Hint::Path(path, signal));
        }
    }
    hints
}

/// Whether the event may have removed the folder. Events about what is in the folder name another path.
fn concerns_folder(kind: EventKind) -> bool {
    matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// One path of an event, with what is needed to translate the event.
struct EventContext<'a> {
    root: &'a Root,
    path: &'a ContentPath,
    /// The path on disk.
    location: &'a Path,
    /// The number that both halves of a rename have in common; notify calls it a tracker.
    cookie: Option<usize>,
    /// Whether a directory was last seen at the path.
    was_directory: bool,
}

impl EventContext<'_> {
    fn signal(&self, kind: EventKind) -> Option<Signal> {
        match kind {
            EventKind::Create(CreateKind::Folder) => Some(Signal::Directory { cookie: None }),
            EventKind::Create(_) => self.arrival(Signal::Created),
            EventKind::Access(AccessKind::Open(_)) => Some(Signal::Opened),
            // A pipe is closed after writing too, and a read of it might never end. The close of a file that
            // is gone counts nevertheless: the file may have been renamed, and the event of the rename
            // follows.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                let is_other = self.location.symlink_metadata().is_ok_and(|metadata| !metadata.is_file());
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
            // A watched directory itself was renamed: the event of its parent has the cookie.
            RenameMode::From if self.cookie.is_none() && REPORTS_CLOSE => None,
            RenameMode::From => Some(away),
            RenameMode::To => self.arrival(Signal::MovedHere { cookie: self.cookie }),
            // Both names again, after one event for each with its cookie.
            RenameMode::Both => None,
            // FSEvents and kqueue only report that it is one of the two.
            RenameMode::Any | RenameMode::Other => match self.location.symlink_metadata() {
                Ok(_) => self.arrival(Signal::Written),
                Err(_) => Some(away),
            },
        }
    }

    /// The signal for something that arrived at the path: `of_file` for a file.
    fn arrival(&self, of_file: Signal) -> Option<Signal> {
        let cookie = self.cookie;
        match self.location.symlink_metadata().map(|metadata| metadata.file_type()) {
            Ok(kind) if kind.is_file() => Some(of_file),
            Ok(kind) if kind.is_dir() => Some(Signal::Directory { cookie }),
            Ok(kind) if kind.is_symlink() => match self.root.find(self.path) {
                // A link is complete when it is created; only its target may be open.
                Ok(Found::File(_)) => Some(Signal::MovedHere { cookie }),
                // The comparison of a link that cannot be followed reports why.
                Ok(Found::Directory(_) | Found::Forbidden | Found::Nothing) => {
                    Some(Signal::Directory { cookie })
                }
                Ok(Found::Special) | Err(_) => None,
            },
            Ok(_) => None,
            // Gone again; another event reports the removal.
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

    /// The hints of an event about one path in a folder that contains `d/`, `f`, `.git/` and `state/`.
    fn hints_of(kind: EventKind, name: &str) -> Vec<Hint> {
        let folder = tempfile::tempdir().unwrap();
        for directory in ["d", ".git", "state"] {
            fs::create_dir(folder.path().join(directory)).unwrap();
        }
        fs::write(folder.path().join("f"), "x").unwrap();
        let root = Root::open(folder.path(), &[folder.path().join("state")]).unwrap();
        let location = if name.is_empty() { root.folder().to_path_buf() } else { root.folder().join(name) };
        let event = Event::new(kind).add_path(location);
        let is_rename = matches!(kind, EventKind::Modify(ModifyKind::Name(_)));
        let event = if is_rename { event.set_tracker(7) } else { event };
        hints(&event, &root, |path| path.as_str() == "was")
    }

    #[test]
    fn each_event_has_its_signal() {
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
            assert_eq!(hints_of(kind, name), [Hint::Path(path(name), signal)], "{kind:?} {name}");
        }
    }

    #[test]
    fn events_without_a_signal() {
        let create = EventKind::Create(CreateKind::Any);
        for name in [".git", ".git/config", "state", "state/catalogue.sqlite", "d/node_modules/x/y.md"] {
            assert_eq!(hints_of(create, name), [], "{name}");
        }
        assert_eq!(hints_of(EventKind::Access(AccessKind::Close(AccessMode::Write)), "d"), []);
        assert_eq!(hints_of(EventKind::Access(AccessKind::Close(AccessMode::Read)), "f"), []);
        assert_eq!(hints_of(EventKind::Modify(ModifyKind::Name(RenameMode::Both)), "f"), []);
    }

    #[test]
    fn the_folder_itself_and_lost_events() {
        assert_eq!(hints_of(EventKind::Remove(RemoveKind::Folder), ""), [Hint::Folder]);
        assert_eq!(hints_of(EventKind::Access(AccessKind::Open(AccessMode::Any)), ""), []);
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path(), &[]).unwrap();
        let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(hints(&overflow, &root, |_| false), [Hint::Lost]);
    }
}
