//! The front page, and the page of a term.

use super::layout::{Page, layout};
use super::terms::heading;
use super::{FeedLink, Frame, Link, Moment};
use askama::Template;
use std::cmp::Reverse;
use tidings_feed::CustomFeed;
use tidings_model::{Entry, Selection, TermKind, article_path};
use tidings_model::{TermUse, Window};

/// Maximum number of terms of a kind on the front page. A folder may have thousands of tags; a page of their
/// own has all.
const MOST_TERMS: usize = 60;

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<h1 dir="auto">{{ heading }}</h1>
{%- if let Some(description) = description %}
<p dir="auto">{{ description }}</p>
{%- endif %}
<p class="quiet">Subscribe: {% for feed in feeds %}{% if !loop.first %} · {% endif %}<a href="{{ feed.href }}" type="{{ feed.format.mime() }}">{{ feed.format.name() }}</a>{% endfor %} (<a href="#feeds">how?</a>)</p>
{%- if items.is_empty() %}
{%- if is_front %}
<p>There are no articles yet. Drop a first file into the content folder: a Markdown, plain-text or HTML document
such as <code>hello.md</code>. A moment later it is on this page and in the feeds.</p>
{%- else %}
<p>There are no articles here at the moment.</p>
{%- endif %}
{%- else %}
<h2>Latest articles</h2>
<ol class="articles">
{%- for item in items %}
<li>
<h3 dir="auto"><a href="{{ item.href }}"{% if let Some(language) = item.language %} lang="{{ language }}"{% endif %}>{{ item.title }}</a></h3>
<p class="byline"><time datetime="{{ item.published.machine }}">{{ item.published.readable }}</time>{% if !item.authors.is_empty() %} · {{ item.authors }}{% endif %}</p>
{%- if !item.summary.is_empty() %}
<p dir="auto"{% if let Some(language) = item.language %} lang="{{ language }}"{% endif %}>{{ item.summary }}</p>
{%- endif %}
</li>
{%- endfor %}
</ol>
{%- endif %}
<section aria-labelledby="feeds">
<h2 id="feeds">Subscribe</h2>
<p>Paste one of these addresses into a feed reader:</p>
<ul class="feeds">
{%- for feed in feeds %}
<li>{{ feed.format.name() }}: <a href="{{ feed.href }}" type="{{ feed.format.mime() }}"><code>{{ feed.href }}</code></a></li>
{%- endfor %}
{%- if is_front %}
<li>All feeds as a list to import (OPML): <a href="{{ opml }}" type="text/x-opml"><code>{{ opml }}</code></a></li>
{%- endif %}
</ul>
</section>
{%- if !own.is_empty() %}
<section aria-labelledby="own">
<h2 id="own">More feeds</h2>
<ul class="feeds">
{%- for (link, description) in own %}
<li><a href="{{ link.href }}" dir="auto">{{ link.text }}</a>{% if let Some(description) = description %}: <span dir="auto">{{ description }}</span>{% endif %}</li>
{%- endfor %}
</ul>
</section>
{%- endif %}
{%- for group in groups %}
<section aria-labelledby="{{ group.id }}">
<h2 id="{{ group.id }}">{{ group.heading }}</h2>
<ul class="terms">
{%- for (link, articles) in group.terms %}
<li><a href="{{ link.href }}" dir="auto">{{ link.text }}</a> <span class="quiet">{{ articles }}</span></li>
{%- endfor %}
</ul>
{%- if group.left_out > 0 %}
<p class="quiet"><a href="{{ group.href }}">{{ group.left_out }} more</a></p>
{%- endif %}
</section>
{%- endfor %}"##
)]
struct ArticleList<'a> {
    is_front: bool,
    heading: &'a str,
    description: Option<&'a str>,
    items: Vec<ListItem<'a>>,
    feeds: &'a [FeedLink],
    opml: String,
    /// The feeds that the publisher defines: a link to the page of each, and its description.
    own: Vec<(Link, Option<&'a str>)>,
    groups: Vec<Group>,
}

pub(super) struct ListItem<'a> {
    pub(super) href: String,
    pub(super) title: &'a str,
    pub(super) language: Option<&'a str>,
    pub(super) published: Moment,
    pub(super) authors: String,
    pub(super) summary: String,
}

