//! A document becomes an article.
//!
//! Parsing never fails for what an author might mean: it returns a value and its problems. Knows no file
//! system, no clock and no database; the same document gives the same article on every machine.

pub mod document;
mod assemble;
mod fingerprint;
mod metadata;
mod settings;
pub(crate) mod boilerplate;
pub mod dates;
pub(crate) mod formats;
pub(crate) mod output;
pub(crate) mod shortcodes;

pub use output::language::check_language;
pub use output::sanitize::sanitize;
pub use settings::{DateOrder, StatusKey};

use crate::document::{Document, Format};
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use formats::{asciidoc, html, markdown, org, rst, text};
use metadata::{properties, site_pages};
use output::{excerpt, rewrite};
use tidings_model::{Article, Dated, Media, PartialMetadata, Person, Problem, Severity};
use url::Url;

/// To be raised whenever the same document would give another article than before.
const READING_VERSION: u32 = 6;

/// Changes whenever the same documents would be read as other articles: by another version of the rules, or
/// under other settings. A catalogue that finds another one in itself reads all files again.
pub fn reading_version(settings: &ParseSettings) -> String {
    let order = match settings.date_order {
        None => "none",
        Some(DateOrder::DayFirst) => "day-first",
        Some(DateOrder::MonthFirst) => "month-first",
    };
    let status = match settings.status {
        StatusKey::Auto => "auto",
        StatusKey::Publication => "publication",
        StatusKey::Ignore => "ignore",
    };
    format!("{READING_VERSION} {} {order} {status}", settings.timezone.name())
}

/// What parsing must know of the site.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseSettings {
    /// Zone of times that name none.
    pub timezone: Tz,
    /// How `03/04/2026` is read; `None` refuses it.
    pub date_order: Option<DateOrder>,
    /// What the key `status` says.
    pub status: StatusKey,
}

impl ParseSettings {
    /// The defaults, with a zone.
    pub const fn in_zone(timezone: Tz) -> Self {
        Self { timezone, date_order: None, status: StatusKey::Auto }
    }
}

/// What a body says about itself, and the body as HTML that is not sanitised yet. Front matter, where it says
/// the same, wins.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Plain text: the headline, not repeated in `html`.
    pub title: Option<String>,
    /// Plain text.
    pub subtitle: Option<String>,
    /// Plain text: a standfirst (plain text) or `<meta name=description>` (HTML).
    pub summary: Option<String>,
    /// A date and where it stands.
    pub published: Option<Dated>,
    /// When it says that it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// From bylines and metadata.
    pub authors: Vec<Person>,
    /// Names, from 'Filed under:' and the like.
    pub categories: Vec<String>,
    /// Names, from 'Tags:' and the like.
    pub tags: Vec<String>,
    /// The article's picture; its address is as written.
    pub image: Option<Media>,
    /// Plain text: a copyright line.
    pub rights: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// What the addresses of `html` and `image` are relative to, where it is not the document's place in the
    /// folder.
    pub base: Option<Url>,
    /// The body proper as HTML.
    pub html: String,
    /// What was odd.
    pub problems: Vec<Problem>,
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum ParseOutcome {
    /// An article; its problems are none that forbid to publish it.
    Article(Box<Article>),
    /// It holds no article; why, in a few words.
    NotArticle(String),
    /// It is meant as an article, but must be mended first.
    Rejected {
        /// At least one is an error.
        problems: Vec<Problem>,
        /// Which article it would be.
        said: PartialMetadata,
    },
}

/// Makes an article of a document. What front matter says wins over what the body says of itself, and that
/// over the file's name.
pub fn parse(mut document: Document, settings: &ParseSettings) -> ParseOutcome {
    let mut metadata = metadata::read(&document, settings);
    site_pages::hold_back(&document, &mut metadata, settings);
    if metadata.is_redirect && metadata.title.is_none() {
        return ParseOutcome::NotArticle("it only leads to another page".to_owned());
    }
    if document.format == Format::Html && rewrite::is_too_deep(&document.body) {
        return rejected(&document, PartialMetadata::default(), vec![too_deep()]);
    }
    let properties = std::mem::take(&mut document.properties);
    let title = metadata.title.as_deref().or(properties.title.as_deref());
    let body = match document.format {
        Format::Markdown => {
            let bare = document.front_matter.is_empty().then_some(settings);
            markdown::read(&document, title, bare)
        }
        Format::Html => read_html(&document, title, settings),
        Format::Text => text::read(&document.body, document.body_line, title, settings),
        Format::Org => org::read(&document.body, title),
        Format::AsciiDoc => asciidoc::read(&document.body, title),
        Format::Rst => rst::read(&document.body, title),
    };
    let content_hash = fingerprint::of(&document, &metadata, &properties);
    let body = properties::over(body, properties, settings);
    if rewrite::is_too_deep(&body.html) {
        return rejected(&document, said(&metadata, &body), vec![too_deep()]);
    }
    if metadata.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return rejected(&document, said(&metadata, &body), metadata.problems);
    }
    assemble::article(document, metadata, body, content_hash, settings)
}

/// A page, or the body of a generator's post, which may hold templates where it has front matter.
fn read_html(document: &Document, title: Option<&str>, settings: &ParseSettings) -> Body {
    let is_post = document.syntax.is_some();
    let resolved = is_post
        .then(|| shortcodes::resolve(&document.body, &document.front_matter, shortcodes::Around::Html));
    let source = resolved.as_ref().map_or(document.body.as_str(), |resolved| &resolved.text);
    let mut body =
        html::page_head::read(source, title, settings).unwrap_or_else(|| html::read(source, title, settings));
    if is_post && body.summary.is_none() {
        body.summary = excerpt::in_html(&body.html, &document.front_matter);
    }
    body.problems.extend(resolved.into_iter().flat_map(|resolved| resolved.problems));
    body
}

fn rejected(document: &Document, said: PartialMetadata, more: Vec<Problem>) -> ParseOutcome {
    ParseOutcome::Rejected { problems: document.problems.iter().cloned().chain(more).collect(), said }
}

fn said(metadata: &metadata::Metadata, body: &Body) -> PartialMetadata {
    let authors = if metadata.authors.is_empty() { &body.authors } else { &metadata.authors };
    PartialMetadata {
        title: metadata.title.clone().or_else(|| body.title.clone()),
        authors: authors.iter().map(|person| person.name.clone()).collect(),
    }
}

fn too_deep() -> Problem {
    Problem::error("Its HTML is nested too deeply", "Look for elements that are never closed")
}
