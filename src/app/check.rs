//! The folder as it would be published, without publishing it.

use super::absence::Absence;
use super::flood::Flood;
use super::grace::Grace;
use super::once::tell_once;
use super::reconcile::reconcile;
use super::{AppError, Ingest, Progress};
use crate::config::Config;
use chrono::Utc;
use std::time::Duration;
use tidings_catalogue::FileReport;
use tidings_model::{BaseUrl, Person};

/// What became of one file, with its addresses made absolute.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The catalogue's word on it.
    pub report: FileReport,
    /// Names of who wrote it: the site's author where the article names none.
    pub authors: Vec<String>,
    /// The address of the article's picture.
    pub image: Option<String>,
    /// The addresses of the files that belong to it.
    pub enclosures: Vec<String>,
    /// The body as feeds carry it.
    pub body_html: Option<String>,
}

/// Reads the whole folder into a catalogue in memory, which begins as a copy of the real one where there is one: so
/// the ids, slugs and first-seen moments are those that subscribers see, and nothing is written anywhere.
///
/// `tell` hears how far it has come, a few dozen files at a time.
///
/// # Errors
/// The folder cannot be read, or the catalogue neither copied nor filled. What is wrong with a file is no error.
pub fn check(config: &Config, mut tell: impl FnMut(Progress)) -> Result<Vec<Finding>, AppError> {
    let mut ingest = Ingest::in_memory(config)?;
    // A check judges what is there now, also of a file that someone is writing or moving.
    ingest.settle = Duration::ZERO;
    ingest.grace = Grace::default();
    ingest.absence = Absence::new(Duration::ZERO);
    // What a server would hold is told, and checked as if it were published.
    ingest.flood = Flood::new(super::flood_limits(config), false);
    reconcile(&mut ingest, None, &mut |news| tell(news.progress))?;
    let now = Utc::now();
    ingest.catalogue.publish_due(now)?;
    let base = super::base_url(config, config.http.listen)?;
    let mut reports = ingest.catalogue.file_reports(now)?;
    doubt_languages(&mut reports, config.site.language.as_deref());
    tell_once(&mut reports, |report| &mut report.problems);
    let author = config.site.author.as_ref();
    Ok(reports.into_iter().map(|report| finding(report, &base, author)).collect())
}

/// Tells of texts that seem to be in another language. Only here: it costs as much as reading an article.
fn doubt_languages(reports: &mut [FileReport], site: Option<&str>) {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let share = reports.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        for reports in reports.chunks_mut(share) {
            scope.spawn(move || {
                for report in reports {
                    let Some(article) = report.entry.as_ref().map(|entry| &entry.article) else { continue };
                    let said = article.language.as_deref();
                    report.problems.extend(tidings_parse::check_language(
                        article.body.as_marked(),
                        said,
                        site,
                    ));
                }
            });
        }
    });
}

fn finding(report: FileReport, base: &BaseUrl, author: Option<&Person>) -> Finding {
    let entry = report.entry.as_ref();
    let article = entry.map(|entry| &entry.article);
    let named = article.map(|article| article.authors.as_slice()).unwrap_or_default();
    let author = author.filter(|_| named.is_empty() && article.is_some());
    let said = report
        .metadata
        .iter()
        .filter(|_| article.is_none())
        .flat_map(|partial| partial.authors.iter().cloned());
    let authors = named.iter().chain(author).map(|person| person.name.clone()).chain(said).collect();
    let enclosures = article.map_or_else(Vec::new, |article| {
        article.enclosures.iter().map(|media| media.address(base)).collect()
    });
    let image = entry.and_then(|entry| entry.article.image.as_ref()).map(|image| image.address(base));
    let body_html = entry.map(|entry| entry.body_html(base));
    Finding { authors, image, enclosures, body_html, report }
}
