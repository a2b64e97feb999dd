//! An address becomes an exchange: what the server says of a feed, to a reader that is new and to one that comes back.
//!
//! It asks with limits, since an address may be anything: a file that never ends, a server that never answers, a
//! circle of redirects, a megabyte that unpacks to a gigabyte.

use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::time::{Duration, Instant};
use tidings_validate::{Answer, Exchange};
use ureq::http::{HeaderName, HeaderValue};
use url::Url;

/// What is asked of a feed's address at most.
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
    /// It is no address, or none that is fetched.
    #[error("'{0}' is no address that can be fetched (write one with http:// or https://)")]
    Address(String),
    /// The host, the connection, or what came over it.
    #[error("cannot fetch {address}: {error}")]
    Request {
        /// What was asked.
        address: String,
        /// What went wrong.
        error: String,
    },
    /// Too many redirects.
    #[error("{address}: more than {limit} redirects (give the address that they lead to)")]
    Redirects {
        /// What was asked.
        address: String,
        /// How many are followed.
        limit: usize,
    },
    /// Too large.
    #[error("{address} is larger than {limit} bytes")]
    Size {
        /// What was asked.
        address: String,
        /// How large it may be.
        limit: u64,
    },
    /// Too slow.
    #[error("{address} took longer than {limit:?}")]
    Time {
        /// What was asked.
        address: String,
        /// How long it may take.
        limit: Duration,
    },
}

/// Media types as a feed reader asks for them.
const ACCEPT: &str =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8";

const USER_AGENT: &str = concat!("tidings/", env!("CARGO_PKG_VERSION"), " (feed validator)");

/// One fetch: its limits, and when it must have ended.
#[derive(Debug)]
struct Fetch {
    limits: Limits,
    end: Instant,
}

/// Fetches a feed, and asks for it once more with each of the validators that the server gave.
pub fn fetch(address: &str, limits: Limits) -> Result<Exchange, FetchError> {
    let fetch = Fetch { limits, end: Instant::now() + limits.time };
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

/// An address of HTTP. A redirect may lead to no other scheme either.
fn checked(address: &str) -> Result<Url, FetchError> {
    let wrong = || FetchError::Address(address.to_owned());
    let url = Url::parse(address).map_err(|_| wrong())?;
    if matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(wrong()) }
}

/// Where an answer leads.
fn redirect(url: &Url, answer: &Answer) -> Option<String> {
    let location =
        answer.header("location").filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308))?;
    url.join(location).map_or_else(|_| Some(location.to_owned()), |next| Some(next.to_string()))
}

impl Fetch {
    fn get(&self, url: &Url, headers: &[(&str, &str)]) -> Result<Answer, FetchError> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.too_slow(url));
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(left))
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
        let is_packed = matches!(answer.header("content-encoding"), Some("gzip" | "x-gzip"));
        let reader = response.body_mut().with_config().limit(self.limits.bytes).reader();
        // Errors have long pages as well; they count like feeds.
        let body =
            if is_packed { self.read(MultiGzDecoder::new(reader), url) } else { self.read(reader, url) };
        answer.body = body?;
        Ok(answer)
    }

    /// Reads to the end or to the limit.
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
