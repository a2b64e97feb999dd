//! Dates of feeds: RFC 822 in RSS and OPML, profiles of ISO 8601 such as RFC 3339 elsewhere.

mod iso8601;
mod rfc822;
mod shared;

pub(crate) use iso8601::{
    iso8601_date, iso8601_moment, iso8601_moment_at_any_time, rfc3339_date, w3cdtf_date,
};
pub(crate) use rfc822::rfc822_date;
