//! Applies the caller's settings to a catalogue that was opened, and finishes what the last run left undone.

use crate::bulk_load::initial_scan;
use crate::membership::{listing, selections};
use crate::settings::CatalogueSettings;
use rusqlite::{Connection, Result, params};
use tidings_model::FileStamp;

/// Stores the settings, and returns the site's id, which is that of the first run. If the parser or its
/// settings changed, all file stamps are reset; if the rules for listing changed, all articles are listed
/// again.
pub(crate) fn adopt_settings(connection: &mut Connection, settings: &CatalogueSettings) -> Result<String> {
    let transaction = connection.transaction()?;
    transaction.execute(
        "INSERT INTO meta (one, site_id, reading, sequence) VALUES (1, ?1, ?2, 0) ON CONFLICT DO NOTHING",
        params![settings.site_id, settings.parser_fingerprint],
    )?;
    let (site_id, fingerprint): (String, String) =
        transaction
            .query_row("SELECT site_id, reading FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if fingerprint != settings.parser_fingerprint {
        let FileStamp { modified, size, inode, changed } = FileStamp::STALE;
        transaction.execute(
            "UPDATE file SET modified = ?1, size = ?2, inode = ?3, changed = ?4",
            params![modified, size.cast_signed(), inode.cast_signed(), changed],
        )?;
        transaction.execute("UPDATE meta SET reading = ?1", [&settings.parser_fingerprint])?;
    }
    initial_scan::build_indexes_if_done(&transaction)?;
    let rules = format!("{} {:?}", selections::VERSION, settings.custom);
    let stored: String = transaction.query_row("SELECT listing FROM meta", [], |row| row.get(0))?;
    if stored != rules {
        listing::rebuild(&transaction, &settings.custom)?;
        transaction.execute("UPDATE meta SET listing = ?1", [&rules])?;
    }
    transaction.commit()?;
    Ok(site_id)
}
