//! Vocabularies that extend the formats, and the sets of them that the formats' own elements accept.
//!
//! One file contains one vocabulary. To add an element, add a row to its vocabulary's table. To add a
//! vocabulary, add a row to `Namespace`, a file with a table, and a row to each set here whose elements may
//! contain it.

pub(crate) mod dublin_core;
mod everywhere;
pub(crate) mod geography;
pub(crate) mod itunes;
pub(crate) mod media;
pub(crate) mod podcast;
pub(crate) mod rss_modules;
pub(crate) mod services;

pub(crate) use everywhere::EVERYWHERE;

use super::atom::{feed_history, threading};
use super::schema::{Element, Namespace, Table};
use super::xhtml::robots;
use rss_modules::{
    admin, aggregation, blog_channel, event, foaf, link, rdf_pointers, slash, syndication, well_formed_web,
    wiki,
};
use services::{
    access_control, conversations_network, feedburner, feedsync, google_base, google_play, merchant,
    opensearch, simple_chapters, simple_list, youtube,
};

/// Feed access control, in an Atom feed and in RSS 2.0 beside the channel.
pub(crate) const ACCESS: &[Table] =
    &[Table { namespace: Namespace::AccessControl, elements: &[access_control::RESTRICTION] }];

/// The same in RSS 2.0, which has one channel.
pub(crate) const ACCESS_ONCE: &[Table] =
    &[Table { namespace: Namespace::AccessControl, elements: &[access_control::RESTRICTION.once()] }];

/// The extensions that both a feed and an entry may contain.
pub(crate) const FEED_OR_ENTRY: &[Table] = &[
    Table { namespace: Namespace::Taxonomy, elements: &[Element::any("topics")] },
    Table { namespace: Namespace::Link, elements: link::LINK },
    media::ABOUT,
    media::NOTICES,
    media::COMMUNITY,
    Table { namespace: Namespace::YouTube, elements: youtube::FEED_OR_ENTRY },
    podcast::FEED_OR_ENTRY,
];

/// The extensions that an entry (an item) of every format may contain.
pub(crate) const ENTRY: &[Table] = &[
    threading::ENTRY,
    Table { namespace: Namespace::Slash, elements: slash::ENTRY },
    Table { namespace: Namespace::WellFormedWeb, elements: well_formed_web::ENTRY },
    Table { namespace: Namespace::FeedBurner, elements: feedburner::ENTRY },
    Table { namespace: Namespace::Aggregation, elements: aggregation::ENTRY },
    Table { namespace: Namespace::Annotate, elements: rdf_pointers::ANNOTATE },
    Table { namespace: Namespace::Event, elements: event::ENTRY },
    Table { namespace: Namespace::Foaf, elements: foaf::ENTRY },
    Table { namespace: Namespace::Wiki, elements: wiki::ENTRY },
    Table { namespace: Namespace::ConversationsNetwork, elements: conversations_network::ENTRY },
    Table { namespace: Namespace::GoogleBase, elements: merchant::PRODUCT },
    Table { namespace: Namespace::GoogleBase, elements: google_base::ENTRY },
    Table { namespace: Namespace::Itunes, elements: itunes::ENTRY },
    Table { namespace: Namespace::FeedSync, elements: feedsync::ENTRY },
    Table { namespace: Namespace::GooglePlay, elements: google_play::ENTRY },
    Table { namespace: Namespace::SimpleChapters, elements: simple_chapters::ENTRY },
    media::OBJECTS,
    podcast::ENTRY,
];

/// The extensions that a feed (a channel) of every format may contain.
pub(crate) const FEED: &[Table] = &[
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
    Table { namespace: Namespace::ChangedPage, elements: rdf_pointers::CHANGED_PAGES },
    Table { namespace: Namespace::Wiki, elements: wiki::FEED },
    Table { namespace: Namespace::Itunes, elements: itunes::FEED },
    Table { namespace: Namespace::FeedSync, elements: feedsync::FEED },
    Table { namespace: Namespace::GooglePlay, elements: google_play::FEED },
    podcast::FEED,
];
