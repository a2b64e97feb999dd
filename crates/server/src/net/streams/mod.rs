//! Layers between the socket of a connection and HTTP.

pub(super) mod client_stream;
pub(super) mod head_gate;
pub(super) mod idle_timeout;
pub(super) mod rewind;
pub(super) mod transfer;
