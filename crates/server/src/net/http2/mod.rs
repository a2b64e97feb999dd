//! What HTTP/2 needs besides hyper: clocks of its own, and a watch over the frames of a connection.

pub(super) mod clocks;
pub(super) mod frames;
