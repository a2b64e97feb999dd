//! Which articles a feed selects, and what a window of a feed contains.

pub(crate) mod feed_rule;
pub(crate) mod median_gap;
pub(crate) mod selection;
pub(crate) mod window;
