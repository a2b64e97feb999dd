//! The validated settings of the server.

use crate::FormerAddresses;
use crate::http::address_block::Networks;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tidings_feed::{CustomFeed, FeedSettings, SiteSettings};

/// The part of the configuration that a [`crate::Site`] needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServerSettings {
    /// `[site]`: title, author and other facts about the site.
    pub site: SiteSettings,
    /// `[feeds]`: the contents of feeds.
    pub feeds: FeedSettings,
    /// Feeds that the publisher defines.
    pub custom: Vec<CustomFeed>,
    /// `[http]`: the server.
    pub http: Http,
    /// `[[moved]]` and `[[gone]]`: former addresses.
    pub addresses: FormerAddresses,
    /// The folder for the server's state. `None`: state is not stored, as with a catalogue in memory.
    pub state_folder: Option<PathBuf>,
}

/// An address to listen on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// Address and port; port 0 means any free port.
    Tcp(SocketAddr),
    /// The file of a Unix socket.
    Unix(PathBuf),
}

impl Listen {
    /// Whether only programs on this machine can connect.
    pub fn is_local(&self) -> bool {
        match self {
            Self::Tcp(address) => address.ip().is_loopback(),
            Self::Unix(_) => true,
        }
    }
}

impl std::fmt::Display for Listen {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(out),
            Self::Unix(path) => write!(out, "unix:{}", path.display()),
        }
    }
}

/// `[http]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Http {
    /// Where to listen.
    pub listen: Listen,
    /// Permissions of the file of a Unix socket.
    pub socket_mode: u32,
    /// Proxies whose word about the client counts.
    pub trusted_proxies: Networks,
    /// Whether each connection begins with a header of the PROXY protocol.
    pub proxy_protocol: bool,
    /// Minimum `Cache-Control: max-age` of feeds in seconds.
    pub min_age: u32,
    /// Maximum `Cache-Control: max-age` of feeds, and that of files, in seconds; it has precedence over
    /// `min_age`. Browsers revalidate pages each time.
    pub max_age: u32,
    /// How long a client may take for the head of a request, be idle between two requests, or stall a
    /// response.
    pub timeout: Duration,
    /// Maximum number of connections. `None`: as many as the limit of open files allows.
    pub connections: Option<usize>,
    /// Maximum number of connections from one address. `None`: 64, or unlimited for addresses that a proxy
    /// may have.
    pub connections_per_address: Option<usize>,
    /// Which readers get only the entries that they lack (RFC 3229), if they ask for it.
    pub deltas: DeltaPolicy,
    /// How often per hour a client may download an unchanged feed without a conditional request. 0: without
    /// limit.
    pub refetches: u32,
    /// The certificate, if the server uses TLS.
    pub tls: Option<Tls>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: Listen::Tcp(SocketAddr::from(([127, 0, 0, 1], 8080))),
            socket_mode: 0o660,
            trusted_proxies: Networks::default(),
            proxy_protocol: false,
            min_age: 300,
            max_age: 3600,
            timeout: Duration::from_secs(30),
            connections: None,
            connections_per_address: None,
            deltas: DeltaPolicy::Known,
            refetches: 0,
            tls: None,
        }
    }
}

/// Which readers get deltas of feeds, of those that send `A-IM: feed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeltaPolicy {
    /// Those whose source shows that they read status 226.
    Known,
    /// All.
    All,
    /// None.
    Off,
}

/// `[http.tls]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tls {
    /// PEM: the certificate, then the certificates of its issuers.
    pub certificate: PathBuf,
    /// PEM: its private key.
    pub key: PathBuf,
}
