//! The selections that an article belongs to, as a pure function of its metadata.

use crate::settings::CustomSelection;
use std::collections::BTreeMap;
use tidings_model::{Article, Selection, Term, TermKind, language_tag, slugify};

/// Increase this whenever [`selections`] may return different selections for an unchanged article: the next
/// start then rebuilds the listing table.
pub(crate) const VERSION: u32 = 1;

/// Maximum number of nested folders in which an article is listed. Each one needs a row.
const MAX_FOLDERS: usize = 8;

/// The selections that a public article is in, with the name that the article gives to each.
pub(crate) fn selections(article: &Article, custom: &[CustomSelection]) -> BTreeMap<Selection, String> {
    if !article.is_listed {
        return BTreeMap::new();
    }
    let terms = |kind, terms: &[Term]| -> Vec<(TermKind, String, String)> {
        terms.iter().map(|term| (kind, term.slug.clone(), term.name.clone())).collect()
    };
    let authors = article.authors.iter().map(|person| (TermKind::Author, person.slug(), person.name.clone()));
    let folders = article
        .path
        .folders()
        .take(MAX_FOLDERS)
        .map(|folder| (TermKind::Folder, folder_slug(folder), folder.to_owned()));
    let language = article.language.as_deref().and_then(language_tag);
    let language = language.map(|tag| (TermKind::Language, tag.to_ascii_lowercase(), tag));
    let mut selections = BTreeMap::from([(Selection::Site, String::new())]);
    let all = terms(TermKind::Category, &article.categories)
        .into_iter()
        .chain(terms(TermKind::Tag, &article.tags))
        .chain(authors)
        .chain(folders)
        .chain(language);
    for (kind, slug, name) in all.filter(|(_, slug, _)| !slug.is_empty()) {
        selections.entry(Selection::Term { kind, slug }).or_insert(name);
    }
    for CustomSelection { path, name, .. } in custom.iter().filter(|custom| custom.rule.matches(article)) {
        selections.insert(Selection::Custom { path: path.clone() }, name.clone());
    }
    selections
}

/// The slug of a folder's feeds. Two hyphens replace each slash, so that `a/b` and `a-b` differ: no slug has
/// two hyphens in a row.
fn folder_slug(folder: &str) -> String {
    let parts: Vec<String> = folder.split('/').map(slugify).collect();
    match parts.iter().any(String::is_empty) {
        true => String::new(),
        false => parts.join("--"),
    }
}
