//! TLS: a certificate and its key, which are reloaded when their files change.

use crate::Tls;
use arc_swap::ArcSwap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig, crypto};

/// How often the files are checked for changes.
pub(super) const CHECK_INTERVAL: Duration = Duration::from_secs(2);

/// Why TLS cannot be used. Each error names the file and what it must contain.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate cannot be used.
    #[error(
        "'http.tls.certificate': {}: {message} (it must be PEM: the certificate, then the certificates of its issuers)",
        path.display()
    )]
    Certificate {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// The key cannot be used.
    #[error("'http.tls.key': {}: {message} (it must be PEM: BEGIN PRIVATE KEY, without a passphrase)", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// The key belongs to another certificate.
    #[error("'http.tls': {} does not belong to {}: {source}", key.display(), certificate.display())]
    Pair {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// Why.
        source: rustls::Error,
    },
}

/// The current configuration of TLS.
#[derive(Debug)]
pub(super) struct TlsSettings {
    files: Tls,
    current: ArcSwap<ServerConfig>,
    stamps: Mutex<Stamps>,
}

/// The stamps of both files.
#[derive(Debug)]
struct Stamps {
    /// Those of the files in use.
    loaded: Stamp,
    /// Those of the files that could last not be loaded. They are tried again at each check, because a file
    /// may be completed without a new stamp, but a failure is logged once.
    failed: Option<Stamp>,
}

type Stamp = [Option<(SystemTime, u64)>; 2];

impl TlsSettings {
    /// Reads both files.
    pub(super) fn open(files: &Tls) -> Result<Self, TlsError> {
        // Taken first: what changes while the files are read is read again.
        let loaded = stamp(files);
        let current = ArcSwap::new(load(files)?);
        Ok(Self { files: files.clone(), current, stamps: Mutex::new(Stamps { loaded, failed: None }) })
    }

    /// Returns an acceptor with the current certificate.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.current.load_full())
    }

    /// Reloads the files if they have changed. If they do not belong together, as after only one of them was
    /// replaced, the old certificate stays in use. Blocks.
    pub(super) fn reload_if_changed(&self) {
        let now = stamp(&self.files);
        let mut stamps = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
        if now == stamps.loaded {
            return;
        }
        match load(&self.files) {
            Ok(config) => {
                self.current.store(config);
                *stamps = Stamps { loaded: now, failed: None };
                tracing::info!(certificate = %self.files.certificate.display(), "reloaded the certificate");
            }
            Err(error) => {
                if stamps.failed.replace(now) != Some(now) {
                    tracing::warn!(%error, "cannot reload the certificate; the old one stays in use");
                }
            }
        }
    }
}

fn stamp(files: &Tls) -> Stamp {
    [&files.certificate, &files.key].map(|file| {
        let metadata = std::fs::metadata(file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    })
}

fn load(files: &Tls) -> Result<Arc<ServerConfig>, TlsError> {
    let chain = certificates(&files.certificate)
        .map_err(|message| TlsError::Certificate { path: files.certificate.clone(), message })?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|error| TlsError::Key { path: files.key.clone(), message: error.to_string() })?;
    let pair =
        |source| TlsError::Pair { certificate: files.certificate.clone(), key: files.key.clone(), source };
    let provider = Arc::new(crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config =
        builder.map_err(pair)?.with_no_client_auth().with_single_cert(chain, key).map_err(pair)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let read = CertificateDer::pem_file_iter(file).map_err(|error| error.to_string())?;
    let chain: Result<Vec<_>, _> = read.collect();
    match chain {
        Ok(chain) if chain.is_empty() => Err("it contains no certificate".to_owned()),
        Ok(chain) => Ok(chain),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let made = |host: &str| rcgen::generate_simple_self_signed([host.to_owned()]).unwrap();
        let (one, other) = (made("one.example"), made("other.example"));
        write("one.pem", &one.cert.pem());
        write("one.key", &one.signing_key.serialize_pem());
        write("other.key", &other.signing_key.serialize_pem());
        write("empty", "");
        let open = |certificate: &str, key: &str| {
            let files = Tls { certificate: folder.path().join(certificate), key: folder.path().join(key) };
            TlsSettings::open(&files).map(|_| ()).map_err(|error| error.to_string())
        };
        assert_eq!(open("one.pem", "one.key"), Ok(()));
        for (certificate, key, expected) in [
            ("none", "one.key", "'http.tls.certificate': "),
            ("empty", "one.key", "it contains no certificate"),
            ("one.key", "one.key", "it contains no certificate"),
            ("one.pem", "empty", "'http.tls.key': "),
            ("one.pem", "one.pem", "'http.tls.key': "),
            ("one.pem", "other.key", "does not belong to"),
        ] {
            let error = open(certificate, key).unwrap_err();
            assert!(error.contains(expected), "{certificate}, {key}: {error}");
        }
    }
}
