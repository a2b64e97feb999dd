//! `tidings check`: reads the folder as it would be published, without publishing it.

use super::base_url::base_url;
use super::error::AppError;
use crate::config::Config;
use crate::ingest::{Ingest, Progress, dedup_problems, reconcile};
use chrono::Utc;
use tidings_catalogue::FileReport;
use tidings_model::{BaseUrl, Person};

/// The result of the check of one file, with absolute addresses.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The catalogue's report on the file.
    pub report: FileReport,
    /// The names of the authors: the site's author if the article names none.
    pub authors: Vec<String>,
    /// The address of the article's image.
    pub image: Option<String>,
    /// The addresses of the article's enclosures.
    pub enclosures: Vec<String>,
    /// The body as feeds contain it.
    pub body_html: Option<String>,
}

/// Reads the whole folder into a catalogue in memory, which begins as a copy of the real one where there is
/// one. So the ids, slugs and first-seen times are those that subscribers see, and nothing is written
/// anywhere. Calls `show` with the progress, a few dozen files at a time.
///
/// # Errors
/// The folder cannot be read, or the catalogue cannot be copied or filled. A problem of a file is a finding.
pub fn check(config: &Config, mut show: impl FnMut(Progress)) -> Result<Vec<Finding>, AppError> {
    let mut ingest = Ingest::dry_run(config)?;
    reconcile(&mut ingest, None, &mut |batch| show(batch.progress))?;
    let now = Utc::now();
    ingest.catalogue.publish_due(now)?;
    let base = base_url(config, config.http.listen)?;
    let mut reports = ingest.catalogue.file_reports(now)?;
    check_languages(&mut reports, config.site.language.as_deref());
    dedup_problems(&mut reports, |report| &mut report.problems);
    let author = config.site.author.as_ref();
    Ok(reports.into_iter().map(|report| finding(report, &base, author)).collect())
}

/// Reports articles whose text seems to be in another language than their metadata declares. Only `tidings
/// check` does this, since it costs as much as parsing the article.
fn check_languages(reports: &mut [FileReport], site: Option<&str>) {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let share = reports.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        for reports in reports.chunks_mut(share) {
            scope.spawn(move || {
                for report in reports {
                    let Some(article) = report.entry.as_ref().map(|entry| &entry.article) else { continue };
                    let language = article.language.as_deref();
                    let problem = tidings_parse::check_language(article.body.as_marked(), language, site);
                    report.problems.extend(problem);
                }
            });
        }
    });
}

fn finding(report: FileReport, base: &BaseUrl, site_author: Option<&Person>) -> Finding {
    let entry = report.entry.as_ref();
    let article = entry.map(|entry| &entry.article);
    let named = article.map(|article| article.authors.as_slice()).unwrap_or_default();
    let site_author = site_author.filter(|_| named.is_empty() && article.is_some());
    let of_rejected = report
        .metadata
        .iter()
        .filter(|_| article.is_none())
        .flat_map(|partial| partial.authors.iter().cloned());
    let authors =
        named.iter().chain(site_author).map(|person| person.name.clone()).chain(of_rejected).collect();
    let enclosures = article.map_or_else(Vec::new, |article| {
        article.enclosures.iter().map(|media| media.address(base)).collect()
    });
    let image = entry.and_then(|entry| entry.article.image.as_ref()).map(|image| image.address(base));
    let body_html = entry.map(|entry| entry.body_html(base));
    Finding { authors, image, enclosures, body_html, report }
}
