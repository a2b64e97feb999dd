//! Applies batches of observations: one batch is one transaction and returns the changes that subscribers
//! see.

mod batch_work;
mod moves;
mod plan;
mod store;
pub(crate) mod transaction;

pub(crate) use batch_work::{ApplyContext, DueArticles};
pub(crate) use moves::{relocation, repeated};
