//! Vocabularies that extend the formats, and the sets in which the formats' own elements take them.
//!
//! One file for each vocabulary, or for a family of small ones. A set is listed by every grammar that takes it, so a
//! new element is a row in its vocabulary's file and a new vocabulary a row in a set.

mod access;
mod admin;
mod aggregation;
mod blog_channel;
mod content;
mod conversations_network;
mod creative_commons;
mod dublin_core;
mod dublin_core_terms;
mod event;
mod feedburner;
mod feedsync;
mod foaf;
mod georss;
mod google_base;
mod itunes;
mod link_module;
mod location;
mod media;
mod opensearch;
mod podcast;
mod rdf_schema;
mod robots;
mod simple_list;
mod slash;
mod syndication;
mod trackback;
mod well_formed_web;
mod wiki;

use super::{Attribute, Content, Element, Format, Grammar, Namespace, Node, Table, feed_history, threading};
use crate::datatypes::{contact, html_fragment_with_addresses, rfc822_date, web_address};

pub(super) use content::{ENCODED, ITEMS};
pub(super) use creative_commons::{CC_LICENSE, CREATIVE_COMMONS};
pub(super) use dublin_core::{
    RELATED as DUBLIN_CORE_RELATED, RELATED_ONE_DATE as DUBLIN_CORE_RELATED_ONE_DATE,
};
pub(super) use google_base::at_most_ten;
pub(super) use itunes::{complete_podcast, playable_enclosures, podcast_in_utf8};
pub(super) use link_module::PERMALINK;
pub(super) use opensearch::QUERY as SEARCH_QUERY;
pub(super) use rdf_schema::{LABELS, resource};
pub(super) use trackback::{OF_RDF as TRACKBACK_OF_RDF, OF_TEXT as TRACKBACK_OF_TEXT};

/// What may stand in every element that holds elements: feed, entry, image, text input.
pub(super) const EVERYWHERE: &[Table] = &[
    Table { namespace: Namespace::Known("dc"), elements: dublin_core::EVERYWHERE },
    Table { namespace: Namespace::Known("dcterms"), elements: dublin_core_terms::EVERYWHERE },
    Table { namespace: Namespace::Known("rdf"), elements: rdf_schema::RDF },
    Table { namespace: Namespace::Known("rdfs"), elements: rdf_schema::SEE_ALSO },
    Table { namespace: Namespace::Known("geo"), elements: location::GEO },
    Table { namespace: Namespace::Known("geourl"), elements: location::DEGREES },
    Table { namespace: Namespace::Known("icbm"), elements: location::DEGREES },
    Table { namespace: Namespace::Known("georss"), elements: georss::EVERYWHERE },
    Table { namespace: Namespace::Known("opml"), elements: OPML_HEAD },
];

/// Who may show the feed: in an Atom feed, and in RSS 2.0 beside the channel.
pub(super) const ACCESS: &[Table] =
    &[Table { namespace: Namespace::Known("access"), elements: &[access::RESTRICTION] }];

/// The same in RSS 2.0, which says it beside its one channel.
pub(super) const ACCESS_ONCE: &[Table] =
    &[Table { namespace: Namespace::Known("access"), elements: &[access::RESTRICTION.once()] }];

/// What may stand in a feed and in an entry.
pub(super) const FEED_OR_ENTRY: &[Table] = &[
    Table { namespace: Namespace::Known("taxo"), elements: &[Element::any("topics")] },
    Table { namespace: Namespace::Known("l"), elements: link_module::LINK },
    media::ABOUT,
    media::NOTICES,
    media::COMMUNITY,
    podcast::FEED_OR_ENTRY,
];

/// What may stand in an entry (an item) of every format.
pub(super) const ENTRY: &[Table] = &[
    threading::ENTRY,
    Table { namespace: Namespace::Known("slash"), elements: slash::ENTRY },
    Table { namespace: Namespace::Known("wfw"), elements: well_formed_web::ENTRY },
    Table { namespace: Namespace::Known("feedburner"), elements: feedburner::ENTRY },
    Table { namespace: Namespace::Known("ag"), elements: aggregation::ENTRY },
    Table { namespace: Namespace::Known("annotate"), elements: rdf_schema::ANNOTATE },
    Table { namespace: Namespace::Known("ev"), elements: event::ENTRY },
    Table { namespace: Namespace::Known("foaf"), elements: foaf::ENTRY },
    Table { namespace: Namespace::Known("wiki"), elements: wiki::ENTRY },
    Table { namespace: Namespace::Known("conversationsNetwork"), elements: conversations_network::ENTRY },
    Table { namespace: Namespace::Known("g"), elements: google_base::ENTRY },
    Table { namespace: Namespace::Known("itunes"), elements: itunes::ENTRY },
    Table { namespace: Namespace::Known("sx"), elements: feedsync::ENTRY },
    media::OBJECTS,
    podcast::ENTRY,
];

/// What may stand in a feed (a channel) of every format.
pub(super) const FEED: &[Table] = &[
    feed_history::FEED,
    threading::FEED,
    Table { namespace: Namespace::Known("sy"), elements: syndication::FEED },
    Table { namespace: Namespace::Known("admin"), elements: admin::FEED },
    Table { namespace: Namespace::Known("blogChannel"), elements: blog_channel::FEED },
    Table { namespace: Namespace::Known("feedburner"), elements: feedburner::FEED },
    Table { namespace: Namespace::Known("opensearch"), elements: opensearch::FEED },
    Table { namespace: Namespace::Known("opensearch10"), elements: opensearch::FEED_OF_1_0 },
    Table { namespace: Namespace::Known("xhtml"), elements: robots::FEED },
    Table { namespace: Namespace::Known("foaf"), elements: foaf::FEED },
    Table { namespace: Namespace::Known("cf"), elements: simple_list::FEED },
    Table { namespace: Namespace::Known("cp"), elements: rdf_schema::CHANGED_PAGES },
    Table { namespace: Namespace::Known("wiki"), elements: wiki::FEED },
    Table { namespace: Namespace::Known("itunes"), elements: itunes::FEED },
    Table { namespace: Namespace::Known("sx"), elements: feedsync::FEED },
    podcast::FEED,
];

/// What the head of an OPML document says, of a feed that was one.
const OPML_HEAD: &[Element] = &[
    Element::text("dateCreated", &[rfc822_date]).once(),
    Element::text("dateModified", &[rfc822_date]).once(),
    Element::text("ownerName", &[html_fragment_with_addresses]).once(),
    Element::text("ownerEmail", &[contact]).once(),
    Element::text("ownerId", &[web_address]).once(),
];
