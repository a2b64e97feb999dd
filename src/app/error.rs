//! Why Tidings cannot start or go on: one line each, that says what to do.

use crate::config::ConfigError;
use std::net::SocketAddr;
use std::path::PathBuf;
use tidings_catalogue::CatalogueError;
use tidings_model::BaseUrlError;
use tidings_server::TlsError;
use tidings_watch::WatchError;

/// A failure of the whole, not of one file.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The settings name no folder.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// There is no such folder.
    #[error("the folder '{}' does not exist (create it, or name another one)", path.display())]
    FolderMissing {
        /// As given.
        path: PathBuf,
    },
    /// It is a file.
    #[error("'{}' is not a folder (name the folder that your articles lie in)", path.display())]
    NotAFolder {
        /// As given.
        path: PathBuf,
    },
    /// It cannot be listed.
    #[error("the folder '{}' cannot be read: {source} (check its owner and permissions)", path.display())]
    FolderUnreadable {
        /// As given.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A small file of the state folder cannot be read or written.
    #[error("'{}': {source} (check the state folder's owner and permissions)", path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The catalogue has no place.
    #[error(
        "cannot write to '{}': {source} (use --state DIR to keep the catalogue in a folder that you can write to)",
        path.display()
    )]
    StateUnwritable {
        /// The state folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite's locks and shared memory do not work there.
    #[error(
        "'{}' is on a network file system ({kind}), where a database is not safe (use --state DIR to keep the \
         catalogue on a local disk)",
        path.display()
    )]
    StateOnNetwork {
        /// The state folder.
        path: PathBuf,
        /// What kind of file system.
        kind: &'static str,
    },
    /// The address is taken or not ours.
    #[error("cannot listen on {listen}: {source} ({})", listen_remedy(source, listen))]
    Listen {
        /// The address wanted.
        listen: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The address listened on is none that a feed can name (an IPv6 address with a zone).
    #[error("{0} (give --base-url)")]
    Address(#[from] BaseUrlError),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The folder cannot be watched.
    #[error(transparent)]
    Watch(#[from] WatchError),
    /// The operating system refused threads or timers.
    #[error("cannot start: {0}")]
    Runtime(std::io::Error),
    /// Nobody reads what the program prints.
    #[error("cannot print the addresses: {0}")]
    Announce(std::io::Error),
    /// The program was told to end before it had done what it was doing, which is no failure.
    #[error("told to stop")]
    Stopped,
    /// The server ended by itself.
    #[error("the server stopped: {0}")]
    Serve(std::io::Error),
}

fn listen_remedy(source: &std::io::Error, listen: &SocketAddr) -> String {
    let ip = listen.ip();
    match source.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!(
                "another program listens there; choose another port, or 0 for a free one: --listen {}",
                SocketAddr::new(ip, 0)
            )
        }
        std::io::ErrorKind::PermissionDenied => {
            format!(
                "ports below 1024 are for administrators; choose another one: --listen {}",
                SocketAddr::new(ip, 8080)
            )
        }
        _ => "choose an address of this machine with --listen ADDR:PORT".to_owned(),
    }
}
