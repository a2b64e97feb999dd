//! Why the program cannot start or go on: each error is one line that names the fix.

use crate::ingest::IngestError;
use std::net::SocketAddr;
use std::path::PathBuf;
use tidings_catalogue::CatalogueError;
use tidings_model::BaseUrlError;
use tidings_server::{Listen, TlsError};

/// A failure of the whole program. A problem of one file is logged instead.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The content folder cannot be published.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The catalogue cannot be read or written.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// There is no catalogue to export.
    #[error(
        "there is no catalogue at '{}' (serve the folder once, or name the folder of the catalogue with --state DIR)",
        path.display()
    )]
    NoCatalogue {
        /// The catalogue's file.
        path: PathBuf,
    },
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address is in use, or is not an address of this machine.
    #[error("cannot listen on {listen}: {source} ({})", listen_remedy(source, listen))]
    Listen {
        /// The configured address.
        listen: Listen,
        /// The system's error.
        source: std::io::Error,
    },
    /// The address listened on cannot be part of a URL (an IPv6 address with a zone).
    #[error("{0} (give --base-url)")]
    Address(#[from] BaseUrlError),
    /// The operating system refused to start threads or timers.
    #[error("cannot start: {0}")]
    Runtime(std::io::Error),
    /// Standard output cannot be written to.
    #[error("cannot print the addresses: {0}")]
    Announce(std::io::Error),
    /// The output of a check cannot be written.
    #[error("cannot write the output: {0}")]
    Output(std::io::Error),
    /// The listener failed.
    #[error("the server stopped: {0}")]
    Serve(std::io::Error),
}

fn listen_remedy(source: &std::io::Error, listen: &Listen) -> String {
    let address = match listen {
        Listen::Tcp(address) => address,
        Listen::Unix(_) => {
            return match source.kind() {
                std::io::ErrorKind::AddrInUse => {
                    "another program listens there; choose another path".to_owned()
                }
                std::io::ErrorKind::AlreadyExists => "remove it, or choose another path".to_owned(),
                _ => "the folder must exist and be writable for this user".to_owned(),
            };
        }
    };
    let ip = address.ip();
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
