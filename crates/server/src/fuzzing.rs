//! Entry point for the fuzz targets. It is no part of the interface of this crate.

use crate::{Site, fast_path};
use std::time::Duration;

/// The fast path's response to the bytes of a request, head and body; `None` if the fast path leaves them to
/// hyper.
pub fn fast_response(site: &Site, request: &[u8]) -> Option<Vec<u8>> {
    let mut response = Vec::new();
    let (body, _) = fast_path::answer(request, site, Duration::ZERO, &mut response)?;
    response.extend_from_slice(&body);
    Some(response)
}
