//! Combines front matter, body and file name into one article.

use crate::body::Body;
use crate::dates;
use crate::document::{AuthorsFile, Certainty, Document, Format, Syntax, draft_path};
use crate::metadata::front_matter::Metadata;
use crate::metadata::path_hints;
use crate::metadata::path_hints::FileNameDate;
use crate::metadata::publication::{HeldBack, Publication};
use crate::metadata::values;
use crate::outcome::ParseOutcome;
use crate::output::links::{MAX_REFERENCES, Resolver};
use crate::output::{fast_sanitize, plain, rewrite, sanitize};
use crate::settings::ParseSettings;
use std::collections::HashSet;
use tidings_model::{
    Article, BodyHtml, ContentPath, DateSource, Dated, Media, Person, Problem, Reference, Term, TitleSource,
    slug_from_file_name, slugify,
};

/// Longest title, in characters, that is made from the first sentence of the text.
const MAX_TITLE_CHARS: usize = 100;

/// Most tags, and most categories, of an article.
const MAX_TERMS: usize = 1000;

/// Most authors, and most contributors, of an article.
const MAX_PEOPLE: usize = 1000;

/// Builds the article, or returns the reason why there is none.
pub(crate) fn assemble_article(
    mut document: Document,
    mut metadata: Metadata,
    mut body: Body,
    content_hash: String,
    settings: &ParseSettings,
) -> ParseOutcome {
    let path = document.path.clone();
    let mut resolver = Resolver::new(&path, body.base.take());
    let html = fast_sanitize::sanitize_regular(&body.html, &mut resolver)
        .unwrap_or_else(|| sanitize::sanitize(&rewrite::rewrite(&body.html, &mut resolver)));
    if is_empty(&html, &document, &metadata, &body) {
        return ParseOutcome::NoContent("it has no text".to_owned());
    }
    document.problems.append(&mut metadata.problems);
    document.problems.append(&mut body.problems);
    document.problems.extend(removed_pictures(&body.html, html.as_marked()));
    let published = published(&path, &metadata, &body, settings, &mut document.problems);
    if !document.is_explicitly_included {
        let problem = apply_draft_path(&path, &document.body, published.is_some(), &mut metadata.publication);
        document.problems.extend(problem);
    }
    document.problems.extend(publication_notes(&metadata.publication));
    let metadata = fill_from_body(metadata, body);
    ParseOutcome::Article(Box::new(into_article(document, metadata, published, html, resolver, content_hash)))
}

/// Fills the fields that the front matter leaves empty with those of the body.
fn fill_from_body(metadata: Metadata, body: Body) -> Metadata {
    // Exhaustive, so that the compiler asks where a new field belongs. The date is merged by `published`.
    #[rustfmt::skip]
    let Body {
        title, subtitle, summary, published: _, updated, authors, categories, tags, image, rights, language,
        base: _, html: _, problems: _,
    } = body;
    Metadata {
        title: metadata.title.or(title),
        subtitle: metadata.subtitle.or(subtitle),
        summary: metadata.summary.or(summary),
        updated: metadata.updated.or(updated),
        authors: first_if_any(metadata.authors, authors),
        categories: first_if_any(metadata.categories, categories),
        tags: first_if_any(metadata.tags, tags),
        image: with_alt(metadata.image, metadata.image_alt).or(image),
        image_alt: None,
        rights: metadata.rights.or(rights),
        language: metadata.language.or(language),
        ..metadata
    }
}

/// Builds the article from the metadata of both front matter and body. Derives what is missing from the file
/// name and the text.
fn into_article(
    document: Document,
    metadata: Metadata,
    published: Option<Dated>,
    body: BodyHtml,
    mut resolver: Resolver,
    content_hash: String,
) -> Article {
    let has_folder_categories = is_pelican_post(&document);
    let Document { path, people, mut problems, .. } = document;
    // Exhaustive, so that the compiler asks where a new field belongs.
    #[rustfmt::skip]
    let Metadata {
        title, subtitle, summary, published: _, updated, expires, publication, explicit_id, slug, authors,
        contributors, categories, tags, image, image_alt: _, enclosures, rights, language, external_url, aliases, canonical_url,
        is_redirect: _, problems: _,
    } = metadata;
    let title = title.filter(|title| !title.is_empty());
    let (title, title_from) = match title {
        Some(title) => (title, TitleSource::Document),
        None => derived_title(&path, body.as_marked()),
    };
    let slug_is_given = slug.is_some();
    Article {
        subtitle,
        published,
        updated,
        expires,
        embargo: publication.embargo.filter(|embargo| published.is_none_or(|dated| dated.at < *embargo)),
        draft: publication.held_back.is_some(),
        draft_reason: publication.held_back.map(|held_back| held_back.reason),
        is_listed: publication.excluded_from_feeds.is_none(),
        explicit_id,
        slug: slug.or_else(|| slug_from_file_name(&path)).unwrap_or_else(|| slug_of(&title, &path)),
        slug_is_given,
        authors: resolve_people(authors, &people),
        contributors: resolve_people(contributors, &people),
        categories: terms(categories_with_folder(&path, has_folder_categories, categories), &mut problems),
        tags: terms(tags, &mut problems),
        summary,
        // The order of the addresses is the order of the references.
        image: image.and_then(|image| resolver.resolve_media(image)),
        enclosures: enclosures.into_iter().filter_map(|media| resolver.resolve_media(media)).collect(),
        rights,
        language: language.or_else(|| language_of_path(&path)),
        external_url,
        aliases,
        canonical_url,
        body,
        references: into_references(resolver, &mut problems),
        content_hash,
        problems,
        title,
        title_from,
        path,
    }
}

