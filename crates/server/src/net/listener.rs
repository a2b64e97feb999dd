//! Accepts connections, and finishes their requests at the shutdown.
//!
//! Each core has a thread with a runtime of its own, which accepts connections and serves them to their end;
//! no connection moves between threads. All threads accept from one listener, so that a free thread takes the
//! next connection. Separate listeners (SO_REUSEPORT) would distribute connections blindly, would lose those
//! that wait for a thread when it ends, and would let a second server listen on the same port without an
//! error in either.

use super::connection::ConnectionService;
use super::connection_limit::ConnectionLimiter;
use super::tls::{CHECK_INTERVAL, TlsError, TlsSettings};
use crate::{Http, Site};
use std::io::{ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::sync::watch;

/// The response to a client that exceeds the connection limit, if it fits into the socket's buffer.
const LIMIT_EXCEEDED: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\
                                Connection: close\r\n\r\n";

/// How long the system holds a connection back until its first request arrives. A client that sends nothing
/// is accepted after this time, and the idle timeout begins then.
const DEFER_ACCEPT: Duration = Duration::from_secs(1);

/// First and longest pause after an error of `accept` that may last, such as too many open files.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));

/// How connections are accepted and secured.
#[derive(Debug)]
pub struct ServerOptions {
    limiter: ConnectionLimiter,
    idle_timeout: Duration,
    tls: Option<Arc<TlsSettings>>,
}

impl ServerOptions {
    /// The options of these settings. Reads the certificate and its key.
    ///
    /// # Errors
    /// The certificate or its key cannot be used.
    pub fn open(settings: &Http) -> std::result::Result<Self, TlsError> {
        let tls = settings.tls.as_ref().map(TlsSettings::open).transpose()?;
        let limiter = ConnectionLimiter::new(settings);
        Ok(Self { limiter, idle_timeout: settings.timeout, tls: tls.map(Arc::new) })
    }
}

/// Serves the site on the listener, with a thread for each core, until `shutdown` is done. Then it accepts no
/// more connections, lets the requests in flight finish for at most ten seconds, and returns.
///
/// # Errors
/// The listener cannot be used, or the system starts no threads. Errors of one connection, and temporary ones
/// such as too many open files, end neither this function nor other connections.
pub async fn run(
    listener: TcpListener,
    options: ServerOptions,
    site: Arc<Site>,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    let (listener, options) = (listener.into_std()?, Arc::new(options));
    set_socket_options(&listener);
    let (closing, _) = watch::channel(());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut workers = Vec::with_capacity(cores);
    for number in 0..cores {
        let worker = Worker { options: options.clone(), site: site.clone(), closing: closing.subscribe() };
        workers.push(worker.start(number, listener.try_clone()?)?);
    }
    drop(listener);
    let mut shutdown = pin!(shutdown);
    let mut check = tokio::time::interval(CHECK_INTERVAL);
    loop {
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            _ = check.tick(), if options.tls.is_some() => {
                let tls = options.tls.clone();
                tokio::task::spawn_blocking(move || tls.iter().for_each(|tls| tls.reload_if_changed()));
            }
        }
    }
    // Fails only if no worker is left.
    let _ = closing.send(());
    closing.closed().await;
    for worker in workers {
        // `closed` returned, so each worker is about to end.
        if worker.join().is_err() {
            tracing::error!("a thread that serves connections panicked; the panic is logged above");
        }
    }
    Ok(())
}

/// Sets options that accepted connections inherit. A system that refuses one is slower, but works.
fn set_socket_options(listener: &std::net::TcpListener) {
    // Responses are written whole, so Nagle's algorithm would only delay them. Linux inherits the option; on
    // other systems each connection gets it in `accept`.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::net::sockopt::set_tcp_nodelay(listener, true) {
        tracing::debug!(%error, "cannot set TCP_NODELAY");
    }
    if let Err(error) = tidings_libc_calls::defer_accept(listener, DEFER_ACCEPT) {
        tracing::debug!(%error, "cannot set TCP_DEFER_ACCEPT");
    }
}

/// A thread that serves connections.
struct Worker {
    options: Arc<ServerOptions>,
    site: Arc<Site>,
    /// Notified when the server shuts down; the sender waits until all receivers are dropped.
    closing: watch::Receiver<()>,
}

impl Worker {
    fn start(mut self, number: usize, listener: std::net::TcpListener) -> Result<JoinHandle<()>> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let name = format!("serve-{number}");
        std::thread::Builder::new().name(name).spawn(move || runtime.block_on(self.work(listener)))
    }

    async fn work(&mut self, listener: TcpListener) {
        // Every connection of this thread has a receiver: the channel notifies them of the shutdown, and this
        // thread of the end of the last one. A channel for all threads would be contended.
        let (closing, _) = watch::channel(());
        loop {
            tokio::select! {
                biased;
                _ = self.closing.changed() => break,
                (stream, from) = accept(&listener) => self.serve(stream, from, &closing),
            }
        }
        drop(listener);
        tracing::debug!(connections = closing.receiver_count(), "finishing the requests in flight");
        // Fails only if no connection is left.
        let _ = closing.send(());
        closing.closed().await;
    }

    fn serve(&self, stream: TcpStream, from: SocketAddr, closing: &watch::Sender<()>) {
        let tls = self.options.tls.as_ref().map(|tls| tls.acceptor());
        let Some(permit) = self.options.limiter.acquire(from.ip(), Instant::now()) else {
            tracing::debug!(%from, "the connection limit is exceeded");
            if tls.is_none() {
                refuse(stream);
            }
            return;
        };
        let service = ConnectionService {
            site: Arc::clone(&self.site),
            idle_timeout: self.options.idle_timeout,
            closing: closing.subscribe(),
            permit,
            from: from.ip(),
        };
        tokio::spawn(service.serve(stream, tls));
    }
}

/// Writes 503 without waiting, and closes the connection.
fn refuse(stream: TcpStream) {
    use std::io::{Read as _, Write as _};
    if let Ok(mut stream) = stream.into_std() {
        // Closing a socket with unread bytes resets the connection, and the client would lose the response.
        let _ = stream.read(&mut [0; 4096]);
        // A client whose socket takes nothing gets no response.
        let _ = stream.write(LIMIT_EXCEEDED);
    }
}

/// The next connection. Errors of a single connection are skipped. After other errors, such as EMFILE, which
/// mostly pass when connections end, it pauses, longer each time, instead of spinning.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut pause = BACK_OFF.0;
    loop {
        match listener.accept().await {
            Ok((stream, from)) => {
                if !cfg!(target_os = "linux")
                    && let Err(error) = stream.set_nodelay(true)
                {
                    tracing::debug!(%error, "cannot set TCP_NODELAY");
                }
                return (stream, from);
            }
            Err(error) if is_of_one_connection(error.kind()) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot accept connections; trying again in {pause:?}");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(BACK_OFF.1);
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
