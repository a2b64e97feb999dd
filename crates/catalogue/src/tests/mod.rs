//! Tests of the catalogue through its public interface. Rules of single modules are tested beside them.

mod archives;
mod effects;
mod transfer;
mod bulk_load;
mod identity;
mod model;
mod moves;
mod archive_positions;
mod plans;
mod publication;
mod storage;
mod cost;
mod daily_backup;

use crate::{Catalogue, CatalogueSettings, Change, ChangeKind, FileReport, Observation, PerFeed};
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use std::collections::BTreeMap;
use tidings_model::{
    Article, BodyHtml, ContentPath, DateSource, Dated, Entry, FileStamp, PartialMetadata, Problem, Selection,
    TermKind, Window,
};

pub(super) fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

/// An undated article; its title, slug, body and hash are `content`.
pub(super) fn article(at: &str, content: &str) -> Article {
    Article::blank(at, content)
}

pub(super) fn stamp(size: u64) -> FileStamp {
    FileStamp { modified: 1, size, inode: u64::MAX - 1, changed: 0 }
}

pub(super) fn parsed(article: Article) -> Observation {
    Observation::Parsed { stamp: stamp(1), article: Box::new(article) }
}

pub(super) fn gone(at: &str) -> Observation {
    Observation::Gone { path: path(at) }
}

pub(super) fn renamed(from: &str, to: &str) -> Observation {
    Observation::Renamed { from: path(from), to: path(to) }
}

pub(super) fn rejected(at: &str) -> Observation {
    let problems = vec![Problem::error("the front matter does not end", "end it with ---").at(1, None)];
    Observation::Rejected { path: path(at), stamp: stamp(2), problems, metadata: PartialMetadata::default() }
}

pub(super) fn ignored(at: &str) -> Observation {
    Observation::Ignored { path: path(at), stamp: stamp(3), reason: "a picture".to_owned() }
}

fn date(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// Noon of 4 March 2026, plus `seconds`.
fn at(seconds: i64) -> DateTime<Utc> {
    date("2026-03-04T12:00:00Z").to_utc() + TimeDelta::seconds(seconds)
}

fn settings() -> CatalogueSettings {
    CatalogueSettings {
        site_id: "example.org".to_owned(),
        parser_fingerprint: "1".to_owned(),
        custom: Vec::new(),
    }
}

/// Windows of three entries.
fn three() -> PerFeed {
    PerFeed { default: 3, overrides: BTreeMap::new() }
}

fn tag(slug: &str) -> Selection {
    Selection::Term { kind: TermKind::Tag, slug: slug.to_owned() }
}

/// A catalogue whose clock advances by a minute with every batch.
struct World {
    catalogue: Catalogue,
    minutes: i64,
}

impl World {
    fn new() -> Self {
        Self { catalogue: Catalogue::in_memory(None, &settings()).unwrap(), minutes: 0 }
    }

    fn now(&self) -> DateTime<Utc> {
        at(self.minutes * 60)
    }

    fn apply(&mut self, batch: impl IntoIterator<Item = Observation>) -> Vec<Change> {
        self.minutes += 1;
        self.catalogue.apply(batch.into_iter().collect(), self.now()).unwrap()
    }

    /// The kinds of changes that the batch causes.
    fn kinds(&mut self, batch: impl IntoIterator<Item = Observation>) -> Vec<ChangeKind> {
        self.apply(batch).iter().map(|change| change.kind).collect()
    }

    fn window(&self, selection: &Selection) -> Option<Window> {
        self.catalogue.reader().window(selection, 1000).unwrap()
    }

    fn site(&self) -> Vec<Entry> {
        self.window(&Selection::Site).unwrap().entries
    }

    fn titles(&self) -> Vec<String> {
        self.site().into_iter().map(|entry| entry.article.title).collect()
    }

    /// The public article in this file.
    fn at(&self, at: &str) -> Entry {
        let slug = self.catalogue.reader().slug_for_path(&path(at)).unwrap().unwrap();
        self.catalogue.reader().entry(&slug).unwrap().unwrap()
    }

    fn reports(&self) -> Vec<FileReport> {
        self.catalogue.file_reports(None, usize::MAX, self.now()).unwrap()
    }

    fn report(&self, at: &str) -> FileReport {
        self.catalogue.file_report(&path(at), self.now()).unwrap().unwrap()
    }
}
