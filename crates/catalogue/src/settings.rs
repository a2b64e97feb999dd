//! The settings of a catalogue: the site's id, the parser's fingerprint, and custom feeds.

use tidings_model::{FeedRule, Selection};

/// The settings of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueSettings {
    /// The site's id, from which article ids are minted. The first one is kept; later ones are ignored.
    pub site_id: String,
    /// Hash of everything besides the document that determines the parsed article: settings and the parser's
    /// version. If it changed, all file stamps are reset, so that a scan reads all files again.
    pub parser_fingerprint: String,
    /// The feeds that the publisher defines. If they changed, every article is listed again.
    pub custom: Vec<CustomSelection>,
}

/// A selection that the publisher defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomSelection {
    /// The path of its feeds: [`Selection::Custom`].
    pub path: String,
    /// Its name.
    pub name: String,
    /// The articles that it selects.
    pub rule: FeedRule,
}

impl CustomSelection {
    /// The selection under which its articles are listed.
    pub fn selection(&self) -> Selection {
        Selection::Custom { path: self.path.clone() }
    }
}
