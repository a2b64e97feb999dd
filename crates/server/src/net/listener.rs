//! Accepts connections, and finishes their requests at the shutdown.
//!
//! Each core has a thread with a runtime of its own, which accepts connections and serves them to their end;
//! no connection moves between threads. All threads accept from one listener, so that a free thread takes the
//! next connection. Separate listeners (SO_REUSEPORT) would distribute connections blindly, would lose those
//! that wait for a thread when it ends, and would let a second server listen on the same port without an
//! error in either.

use super::bind::{AsyncListener, Listener, SharedListener};
use super::connection::ConnectionService;
use super::limits::buffers::AllBuffers;
use super::limits::connection_limit::ConnectionLimiter;
use super::limits::descriptors::{open_file_limit, worker_count};
use super::peer::Peer;
use super::streams::client_stream::ClientStream;
use super::tls::{CHECK_INTERVAL, TlsError, TlsSettings};
use crate::http::address_block::Networks;
use crate::{Http, Site};
use std::io::{Error, ErrorKind, Result};
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;
use tokio::sync::{Notify, watch};

/// The response to a client that exceeds the connection limit, if it fits into the socket's buffer.
const LIMIT_EXCEEDED: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\
                                Connection: close\r\n\r\n";

/// Pause after an error of `accept` that may last, such as too many open files, in which evicted connections
/// close.
const PAUSE: Duration = Duration::from_millis(10);

/// How often such an error is logged at most.
const LOG_INTERVAL: Duration = Duration::from_secs(10);

/// How connections are accepted and secured.
#[derive(Debug)]
pub struct ServerOptions {
    pub(super) limiter: ConnectionLimiter,
    pub(super) idle_timeout: Duration,
    pub(super) trusted_proxies: Arc<Networks>,
    pub(super) proxy_protocol: bool,
    pub(super) buffers: Arc<AllBuffers>,
    tls: Option<Arc<TlsSettings>>,
    /// Makes the next accepted connection panic.
    #[cfg(test)]
    pub(super) panics: std::sync::atomic::AtomicBool,
}

impl ServerOptions {
    /// The options of these settings. Reads the certificate and its key, and the limit of open files.
    ///
    /// # Errors
    /// The certificate or its key cannot be used.
    pub fn open(settings: &Http) -> std::result::Result<Self, TlsError> {
        let tls = settings.tls.as_ref().map(TlsSettings::open).transpose()?;
        Ok(Self {
            limiter: ConnectionLimiter::new(settings),
            idle_timeout: settings.timeout,
            trusted_proxies: Arc::new(settings.trusted_proxies.clone()),
            proxy_protocol: settings.proxy_protocol,
            buffers: Arc::default(),
            tls: tls.map(Arc::new),
            #[cfg(test)]
            panics: Default::default(),
        })
    }

    /// How many connections may be open, together with the files that are being sent.
    pub fn connection_limit(&self) -> usize {
        self.limiter.limit()
    }
}

/// Serves the site on the listener, with a thread for each core, until `shutdown` is done. Then it accepts no
/// more connections, lets the requests in flight finish for at most ten seconds, and returns.
///
/// # Errors
/// The listener cannot be used, the system starts no threads, or one of the threads panicked: the others go on
/// until the requests in flight are finished, and the caller should exit with a failure, so that a supervisor
/// starts the program again. Errors of one connection, and temporary ones such as too many open files, end
/// neither this function nor other connections.
pub async fn run(
    listener: Listener,
    options: ServerOptions,
    site: Arc<Site>,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    run_shared(listener, Arc::new(options), site, shutdown).await
}

