//! `tidings check`: reads the folder as it would be published, without publishing it.
//!
//! The folder is read into a temporary catalogue. Its reports are then read in parts, twice: first to count what
//! is reported once for many files, then to be shown. So the memory does not grow with the number of articles.

mod links;
mod once_per_folder;
mod source_names;
mod summary;

pub use summary::Summary;

use super::base_url::base_url;
use super::error::AppError;
use super::site_import::{SiteImport, SiteReport};
use crate::config::Config;
use crate::ingest::{Ingest, Progress, reconcile};
use chrono::{DateTime, Utc};
use links::LinkCheck;
use once_per_folder::OncePerFolder;
use tidings_catalogue::{Catalogue, FileReport};
use tidings_model::{BaseUrl, ContentPath, Person, Problem, Severity, Status};
use tidings_parse::document::is_unsupported_document;
use tidings_server::Site;

/// The number of bytes of reports that are in memory at a time. An article of 16 MB is one part.
const PART: usize = 1024 * 1024;

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

/// Where the results of a check go, as they come.
pub trait CheckOutput {
    /// The progress, a few dozen files at a time.
    fn progress(&mut self, progress: Progress);

    /// The configuration of a site generator, before the first file.
    ///
    /// # Errors
    /// The output cannot be written.
    fn site(&mut self, site: &SiteReport) -> std::io::Result<()>;

    /// A file, in the order of the paths.
    ///
    /// # Errors
    /// The output cannot be written.
    fn finding(&mut self, finding: &Finding) -> std::io::Result<()>;
}

/// Reads the whole folder into a temporary catalogue, which begins as a copy of the real one where there is one.
/// So the ids, slugs and first-seen times are those that subscribers see. Nothing is written to the folder or to
/// the catalogue.
///
/// # Errors
/// The folder cannot be read, the catalogue cannot be copied or filled, or the output cannot be written. A
/// problem of a file is a finding.
pub fn check(config: &Config, output: &mut dyn CheckOutput) -> Result<Summary, AppError> {
    let mut config = config.clone();
    let SiteImport { report: site, project_above, .. } = SiteImport::adopt(&mut config)?;
    let mut ingest = Ingest::dry_run(&config)?;
    reconcile(&mut ingest, None, &mut |batch| output.progress(batch.progress))?;
    let now = Utc::now();
    ingest.catalogue.publish_due(now)?;
    let base = base_url(&config, &config.http.listen)?;
    let mut once = OncePerFolder::default();
    for_each_part(&ingest, now, &mut |reports| {
        let problems = language_problems(reports, config.site.language.as_deref());
        reports.iter().zip(&problems).for_each(|(report, language)| once.count(report, language.as_ref()));
        Ok(())
    })?;
    let mut summary = Summary::default();
    if let Some(site) = &site {
        summary.add_problems(site.problems.iter().map(|problem| &problem.problem));
        output.site(site).map_err(AppError::Output)?;
    }
    let mut settings = config.server();
    // The site of a check keeps no state.
    settings.state_folder = None;
    let served = Site::new(&settings, base.clone(), &ingest.paths.content, ingest.catalogue.reader());
    let mut links = LinkCheck::new(&ingest.paths.content, project_above.as_deref(), &served);
    for_each_part(&ingest, now, &mut |reports| {
        for mut report in std::mem::take(reports) {
            once.keep_first(&mut report);
            links.check(&mut report);
            warn_of_unsupported(&mut report, &ingest.catalogue)?;
            report.problems.sort_by_key(|problem| (problem.line, problem.column));
            let finding = finding(report, &base, config.site.author.as_ref());
            summary.add(&finding.report);
            output.finding(&finding).map_err(AppError::Output)?;
        }
        Ok(())
    })?;
    Ok(summary)
}

/// Calls `visit` with the reports on all files, by path, a part at a time.
fn for_each_part(
    ingest: &Ingest,
    now: DateTime<Utc>,
    visit: &mut dyn FnMut(&mut Vec<FileReport>) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let mut after: Option<ContentPath> = None;
    loop {
        let mut reports = ingest.catalogue.file_reports(after.as_ref(), PART, now)?;
        let Some(last) = reports.last() else { return Ok(()) };
        after = Some(last.path.clone());
        visit(&mut reports)?;
    }
}

/// Makes the note on a document of an unsupported type a warning, since its author may expect an article, unless an
/// article refers to the file.
fn warn_of_unsupported(report: &mut FileReport, catalogue: &Catalogue) -> Result<(), AppError> {
    if report.status == Status::Ignored && is_unsupported_document(&report.path) {
        let is_attachment = !catalogue.articles_referencing(&report.path)?.is_empty();
        let is_reason = |problem: &&mut Problem| problem.message.contains("not a supported document type");
        if !is_attachment && let Some(reason) = report.problems.iter_mut().find(is_reason) {
            reason.severity = Severity::Warning;
        }
    }
    Ok(())
}

/// For each report, a warning if the article's text seems to be in another language than its metadata declare.
/// Only `tidings check` looks for this, since it costs as much as parsing the article.
fn language_problems(reports: &[FileReport], site: Option<&str>) -> Vec<Option<Problem>> {
    let check = |report: &FileReport| {
        let article = &report.entry.as_ref()?.article;
        tidings_parse::check_language(article.body.as_marked(), article.language.as_deref(), site)
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let share = reports.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = reports
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(check).collect::<Vec<_>>()))
            .collect();
        let join = |part: std::thread::ScopedJoinHandle<'_, Vec<Option<Problem>>>| {
            part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        parts.into_iter().flat_map(join).collect()
    })
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
