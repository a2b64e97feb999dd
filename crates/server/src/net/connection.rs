//! One connection, from its first request to its end.

use super::connection_limit::ConnectionPermit;
use super::fast_path::{self, Ending};
use super::idle_timeout::TimeoutStream;
use super::rewind::Rewind;
use crate::Site;
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

/// Maximum size of a request's head in bytes; a larger one gets 431.
const MAX_HEADER_SIZE: usize = 32 * 1024;

/// The same for HTTP/2.
const MAX_HEADER_LIST: u32 = 32 * 1024;

/// Maximum number of bytes that are buffered for a client, besides one chunk of a file. hyper's default is
/// 400 KiB: two hundred clients that stall in the middle of a film then occupy 95 MB.
const MAX_BUFFER: usize = 64 * 1024;

/// Maximum number of concurrent streams of an HTTP/2 connection, each of which may keep a chunk of a file in
/// memory.
const MAX_STREAMS: u32 = 32;

/// How long requests in flight may take to finish after the shutdown began.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection without a request may stay open after the shutdown began: browsers open some in
/// advance, and a request may be in transit.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_millis(500);

/// The beginning of HTTP/2 without TLS (RFC 9113, 3.4). No method of HTTP/1.1 begins like this.
const PREFACE: &[u8] = b"PRI";

/// How long a client may take for the rest of the preface before it counts as a client of HTTP/1.1.
const PREFACE_TIMEOUT: Duration = Duration::from_millis(50);

/// Serves one connection.
pub(super) struct ConnectionService {
    pub(super) site: Arc<Site>,
    /// How long a client may take for the head of a request, be silent between two requests, or stall a
    /// response.
    pub(super) idle_timeout: Duration,
    /// Notified when the server shuts down; the sender waits until all receivers are dropped.
    pub(super) closing: watch::Receiver<()>,
    pub(super) permit: ConnectionPermit,
    /// The address of the client.
    pub(super) from: IpAddr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Http1,
    Http2,
}

impl ConnectionService {
    /// Serves the connection to its end.
    pub(super) async fn serve(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        let stream = TimeoutStream::new(stream, self.idle_timeout, self.permit.state().clone());
        match tls {
            None => drop(self.serve_fast_path(stream).await),
            // Boxed, so that the future of connections without TLS stays small: it is copied into its task.
            Some(tls) => Box::pin(self.serve_tls(stream, tls)).await,
        }
    }

    async fn serve_tls(self, stream: TimeoutStream<TcpStream>, tls: TlsAcceptor) {
        match tokio::time::timeout(self.idle_timeout, tls.accept(stream)).await {
            Ok(Ok(stream)) if stream.get_ref().1.alpn_protocol() == Some(b"h2") => {
                self.serve_hyper(Rewind::new(stream, Bytes::new()), Version::Http2).await;
            }
            Ok(Ok(stream)) => {
                // A client treats a response without `close_notify` at the end as truncated.
                if let Some(mut stream) = self.serve_fast_path(stream).await {
                    let _ = stream.shutdown().await;
                }
            }
            Ok(Err(error)) => tracing::debug!(%error, "the TLS handshake failed"),
            Err(_) => tracing::debug!("the TLS handshake timed out"),
        }
    }

