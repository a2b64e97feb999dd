//! The rules of HTTP (RFC 9110, 9111): pure functions of a request's head and of validators, without I/O.

pub mod address_block;
pub mod cache_lifetime;
pub mod client_kind;
pub mod conditional;
pub mod content_coding;
pub mod date;
pub mod decision;
pub mod forwarded;
pub mod header_lookup;
pub mod plain_request;
pub mod range;
pub mod request_fault;
