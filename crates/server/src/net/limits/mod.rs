//! What connections may occupy: descriptors, places in the table, memory; and who gives way.

pub(super) mod buffers;
pub(super) mod connection_limit;
pub(super) mod connection_state;
pub(super) mod descriptors;
pub(super) mod eviction;
