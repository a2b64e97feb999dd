//! An article's page, its permalink.

use super::cut::cut;
use super::layout::{Page, layout};
use super::{FeedLink, Frame, Link, Moment};
use askama::Template;
use tidings_model::{Entry, Media, Person, Selection, Term, TermKind};

/// The largest body that a page shows whole, in bytes: the longest novels in one file have 4 MB. A client that
/// does not read keeps its page in memory, and browsers need seconds for more.
pub const MAX_BODY: usize = 4 * 1024 * 1024;

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<article>
<h1 dir="auto">{{ title }}</h1>
{%- if let Some(subtitle) = subtitle %}
<p class="subtitle" dir="auto">{{ subtitle }}</p>
{%- endif %}
<p class="byline">
{%- for author in authors %}
{%- if author.href.is_empty() %}<span dir="auto">{{ author.text }}</span>
{%- else %}<a rel="author" href="{{ author.href }}" dir="auto">{{ author.text }}</a>
{%- endif %}{% if !loop.last %}, {% else %} · {% endif %}
{%- endfor %}<time datetime="{{ published.machine }}">{{ published.readable }}</time>
{%- if let Some(updated) = updated %} · updated <time datetime="{{ updated.machine }}">{{ updated.readable }}</time>{% endif %}</p>
{%- if let Some(link) = external %}
<p><a href="{{ link.href }}" rel="noopener">{{ link.text }}</a></p>
{%- endif %}
{%- if let Some(picture) = picture %}
<figure><img src="{{ picture.url }}" alt="{{ picture.alt }}"></figure>
{%- endif %}
<div dir="auto">
{{ body|safe }}
</div>
{%- if is_cut %}
<p class="quiet">This page shows the beginning of the article, which is too long for one page.</p>
{%- endif %}
{%- for file in files %}
{%- match file.kind.as_str() %}
{%- when "audio" %}
<p><audio controls preload="none" src="{{ file.url }}"></audio></p>
{%- when "video" %}
<p><video controls preload="none" src="{{ file.url }}"></video></p>
{%- when _ %}
{%- endmatch %}
<p><a href="{{ file.url }}" type="{{ file.mime }}" dir="auto">{{ file.name }}</a> <span class="quiet">{{ file.mime }}{% if let Some(size) = file.size %}, {{ size }}{% endif %}</span></p>
{%- endfor %}
{%- for (heading, terms) in terms %}
<p>{{ heading }}:{% for term in terms %} <a rel="tag" href="{{ term.href }}" dir="auto">{{ term.text }}</a>{% if !loop.last %},{% endif %}{% endfor %}</p>
{%- endfor %}
{%- if let Some(rights) = rights %}
<p class="quiet" dir="auto">{{ rights }}</p>
{%- endif %}
</article>
<footer>Subscribe:
{%- for feed in feeds %} <a href="{{ feed.href }}" type="{{ feed.format.mime() }}" title="{{ feed.title }}">{{ feed.format.name() }}</a>{% if !loop.last %} ·{% endif %}
{%- endfor %}</footer>"##
)]
struct ArticlePage<'a> {
    title: &'a str,
    subtitle: Option<&'a str>,
    authors: Vec<Link>,
    published: Moment,
    updated: Option<Moment>,
    external: Option<Link>,
    picture: Option<Picture<'a>>,
    body: String,
    is_cut: bool,
    files: Vec<Attachment>,
    terms: Vec<(&'static str, Vec<Link>)>,
    rights: Option<&'a str>,
    feeds: &'a [FeedLink],
}

struct Picture<'a> {
    url: String,
    alt: &'a str,
}

struct Attachment {
    url: String,
    /// `audio` of `audio/mpeg`.
    kind: String,
    mime: String,
    name: String,
    size: Option<String>,
}

/// The page of one article.
pub(crate) fn article(frame: Frame<'_>, entry: &Entry) -> askama::Result<String> {
    let summary = tidings_feed::summary(entry);
    let feeds = frame.feeds(&Selection::Site, "");
    let content = content(frame, entry, &feeds);
    let image = entry.article.image.as_ref().map(|image| image.address(frame.base));
    let page = Page {
        title: &entry.article.title,
        language: entry.article.language.as_deref(),
        description: Some(summary.as_str()).filter(|summary| !summary.is_empty()),
        canonical: Some(entry.permalink(frame.base)),
        feeds: &feeds,
        open_graph: open_graph(frame, entry, &summary, image),
        content: content.render()?,
        is_front: false,
    };
    layout(frame, &page)
}

