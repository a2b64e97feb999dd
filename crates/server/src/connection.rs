//! One connection, from its first request to its end.
//!
//! It begins on the fast path, which keeps the plain polls to itself; whatever else is asked for goes to hyper, with the
//! rest of the connection.

use super::fast_path::{self, Outcome, Step};
use super::patience::Patient;
use super::seats::Seat;
use super::site::Site;
use super::unread::Unread;
use bytes::Bytes;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// Largest head of a request in bytes; 431 beyond.
const MAX_HEADER_SIZE: usize = 32 * 1024;

/// The same for HTTP/2.
const MAX_HEADER_LIST: u32 = 32 * 1024;

/// Bytes of a file that are read ahead of its client, beside one piece of it. By itself hyper takes 400 KiB: two
/// hundred clients that stand still in the middle of a film then hold 95 MB.
const MAX_BUFFER: usize = 64 * 1024;

/// Requests at one time on a connection of HTTP/2, each of which may hold a piece of a file.
const STREAMS: u32 = 32;

/// How long requests in flight may take to finish after the shutdown began.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// How long a connection may take that has not asked for anything yet: browsers open some in advance, and a
/// request may just be on its way.
const FIRST_REQUEST: Duration = Duration::from_millis(500);

/// How a connection that speaks HTTP/2 without TLS begins (RFC 9113, 3.4); no method of HTTP/1.1 has this name.
const PREFACE: &[u8] = b"PRI";

/// How long a client may take between the bytes of its first word before it is taken for one of HTTP/1.1.
const FIRST_WORD: Duration = Duration::from_millis(50);

/// What a connection is served with.
pub(super) struct Service {
    pub(super) site: Arc<Site>,
    /// How long a client may take for a request's head, be silent between two, or hold us up while we answer.
    pub(super) patience: Duration,
    /// Says that the server is ending; held, it says that this connection has not ended.
    pub(super) closing: watch::Receiver<()>,
    pub(super) seat: Seat,
    pub(super) from: IpAddr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Http1,
    Http2,
}

impl Service {
    /// Serves it until it ends. Its first step may have been made already.
    pub(super) async fn serve(self, stream: TcpStream, tls: Option<TlsAcceptor>, made: Option<Step>) {
        let patience = self.patience;
        let stream = Patient::new(stream, patience, self.seat.place().clone());
        match tls {
            None => drop(self.begin(stream, made).await),
            // What few connections need is kept apart, so that the others stay small: they are copied into their task.
            Some(tls) => Box::pin(self.secure(stream, tls)).await,
        }
    }

    async fn secure(self, stream: Patient<TcpStream>, tls: TlsAcceptor) {
        let patience = self.patience;
        match tokio::time::timeout(patience, tls.accept(stream)).await {
            Ok(Ok(stream)) if stream.get_ref().1.alpn_protocol() == Some(b"h2") => {
                self.speak(Unread::new(stream, Bytes::new()), Version::Http2).await;
            }
            Ok(Ok(stream)) => {
                // The client's end of it is told as well: without that word it may take the answer for cut short.
                if let Some(mut stream) = self.begin(stream, None).await {
                    let _ = stream.shutdown().await;
                }
            }
            Ok(Err(error)) => tracing::debug!(%error, "TLS"),
            Err(_) => tracing::debug!("TLS took too long"),
        }
    }

    /// The fast path, and what comes after it. Gives the stream back that was not handed on.
    async fn begin<S>(self, mut stream: S, made: Option<Step>) -> Option<S>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let place = self.seat.place();
        let (mut closing, known) = (self.closing.clone(), self.closing.clone());
        let told = async {
            tokio::select! { _ = closing.changed() => {}, () = place.given_up() => {} }
        };
        let is_told = || known.has_changed().unwrap_or(true) || place.is_given_up();
        let outcome =
            fast_path::serve(&mut stream, &self.site, place, (told, is_told), LAST_REQUESTS, made).await;
        let (read, patience) = match outcome {
            Outcome::Left(read) => (read, self.patience),
            // A request may just be on its way.
            Outcome::Told { asked: false } if !place.is_given_up() => (Bytes::new(), FIRST_REQUEST),
            Outcome::Told { .. } | Outcome::Ended => return Some(stream),
        };
        Box::pin(async move {
            let mut stream = Unread::new(stream, read);
            if let Ok(version) = tokio::time::timeout(patience, version(&mut stream)).await {
                self.speak(stream, version).await;
            }
        })
        .await;
        None
    }

    async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: S, version: Version) {
        let asked = AtomicBool::new(false);
        let (site, place, from) = (&self.site, self.seat.place(), self.from);
        let answer = |request: Request<Incoming>| {
            asked.store(true, Ordering::Relaxed);
            let (site, place) = (site.clone(), place.clone());
            async move {
                place.set_busy(true);
                let response = site.respond(request, from).await;
                place.set_busy(false);
                Ok::<_, Infallible>(response)
            }
        };
        let io = TokioIo::new(stream);
        let ended = match version {
            // Not `pipeline_flush`: hyper 1.12 then keeps an answer back while bytes are left in its read buffer, so
            // a POST whose body nobody reads got none at all; and it copies every body into one buffer.
            Version::Http1 => {
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(self.patience)
                    .max_header_size(MAX_HEADER_SIZE)
                    .max_buf_size(MAX_BUFFER)
                    .serve_connection(io, service_fn(answer));
                self.finish(connection, |connection| connection.graceful_shutdown(), &asked).await
            }
            Version::Http2 => {
                let connection = http2::Builder::new(TokioExecutor::new())
                    .timer(TokioTimer::new())
                    .max_header_list_size(MAX_HEADER_LIST)
                    .max_concurrent_streams(STREAMS)
                    .max_send_buf_size(MAX_BUFFER)
                    .serve_connection(io, service_fn(answer));
                self.finish(connection, |connection| connection.graceful_shutdown(), &asked).await
            }
        };
        // Clients vanish, and send what is no HTTP: worth a line only for who looks for it.
        if let Some(Err(error)) = ended {
            tracing::debug!(%error, "connection");
        }
    }

    /// Until it ends by itself, or the server does.
    async fn finish<C: Future<Output = hyper::Result<()>>>(
        &self,
        connection: C,
        end: impl FnOnce(Pin<&mut C>),
        asked: &AtomicBool,
    ) -> Option<hyper::Result<()>> {
        let mut connection = pin!(connection);
        let mut closing = self.closing.clone();
        tokio::select! {
            ended = &mut connection => return Some(ended),
            _ = closing.changed() => {}
            () = self.seat.place().given_up() => {}
        }
        end(connection.as_mut());
        let patience = if asked.load(Ordering::Relaxed) { LAST_REQUESTS } else { FIRST_REQUEST };
        tokio::time::timeout(patience, connection).await.ok()
    }
}

/// Which version a client speaks, by its first word, which stays unread.
async fn version<S: AsyncRead + Unpin>(stream: &mut Unread<S>) -> Version {
    loop {
        let said = stream.unread();
        if said.starts_with(PREFACE) {
            return Version::Http2;
        }
        if !PREFACE.starts_with(said) {
            return Version::Http1;
        }
        let is_silent = said.is_empty();
        let read = stream.read_more();
        // It may wait with its first word, but not within.
        let read = if is_silent { Ok(read.await) } else { tokio::time::timeout(FIRST_WORD, read).await };
        match read {
            Ok(Ok(length)) if length > 0 => {}
            _ => return Version::Http1,
        }
    }
}
