//! Front matter, body and file name become one article.

use super::metadata::Metadata;
use super::{Body, ParseOutcome, ParseSettings};
use crate::document::{AuthorsFile, Document, Format, Syntax, is_in_drafts_folder};
use crate::metadata::path_hints;
use crate::metadata::path_hints::NameDate;
use crate::metadata::values;
use crate::output::links::Resolver;
use crate::output::{fast_sanitize, plain, rewrite, sanitize};
use tidings_model::{
    Article, BodyHtml, ContentPath, DateSource, Dated, Media, Person, Problem, Term, slug_from_file_name,
    slugify,
};

/// Longest title, in characters, that is made of a text's first sentence.
const LONGEST_SENTENCE: usize = 100;

/// The article, or why there is none.
pub(super) fn article(
    document: Document,
    mut metadata: Metadata,
    mut body: Body,
    content_hash: String,
    settings: &ParseSettings,
) -> ParseOutcome {
    let path = &document.path;
    let has_folders = is_pelicans(&document);
    let mut resolver = Resolver::new(path, body.base.take());
    let html = fast_sanitize::body(&body.html, &mut resolver)
        .unwrap_or_else(|| sanitize::sanitize(&rewrite::rewrite(&body.html, &mut resolver)));
    if is_empty(&html, &document, &metadata, &body) {
        return ParseOutcome::NotArticle("it has no text".to_owned());
    }
    let mut problems = document.problems;
    problems.append(&mut metadata.problems);
    problems.append(&mut body.problems);
    let published = published(path, &metadata, &body, settings, &mut problems);
    let named = metadata.title.or(body.title).filter(|title| !title.is_empty());
    let title = named.unwrap_or_else(|| made_up_title(path, html.as_marked()));
    let image = with_alt(metadata.image, metadata.image_alt).or(body.image);
    let image = image.and_then(|image| resolver.resolve_media(image));
    let enclosures =
        metadata.enclosures.into_iter().filter_map(|media| resolver.resolve_media(media)).collect();
    let slug_is_given = metadata.slug.is_some();
    let slug = metadata.slug.or_else(|| slug_from_file_name(path)).unwrap_or_else(|| slug_of(&title, path));
    let language = metadata.language.or(body.language).or_else(|| language_of_path(path));
    ParseOutcome::Article(Box::new(Article {
        title,
        subtitle: metadata.subtitle.or(body.subtitle),
        published,
        updated: metadata.updated.or(body.updated),
        expires: metadata.expires,
        draft: metadata.draft || is_in_drafts_folder(path),
        explicit_id: metadata.explicit_id,
        slug,
        slug_is_given,
        authors: who_is_who(either(metadata.authors, body.authors), &document.people),
        contributors: who_is_who(metadata.contributors, &document.people),
        categories: terms(categories(path, has_folders, either(metadata.categories, body.categories))),
        tags: terms(either(metadata.tags, body.tags)),
        summary: metadata.summary.or(body.summary),
        image,
        enclosures,
        rights: metadata.rights.or(body.rights),
        language,
        external_url: metadata.external_url,
        aliases: metadata.aliases,
        canonical_url: metadata.canonical_url,
        body: html,
        references: resolver.into_references(),
        content_hash,
        problems,
        path: document.path,
    }))
}

/// Whether there is nothing to publish: no text, no media, and front matter that makes no article by itself.
fn is_empty(html: &BodyHtml, document: &Document, metadata: &Metadata, body: &Body) -> bool {
    // The title of an empty page is a frame set's or a redirection's; a line of text that stands alone is meant.
    let has_headline = body.title.is_some() && document.format != Format::Html;
    let has_text = || !plain::from_html(html.as_marked()).is_empty();
    !(has_headline || !says_nothing(metadata) || has_media(html.as_marked()) || has_text())
}