    /// Serves the fast path, and the rest of the connection with hyper. Returns the stream unless hyper got
    /// it.
    async fn serve_fast_path<S>(self, mut stream: S) -> Option<S>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let state = self.permit.state();
        let (mut closing, known) = (self.closing.clone(), self.closing.clone());
        let close = async {
            tokio::select! { _ = closing.changed() => {}, () = state.evicted() => {} }
        };
        let is_closing = || known.has_changed().unwrap_or(true) || state.is_evicted();
        let ending =
            fast_path::serve(&mut stream, &self.site, state, (close, is_closing), SHUTDOWN_TIMEOUT).await;
        let (read, timeout) = match ending {
            Ending::Handover(read) => (read, self.idle_timeout),
            // A request may be in transit.
            Ending::Closing { had_request: false } if !state.is_evicted() => {
                (Bytes::new(), FIRST_REQUEST_TIMEOUT)
            }
            Ending::Closing { .. } | Ending::Closed => return Some(stream),
        };
        Box::pin(async move {
            let mut stream = Rewind::new(stream, read);
            if let Ok(version) = tokio::time::timeout(timeout, detect_version(&mut stream)).await {
                self.serve_hyper(stream, version).await;
            }
        })
        .await;
        None
    }

    async fn serve_hyper<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        self,
        stream: S,
        version: Version,
    ) {
        let had_request = AtomicBool::new(false);
        let (site, state, from) = (&self.site, self.permit.state(), self.from);
        let respond = |request: Request<Incoming>| {
            had_request.store(true, Ordering::Relaxed);
            let (site, state) = (site.clone(), state.clone());
            async move {
                let _busy = state.begin_work();
                Ok::<_, Infallible>(site.respond(request, from).await)
            }
        };
        let io = TokioIo::new(stream);
        let result = match version {
            // Without `pipeline_flush`: hyper 1.12 then holds a response back while its read buffer is not
            // empty, so a POST whose body nobody reads gets none at all. It also copies every body into one
            // buffer.
            Version::Http1 => {
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(self.idle_timeout)
                    .max_header_size(MAX_HEADER_SIZE)
                    .max_buf_size(MAX_BUFFER)
                    .serve_connection(io, service_fn(respond));
                self.finish(connection, |connection| connection.graceful_shutdown(), &had_request).await
            }
            Version::Http2 => {
                let connection = http2::Builder::new(TokioExecutor::new())
                    .timer(TokioTimer::new())
                    .max_header_list_size(MAX_HEADER_LIST)
                    .max_concurrent_streams(MAX_STREAMS)
                    .max_send_buf_size(MAX_BUFFER)
                    .serve_connection(io, service_fn(respond));
                self.finish(connection, |connection| connection.graceful_shutdown(), &had_request).await
            }
        };
        // Clients that vanish, or do not send HTTP, are normal.
        if let Some(Err(error)) = result {
            tracing::debug!(%error, "the connection failed");
        }
    }

    /// Drives the connection until it ends, the server shuts down, or the connection is evicted.
    async fn finish<C: Future<Output = hyper::Result<()>>>(
        &self,
        connection: C,
        graceful_shutdown: impl FnOnce(Pin<&mut C>),
        had_request: &AtomicBool,
    ) -> Option<hyper::Result<()>> {
        let mut connection = pin!(connection);
        let mut closing = self.closing.clone();
        tokio::select! {
            result = &mut connection => return Some(result),
            _ = closing.changed() => {}
            () = self.permit.state().evicted() => {}
        }
        graceful_shutdown(connection.as_mut());
        let timeout = match had_request.load(Ordering::Relaxed) {
            true => SHUTDOWN_TIMEOUT,
            false => FIRST_REQUEST_TIMEOUT,
        };
        tokio::time::timeout(timeout, connection).await.ok()
    }
}

/// Detects the HTTP version from the client's first bytes, which the stream then returns again.
async fn detect_version<S: AsyncRead + Unpin>(stream: &mut Rewind<S>) -> Version {
    loop {
        let prefix = stream.prefix();
        if prefix.starts_with(PREFACE) {
            return Version::Http2;
        }
        if !PREFACE.starts_with(prefix) {
            return Version::Http1;
        }
        let is_empty = prefix.is_empty();
        let read = stream.extend_prefix();
        // The client may pause before the preface, but not within it.
        let read = if is_empty { Ok(read.await) } else { tokio::time::timeout(PREFACE_TIMEOUT, read).await };
        match read {
            Ok(Ok(length)) if length > 0 => {}
            _ => return Version::Http1,
        }
    }
}
