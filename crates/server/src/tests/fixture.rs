//! An article, and a site over a catalogue in memory.

use crate::{ServerSettings, Site};
use chrono::{DateTime, Utc};
use std::path::Path;
use std::sync::Arc;
use tidings_catalogue::{Catalogue, CatalogueSettings, Change, Observation};
use tidings_model::{Article, BaseUrl, BodyHtml, ContentPath, DateSource, Dated, FileStamp};

/// An article of 4 March 2026 with little content.
pub(crate) fn article(path: &str, title: &str) -> Article {
    let at = "2026-03-04T23:30:00+01:00".parse().unwrap();
    Article {
        published: Some(Dated { at, from: DateSource::FrontMatter }),
        body: BodyHtml::from_marked(format!("<p>{}</p>", "Words that compress. ".repeat(50))),
        ..Article::blank(path, title)
    }
}

/// A site over an empty catalogue in memory, at `https://example.org/news/`.
pub(crate) struct Fixture {
    pub(crate) site: Arc<Site>,
    catalogue: Catalogue,
    clock: DateTime<Utc>,
}

impl Fixture {
    pub(crate) fn over(folder: &Path) -> Self {
        let settings = CatalogueSettings {
            site_id: "example.org".to_owned(),
            parser_fingerprint: String::new(),
            custom: Vec::new(),
        };
        let catalogue = Catalogue::in_memory(None, &settings).unwrap();
        let mut config = ServerSettings::default();
        config.site.title = "The Site".to_owned();
        let base = BaseUrl::parse("https://example.org/news/").unwrap();
        let site = Arc::new(Site::new(&config, base, folder, catalogue.reader()));
        Self { site, catalogue, clock: "2026-04-01T00:00:00Z".parse().unwrap() }
    }

    /// Marks the startup as finished.
    pub(crate) fn finish_startup(&mut self) {
        self.catalogue.publish_due(self.clock).unwrap();
    }

    /// Applies the change of a new or changed file.
    pub(crate) fn drop_file(&mut self, article: Article) {
        let stamp = FileStamp { modified: 1, size: 1, inode: 1, changed: 0 };
        self.apply(Observation::Parsed { stamp, article: Box::new(article) });
    }

    /// Applies the change of a deleted file.
    pub(crate) fn delete_file(&mut self, path: &str) {
        self.apply(Observation::Gone { path: ContentPath::new(path).unwrap() });
    }

    fn apply(&mut self, observation: Observation) -> Vec<Change> {
        let changes = self.catalogue.apply(vec![observation], self.clock).unwrap();
        self.site.mark_stale(&changes);
        changes
    }
}
