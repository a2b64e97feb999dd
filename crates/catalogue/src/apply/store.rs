//! Parsed files of a batch: finds the article of each file and writes it to all tables.

use super::batch_work::BatchWork;
use crate::file_rows::{self, FileOutcome};
use crate::identity::ledger::{self, LedgerUpdate};
use crate::identity::ledger_entry::LedgerEntry;
use crate::identity::matching::{self, IdentityCandidates};
use crate::identity::sightings::given_id;
use crate::identity::versions::Version;
use crate::identity::{former_addresses, slugs};
use crate::membership::listing;
use crate::storage::article_rows::{self, Publication};
use chrono::{DateTime, SubsecRound, Utc};
use rusqlite::Result;
use tidings_model::{Article, ArticleId, ContentPath, FileStamp, Status};

impl BatchWork<'_> {
    /// Stores a parsed file as the article that it belongs to.
    pub(super) fn store_parsed(&mut self, stamp: FileStamp, mut article: Article) -> Result<()> {
        article_rows::truncate_to_seconds(&mut article);
        let given = given_id(&article, self.context.site_id);
        let version = Version::new(&article);
        let title = version.title();
        let entry = self.find_article(&version, given.as_ref())?;
        if let Some(entry) = &entry {
            self.remember_view(entry.row)?;
            if entry.was_public
                && let Some(effects) = &mut self.effects
            {
                effects.returning.insert(entry.row);
            }
        }
        self.store(stamp, article, title, entry, given)
    }

    /// The article of the ledger that the document is.
    fn find_article(&self, version: &Version<'_>, given: Option<&ArticleId>) -> Result<Option<LedgerEntry>> {
        let (connection, article) = (self.connection, version.article());
        if let Some(entry) = ledger::at_path(connection, &article.path)? {
            return Ok(Some(entry));
        }
        let deleted_from_path = ledger::deleted_from_path(connection, &article.path)?;
        let resembles_deleted = match &deleted_from_path {
            Some(entry) => version.has_title_of(entry) || version.is_of_deleted(connection, entry.row)?,
            None => false,
        };
        let candidates = IdentityCandidates {
            with_id: given.map(|id| ledger::with_id(connection, id)).transpose()?.flatten(),
            deleted_with_content: ledger::deleted_with_content(connection, &article.content_hash)?,
            deleted_version: version.deleted_article(connection)?,
            deleted_from_path,
            resembles_deleted,
        };
        Ok(matching::identify(candidates, &article.content_hash, given, self.now))
    }

    /// Writes a parsed file to all tables.
    fn store(
        &mut self,
        stamp: FileStamp,
        article: Article,
        title: Option<i64>,
        entry: Option<LedgerEntry>,
        given: Option<ArticleId>,
    ) -> Result<()> {
        let connection = self.connection;
        let now = self.now.trunc_subsecs(0);
        let kept = matching::kept_dates(&article, entry.as_ref(), now);
        let (published, _) = article.published_or(&kept);
        let id = self.id(&article.path, entry.as_ref(), given.as_ref())?;
        let slug = slugs::for_article(connection, &article, entry.as_ref())?;
        let status_time = self.status_time(&article, entry.as_ref())?;
        let is_public = article.status(status_time) == Status::Published;
        let updated = matching::updated(&article, published, entry.as_ref(), now);
        let update = LedgerUpdate {
            id: &id,
            explicit: given.is_some_and(|given| given == id),
            slug: &slug,
            path: &article.path,
            content_hash: &article.content_hash,
            published,
            updated,
            is_public,
            title,
            kept,
        };
        let row = match &entry {
            Some(entry) => {
                ledger::update(connection, entry.row, &update)?;
                entry.row
            }
            None => ledger::insert(connection, &update)?,
        };
        if is_public {
            slugs::record_folded(connection, row, &slug)?;
        }
        file_rows::replace(connection, &article.path, stamp, FileOutcome::Parsed, &[], Some(row))?;
        let next_due = article.next_due(status_time);
        let expired = article_rows::expired(&article, status_time);
        let publication = Publication { slug: &slug, published, updated, is_public, next_due, expired };
        if entry.is_none() {
            if !article.aliases.is_empty() {
                former_addresses::replace_aliases(connection, row, &article.aliases)?;
            }
            self.views_before.insert(row, None);
            return self.new.store(connection, row, &id, article, &publication, self.context.custom);
        }
        match is_public {
            true => listing::list(connection, row, &id, published, &article, self.context.custom)?,
            false => listing::unlist(connection, row)?,
        }
        former_addresses::replace_aliases(connection, row, &article.aliases)?;
        article_rows::replace(connection, row, article, &publication)
    }

    /// The time at which the status of the article is computed: now, unless the article reached its date or its
    /// expiry before and the clock was set back since then. A published article stays published. An expired one
    /// returns, unless the clock was only corrected.
    fn status_time(&self, article: &Article, entry: Option<&LedgerEntry>) -> Result<DateTime<Utc>> {
        let status = article.status(self.now);
        let reached = match (entry, article.published.as_ref(), article.expires) {
            (Some(entry), Some(dated), _) if status == Status::Scheduled => {
                let was_shown = self.views_before.get(&entry.row).is_some_and(Option::is_some);
                (was_shown && entry.published == dated.at.to_utc()).then_some(entry.published)
            }
            (Some(entry), _, Some(expires))
                if status == Status::Published
                    && entry.was_public
                    && expires.to_utc() - self.now <= article_rows::CLOCK_CORRECTION =>
            {
                article_rows::has_expired(self.connection, entry.row, expires)?.then_some(expires.to_utc())
            }
            _ => None,
        };
        Ok(reached.map_or(self.now, |reached| reached.max(self.now)))
    }

    fn id(
        &self,
        path: &ContentPath,
        entry: Option<&LedgerEntry>,
        given: Option<&ArticleId>,
    ) -> Result<ArticleId> {
        if let Some(entry) = entry.filter(|entry| matching::keeps_id(entry, given)) {
            return Ok(entry.id.clone());
        }
        // The id of another article is not used: `tidings check` and the log warn of it.
        let free = match given {
            Some(given) if ledger::with_id(self.connection, given)?.is_none() => Some(given),
            _ => None,
        };
        match (free, entry) {
            (Some(given), _) => Ok(given.clone()),
            (None, Some(entry)) => Ok(entry.id.clone()),
            (None, None) => ledger::mint(self.connection, self.context.site_id, path),
        }
    }
}
