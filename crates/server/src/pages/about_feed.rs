//! The page for a person who opens a feed in a browser.

use super::layout::{Page, layout};
use super::listing::{ListItem, items};
use super::{FeedLink, Frame};
use askama::Template;
use tidings_feed::FeedFormat;
use tidings_model::Window;

/// Number of the newest articles that the page lists.
const MAX_ARTICLES: usize = 10;

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<h1 dir="auto">{{ heading }}</h1>
<p>This address is a <strong>feed</strong>. Paste it into a feed reader, and the reader shows you every new article. You
need no account and no e-mail address.</p>
<p class="copy"><label for="address">Address to copy into your feed reader</label>
<input id="address" type="url" readonly value="{{ own.href }}" autofocus></p>
<p class="quiet">The same feed in other formats: {% for feed in others %}{% if !loop.first %} · {% endif %}<a href="{{ feed.href }}" type="{{ feed.format.mime() }}">{{ feed.format.name() }}</a>{% endfor %}. Every feed reader supports at least one of them.</p>
{%- if !items.is_empty() %}
<h2>Newest in this feed</h2>
<ol class="articles">
{%- for item in items %}
<li>
<h3 dir="auto"><a href="{{ item.href }}"{% if let Some(language) = item.language %} lang="{{ language }}"{% endif %}>{{ item.title }}</a></h3>
<p class="byline"><time datetime="{{ item.published.machine }}">{{ item.published.readable }}</time>{% if !item.authors.is_empty() %} · {{ item.authors }}{% endif %}</p>
</li>
{%- endfor %}
</ol>
{%- else %}
<p>This feed has no articles at the moment.</p>
{%- endif %}"##
)]
struct FeedPage<'a> {
    heading: &'a str,
    own: &'a FeedLink,
    others: Vec<&'a FeedLink>,
    items: Vec<ListItem<'a>>,
}

/// The page about a feed.
pub(crate) fn about_feed(frame: Frame<'_>, window: &Window, format: FeedFormat) -> askama::Result<String> {
    let mut feeds = frame.feeds(&window.selection, &window.name);
    // A browser that offers to subscribe offers the first feed, which is the one at this address.
    feeds.sort_by_key(|feed| feed.format != format);
    let Some((own, others)) = feeds.split_first() else { return Ok(String::new()) };
    let heading = tidings_feed::title(frame.site, &window.selection, &window.name);
    let newest = window.entries.get(..MAX_ARTICLES).unwrap_or(&window.entries);
    let content =
        FeedPage { heading: &heading, own, others: others.iter().collect(), items: items(frame, newest) };
    let page = Page {
        title: &own.title,
        // The text is in English, whatever the language of the site.
        language: Some("en"),
        description: None,
        canonical: None,
        feeds: &feeds,
        open_graph: Vec::new(),
        content: content.render()?,
        is_front: false,
    };
    layout(frame, &page)
}
