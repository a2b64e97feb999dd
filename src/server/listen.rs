//! Connections are accepted, as many as there may be, and ended in order.

use super::connection::Service;
use super::seats::Seats;
use super::site::Site;
use super::tls::{LOOK, Security, TlsError};
use crate::config::Http;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// First and longest pause after an error that will not pass at once.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));

/// What who finds no place is told, if it fits into the socket at once.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\
                      Connection: close\r\n\r\n";

/// Who is let in, and how.
#[derive(Debug)]
pub struct Gate {
    seats: Seats,
    patience: Duration,
    security: Option<Arc<Security>>,
}

impl Gate {
    /// The gate of these settings.
    ///
    /// # Errors
    /// The certificate or its key cannot be used.
    pub fn open(settings: &Http) -> Result<Self, TlsError> {
        let security = settings.tls.as_ref().map(Security::open).transpose()?;
        Ok(Self { seats: Seats::new(settings), patience: settings.timeout, security: security.map(Arc::new) })
    }
}

/// Serves the site on the listener until `shutdown` is done; then accepts no more, lets the requests in flight
/// finish for at most ten seconds, and returns.
///
/// # Errors
/// The listener cannot be used at all. What fails on one connection, or passes (too many open files), ends
/// neither this function nor any other connection.
pub async fn run(
    listener: TcpListener,
    gate: Gate,
    site: Arc<Site>,
    shutdown: impl Future<Output = ()>,
) -> std::io::Result<()> {
    listener.local_addr()?;
    // Every connection holds a receiver: the channel tells them to end, and tells us when the last one has.
    let (closing, _) = watch::channel(());
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
            (stream, from) = accept(&listener) => let_in(&gate, stream, from, &site, &closing),
        }
    }
    drop(listener);
    tracing::debug!(connections = closing.receiver_count(), "finishing the requests in flight");
    // Fails only if no connection is left to hear it.
    let _ = closing.send(());
    closing.closed().await;
    Ok(())
}

fn let_in(gate: &Gate, stream: TcpStream, from: SocketAddr, site: &Arc<Site>, closing: &watch::Sender<()>) {
    let Some(seat) = gate.seats.take(from.ip()) else {
        tracing::debug!(%from, "no place is left");
        if gate.security.is_none() {
            // Whoever does not read it does without.
            let _ = stream.try_write(FULL);
        }
        return;
    };
    let service = Service {
        site: Arc::clone(site),
        patience: gate.patience,
        closing: closing.subscribe(),
        from: from.ip(),
    };
    let tls = gate.security.as_ref().map(|security| security.acceptor());
    tokio::spawn(async move {
        let _seat = seat;
        service.serve(stream, tls).await;
    });
}

/// The next connection. Errors of one connection are passed over; others, such as EMFILE, mostly pass when
/// connections end, so it waits a little, longer each time, instead of spinning.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut pause = BACK_OFF.0;
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
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
