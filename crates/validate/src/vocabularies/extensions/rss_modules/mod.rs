//! Small modules from the time of RSS 1.0, which the other formats use as well.

pub(crate) mod admin;
pub(crate) mod aggregation;
pub(crate) mod blog_channel;
pub(crate) mod content;
pub(crate) mod creative_commons;
pub(crate) mod event;
pub(crate) mod foaf;
pub(crate) mod link;
pub(crate) mod rdf_pointers;
pub(crate) mod slash;
pub(crate) mod syndication;
pub(crate) mod trackback;
pub(crate) mod well_formed_web;
pub(crate) mod wiki;
