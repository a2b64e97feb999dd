//! The initial bulk load: reads the whole folder into an empty catalogue, at a fraction of the cost of single
//! batches.

pub(crate) mod deferred_indexes;
pub(crate) mod initial_scan;
pub(crate) mod load;
pub(crate) mod preparation;
