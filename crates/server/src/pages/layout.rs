//! The frame around every page.

use super::{FeedLink, Frame, STYLE};
use askama::Template;

/// The content of a page, without the frame.
pub(super) struct Page<'a> {
    /// The title of the browser window, without the site's name.
    pub(super) title: &'a str,
    /// The language (BCP 47) if it differs from the site's.
    pub(super) language: Option<&'a str>,
    /// One sentence for search engines and previews.
    pub(super) description: Option<&'a str>,
    /// The full address of the page; the page of an error has none.
    pub(super) canonical: Option<String>,
    /// The feeds that browsers and readers discover, the main one first.
    pub(super) feeds: &'a [FeedLink],
    /// Open Graph properties, which chats and social networks show for a link.
    pub(super) open_graph: Vec<(&'static str, String)>,
    /// HTML.
    pub(super) content: String,
    /// Whether this is the front page, whose content contains the site's name.
    pub(super) is_front: bool,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<!DOCTYPE html>
<html{% if let Some(language) = language %} lang="{{ language }}"{% endif %}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
{%- if let Some(description) = page.description %}
<meta name="description" content="{{ description }}">
{%- endif %}
{%- if let Some(canonical) = page.canonical %}
<link rel="canonical" href="{{ canonical }}">
{%- endif %}
{%- for feed in page.feeds %}
<link rel="alternate" type="{{ feed.format.mime() }}" title="{{ feed.title }}" href="{{ feed.href }}">
{%- endfor %}
{%- for (property, content) in page.open_graph %}
<meta property="{{ property }}" content="{{ content }}">
{%- endfor %}
<link rel="stylesheet" href="{{ style }}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
{%- if !page.is_front %}
<header><a class="home" href="{{ home }}">{{ site }}</a></header>
{%- endif %}
<main id="main">
{{ page.content|safe }}
</main>
</body>
</html>
"##
)]
struct Layout<'a> {
    page: &'a Page<'a>,
    title: String,
    language: Option<&'a str>,
    site: String,
    home: String,
    style: String,
}

/// The whole page.
pub(super) fn layout(frame: Frame<'_>, page: &Page<'_>) -> askama::Result<String> {
    let site = frame.site_title();
    let title = match page.is_front {
        true => page.title.to_owned(),
        false => format!("{} – {site}", page.title),
    };
    // The hash makes browsers load a new style sheet although the old one is cached for `max-age`.
    let hash = blake3::hash(STYLE.as_bytes()).to_hex();
    let layout = Layout {
        page,
        title,
        language: page.language.or(frame.site.language.as_deref()),
        site,
        home: frame.path(""),
        style: frame.path(&format!("style.css?{}", &hash[..8])),
    };
    layout.render()
}
