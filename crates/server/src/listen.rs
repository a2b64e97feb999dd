//! Connections are accepted, as many as there may be, and ended in order.
//!
//! Each core has a thread with a runtime of its own, which accepts connections and serves them to their end: nothing
//! goes from thread to thread. All of them accept from one listener, so that whoever is free takes the next
//! connection. A listener for each (SO_REUSEPORT) would deal them out blindly, lose those that wait for a thread when it
//! ends, and let a second server on the same port in, without a word to either.

use super::accept::Acceptor;
use super::connection::Service;
use super::fast_path::{Outcome, Step, at_once};
use super::seats::Seats;
use super::site::Site;
use super::tls::{LOOK, Security, TlsError};
use crate::Http;
use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::pin::pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::watch;

/// What who finds no place is told, if it fits into the socket at once.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\
                      Connection: close\r\n\r\n";

/// Connections that are accepted together at the most.
const AT_A_TIME: usize = 32;

/// Who is let in, and how.
#[derive(Debug)]
pub struct ServerOptions {
    seats: Seats,
    patience: Duration,
    security: Option<Arc<Security>>,
}

impl ServerOptions {
    /// The gate of these settings.
    ///
    /// # Errors
    /// The certificate or its key cannot be used.
    pub fn open(settings: &Http) -> Result<Self, TlsError> {
        let security = settings.tls.as_ref().map(Security::open).transpose()?;
        Ok(Self { seats: Seats::new(settings), patience: settings.timeout, security: security.map(Arc::new) })
    }
}

/// Serves the site on the listener, with a thread for each core, until `shutdown` is done; then accepts no more, lets
/// the requests in flight finish for at most ten seconds, and returns.
///
/// # Errors
/// The listener cannot be used at all, or the system gives no threads. What fails on one connection, or passes (too
/// many open files), ends neither this function nor any other connection.
pub async fn run(
    listener: TcpListener,
    gate: ServerOptions,
    site: Arc<Site>,
    shutdown: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let (listener, gate) = (listener.into_std()?, Arc::new(gate));
    let (closing, _) = watch::channel(());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut workers = Vec::with_capacity(cores);
    for number in 0..cores {
        let worker = Worker { gate: gate.clone(), site: site.clone(), closing: closing.subscribe() };
        workers.push(worker.start(number, listener.try_clone()?)?);
    }
    drop(listener);
    let mut shutdown = pin!(shutdown);
    let mut look = tokio::time::interval(LOOK);
    loop {
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            _ = look.tick(), if gate.security.is_some() => {
                let security = gate.security.clone();
                tokio::task::spawn_blocking(move || security.iter().for_each(|security| security.look()));
            }
        }
    }
    // Fails only if no worker is left to hear it.
    let _ = closing.send(());
    closing.closed().await;
    for worker in workers {
        // Each has said that it ends.
        if worker.join().is_err() {
            tracing::error!("a thread that served connections ended early; its last words are above");
        }
    }
    Ok(())
}

/// One thread that serves.
struct Worker {
    gate: Arc<ServerOptions>,
    site: Arc<Site>,
    /// Says that the server is ending; held, it says that this thread has not ended.
    closing: watch::Receiver<()>,
}

impl Worker {
    fn start(mut self, number: usize, listener: std::net::TcpListener) -> std::io::Result<JoinHandle<()>> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let acceptor = {
            let _inside = runtime.enter();
            Acceptor::new(listener)?
        };
        let name = format!("serve-{number}");
        std::thread::Builder::new().name(name).spawn(move || runtime.block_on(self.work(acceptor)))
    }

    async fn work(&mut self, acceptor: Acceptor) {
        // Every connection holds a receiver: the channel tells them to end, and tells us when the last one has. It is
        // this thread's own, since all that serve would meet at one for all.
        let (closing, _) = watch::channel(());
        loop {
            let accepted = tokio::select! {
                biased;
                _ = self.closing.changed() => break,
                accepted = acceptor.next(AT_A_TIME) => accepted,
            };
            // The request of one that comes alone has hardly come yet: to look for it would be in vain.
            let is_rush = accepted.len() > 1;
            accepted.into_iter().for_each(|(stream, from)| self.let_in(stream, from, is_rush, &closing));
            // Those that are there have their turn.
            tokio::task::yield_now().await;
        }
        drop(acceptor);
        tracing::debug!(connections = closing.receiver_count(), "finishing the requests in flight");
        // Fails only if no connection is left to hear it.
        let _ = closing.send(());
        closing.closed().await;
    }

    fn let_in(&self, mut stream: TcpStream, from: SocketAddr, is_rush: bool, closing: &watch::Sender<()>) {
        let now = Instant::now();
        let tls = self.gate.security.as_ref().map(|security| security.acceptor());
        let made = if is_rush && tls.is_none() { at_once(&stream, &self.site, now) } else { None };
        if matches!(made, Some(Step::Answered { closes: true } | Step::Out(Outcome::Ended))) {
            return;
        }
        let Some(seat) = self.gate.seats.take(from.ip(), now) else {
            tracing::debug!(%from, "no place is left");
            if tls.is_none() && !matches!(made, Some(Step::Answered { .. } | Step::Unsent { .. })) {
                // Whoever does not read it does without.
                let _ = stream.write(FULL);
            }
            return;
        };
        let stream = match tokio::net::TcpStream::from_std(stream) {
            Ok(stream) => stream,
            Err(error) => {
                tracing::warn!(%error, "cannot watch a connection");
                return;
            }
        };
        let service = Service {
            site: Arc::clone(&self.site),
            patience: self.gate.patience,
            closing: closing.subscribe(),
            seat,
            from: from.ip(),
        };
        tokio::spawn(service.serve(stream, tls, made));
    }
}
