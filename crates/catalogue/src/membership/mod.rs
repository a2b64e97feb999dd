//! Membership: which public article is in which feed, its position in the archives, and the effect of a batch
//! on the windows of the feeds.

pub(crate) mod effects;
pub(crate) mod listing;
pub(crate) mod new_articles;
pub(crate) mod public_view;
pub(crate) mod selections;
pub(crate) mod windows;
