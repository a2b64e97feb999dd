//! The page of all terms of a kind, such as `/tags/`. Its URL is also the scheme of the categories in feeds.

use super::layout::{Page, layout};
use super::{Frame, Link};
use askama::Template;
use tidings_model::TermUse;
use tidings_model::{Selection, TermKind};

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<h1>{{ heading }}</h1>
{%- if terms.is_empty() %}
<p>There are none yet.</p>
{%- else %}
<ul class="terms">
{%- for (link, articles) in terms %}
<li><a href="{{ link.href }}" dir="auto">{{ link.text }}</a> <span class="quiet">{{ articles }}</span></li>
{%- endfor %}
</ul>
<p>Each has feeds of its own; the <a href="{{ opml }}" type="text/x-opml">list of all feeds</a> (OPML) contains them.</p>
{%- endif %}"##
)]
struct Terms {
    heading: &'static str,
    terms: Vec<(Link, u64)>,
    opml: String,
}

/// The page of all terms of a kind, in the order of their names.
pub(crate) fn terms(frame: Frame<'_>, kind: TermKind, used: &[TermUse]) -> askama::Result<String> {
    let of_kind = used.iter().filter(|used| used.kind == kind);
    let content = Terms {
        heading: heading(kind),
        terms: of_kind.map(|used| (frame.term(kind, &used.term), used.articles)).collect(),
        opml: frame.base.join("feeds.opml"),
    };
    let page = Page {
        title: heading(kind),
        language: None,
        description: None,
        canonical: Some(frame.base.join(&format!("{}/", kind.directory()))),
        feeds: &frame.feeds(&Selection::Site, ""),
        open_graph: Vec::new(),
        content: content.render()?,
        is_front: false,
    };
    layout(frame, &page)
}

/// The heading of the kind.
pub(super) fn heading(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Category => "Categories",
        TermKind::Tag => "Tags",
        TermKind::Author => "Authors",
        TermKind::Folder => "Folders",
        TermKind::Language => "Languages",
    }
}
