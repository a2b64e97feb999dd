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
pub(super) use rdf_schema::{LABELS, resource};
pub(super) use trackback::{OF_RDF as TRACKBACK_OF_RDF, OF_TEXT as TRACKBACK_OF_TEXT};

/// What may stand in every element that holds elements: feed, entry, image, text input.
pub(super) const EVERYWHERE: &[Table] = &[
    Table { namespace: Namespace::DublinCore, elements: dublin_core::EVERYWHERE },
    Table { namespace: Namespace::DublinCoreTerms, elements: dublin_core_terms::EVERYWHERE },
    Table { namespace: Namespace::Rdf, elements: rdf_schema::RDF },
    Table { namespace: Namespace::Rdfs, elements: rdf_schema::SEE_ALSO },
    Table { namespace: Namespace::Geo, elements: location::GEO },
    Table { namespace: Namespace::GeoUrl, elements: location::DEGREES },
    Table { namespace: Namespace::Icbm, elements: location::DEGREES },
    Table { namespace: Namespace::GeoRss, elements: georss::EVERYWHERE },
    Table { namespace: Namespace::Opml, elements: OPML_HEAD },
];

/// Who may show the feed: in an Atom feed, and in RSS 2.0 beside the channel.
pub(super) const ACCESS: &[Table] =
    &[Table { namespace: Namespace::AccessControl, elements: &[access::RESTRICTION] }];

/// The same in RSS 2.0, which says it beside its one channel.
pub(super) const ACCESS_ONCE: &[Table] =
    &[Table { namespace: Namespace::AccessControl, elements: &[access::RESTRICTION.once()] }];

/// What may stand in a feed and in an entry.
pub(super) const FEED_OR_ENTRY: &[Table] = &[
    Table { namespace: Namespace::Taxonomy, elements: &[Element::any("topics")] },
    Table { namespace: Namespace::Link, elements: link_module::LINK },
    media::ABOUT,
    media::NOTICES,
    media::COMMUNITY,
    podcast::FEED_OR_ENTRY,
];

/// What may stand in an entry (an item) of every format.
pub(super) const ENTRY: &[Table] = &[
    threading::ENTRY,
    Table { namespace: Namespace::Slash, elements: slash::ENTRY },
    Table { namespace: Namespace::WellFormedWeb, elements: well_formed_web::ENTRY },
    Table { namespace: Namespace::FeedBurner, elements: feedburner::ENTRY },
    Table { namespace: Namespace::Aggregation, elements: aggregation::ENTRY },
    Table { namespace: Namespace::Annotate, elements: rdf_schema::ANNOTATE },
    Table { namespace: Namespace::Event, elements: event::ENTRY },
    Table { namespace: Namespace::Foaf, elements: foaf::ENTRY },
    Table { namespace: Namespace::Wiki, elements: wiki::ENTRY },
    Table { namespace: Namespace::ConversationsNetwork, elements: conversations_network::ENTRY },
    Table { namespace: Namespace::GoogleBase, elements: google_base::ENTRY },
    Table { namespace: Namespace::Itunes, elements: itunes::ENTRY },
    Table { namespace: Namespace::FeedSync, elements: feedsync::ENTRY },
    media::OBJECTS,
    podcast::ENTRY,
];

/// What may stand in a feed (a channel) of every format.
pub(super) const FEED: &[Table] = &[
    feed_history::FEED,
    threading::FEED,
    Table { namespace: Namespace::Syndication, elements: syndication::FEED },
    Table { namespace: Namespace::Admin, elements: admin::FEED },
    Table { namespace: Namespace::BlogChannel, elements: blog_channel::FEED },
    Table { namespace: Namespace::FeedBurner, elements: feedburner::FEED },
    Table { namespace: Namespace::OpenSearch, elements: opensearch::FEED },
    Table { namespace: Namespace::OpenSearch10, elements: opensearch::FEED_OF_1_0 },
    Table { namespace: Namespace::Xhtml, elements: robots::FEED },
    Table { namespace: Namespace::Foaf, elements: foaf::FEED },
    Table { namespace: Namespace::SimpleList, elements: simple_list::FEED },
    Table { namespace: Namespace::ChangedPage, elements: rdf_schema::CHANGED_PAGES },
    Table { namespace: Namespace::Wiki, elements: wiki::FEED },
    Table { namespace: Namespace::Itunes, elements: itunes::FEED },
    Table { namespace: Namespace::FeedSync, elements: feedsync::FEED },
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
