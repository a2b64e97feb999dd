//! What a site generator publishes of the content folder.

use tidings_model::ContentPath;

/// The folders of a generator's project, relative to the content folder. Empty if the folder is no project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteLayout {
    /// Folders without articles (output, themes, templates), each with the reason that is reported.
    pub excluded: Vec<(ContentPath, String)>,
    /// The folders outside of which nothing is published, and the reason that is reported.
    pub only: Option<(Vec<ContentPath>, String)>,
}

impl SiteLayout {
    /// Why the file is not an article. `None`: the layout does not exclude it.
    pub fn reason(&self, path: &ContentPath) -> Option<&str> {
        let excluded = self.excluded.iter().find(|(folder, _)| path.is_within(folder));
        let outside =
            self.only.as_ref().filter(|(folders, _)| !folders.iter().any(|folder| path.is_within(folder)));
        excluded.map(|(_, reason)| reason.as_str()).or(outside.map(|(_, reason)| reason.as_str()))
    }
}
