//! The settings of the server, already checked.

use crate::FormerAddresses;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tidings_feed::{CustomFeed, FeedSettings, SiteSettings};

/// Everything that a [`crate::Site`] needs to know of the configuration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServerSettings {
    /// Who publishes what.
    pub site: SiteSettings,
    /// What a feed contains.
    pub feeds: FeedSettings,
    /// Feeds that the publisher defines.
    pub custom: Vec<CustomFeed>,
    /// The server.
    pub http: Http,
    /// Former addresses.
    pub addresses: FormerAddresses,
    /// Where the server keeps its state. `None`: nowhere, as over a catalogue in memory.
    pub state_folder: Option<PathBuf>,
}

/// `[http]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Http {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Least `Cache-Control: max-age` of feeds, seconds.
    pub min_age: u32,
    /// Largest `Cache-Control: max-age` of feeds, and that of files, seconds; it wins over `min_age`. Pages are asked for
    /// anew each time.
    pub max_age: u32,
    /// How long a client may take for a request's head, be silent between two, or take hardly anything of its answer.
    pub timeout: Duration,
    /// How many connections there may be.
    pub connections: usize,
    /// How many of them from one address. `None`: as the server thinks fit.
    pub connections_per_address: Option<usize>,
    /// Whether readers that ask for it get only the entries that they have not.
    pub deltas: bool,
    /// How often in an hour one client may fetch an unchanged feed without asking whether it has changed. 0: as often
    /// as it likes.
    pub refetches: u32,
    /// The certificate, if the server speaks TLS.
    pub tls: Option<Tls>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            min_age: 300,
            max_age: 3600,
            timeout: Duration::from_secs(30),
            connections: 1000,
            connections_per_address: None,
            deltas: true,
            refetches: 0,
            tls: None,
        }
    }
}

/// `[http.tls]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tls {
    /// PEM: the certificate, then those that vouch for it.
    pub certificate: PathBuf,
    /// PEM: its private key.
    pub key: PathBuf,
}
