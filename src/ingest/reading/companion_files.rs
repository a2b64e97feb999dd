//! Looks for the files beside a file of which it may be a part: the page to which a frame belongs, the post to which
//! an attachment belongs, the original of a copy.

use super::file_reader::MAX_FILE_SIZE;
use tidings_folder::ContentFolder;
use tidings_model::{Article, ContentPath};
use tidings_parse::document::{self, Companion, DocumentOutcome, Relation};
use tidings_parse::{ParseOutcome, ParseSettings};

/// The reason why the file is a part of another one, known without its content.
pub(super) fn part_of_page(folder: &ContentFolder, companions: &[Companion]) -> Option<String> {
    let pages = companions.iter().filter(|companion| companion.relation == Relation::SavedPage);
    let page = pages.map(|companion| &companion.path).find(|path| is_file(folder, path))?;
    Some(format!("it belongs to the page '{}'", page.file_name()))
}

/// The reason why the article is a part or a copy of another file.
pub(super) fn part_of_other(
    folder: &ContentFolder,
    companions: &[Companion],
    article: &Article,
    settings: &ParseSettings,
) -> Option<String> {
    let existing = companions.iter().filter(|companion| is_file(folder, &companion.path));
    for Companion { path, relation } in existing {
        let reason = match relation {
            Relation::SavedPage => None,
            Relation::Bundle if tidings_parse::has_own_date(article) => None,
            Relation::Bundle => read(folder, path)
                .filter(|bytes| tidings_parse::is_dated_post(path, bytes, settings))
                .map(|_| format!("it is an attachment of '{path}'; if it is an article, give it a date")),
            Relation::Copy => parsed(folder, path, settings)
                .filter(|original| tidings_parse::is_copy_of(article, original))
                .map(|_| format!("it is a copy of '{}'", path.file_name())),
        };
        if reason.is_some() {
            return reason;
        }
    }
    None
}

fn is_file(folder: &ContentFolder, path: &ContentPath) -> bool {
    folder.stamp(path).is_ok()
}

fn read(folder: &ContentFolder, path: &ContentPath) -> Option<Vec<u8>> {
    folder.open(path).ok()?.read(MAX_FILE_SIZE).ok()
}

fn parsed(folder: &ContentFolder, path: &ContentPath, settings: &ParseSettings) -> Option<Article> {
    let DocumentOutcome::Document(document) = document::read_by_content(path, &read(folder, path)?) else {
        return None;
    };
    match tidings_parse::parse(*document, settings) {
        ParseOutcome::Article(article) => Some(*article),
        ParseOutcome::NotArticle(_) | ParseOutcome::NoContent(_) | ParseOutcome::Rejected { .. } => None,
    }
}
