//! Reports pictures, enclosures and links of an article that lead nowhere.
//!
//! Only references to this site are checked: to files of the folder, and to addresses that begin at its root. A
//! reference is good if the file exists, or if the server answers its address in another way: with an article, a
//! feed, an alias, a redirect.

use super::source_names::SourceNames;
use std::collections::HashSet;
use std::path::Path;
use tidings_catalogue::FileReport;
use tidings_folder::ContentFolder;
use tidings_model::{Article, ContentPath, Media, Problem, Reference, SITE_MARK, Status};
use tidings_server::Site;

/// Most references of one article that are reported one by one.
const MAX_REPORTED: usize = 10;

/// Most places of a document that are looked at for one address.
const MAX_CANDIDATES: usize = 8;

/// Most addresses that are remembered as good.
const MAX_REMEMBERED: usize = 50_000;

/// Most bytes of a file in which the line of a reference is looked for.
const MAX_SEARCHED: u64 = 1024 * 1024;

/// Folders of a generator's project whose files the generator copies to the root of the site.
const STATIC_FOLDERS: [&str; 5] = ["static", "public", "assets", "source", "files"];

/// Extensions of pictures.
const PICTURES: [&str; 12] =
    ["apng", "avif", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "png", "svg", "tiff", "webp"];

/// Checks references against the folder and the site.
pub(super) struct LinkCheck<'s> {
    /// Canonical.
    folder: &'s Path,
    /// The root of the generator's project, if it is above the folder.
    project: Option<&'s Path>,
    site: &'s Site,
    /// Hashes of addresses that the site answers.
    answered: HashSet<u64>,
    sources: SourceNames,
}

impl<'s> LinkCheck<'s> {
    pub(super) fn new(folder: &'s Path, project: Option<&'s Path>, site: &'s Site) -> Self {
        Self { folder, project, site, answered: HashSet::new(), sources: SourceNames::default() }
    }

    /// Adds a warning to the report for each reference that leads nowhere. Expired and rejected articles are not
    /// checked: no reader sees them.
    pub(super) fn check(&mut self, report: &mut FileReport) {
        if !matches!(report.status, Status::Published | Status::Scheduled | Status::Draft) {
            return;
        }
        let Some(article) = report.entry.as_ref().map(|entry| &entry.article) else { return };
        let missing: Vec<&Reference> =
            article.references.iter().filter(|reference| !self.leads_somewhere(reference)).collect();
        if missing.is_empty() {
            return;
        }
        let text = self.text_of(&article.path);
        let mut problems: Vec<Problem> = missing
            .iter()
            .take(MAX_REPORTED)
            .map(|reference| {
                let found = problem(article, reference, text.as_deref(), self.is_source(reference));
                match self.outside(reference) {
                    Some(remedy) => Problem { remedy, ..found },
                    None => found,
                }
            })
            .collect();
        if missing.len() > MAX_REPORTED {
            let more = missing.len() - MAX_REPORTED;
            let message = format!("{more} more references lead to no file and no page");
            problems.push(Problem::warning(message, "add the files, or correct the addresses"));
        }
        report.problems.extend(problems);
    }

    fn leads_somewhere(&mut self, reference: &Reference) -> bool {
        let address = &reference.url_path;
        let hash = hash(address);
        if self.answered.contains(&hash) {
            return true;
        }
        let exists = |path: &ContentPath| {
            // A link out of the folder is not served.
            let real = path.in_folder(self.folder).canonicalize().ok();
            real.is_some_and(|real| real.starts_with(self.folder) && real.is_file())
        };
        if reference.candidates.iter().any(exists) {
            return true;
        }
        // The address of a page ends in a slash, which references do not keep.
        let is_answered = self.site.answers(address) || self.site.answers(&format!("{address}/"));
        if is_answered && self.answered.len() < MAX_REMEMBERED {
            self.answered.insert(hash);
        }
        is_answered
    }

    /// Whether the address of a page means a document of the folder: `posts/a/` means `posts/a.md`.
    fn is_source(&mut self, reference: &Reference) -> bool {
        let candidates = reference.candidates.iter().take(MAX_CANDIDATES);
        let mut paths = candidates.map(|path| path.in_folder(self.folder));
        paths.any(|path| self.sources.contains_source_of(&path))
    }

    /// What to do if the file is in a folder for static files of the project, which is not served.
    fn outside(&self, reference: &Reference) -> Option<String> {
        let (project, path) = (self.project?, ContentPath::new(&reference.url_path)?);
        let folder = STATIC_FOLDERS.iter().find(|folder| path.in_folder(&project.join(folder)).is_file())?;
        Some(format!(
            "it is in the folder '{folder}' of the project, which is not served: copy it into the folder that is \
             served, or serve the whole project instead, if nobody has subscribed yet"
        ))
    }

    /// The beginning of an article's source.
    fn text_of(&self, path: &ContentPath) -> Option<Vec<u8>> {
        ContentFolder::new(self.folder, &[]).open(path).ok()?.read(MAX_SEARCHED).ok()
    }
}

fn hash(address: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    address.hash(&mut hasher);
    hasher.finish()
}

/// `is_source`: the address is that of a file that would be an article if it were public.
fn problem(article: &Article, reference: &Reference, text: Option<&[u8]>, is_source: bool) -> Problem {
    let address = &reference.url_path;
    let is_media = |media: &Media| {
        let path = media.url.strip_prefix(SITE_MARK).unwrap_or_default();
        percent_encoding::percent_decode_str(path).decode_utf8().is_ok_and(|path| path == *address)
    };
    let extension = address.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let is_picture = extension.is_some_and(|extension| PICTURES.contains(&extension.as_str()));
    let (message, remedy) = if article.enclosures.iter().any(is_media) {
        (format!("the enclosure '{address}' is not in the folder"), "add the file, or correct the address")
    } else if is_picture || article.image.as_ref().is_some_and(is_media) {
        (format!("the picture '{address}' is not in the folder"), "add the file, or correct the address")
    } else {
        (format!("a link leads to '{address}', where there is no file and no page"), "correct the address")
    };
    let (message, remedy) = match is_source {
        true => (
            format!("a link leads to '{address}', and the article there is not public"),
            "publish it, or remove the link",
        ),
        false => (message, remedy),
    };
    let problem = Problem::warning(message, remedy);
    match text.and_then(|text| line_of(address, text)) {
        Some(line) => problem.at(line, None),
        None => problem,
    }
}

/// The line on which the last part of the address is written, as it is or percent-encoded.
fn line_of(address: &str, text: &[u8]) -> Option<u32> {
    let name = address.rsplit('/').next()?;
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::CONTROLS).to_string();
    let spaces = name.replace(' ', "%20");
    let at = [name, &encoded, &spaces].into_iter().find_map(|name| {
        let name = name.as_bytes();
        (!name.is_empty()).then(|| text.windows(name.len()).position(|part| part == name)).flatten()
    })?;
    u32::try_from(1 + text[..at].iter().filter(|byte| **byte == b'\n').count()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_reference() {
        let text = "---\na: b\n---\n![x](img/one%20two.png) [y](../c/)\n![z](é.png)\n".as_bytes();
        assert_eq!(line_of("posts/img/one two.png", text), Some(4));
        assert_eq!(line_of("é.png", text), Some(5));
        assert_eq!(line_of("none.png", text), None);
    }
}
