//! The address under which readers find the site.

use super::error::AppError;
use crate::config::Config;
use std::net::SocketAddr;
use tidings_model::BaseUrl;

/// The configured base URL, otherwise one made of the address that the server listens on. The configuration
/// allows the latter for loopback addresses only.
pub(super) fn base_url(config: &Config, listening: SocketAddr) -> Result<BaseUrl, AppError> {
    match &config.site.base_url {
        Some(configured) => Ok(configured.clone()),
        None => {
            let scheme = if config.http.tls.is_some() { "https" } else { "http" };
            Ok(BaseUrl::parse(&format!("{scheme}://{listening}/"))?)
        }
    }
}
