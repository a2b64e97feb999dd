//! Pictures inside documents, which are unpacked once and then served like files.
//!
//! All pictures of a document are unpacked together, one after another into one file of the state folder,
//! because that costs as much as one picture of it. The files are a cache: the start removes them, and those
//! that were not used for the longest time make room for new ones.

use super::{Found, ServedFile, mime_of, open};
use chrono::DateTime;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tidings_folder::{ContentFolder, state_file};
use tidings_model::{ContentPath, FileStamp};
use tidings_parse::document::{embedded_pictures, may_embed_pictures};
use tokio::sync::OwnedMutexGuard;

/// Maximum size of a document whose pictures are served, in bytes; the parser has the same limit.
const MAX_DOCUMENT: u64 = 16 * 1024 * 1024;

/// Capacity of the files together, in bytes: the pictures of four documents at their limit.
const CAPACITY: u64 = 256 * 1024 * 1024;

/// Capacity of the lists of pictures in memory, in bytes.
const LIST_CAPACITY: usize = 4 * 1024 * 1024;

/// Approximate memory for a picture or a document in the lists beside its name, in bytes.
const ENTRY: usize = 96;

/// The names of the files are this word and a number.
const PREFIX: &str = "pictures-";

/// A picture inside a document.
#[derive(Debug, Clone)]
pub(in crate::site) struct EmbeddedPicture {
    document: ContentPath,
    name: String,
    mime: String,
}

/// The unpacked pictures.
#[derive(Debug)]
pub(in crate::site) struct PictureStore {
    /// `None`: there is no state folder, so no picture is unpacked.
    state: Option<PathBuf>,
    documents: Mutex<Documents>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug, Default)]
struct Documents {
    by_path: HashMap<ContentPath, Unpacked>,
    /// The sum of `size` of all documents.
    bytes: u64,
    /// The sum of `list_size` of all documents.
    list_bytes: usize,
    /// The number of uses so far, which serves as a clock.
    uses: u64,
    /// The number of files that were written.
    files: u64,
}

/// A document whose pictures are unpacked. It may have none.
#[derive(Debug)]
struct Unpacked {
    stamp: FileStamp,
    file: PathBuf,
    /// Where each picture is in the file: offset and size.
    pictures: HashMap<String, (u64, u64)>,
    size: u64,
    list_size: usize,
    last_use: u64,
}

impl PictureStore {
    /// An empty store in the state folder. Files of the last run are removed.
    pub(in crate::site) fn open(state: Option<&Path>) -> Self {
        if let Some(state) = state {
            remove_files(state);
        }
        Self { state: state.map(Path::to_path_buf), documents: Mutex::default(), turn: Arc::default() }
    }

    /// Waits until no document is being unpacked. The memory that unpacking needs is then needed once.
    pub(super) async fn turn(&self) -> OwnedMutexGuard<()> {
        self.turn.clone().lock_owned().await
    }

    /// Finds a picture by its path: `posts/letter.docx/word/media/image1.png` is in `posts/letter.docx`. Blocks.
    pub(super) fn find(&self, folder: &ContentFolder, candidate: &ContentPath) -> Option<Found> {
        let whole = candidate.as_str();
        let places = whole.match_indices('/');
        let (document, name) = places
            .filter_map(|(at, _)| Some((ContentPath::new(whole.get(..at)?)?, whole.get(at + 1..)?)))
            .find(|(document, _)| {
                may_embed_pictures(document) && !ContentPath::is_hidden(document.as_str())
            })?;
        let file = open(folder, &document)?;
        if ContentPath::is_hidden(file.true_path().as_str()) {
            return None;
        }
        let picture = EmbeddedPicture { document, name: name.to_owned(), mime: mime_of(candidate) };
        match self.kept(&picture, file.stamp()) {
            Some(Some(served)) => Some(Found::File(served)),
            Some(None) => None,
            None => Some(Found::Embedded(picture)),
        }
    }

