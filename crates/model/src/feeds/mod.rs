//! Which articles a feed selects, and what a window of a feed contains.

mod feed_rule;
mod median_gap;
mod selection;
mod window;

pub use feed_rule::FeedRule;
pub use median_gap::median_gap;
pub use selection::Selection;
pub use window::{TermUse, Tombstone, Window};
