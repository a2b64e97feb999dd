//! The content folder's files that public articles refer to: pictures, sounds, attachments.

mod delivery;
mod embedded;
mod response;
#[cfg(test)]
mod tests;

pub(super) use embedded::{EmbeddedPicture, PictureStore};

use super::Site;
use super::render::RenderError;
use chrono::{DateTime, Utc};
use std::fs::File;
use std::sync::Arc;
use tidings_folder::{ContentFile, ContentFolder, OpenError};
use tidings_model::ContentPath;
use tidings_parse::document::{not_served_because, private_content};

/// How many bytes of a file show whether it is a secret.
const EXAMINED: u64 = 4096;

/// An open file that may be served, or a part of one.
#[derive(Debug)]
pub(super) struct ServedFile {
    file: File,
    /// Where it begins in the file, in bytes.
    offset: u64,
    size: u64,
    modified: Option<DateTime<Utc>>,
    mime: String,
}

/// What is at an address that public articles refer to.
#[derive(Debug)]
pub(super) enum Found {
    File(ServedFile),
    /// A picture of a document that has to be unpacked first.
    Embedded(EmbeddedPicture),
}

/// Finds the first of the candidates that is a file which may be served, or a picture inside a document.
/// Blocks.
pub(super) fn find(
    folder: &ContentFolder,
    pictures: &PictureStore,
    candidates: &[ContentPath],
) -> Option<Found> {
    candidates.iter().find_map(|candidate| {
        open_one(folder, candidate).map(Found::File).or_else(|| pictures.find(folder, candidate))
    })
}

fn open_one(folder: &ContentFolder, candidate: &ContentPath) -> Option<ServedFile> {
    let is_served = |path: &ContentPath| not_served_because(path).is_none();
    // Both the name in the address and the true name, after symbolic links, must be those of a served file.
    let mut file = is_served(candidate).then(|| open(folder, candidate)).flatten()?;
    let mime = mime_of(candidate);
    if !is_served(file.true_path()) || is_private_by_content(&mut file, &mime) {
        return None;
    }
    Some(ServedFile {
        offset: 0,
        size: file.length(),
        modified: file.modified().map(DateTime::from),
        mime,
        file: file.into_file(),
    })
}

/// Whether the file begins like a key, a list of passwords or a database. Media, which are most files, are not
/// examined: browsers never show their text.
fn is_private_by_content(file: &mut ContentFile, mime: &str) -> bool {
    let is_media = ["image/", "audio/", "video/", "font/"].iter().any(|kind| mime.starts_with(kind));
    !is_media && file.beginning(EXAMINED).map_or(true, |head| private_content(&head).is_some())
}

fn open(folder: &ContentFolder, path: &ContentPath) -> Option<ContentFile> {
    match folder.open(path) {
        Ok(file) => Some(file),
        Err(OpenError::Missing | OpenError::NotRegular | OpenError::Outside) => None,
        Err(OpenError::Io(error)) => {
            tracing::warn!(path = ?path.as_str(), %error, "cannot open the file");
            None
        }
    }
}

fn mime_of(path: &ContentPath) -> String {
    mime_guess::from_path(path.file_name()).first_or_octet_stream().essence_str().to_owned()
}

impl Site {
    /// The picture, after its document is unpacked, unless that was done before. Documents are unpacked one at
    /// a time, in a task of its own: a client that disconnects leaves the queue, but work that has begun is
    /// finished and kept.
    pub(super) async fn embedded_picture(
        self: &Arc<Self>,
        picture: EmbeddedPicture,
    ) -> Result<Option<ServedFile>, RenderError> {
        let turn = self.pictures.turn().await;
        let site = self.clone();
        let task = async move {
            let _turn = turn;
            let unpacking = site.clone();
            site.blocking(move || Ok(unpacking.pictures.unpack(&unpacking.folder, &picture))).await
        };
        tokio::spawn(task).await?
    }
}
