//! What goes into the catalogue.

use super::FileStamp;
use serde::{Deserialize, Serialize};
use tidings_model::{Article, ContentPath, PartialMetadata, Problem};

/// What was found at one path. The catalogue's only input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Observation {
    /// A file became an article.
    Parsed {
        /// The file as read.
        stamp: FileStamp,
        /// What it says.
        article: Box<Article>,
    },
    /// A file could not be read as an article; its last good version stays.
    Rejected {
        /// Where.
        path: ContentPath,
        /// The file as read.
        stamp: FileStamp,
        /// Why.
        problems: Vec<Problem>,
        /// Which article it would be.
        #[serde(default)]
        metadata: PartialMetadata,
    },
    /// A file that is no article.
    Ignored {
        /// Where.
        path: ContentPath,
        /// The file as seen.
        stamp: FileStamp,
        /// Why, in a few words.
        reason: String,
    },
    /// The file system said that a file was renamed; comes before what was found at `to`.
    Renamed {
        /// The old path, now free.
        from: ContentPath,
        /// The new one.
        to: ContentPath,
    },
    /// There is no file (any more).
    Gone {
        /// Where.
        path: ContentPath,
    },
}

impl Observation {
    /// The path that was looked at; of a rename the old one.
    pub fn path(&self) -> &ContentPath {
        match self {
            Self::Parsed { article, .. } => &article.path,
            Self::Rejected { path, .. } | Self::Ignored { path, .. } | Self::Gone { path } => path,
            Self::Renamed { from, .. } => from,
        }
    }

    /// The path that is free from now on, if one is.
    pub fn vacated_path(&self) -> Option<&ContentPath> {
        matches!(self, Self::Gone { .. } | Self::Renamed { .. }).then(|| self.path())
    }
}