/// Applies what the path says about the publication of the article. Returns a warning if the path is ambiguous.
fn apply_draft_path(
    path: &ContentPath,
    body: &str,
    is_dated: bool,
    publication: &mut Publication,
) -> Option<Problem> {
    let mut said = draft_path(path)?;
    if said.certainty == Certainty::Passwords {
        said.certainty = if is_prose(body) { Certainty::Ambiguous } else { Certainty::Name };
    }
    let remedy = match said.certainty {
        Certainty::Directory => {
            "To publish it, move it to another directory or name the file in content.include"
        }
        Certainty::Name | Certainty::Passwords if publication.is_confirmed => return None,
        Certainty::Name | Certainty::Passwords => "To publish it, rename the file or write draft: false",
        Certainty::Ambiguous if publication.is_confirmed || publication.held_back.is_some() => return None,
        Certainty::Ambiguous => {
            let message = format!("Published, although {}", said.reason);
            return Some(Problem::warning(
                message,
                "Write draft: true to hold it back, or draft: false to publish it",
            ));
        }
        Certainty::Templates if is_dated => return None,
        Certainty::Templates => "If it is an article, give it a date",
    };
    publication.hold_back(HeldBack { reason: said.reason, remedy: remedy.to_owned(), line: None });
    None
}

/// Whether three quarters of the words are in lines of eight words or more: a list of passwords has short lines.
fn is_prose(body: &str) -> bool {
    let (mut long, mut all) = (0_usize, 0_usize);
    for line in body.lines() {
        let words = line.split_whitespace().count();
        all += words;
        long += if words >= 8 { words } else { 0 };
    }
    all >= 20 && long * 4 >= all * 3
}

/// The notes by which `tidings check` says why an article is held back, or in no feed.
fn publication_notes(publication: &Publication) -> Vec<Problem> {
    let at = |problem: Problem, line: Option<u32>| match line {
        Some(line) => problem.at(line, None),
        None => problem,
    };
    let held_back = publication.held_back.as_ref().map(|held_back| {
        at(Problem::note(format!("Not published: {}", held_back.reason), &held_back.remedy), held_back.line)
    });
    let excluded = publication.excluded_from_feeds.as_ref().filter(|_| publication.held_back.is_none());
    let excluded = excluded.map(|(key, line)| {
        let problem = Problem::note(
            format!("In no feed: {key}"),
            "The article has a page only; remove the key to list it",
        );
        problem.at(*line, None)
    });
    held_back.into_iter().chain(excluded).collect()
}

/// Returns true if there is nothing to publish: no text, no media, and no title or link in the front matter.
fn is_empty(html: &BodyHtml, document: &Document, metadata: &Metadata, body: &Body) -> bool {
    // An HTML page without text has the title of a frame set or a redirect. In other formats a single line of
    // text is a deliberate article.
    let has_headline = body.title.is_some() && document.format != Format::Html;
    let has_text = || !plain::from_html(html.as_marked()).is_empty();
    !(has_headline || !lacks_title_and_links(metadata) || has_media(html.as_marked()) || has_text())
}

/// The publication date: from the front matter, else the body, else the file name.
fn published(
    path: &ContentPath,
    metadata: &Metadata,
    body: &Body,
    settings: &ParseSettings,
    problems: &mut Vec<Problem>,
) -> Option<Dated> {
    if let Some(at) = metadata.published {
        return Some(Dated { at, from: DateSource::FrontMatter });
    }
    let dated = body.published.or_else(|| date_from_file_name(path, settings, problems));
    // The year of a date in the front matter was examined where its line is known.
    problems.extend(dated.and_then(|dated| {
        dates::implausible_year(dated.at, &format!("The date of the article ({})", dated.from.as_str()))
    }));
    dated
}

/// Warns of pictures inside the document that the sanitiser removed because of their size or type.
fn removed_pictures(before: &str, after: &str) -> Option<Problem> {
    let has_data = before.as_bytes().windows(11).any(|part| part.eq_ignore_ascii_case(b"data:image/"));
    if !has_data {
        return None;
    }
    let is_bare = |tag: &&str| !tag.split('>').next().unwrap_or_default().contains("src=");
    let removed = after.split("<img").skip(1).filter(is_bare).count();
    let pictures = match removed {
        0 => return None,
        1 => "1 picture".to_owned(),
        more => format!("{more} pictures"),
    };
    let limit = sanitize::MAX_DATA_URL / 1024;
    let message = format!(
        "{pictures} inside the document (data: addresses) left out, because of more than {limit} KiB or of the type SVG"
    );
    Some(Problem::warning(message, "Save each as a file beside the document, and refer to that"))
}

