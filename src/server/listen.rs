//! Connections: accepted, served over HTTP/1.1, and ended in order.

use super::site::Site;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io::ErrorKind;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How long a client may take for a request's head, and stay silent between two requests.
const HEADER_READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Largest head of a request in bytes; 431 beyond.
const MAX_HEADER_SIZE: usize = 32 * 1024;

/// Bytes of a file that are read ahead of its client, beside one piece of it. By itself hyper takes 400 KiB: two
/// hundred clients that stand still in the middle of a film then hold 95 MB.
const MAX_BUFFER: usize = 64 * 1024;

/// How long requests in flight may take to finish after the shutdown began.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// How long a connection may take that has not asked for anything yet: browsers open some in advance, and a
/// request may just be on its way.
const FIRST_REQUEST: Duration = Duration::from_millis(500);

/// First and longest pause after an error that will not pass at once.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));

/// Serves the site on the listener until `shutdown` is done; then accepts no more, lets the requests in flight
/// finish for at most ten seconds, and returns.
///
/// # Errors
/// The listener cannot be used at all. What fails on one connection, or passes (too many open files), ends
/// neither this function nor any other connection.
pub async fn run(
    listener: TcpListener,
    site: Arc<Site>,
    shutdown: impl Future<Output = ()>,
) -> std::io::Result<()> {
    listener.local_addr()?;
    // Every connection holds a receiver: the channel tells them to end, and tells us when the last one has.
    let (closing, _) = watch::channel(());
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            stream = accept(&listener) => {
                tokio::spawn(serve(stream, site.clone(), closing.subscribe()));
            }
        }
    }
    drop(listener);
    tracing::debug!(connections = closing.receiver_count(), "finishing the requests in flight");
    // Fails only if no connection is left to hear it.
    let _ = closing.send(());
    closing.closed().await;
    Ok(())
}

/// The next connection. Errors of one connection are passed over; others, such as EMFILE, mostly pass when
/// connections end, so it waits a little, longer each time, instead of spinning.
async fn accept(listener: &TcpListener) -> TcpStream {
    let mut pause = BACK_OFF.0;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
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

/// One connection, from its first request to its end.
async fn serve(stream: TcpStream, site: Arc<Site>, mut closing: watch::Receiver<()>) {
    // Answers are written whole: to wait for more (Nagle) would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY");
    }
    let asked = AtomicBool::new(false);
    let service = service_fn(|request| {
        asked.store(true, Ordering::Relaxed);
        let site = site.clone();
        async move { Ok::<_, Infallible>(site.respond(request).await) }
    });
    // Not `pipeline_flush`: hyper 1.12 then keeps an answer back while bytes are left in its read buffer, so a
    // POST whose body nobody reads got none at all; and it copies every body into one buffer.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_READ_TIMEOUT)
        .max_header_size(MAX_HEADER_SIZE)
        .max_buf_size(MAX_BUFFER)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = &mut connection => Some(ended),
        _ = closing.changed() => None,
    };
    let ended = match ended {
        Some(ended) => Some(ended),
        None => {
            connection.as_mut().graceful_shutdown();
            let patience = if asked.load(Ordering::Relaxed) { LAST_REQUESTS } else { FIRST_REQUEST };
            tokio::time::timeout(patience, connection).await.ok()
        }
    };
    // Clients vanish, and send what is no HTTP: worth a line only for who looks for it.
    if let Some(Err(error)) = ended {
        tracing::debug!(%error, "connection");
    }
}