    /// Unpacks the document, unless that was done before, and returns the picture. Blocks; the caller has the
    /// [`turn`](Self::turn).
    pub(super) fn unpack(&self, folder: &ContentFolder, picture: &EmbeddedPicture) -> Option<ServedFile> {
        let mut file = open(folder, &picture.document)?;
        let stamp = file.stamp();
        if let Some(kept) = self.kept(picture, stamp) {
            return kept;
        }
        let bytes = file.read(MAX_DOCUMENT).ok().filter(|bytes| bytes.len() as u64 <= MAX_DOCUMENT)?;
        // A document that is being written is read again at the next request.
        if file.present_stamp().ok()? != stamp {
            return None;
        }
        match self.write(&picture.document, &bytes, stamp) {
            Ok(unpacked) => self.keep(&picture.document, unpacked),
            Err(error) => {
                let folder = self.state.as_deref().unwrap_or(Path::new("")).display();
                tracing::error!(
                    "cannot write pictures to {folder}: {error}; make room on the disk, and check the folder's \
                     permissions"
                );
                return None;
            }
        }
        self.kept(picture, stamp).flatten()
    }

    /// The picture, if its document is unpacked: `Some(None)` if the document does not have it.
    fn kept(&self, picture: &EmbeddedPicture, stamp: FileStamp) -> Option<Option<ServedFile>> {
        let mut documents = self.documents();
        documents.uses += 1;
        let uses = documents.uses;
        let unpacked =
            documents.by_path.get_mut(&picture.document).filter(|unpacked| unpacked.stamp == stamp)?;
        unpacked.last_use = uses;
        let Some((offset, size)) = unpacked.pictures.get(&picture.name).copied() else { return Some(None) };
        // The file is missing if the state folder was deleted meanwhile.
        let file = state_file::open(&unpacked.file).ok()?;
        let modified = Some(DateTime::from_timestamp_nanos(stamp.modified));
        Some(Some(ServedFile { file, offset, size, modified, mime: picture.mime.clone() }))
    }

    fn write(&self, document: &ContentPath, bytes: &[u8], stamp: FileStamp) -> io::Result<Unpacked> {
        let state = self.state.as_deref().ok_or(io::ErrorKind::NotFound)?;
        let number = {
            let mut documents = self.documents();
            documents.files += 1;
            documents.files
        };
        let file = state.join(format!("{PREFIX}{number}"));
        let mut unpacked =
            Unpacked { stamp, file, pictures: HashMap::new(), size: 0, list_size: ENTRY, last_use: 0 };
        let mut out = BufWriter::new(state_file::create(&unpacked.file)?);
        let mut written = Ok(());
        embedded_pictures(document, bytes, &mut |name, picture| {
            if written.is_ok() {
                written = out.write_all(picture);
                let size = picture.len() as u64;
                unpacked.pictures.insert(name.to_owned(), (unpacked.size, size));
                unpacked.size += size;
                unpacked.list_size += ENTRY + name.len();
            }
        });
        written.and_then(|()| out.flush()).inspect_err(|_| remove(&unpacked.file))?;
        Ok(unpacked)
    }

    /// Adds a document and removes those that were not used for the longest time, as far as the limits require.
    fn keep(&self, document: &ContentPath, mut unpacked: Unpacked) {
        let mut documents = self.documents();
        unpacked.last_use = documents.uses;
        documents.remove(document);
        documents.bytes += unpacked.size;
        documents.list_bytes += unpacked.list_size;
        documents.by_path.insert(document.clone(), unpacked);
        while documents.bytes > CAPACITY || documents.list_bytes > LIST_CAPACITY {
            let others = documents.by_path.iter().filter(|(path, _)| *path != document);
            let oldest = others.min_by_key(|(_, unpacked)| unpacked.last_use).map(|(path, _)| path.clone());
            let Some(oldest) = oldest else { return };
            documents.remove(&oldest);
        }
    }

    fn documents(&self) -> MutexGuard<'_, Documents> {
        // After a panic while the lock is held, at worst the sums are wrong.
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Documents {
    /// Removes a document. Responses that are being sent from its file keep the file open.
    fn remove(&mut self, document: &ContentPath) {
        if let Some(unpacked) = self.by_path.remove(document) {
            self.bytes -= unpacked.size;
            self.list_bytes -= unpacked.list_size;
            remove(&unpacked.file);
        }
    }
}

fn remove(file: &Path) {
    if let Err(error) = state_file::remove(file) {
        tracing::warn!("cannot remove {}: {error}", file.display());
    }
}

/// Removes the files of the last run.
fn remove_files(state: &Path) {
    for entry in std::fs::read_dir(state).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        if number.is_some_and(|number| number.parse::<u64>().is_ok()) {
            remove(&entry.path());
        }
    }
}