pub(super) async fn run_shared(
    listener: Listener,
    options: Arc<ServerOptions>,
    site: Arc<Site>,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    let (closing, _) = watch::channel(());
    let ended = Arc::new(Notify::new());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let number_of_workers = worker_count(cores, open_file_limit());
    let mut workers = Vec::with_capacity(number_of_workers);
    for number in 0..number_of_workers {
        let worker = Worker {
            options: options.clone(),
            site: site.clone(),
            closing: closing.subscribe(),
            _end: EndNotice(ended.clone()),
        };
        workers.push(worker.start(number, listener.share()?)?);
    }
    let mut shutdown = pin!(shutdown);
    let mut check = tokio::time::interval(CHECK_INTERVAL);
    loop {
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            () = ended.notified() => break,
            _ = check.tick(), if options.tls.is_some() => {
                let tls = options.tls.clone();
                tokio::task::spawn_blocking(move || tls.iter().for_each(|tls| tls.reload_if_changed()));
            }
        }
    }
    // Closed before the last requests are finished, so that a new server can take the address.
    drop(listener);
    // Fails only if no worker is left.
    let _ = closing.send(());
    closing.closed().await;
    // `closed` returned, so each worker is about to end.
    let panicked = workers.into_iter().map(JoinHandle::join).filter(std::result::Result::is_err).count();
    match panicked {
        0 => Ok(()),
        _ => Err(Error::other("a thread that accepts connections panicked; the panic is logged above")),
    }
}

/// Tells `run` that a worker has ended, whatever the reason.
struct EndNotice(Arc<Notify>);

impl Drop for EndNotice {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!("a thread that accepts connections panicked; the program ends");
        }
        self.0.notify_one();
    }
}

/// A thread that serves connections.
struct Worker {
    options: Arc<ServerOptions>,
    site: Arc<Site>,
    /// Notified when the server shuts down; the sender waits until all receivers are dropped.
    closing: watch::Receiver<()>,
    _end: EndNotice,
}

impl Worker {
    fn start(mut self, number: usize, listener: SharedListener) -> Result<JoinHandle<()>> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            listener.register()?
        };
        let name = format!("serve-{number}");
        std::thread::Builder::new().name(name).spawn(move || runtime.block_on(self.work(listener)))
    }

    async fn work(&mut self, listener: AsyncListener) {
        // Every connection of this thread has a receiver: the channel notifies them of the shutdown, and this
        // thread of the end of the last one. A channel for all threads would be contended.
        let (closing, _) = watch::channel(());
        let is_unix = listener.is_unix();
        let options = self.options.clone();
        loop {
            tokio::select! {
                biased;
                _ = self.closing.changed() => break,
                (stream, from) = accept(&listener, &options.limiter) => {
                    self.serve(stream, from, is_unix, &closing);
                }
            }
        }
        drop(listener);
        tracing::debug!(connections = closing.receiver_count(), "finishing the requests in flight");
        // Fails only if no connection is left.
        let _ = closing.send(());
        closing.closed().await;
    }

    fn serve(&self, stream: ClientStream, from: IpAddr, is_unix: bool, closing: &watch::Sender<()>) {
        #[cfg(test)]
        assert!(!self.options.panics.load(std::sync::atomic::Ordering::Relaxed), "injected");
        let tls = self.options.tls.as_ref().map(|tls| tls.acceptor());
        let Some(permit) = self.options.limiter.acquire(from, Instant::now()) else {
            tracing::debug!(%from, "the connection limit is exceeded");
            if tls.is_none() {
                stream.refuse(LIMIT_EXCEEDED);
            }
            return;
        };
        let trusted_proxies = self.options.trusted_proxies.clone();
        let is_trusted = is_unix || trusted_proxies.contains(from);
        let service = ConnectionService {
            site: Arc::clone(&self.site),
            options: Arc::clone(&self.options),
            closing: closing.subscribe(),
            permit,
            peer: Peer { address: from, is_trusted, trusted_proxies },
        };
        tokio::spawn(service.serve(stream, tls));
    }
}

/// The next connection. Errors of a single connection are skipped. After other errors, such as EMFILE, a
/// connection is evicted, and after a short pause the next attempt follows.
async fn accept(listener: &AsyncListener, limiter: &ConnectionLimiter) -> (ClientStream, IpAddr) {
    let mut logged: Option<Instant> = None;
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_one_connection(error.kind()) => {}
            Err(error) => {
                let now = Instant::now();
                let evicted = limiter.evict_for_descriptors(now);
                if logged.is_none_or(|at| now.duration_since(at) >= LOG_INTERVAL) {
                    logged = Some(now);
                    tracing::warn!(%error, evicted, "cannot accept connections; idle ones are closed instead");
                }
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_one_connection(error: ErrorKind) -> bool {
    matches!(
        error,
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionRefused
            | ErrorKind::Interrupted
    )
}
