//! Parsed files of a batch: finds the article of each file and writes it to all tables.

use super::batch_work::BatchWork;
use crate::file_rows::{self, FileOutcome};
use crate::identity::ledger::{self, LedgerUpdate};
use crate::identity::ledger_entry::LedgerEntry;
use crate::identity::matching::{self, Identity};
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
        let given = article.explicit_id.as_deref().filter(|given| !given.trim().is_empty());
        let given = given.map(|given| ArticleId::explicit(given, self.context.site_id));
        let candidates =
            ledger::candidates(self.connection, &article.path, given.as_ref(), &article.content_hash)?;
        let entry = match matching::identify(candidates, &article.content_hash) {
            Identity::Known(entry) => Some(*entry),
            Identity::New => None,
            Identity::IdInUse(owner) => {
                return file_rows::replace_waiting(self.connection, stamp, &article, &owner);
            }
        };
        if let Some(entry) = &entry {
            self.remember_view(entry.row)?;
            if entry.was_public
                && let Some(effects) = &mut self.effects
            {
                effects.returning.insert(entry.row);
            }
        }
        self.store(stamp, article, entry, given)
    }

    /// Writes a parsed file to all tables.
    fn store(
        &mut self,
        stamp: FileStamp,
        article: Article,
        entry: Option<LedgerEntry>,
        given: Option<ArticleId>,
    ) -> Result<()> {
        let connection = self.connection;
        let now = self.now.trunc_subsecs(0);
        let first_seen = entry.as_ref().map_or(now, |entry| entry.first_seen);
        let (published, _) = article.published_or(first_seen.fixed_offset());
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
        };
        let row = match &entry {
            Some(entry) => {
                ledger::update(connection, entry.row, &update)?;
                entry.row
            }
            None => ledger::insert(connection, &update, first_seen)?,
        };
        file_rows::replace(connection, &article.path, stamp, FileOutcome::Parsed, &[], Some(row))?;
        let next_due = article.next_due(status_time);
        let publication = Publication { slug: &slug, published, updated, is_public, next_due };
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

    /// The time at which the status of the article is computed: now, unless the article reached its date or
    /// its expiry before and the clock was set back since then. A published article stays published, and an
    /// expired one does not return.
    fn status_time(&self, article: &Article, entry: Option<&LedgerEntry>) -> Result<DateTime<Utc>> {
        let status = article.status(self.now);
        let reached = match (entry, article.published.as_ref(), article.expires) {
            (Some(entry), Some(dated), _) if status == Status::Scheduled => {
                let was_shown = self.views_before.get(&entry.row).is_some_and(Option::is_some);
                (was_shown && entry.published == dated.at.to_utc()).then_some(entry.published)
            }
            (Some(entry), _, Some(expires)) if status == Status::Published && entry.was_public => {
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
        match (entry, given) {
            (Some(entry), given) if matching::keeps_id(entry, given) => Ok(entry.id.clone()),
            (Some(entry), Some(given)) => {
                let is_free = ledger::with_id(self.connection, given)?.is_none();
                Ok(if is_free { given.clone() } else { entry.id.clone() })
            }
            (None, Some(given)) => Ok(given.clone()),
            (_, None) => ledger::mint(self.connection, self.context.site_id, path),
        }
    }
}