fn with_alt(image: Option<Media>, alt: Option<String>) -> Option<Media> {
    image.map(|image| Media { alt: image.alt.or(alt), ..image })
}

/// The language of a translation, from the file's name or its directory.
fn language_of_path(path: &ContentPath) -> Option<String> {
    path.translation().map(|(_, language)| language).or_else(|| path_hints::language(path))
}

/// Replaces names that are keys in the authors file by the people they stand for. Unknown names stay as
/// written.
fn resolve_people(named: Vec<Person>, people: &AuthorsFile) -> Vec<Person> {
    let known = |person: Person| {
        people.get(&person.name).and_then(values::person_from_authors_file).unwrap_or(person)
    };
    named.into_iter().take(MAX_PEOPLE).map(known).collect()
}

/// The files to which the article refers. More than the limit are not served.
fn into_references(resolver: Resolver, problems: &mut Vec<Problem>) -> Vec<Reference> {
    if resolver.has_excess() {
        let message = format!("The article refers to more than {MAX_REFERENCES} files of the folder");
        problems.push(Problem::warning(message, "Split it; the other files are not served"));
    }
    resolver.into_references()
}

/// Returns true if the document looks like a post for Pelican. JBake and Nikola use the same header syntax,
/// but their headers contain a type.
fn is_pelican_post(document: &Document) -> bool {
    let has_type = document.front_matter.iter().any(|field| field.key.eq_ignore_ascii_case("type"));
    let is_markup = matches!(document.format, Format::Markdown | Format::Rst);
    let is_bundle = document.path.directory().rsplit('/').next() == Some(document.path.name());
    document.syntax == Some(Syntax::Headers) && is_markup && !has_type && !is_bundle
}

/// Categories from the path come first, as in Jekyll. In Pelican the folder is the category only if the post
/// names none.
fn categories_with_folder(
    path: &ContentPath,
    has_folder_categories: bool,
    named: Vec<String>,
) -> Vec<String> {
    if has_folder_categories && named.is_empty() {
        return path_hints::folder_as_category(path).into_iter().collect();
    }
    path_hints::categories(path).into_iter().chain(named).collect()
}

/// Returns true if the front matter alone does not make an article; a title, a link or an enclosure would.
fn lacks_title_and_links(metadata: &Metadata) -> bool {
    metadata.title.is_none() && metadata.external_url.is_none() && metadata.enclosures.is_empty()
}

fn first_if_any<T>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    if first.is_empty() { second } else { first }
}

fn has_media(html: &str) -> bool {
    ["<img", "<video", "<audio", "<math"].iter().any(|tag| html.contains(tag))
}

fn date_from_file_name(
    path: &ContentPath,
    settings: &ParseSettings,
    problems: &mut Vec<Problem>,
) -> Option<Dated> {
    match path_hints::file_name_date(path, settings)? {
        FileNameDate::Date(at) => Some(Dated { at, from: DateSource::FileName }),
        FileNameDate::Impossible(date) => {
            let message = format!("The file name begins with {date}, a date that does not exist");
            problems.push(Problem::warning(message, "Rename the file, or give the date in the front matter"));
            None
        }
    }
}

/// A title for an article that has none: the words of the file name, else the first sentence of the first
/// paragraph. Never empty.
fn derived_title(path: &ContentPath, html: &str) -> (String, TitleSource) {
    let by_name = slug_from_file_name(path).and_then(|_| path_hints::title_from_name(path));
    if let Some(name) = by_name {
        return (name, TitleSource::Path);
    }
    let sentence = plain::first_sentence(&plain::first_block(html), MAX_TITLE_CHARS);
    if sentence.is_empty() {
        return (path_hints::title_from_name(path).unwrap_or_else(|| path.to_string()), TitleSource::Path);
    }
    (sentence, TitleSource::Text)
}

/// The slug of the title, or a hash of the path if the title has no characters for a slug.
fn slug_of(title: &str, path: &ContentPath) -> String {
    let slug = slugify(title);
    if slug.is_empty() { blake3::hash(path.as_str().as_bytes()).to_hex()[..12].to_owned() } else { slug }
}

/// Converts names into terms and removes duplicate slugs. Each term has feeds of its own, so their number is
/// limited.
fn terms(names: Vec<String>, problems: &mut Vec<Problem>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for term in names.iter().filter_map(|name| Term::named(name)) {
        if terms.len() == MAX_TERMS {
            let message = format!("The article has more than {MAX_TERMS} tags or categories");
            problems.push(Problem::warning(message, "Use fewer; the others are ignored"));
            break;
        }
        if known.insert(term.slug.clone()) {
            terms.push(term);
        }
    }
    terms
}
