//! One connection, from its first request to its end.

use super::patience::Patient;
use super::site::Site;
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
use tokio::io::{AsyncRead, AsyncWrite};
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
#[derive(Clone)]
pub(super) struct Service {
    pub(super) site: Arc<Site>,
    /// How long a client may take for a request's head, be silent between two, or take nothing of an answer.
    pub(super) patience: Duration,
    /// Says that the server is ending; held, it says that this connection has not ended.
    pub(super) closing: watch::Receiver<()>,
    pub(super) from: IpAddr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Http1,
    Http2,
}

impl Service {
    /// Serves it until it ends.
    pub(super) async fn serve(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        // Answers are written whole: to wait for more (Nagle) would only delay them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
        let Some(tls) = tls else {
            let mut closing = self.closing.clone();
            let version = tokio::select! {
                version = tokio::time::timeout(self.patience, version(&stream)) => version.ok(),
                // A request may just be on its way.
                _ = closing.changed() => tokio::time::timeout(FIRST_REQUEST, version(&stream)).await.ok(),
            };
            if let Some(version) = version {
                let stream = Patient::new(stream, self.patience);
                self.speak(stream, version).await;
            }
            return;
        };
        let patience = self.patience;
        match tokio::time::timeout(patience, tls.accept(Patient::new(stream, patience))).await {
            Ok(Ok(stream)) => {
                let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                let version = if is_http2 { Version::Http2 } else { Version::Http1 };
                self.speak(stream, version).await;
            }
            Ok(Err(error)) => tracing::debug!(%error, "TLS"),
            Err(_) => tracing::debug!("TLS took too long"),
        }
    }

    async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: S, version: Version) {
        let asked = AtomicBool::new(false);
        let (site, from) = (self.site.clone(), self.from);
        let answer = |request: Request<Incoming>| {
            asked.store(true, Ordering::Relaxed);
            let site = site.clone();
            async move { Ok::<_, Infallible>(site.respond(request, from).await) }
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
        }
        end(connection.as_mut());
        let patience = if asked.load(Ordering::Relaxed) { LAST_REQUESTS } else { FIRST_REQUEST };
        tokio::time::timeout(patience, connection).await.ok()
    }
}

/// Which version a client speaks, by its first word, which stays unread.
async fn version(stream: &TcpStream) -> Version {
    let mut word = [0; PREFACE.len()];
    let mut known = 0;
    loop {
        let Ok(length) = stream.peek(&mut word).await else { return Version::Http1 };
        let said = word.get(..length).unwrap_or_default();
        if !PREFACE.starts_with(said) || length == 0 || length < PREFACE.len() && length == known {
            return Version::Http1;
        }
        if length == PREFACE.len() {
            return Version::Http2;
        }
        known = length;
        // A peek that has seen something does not wait for more.
        tokio::time::sleep(FIRST_WORD).await;
    }
}
