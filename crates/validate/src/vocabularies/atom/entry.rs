//! `atom:entry` (RFC 4287, 4.1.2).

use super::construct::{CONTENT, RIGHTS, SUMMARY, TITLE, needs_summary};
use super::link::{LINK, check_alternates, links, relation_of};
use super::metadata::{CATEGORY, EQUIVALENT_EXTENSIONS, require};
use super::person::{AUTHOR, CONTRIBUTOR};
use super::publishing;
use super::source::SOURCE;
use crate::Code;
use crate::datatypes::{canonical_id, no_space_around, not_blank, rfc3339_date};
use crate::messages::Finding;
use crate::vocabularies::extensions;
use crate::vocabularies::extensions::geography::coordinates::check_pair;
use crate::vocabularies::extensions::rss_modules::trackback;
use crate::vocabularies::extensions::services::google_base::check_limits;
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Namespace, Node, Table};

/// `atom:entry`.
pub(crate) const ENTRY: Element =
    Element::parent("entry", &IN_ENTRY).with(&[Attribute::optional("parseType", &[]).of(Namespace::Rdf)]);

/// `atom:entry` in a list of versions of one entry.
pub(crate) const VERSION_OF_ENTRY: Element = Element::parent("entry", &IN_ENTRY);

const IN_ENTRY: Grammar = Grammar::of(&[
    &[Table {
        namespace: Namespace::Core,
        elements: &[
            AUTHOR,
            CATEGORY,
            CONTENT.once(),
            CONTRIBUTOR,
            // Empty ids and dates of two entries would be equal.
            Element::text("id", &[canonical_id, no_space_around, not_blank]).once(),
            LINK,
            Element::text("published", &[rfc3339_date, no_space_around]).once(),
            RIGHTS,
            SOURCE,
            SUMMARY,
            TITLE,
            Element::text("updated", &[rfc3339_date, no_space_around, not_blank]).once(),
        ],
    }],
    publishing::IN_ENTRY,
    EQUIVALENT_EXTENSIONS,
    &[Table { namespace: Namespace::TrackBack, elements: trackback::OF_TEXT }],
    extensions::ENTRY,
    extensions::FEED_OR_ENTRY,
    extensions::EVERYWHERE,
])
.rules(&[check_entry, check_content, check_alternates, check_limits, check_pair]);

fn check_entry(entry: &Node<'_>, context: &mut dyn Context<'_>) {
    require(entry, &["title"], Code::MissingElement, context);
    let source_author = entry.own("source").any(|source| source.has(Namespace::Core, "author"));
    let feed_author = context.ancestors().next().is_some_and(|feed| feed.has(Namespace::Core, "author"));
    if !source_author && !feed_author {
        require(entry, &["author"], Code::MissingElement, context);
    }
    require(entry, &["id", "updated"], Code::MissingElement, context);
}

/// RFC 4287, 4.1.1.1 and 4.1.2: an entry has text that can be shown, or a link to it.
fn check_content(entry: &Node<'_>, context: &mut dyn Context<'_>) {
    let has_summary = entry.has(Namespace::Core, "summary");
    let Some(content) = entry.own("content").last() else {
        // YouTube's entries have their text in a group of Media RSS.
        let has_media = !context.is_w3c() && entry.has(Namespace::Media, "group");
        if !has_summary && !has_media {
            context.report(Finding::new(Code::MissingTextualContent).on(entry));
        }
        if !links(entry.children.iter()).any(|link| relation_of(link) == "alternate") {
            context.report(Finding::new(Code::MissingContentOrAlternate).on(entry));
        }
        return;
    };
    if has_summary {
        return;
    }
    if content.attribute("src").is_some() {
        context.report(Finding::new(Code::MissingSummary).on(entry));
    }
    if needs_summary(content, context.options().profile) {
        context.report(Finding::new(Code::MissingSummary).on(entry));
    }
}
