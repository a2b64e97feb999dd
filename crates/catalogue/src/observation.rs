//! Observations: the state of a path of the content folder when it was scanned or read. They are the
//! catalogue's only input.

use serde::{Deserialize, Serialize};
use tidings_model::{Article, ContentPath, FileStamp, PartialMetadata, Problem};

/// The state of one path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Observation {
    /// A file was parsed as an article.
    Parsed {
        /// The stamp of the file when it was read.
        stamp: FileStamp,
        /// The article.
        article: Box<Article>,
    },
    /// A file could not be parsed as an article. Its last valid version stays public.
    Rejected {
        /// The path of the file.
        path: ContentPath,
        /// The stamp of the file when it was read.
        stamp: FileStamp,
        /// Why it was rejected.
        problems: Vec<Problem>,
        /// The title and authors that could be read.
        #[serde(default)]
        metadata: PartialMetadata,
    },
    /// A file is not an article.
    Ignored {
        /// The path of the file.
        path: ContentPath,
        /// The stamp of the file when it was seen.
        stamp: FileStamp,
        /// Why it is ignored, in a few words.
        reason: String,
    },
    /// A file has no content that could be an article: it is empty, or not text. If it was an article, it lost its
    /// content, and the last valid version stays public; otherwise it is ignored.
    NoContent {
        /// The path of the file.
        path: ContentPath,
        /// The stamp of the file when it was read.
        stamp: FileStamp,
        /// What is missing, in a few words.
        reason: String,
    },
    /// The file system reported that a file was renamed. Precedes the observation of the file at `to`.
    Renamed {
        /// The old path, which is free now.
        from: ContentPath,
        /// The new path.
        to: ContentPath,
    },
    /// No file is at the path: it was removed, or was never there.
    Gone {
        /// The path.
        path: ContentPath,
    },
}

impl Observation {
    /// The observed path; for a rename the old one.
    pub fn path(&self) -> &ContentPath {
        match self {
            Self::Parsed { article, .. } => &article.path,
            Self::Rejected { path, .. }
            | Self::Ignored { path, .. }
            | Self::NoContent { path, .. }
            | Self::Gone { path } => path,
            Self::Renamed { from, .. } => from,
        }
    }

    /// The path that became free, if any.
    pub fn freed_path(&self) -> Option<&ContentPath> {
        matches!(self, Self::Gone { .. } | Self::Renamed { .. }).then(|| self.path())
    }
}
