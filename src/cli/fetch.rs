//! Fetches a feed for validation: a first request like that of a new reader, then conditional requests like
//! those of a returning reader.
//!
//! All requests have limits, since an address can be anything: a file that never ends, a server that never
//! responds, a redirect loop, a megabyte that decompresses to a gigabyte.

use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::time::{Duration, Instant};
use tidings_validate::{Answer, Exchange};
use ureq::http::{HeaderName, HeaderValue};
use url::Url;

/// Limits of a fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of a body, also after it is decompressed, in bytes.
    pub bytes: u64,
    /// Time for all requests together.
    pub time: Duration,
    /// Redirects that are followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 10 * 1024 * 1024, time: Duration::from_secs(10), redirects: 5 }
    }
}

/// Why an address could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is not an HTTP address.
    #[error("'{0}' is not an address that can be fetched (it must begin with http:// or https://)")]
    Address(String),
    /// The host name, the connection or the response.
    #[error("cannot fetch {address}: {error}")]
    Request {
        /// The address.
        address: String,
        /// What went wrong.
        error: String,
    },
    /// Too many redirects.
    #[error("{address}: more than {limit} redirects (use the address at their end)")]
    Redirects {
        /// The address.
        address: String,
        /// The limit.
        limit: usize,
    },
    /// Too large.
    #[error("{address} is larger than {limit} bytes")]
    Size {
        /// The address.
        address: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// Too slow.
    #[error("{address} took longer than {limit:?}")]
    Time {
        /// The address.
        address: String,
        /// The limit.
        limit: Duration,
    },
}

/// The Accept header of a feed reader.
const ACCEPT: &str =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8";

const USER_AGENT: &str = concat!("tidings/", env!("CARGO_PKG_VERSION"), " (feed validator)");

/// One fetch: its limits and its deadline.
#[derive(Debug)]
struct Fetch {
    limits: Limits,
    deadline: Instant,
}

/// Fetches a feed, then fetches it again with each validator (ETag, Last-Modified) of the response.
pub fn fetch(address: &str, limits: Limits) -> Result<Exchange, FetchError> {
    let fetch = Fetch { limits, deadline: Instant::now() + limits.time };
    let mut url = checked(address)?;
    let mut redirects = Vec::new();
    let answer = loop {
        let answer = fetch.get(&url, &[])?;
        let Some(next) = redirect(&url, &answer) else { break answer };
        if redirects.len() >= limits.redirects {
            return Err(FetchError::Redirects { address: address.to_owned(), limit: limits.redirects });
        }
        url = checked(&next)?;
        redirects.push(answer);
    };
    let again = |given: &str, header: &'static str| match answer.header(given) {
        Some(value) if answer.is_success() => {
            let asked = fetch.get(&url, &[(header, value)]);
            asked.map(|answer| Some(answer.status))
        }
        _ => Ok(None),
    };
    let with_etag = again("etag", "if-none-match")?;
    let with_date = again("last-modified", "if-modified-since")?;
    Ok(Exchange { redirects, with_etag, with_date, answer })
}

/// Parses an HTTP address. The targets of redirects are checked in the same way.
fn checked(address: &str) -> Result<Url, FetchError> {
    let invalid = || FetchError::Address(address.to_owned());
    let url = Url::parse(address).map_err(|_| invalid())?;
    if matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(invalid()) }
}

/// The target of a redirect.
fn redirect(url: &Url, answer: &Answer) -> Option<String> {
    let location =
        answer.header("location").filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308))?;
    url.join(location).map_or_else(|_| Some(location.to_owned()), |next| Some(next.to_string()))
}

impl Fetch {
    fn get(&self, url: &Url, headers: &[(&str, &str)]) -> Result<Answer, FetchError> {
        let remaining = self.deadline.saturating_duration_since(Instant::now());
        if remaining.is_zero() {
            return Err(self.too_slow(url));
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(remaining))
            .user_agent(USER_AGENT);
        let agent: ureq::Agent = config.build().into();
        let mut request = agent.get(url.as_str()).header("accept", ACCEPT).header("accept-encoding", "gzip");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.call().map_err(|error| self.failed(url, &error))?;
        let named = |(name, value): (&HeaderName, &HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let mut answer = Answer {
            address: url.to_string(),
            status: response.status().as_u16(),
            headers: response.headers().iter().map(named).collect(),
            body: Vec::new(),
        };
        let is_gzip = matches!(answer.header("content-encoding"), Some("gzip" | "x-gzip"));
        let reader = response.body_mut().with_config().limit(self.limits.bytes).reader();
        // The limit applies to error pages as well.
        let body = if is_gzip { self.read(MultiGzDecoder::new(reader), url) } else { self.read(reader, url) };
        answer.body = body?;
        Ok(answer)
    }

    /// Reads a body to its end; an error if it exceeds the limit.
    fn read(&self, reader: impl Read, url: &Url) -> Result<Vec<u8>, FetchError> {
        let too_large = || FetchError::Size { address: url.to_string(), limit: self.limits.bytes };
        let mut body = Vec::new();
        reader.take(self.limits.bytes + 1).read_to_end(&mut body).map_err(|error| {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
            match inner {
                Some(ureq::Error::BodyExceedsLimit(_)) => too_large(),
                Some(error) => self.failed(url, error),
                None => FetchError::Request { address: url.to_string(), error: error.to_string() },
            }
        })?;
        if body.len() as u64 > self.limits.bytes { Err(too_large()) } else { Ok(body) }
    }

    fn failed(&self, url: &Url, error: &ureq::Error) -> FetchError {
        match error {
            ureq::Error::Timeout(_) => self.too_slow(url),
            _ => FetchError::Request { address: url.to_string(), error: error.to_string() },
        }
    }

    fn too_slow(&self, url: &Url) -> FetchError {
        FetchError::Time { address: url.to_string(), limit: self.limits.time }
    }
}