fn content<'a>(frame: Frame<'a>, entry: &'a Entry, feeds: &'a [FeedLink]) -> ArticlePage<'a> {
    let article = &entry.article;
    let mut body = entry.body_html(frame.base);
    let beginning = cut(&body, MAX_BODY);
    let is_cut = beginning.is_some();
    body = beginning.unwrap_or(body);
    let published = Moment::at(entry.published);
    let updated = Moment::at(entry.updated);
    ArticlePage {
        title: &article.title,
        subtitle: article.subtitle.as_deref(),
        authors: authors(frame, entry),
        // A correction on the day of publication is not shown.
        updated: (updated.readable != published.readable).then_some(updated),
        published,
        external: article.external_url.as_ref().and_then(|url| external(url)),
        picture: article.image.as_ref().and_then(|image| picture(frame, image, &body)),
        body,
        is_cut,
        files: article.enclosures.iter().filter_map(|media| attachment(frame, media)).collect(),
        terms: [
            ("Categories", terms(frame, TermKind::Category, &article.categories)),
            ("Tags", terms(frame, TermKind::Tag, &article.tags)),
        ]
        .into_iter()
        .filter(|(_, terms)| !terms.is_empty())
        .collect(),
        rights: article.rights.as_deref().or(frame.site.rights.as_deref()),
        feeds,
    }
}

fn open_graph(
    frame: Frame<'_>,
    entry: &Entry,
    summary: &str,
    image: Option<String>,
) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("og:title", entry.article.title.clone()),
        ("og:type", "article".to_owned()),
        ("og:url", entry.permalink(frame.base)),
        ("og:site_name", frame.site_title()),
        ("og:description", summary.to_owned()),
        ("article:published_time", entry.published.to_rfc3339()),
    ];
    all.extend(image.map(|url| ("og:image", url)));
    all.retain(|(_, content)| !content.is_empty());
    all
}

/// The authors of the article, with links to their pages. If the article names none, the author of the site
/// without a link, because pages exist only for authors whom an article names.
fn authors(frame: Frame<'_>, entry: &Entry) -> Vec<Link> {
    let link = |person: &Person| {
        let term = Term { name: person.name.clone(), slug: person.slug() };
        match term.slug.is_empty() {
            true => Link { text: term.name, href: String::new() },
            false => frame.term(TermKind::Author, &term),
        }
    };
    let named: Vec<Link> = entry.article.authors.iter().map(link).collect();
    let own = |person: &Person| Link { text: person.name.clone(), href: String::new() };
    match named.is_empty() {
        true => frame.site.author.iter().map(own).collect(),
        false => named,
    }
}

fn terms(frame: Frame<'_>, kind: TermKind, terms: &[Term]) -> Vec<Link> {
    terms.iter().map(|term| frame.term(kind, term)).collect()
}

/// An http(s) URL. `javascript:` is a URL too, and the sanitiser does not process front matter.
fn web(url: &str) -> Option<url::Url> {
    url::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The target of a link post, with its host as the text.
fn external(url: &str) -> Option<Link> {
    let parsed = web(url)?;
    Some(Link { text: parsed.host_str()?.to_owned(), href: parsed.to_string() })
}

/// The article's picture, unless the body shows it already.
fn picture<'a>(frame: Frame<'_>, image: &'a Media, body: &str) -> Option<Picture<'a>> {
    let url = image.address(frame.base);
    // As it is written in an attribute.
    let shown = body.contains(&url) || body.contains(&url.replace('&', "&amp;"));
    (!shown).then_some(Picture { url, alt: image.alt.as_deref().unwrap_or_default() })
}

fn attachment(frame: Frame<'_>, media: &Media) -> Option<Attachment> {
    let url = Some(media.address(frame.base)).filter(|url| web(url).is_some())?;
    let name = url.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned();
    Some(Attachment {
        kind: media.mime.split('/').next().unwrap_or_default().to_owned(),
        mime: media.mime.clone(),
        name: media.title.clone().unwrap_or(name),
        size: media.length.map(size),
        url,
    })
}

/// A size such as `1.5 MB`, in powers of ten.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match UNITS.into_iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
        None => format!("{bytes} bytes"),
    }
}
