//! The address under which readers find the site.

use super::error::AppError;
use crate::config::Config;
use std::net::SocketAddr;
use tidings_model::BaseUrl;

/// Returns the configured base URL. Without one, the URL is made of the address that the server listens on,
/// which the configuration allows for loopback addresses only.
pub(super) fn base_url(config: &Config, listening: SocketAddr) -> Result<BaseUrl, AppError> {
    match &config.site.base_url {
        Some(configured) => Ok(configured.clone()),
        None => {
            let scheme = if config.http.tls.is_some() { "https" } else { "http" };
            Ok(BaseUrl::parse(&format!("{scheme}://{listening}/"))?)
        }
    }
}