struct Group {
    id: &'static str,
    heading: &'static str,
    href: String,
    terms: Vec<(Link, u64)>,
    left_out: usize,
}

/// The front page: the latest articles, the feeds, the terms.
pub(crate) fn front(frame: Frame<'_>, window: &Window, terms: &[TermUse]) -> askama::Result<String> {
    let feeds = frame.feeds(&Selection::Site, "");
    let title = frame.site_title();
    let description = frame.site.description.as_deref();
    let listing = ArticleList {
        is_front: true,
        heading: &title,
        description,
        items: items(frame, &window.entries),
        feeds: &feeds,
        opml: frame.base.join("feeds.opml"),
        own: frame.custom.iter().map(|custom| own(frame, custom)).collect(),
        groups: TermKind::ALL.into_iter().filter_map(|kind| group(frame, kind, terms)).collect(),
    };
    let page = Page {
        title: &title,
        language: None,
        description,
        canonical: Some(frame.base.to_string()),
        feeds: &frame.all_feeds(),
        open_graph: open_graph(&title, frame.base.to_string()),
        content: listing.render()?,
        is_front: true,
    };
    layout(frame, &page)
}

/// The page of a term: its latest articles and its feeds, then the site's.
pub(crate) fn term(frame: Frame<'_>, window: &Window) -> askama::Result<String> {
    let own = frame.feeds(&window.selection, &window.name);
    let address = frame.base.join(&window.selection.directory());
    let custom = frame.custom.iter().find(|custom| custom.selection() == window.selection);
    let description = custom.and_then(|custom| custom.description.as_deref());
    let listing = ArticleList {
        is_front: false,
        heading: &window.name,
        description,
        items: items(frame, &window.entries),
        feeds: &own,
        opml: frame.base.join("feeds.opml"),
        own: Vec::new(),
        groups: Vec::new(),
    };
    let all: Vec<FeedLink> = own.iter().cloned().chain(frame.feeds(&Selection::Site, "")).collect();
    let page = Page {
        title: &window.name,
        language: None,
        description,
        canonical: Some(address.clone()),
        feeds: &all,
        open_graph: open_graph(&window.name, address),
        content: listing.render()?,
        is_front: false,
    };
    layout(frame, &page)
}

fn own<'a>(frame: Frame<'_>, custom: &'a CustomFeed) -> (Link, Option<&'a str>) {
    let href = frame.path(&custom.selection().directory());
    (Link { text: custom.title.clone(), href }, custom.description.as_deref())
}

fn open_graph(title: &str, address: String) -> Vec<(&'static str, String)> {
    vec![("og:title", title.to_owned()), ("og:type", "website".to_owned()), ("og:url", address)]
}

pub(super) fn items<'a>(frame: Frame<'_>, entries: &'a [Entry]) -> Vec<ListItem<'a>> {
    let item = |entry: &'a Entry| ListItem {
        href: frame.path(&article_path(&entry.slug)),
        title: &entry.article.title,
        language: entry.article.language.as_deref(),
        published: Moment::at(entry.published),
        authors: entry
            .article
            .authors
            .iter()
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        summary: tidings_feed::summary(entry),
    };
    entries.iter().map(item).collect()
}

/// The most used terms of a kind, in the order of their names.
fn group(frame: Frame<'_>, kind: TermKind, terms: &[TermUse]) -> Option<Group> {
    let mut used: Vec<&TermUse> = terms.iter().filter(|used| used.kind == kind).collect();
    used.sort_by_key(|used| Reverse(used.articles));
    let left_out = used.len().saturating_sub(MOST_TERMS);
    used.truncate(MOST_TERMS);
    used.sort_by(|one, other| one.term.slug.cmp(&other.term.slug));
    let terms: Vec<_> = used.into_iter().map(|used| (frame.term(kind, &used.term), used.articles)).collect();
    (!terms.is_empty()).then_some(Group {
        id: kind.directory(),
        heading: heading(kind),
        href: frame.path(&format!("{}/", kind.directory())),
        terms,
        left_out,
    })
}
