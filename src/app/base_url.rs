//! The address under which readers find the site.

use super::error::AppError;
use crate::config::Config;
use tidings_model::BaseUrl;
use tidings_server::Listen;

/// Returns the configured base URL. Without one, the URL is made of the address that the server listens on,
/// which the configuration allows for loopback addresses only.
pub(super) fn base_url(config: &Config, listening: &Listen) -> Result<BaseUrl, AppError> {
    match &config.site.base_url {
        Some(configured) => Ok(configured.clone()),
        None => {
            let scheme = if config.http.tls.is_some() { "https" } else { "http" };
            match listening {
                Listen::Tcp(address) => Ok(BaseUrl::parse(&format!("{scheme}://{address}/"))?),
                // `Config::check_reachable` requires the setting for `serve`; `check` shows no addresses that
                // matter.
                Listen::Unix(_) => Ok(BaseUrl::parse(&format!("{scheme}://localhost/"))?),
            }
        }
    }
}