/// What the document says, else its name.
fn published(
    path: &ContentPath,
    metadata: &Metadata,
    body: &Body,
    settings: &ParseSettings,
    problems: &mut Vec<Problem>,
) -> Option<Dated> {
    let in_front_matter = metadata.published.map(|at| Dated { at, from: DateSource::FrontMatter });
    in_front_matter.or(body.published).or_else(|| dated_by_name(path, settings, problems))
}

fn with_alt(image: Option<Media>, alt: Option<String>) -> Option<Media> {
    image.map(|image| Media { alt: image.alt.or(alt), ..image })
}

/// The language of a translation, by its name or its directory's.
fn language_of_path(path: &ContentPath) -> Option<String> {
    path.translated().map(|(_, language)| language).or_else(|| path_hints::language(path))
}

/// The people whom keys of the people file mean; whom it does not know stays as named.
fn who_is_who(named: Vec<Person>, people: &AuthorsFile) -> Vec<Person> {
    let known = |person: Person| people.get(&person.name).and_then(values::person_of_file).unwrap_or(person);
    named.into_iter().map(known).collect()
}

/// Whether it is an article of Pelican's, as far as can be seen: the headers of JBake and Nikola name a type, too.
fn is_pelicans(document: &Document) -> bool {
    let has_type = document.front_matter.iter().any(|field| field.key.eq_ignore_ascii_case("type"));
    let is_markup = matches!(document.format, Format::Markdown | Format::Rst);
    let is_bundle = document.path.directory().rsplit('/').next() == Some(document.path.name());
    document.syntax == Some(Syntax::Headers) && is_markup && !has_type && !is_bundle
}

/// Those that the place in the folder gives come first, as with Jekyll; with Pelican they stand in for one.
fn categories(path: &ContentPath, has_folders: bool, named: Vec<String>) -> Vec<String> {
    if has_folders && named.is_empty() {
        return path_hints::folder_as_category(path).into_iter().collect();
    }
    path_hints::categories(path).into_iter().chain(named).collect()
}

/// Whether the front matter alone makes no article; a title or a link does.
fn says_nothing(metadata: &Metadata) -> bool {
    metadata.title.is_none() && metadata.external_url.is_none() && metadata.enclosures.is_empty()
}

fn either<T>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    if first.is_empty() { second } else { first }
}

fn has_media(html: &str) -> bool {
    ["<img", "<video", "<audio", "<math"].iter().any(|tag| html.contains(tag))
}

fn dated_by_name(path: &ContentPath, settings: &ParseSettings, problems: &mut Vec<Problem>) -> Option<Dated> {
    match path_hints::file_name_date(path, settings)? {
        NameDate::Date(at) => Some(Dated { at, from: DateSource::FileName }),
        NameDate::Impossible(date) => {
            let message = format!("There is no day {date}, with which the file's name begins");
            problems.push(Problem::warning(message, "Rename the file, or give the date in the front matter"));
            None
        }
    }
}

/// The file name's words, else the first paragraph's first sentence. Never empty.
fn made_up_title(path: &ContentPath, html: &str) -> String {
    let by_name = slug_from_file_name(path).and_then(|_| path_hints::title_from_name(path));
    let by_text = || {
        let sentence = plain::first_sentence(&plain::first_block(html), LONGEST_SENTENCE);
        Some(sentence).filter(|title| !title.is_empty())
    };
    by_name.or_else(by_text).or_else(|| path_hints::title_from_name(path)).unwrap_or_else(|| path.to_string())
}

/// A slug of the title; of the path's hash where the title has nothing to make one of.
fn slug_of(title: &str, path: &ContentPath) -> String {
    let slug = slugify(title);
    if slug.is_empty() { blake3::hash(path.as_str().as_bytes()).to_hex()[..12].to_owned() } else { slug }
}

/// Names as terms, each slug once.
fn terms(names: Vec<String>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for term in names.iter().filter_map(|name| Term::named(name)) {
        if !terms.iter().any(|known| known.slug == term.slug) {
            terms.push(term);
        }
    }
    terms
}
