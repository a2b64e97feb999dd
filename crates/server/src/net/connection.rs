//! One connection, from its first request to its end.

use super::fast_path::{self, Ending};
use super::http2::clocks::{StreamClock, StreamExecutor, without_progress};
use super::http2::frames::WatchedFrames;
use super::limits::buffers::ConnectionBuffers;
use super::limits::connection_limit::ConnectionPermit;
use super::listener::ServerOptions;
use super::peer::Peer;
use super::proxy_protocol;
use super::response_body::{BodyContext, ResponseBody};
use super::streams::client_stream::ClientStream;
use super::streams::head_gate::{HeadGate, Verdict};
use super::streams::idle_timeout::TimeoutStream;
use super::streams::rewind::Rewind;
use crate::Site;
use crate::http::request_fault::http2_request_fault;
use bytes::Bytes;
use hyper::body::{Body as _, Incoming};
use hyper::header::{CONNECTION, HeaderValue};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
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

/// How many bytes of bodies a client of HTTP/2 may send ahead. Nothing reads them.
const WINDOW: u32 = 64 * 1024;

/// How many streams may be reset before they are answered, as in the attack 'rapid reset' (CVE-2023-44487).
const MAX_RESET_STREAMS: usize = 20;

/// How long requests in flight may take to finish after the shutdown began.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection without a request may stay open after the shutdown began: browsers open some in
/// advance, and a request may be in transit. It is also the time in which a client may take the end of an idle
/// connection of HTTP/2.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_millis(500);

/// How long an evicted connection of HTTP/2 may stay open, so that its client gets GOAWAY.
const EVICTION_TIMEOUT: Duration = Duration::from_millis(100);

/// The beginning of HTTP/2 without TLS (RFC 9113, 3.4). No method of HTTP/1.1 begins like this.
const PREFACE: &[u8] = b"PRI";

/// How long a client may take for the rest of the preface before it counts as a client of HTTP/1.1.
const PREFACE_TIMEOUT: Duration = Duration::from_millis(50);

/// Serves one connection.
pub(super) struct ConnectionService {
    pub(super) site: Arc<Site>,
    pub(super) options: Arc<ServerOptions>,
    /// Notified when the server shuts down; the sender waits until all receivers are dropped.
    pub(super) closing: watch::Receiver<()>,
    pub(super) permit: ConnectionPermit,
    pub(super) peer: Peer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Http1,
    Http2,
}

/// Logs a panic while a connection or a stream is served. The panic ends only that.
struct PanicLog;

impl Drop for PanicLog {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!("serving a request panicked; its connection is closed");
        }
    }
}

impl ConnectionService {
    /// Serves the connection to its end.
    pub(super) async fn serve(self, stream: ClientStream, tls: Option<TlsAcceptor>) {
        let _log = PanicLog;
        if self.options.proxy_protocol {
            // Boxed, so that the future of other connections stays small: it is copied into its task.
            return Box::pin(self.serve_proxied(stream, tls)).await;
        }
        self.serve_client(stream, tls).await;
    }

    async fn serve_client(self, stream: ClientStream, tls: Option<TlsAcceptor>) {
        let timeout = self.options.idle_timeout;
        let stream = TimeoutStream::new(stream, timeout, self.permit.state().clone());
        match tls {
            None => drop(self.serve_fast_path(stream).await),
            Some(tls) => Box::pin(self.serve_tls(stream, tls)).await,
        }
    }

    /// Reads the header of the PROXY protocol, and serves the client that it names under the client's limits.
    async fn serve_proxied(mut self, mut stream: ClientStream, tls: Option<TlsAcceptor>) {
        if !self.peer.is_trusted {
            tracing::warn!(peer = %self.peer.address, "not in 'http.trusted_proxies'; the connection is closed");
            return;
        }
        let header = tokio::select! {
            header = tokio::time::timeout(self.options.idle_timeout, proxy_protocol::read_header(&mut stream)) => header,
            () = self.permit.state().evicted() => return,
        };
        match header {
            Ok(Ok(None)) => {}
            Ok(Ok(Some(client))) => {
                let Some(permit) = self.options.limiter.acquire(client, std::time::Instant::now()) else {
                    tracing::debug!(%client, "the connection limit is exceeded");
                    return;
                };
                self.permit = permit;
                let is_trusted = self.peer.trusted_proxies.contains(client);
                self.peer = Peer { address: client, is_trusted, ..self.peer };
            }
            Ok(Err(error)) => {
                tracing::debug!(peer = %self.peer.address, %error, "the connection is closed");
                return;
            }
            Err(_) => return,
        }
        Box::pin(self.serve_client(stream, tls)).await;
    }

    async fn serve_tls(self, stream: TimeoutStream<ClientStream>, tls: TlsAcceptor) {
        let handshake = tokio::select! {
            handshake = tokio::time::timeout(self.options.idle_timeout, tls.accept(stream)) => handshake,
            () = self.permit.state().evicted() => return,
        };
        match handshake {
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
        let served = fast_path::Served { site: &self.site, state, peer: &self.peer };
        let ending = fast_path::serve(&mut stream, served, (close, is_closing), SHUTDOWN_TIMEOUT).await;
        let (read, timeout) = match ending {
            Ending::Handover(read) => (read, self.options.idle_timeout),
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
        let body_context = Arc::new(BodyContext {
            state: self.permit.state().clone(),
            buffers: ConnectionBuffers::new(self.options.buffers.clone()),
            limiter: self.options.limiter.clone(),
        });
        let respond = |request: Request<Incoming>, verdict: Verdict| {
            had_request.store(true, Ordering::Relaxed);
            respond(self.site.clone(), self.peer.clone(), body_context.clone(), request, verdict)
        };
        let result = match version {
            // Without `pipeline_flush`: hyper 1.12 then holds a response back while its read buffer is not
            // empty, so a POST whose body nobody reads gets none at all. It also copies every body into one
            // buffer.
            Version::Http1 => {
                let gate = HeadGate::new(stream, MAX_HEADER_SIZE);
                let verdicts = gate.verdicts();
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(self.options.idle_timeout)
                    .max_header_size(MAX_HEADER_SIZE)
                    .max_buf_size(MAX_BUFFER)
                    .serve_connection(
                        TokioIo::new(gate),
                        service_fn(|request| respond(request, verdicts.next())),
                    );
                let never = std::future::pending();
                self.finish(connection, |connection| connection.graceful_shutdown(), never, &had_request)
                    .await
            }
            Version::Http2 => {
                let timeout = self.options.idle_timeout;
                let watched = WatchedFrames::new(stream, self.permit.state().clone());
                let connection = http2::Builder::new(StreamExecutor { timeout })
                    .timer(TokioTimer::new())
                    .max_header_list_size(MAX_HEADER_LIST)
                    .max_concurrent_streams(MAX_STREAMS)
                    .max_pending_accept_reset_streams(MAX_RESET_STREAMS)
                    .max_local_error_reset_streams(MAX_RESET_STREAMS)
                    .initial_stream_window_size(WINDOW)
                    .initial_connection_window_size(WINDOW)
                    .max_send_buf_size(MAX_BUFFER)
                    .serve_connection(
                        TokioIo::new(watched),
                        service_fn(|request| {
                            let fault = http2_request_fault(request.uri(), request.headers());
                            respond(request, fault.map_or(Verdict::Serve, Verdict::Refuse))
                        }),
                    );
                let idle = without_progress(self.permit.state(), timeout);
                self.finish(connection, |connection| connection.graceful_shutdown(), idle, &had_request).await
            }
        };
        // Clients that vanish, or do not send HTTP, are normal.
        if let Some(Err(error)) = result {
            tracing::debug!(%error, "the connection failed");
        }
    }

    /// Drives the connection until it ends, the server shuts down, or the connection is evicted or `idle`.
    async fn finish<C: Future<Output = hyper::Result<()>>>(
        &self,
        connection: C,
        graceful_shutdown: impl FnOnce(Pin<&mut C>),
        idle: impl Future<Output = ()>,
        had_request: &AtomicBool,
    ) -> Option<hyper::Result<()>> {
        let mut connection = pin!(connection);
        let mut closing = self.closing.clone();
        let timeout = tokio::select! {
            biased;
            () = self.permit.state().evicted() => EVICTION_TIMEOUT,
            () = idle => FIRST_REQUEST_TIMEOUT,
            result = &mut connection => return Some(result),
            _ = closing.changed() => match had_request.load(Ordering::Relaxed) {
                true => SHUTDOWN_TIMEOUT,
                false => FIRST_REQUEST_TIMEOUT,
            }
        };
        graceful_shutdown(connection.as_mut());
        tokio::time::timeout(timeout, connection).await.ok()
    }
}

/// Responds to a request that hyper has parsed.
async fn respond(
    site: Arc<Site>,
    peer: Peer,
    context: Arc<BodyContext>,
    request: Request<Incoming>,
    verdict: Verdict,
) -> Result<Response<ResponseBody>, Infallible> {
    let _log = PanicLog;
    let state = &context.state;
    // A request whose body has not arrived proves nothing, and nobody works on it yet.
    let is_whole = request.body().is_end_stream() && !matches!(verdict, Verdict::Refuse(_));
    let _working = is_whole.then(|| {
        state.whole_request();
        state.begin_work()
    });
    let client = peer.client(request.headers());
    let mut response = match verdict {
        Verdict::Refuse(status) => site.refuse(request.method(), status),
        Verdict::Serve | Verdict::ServeAsLast => site.respond(request, client).await,
    };
    if verdict != Verdict::Serve {
        // hyper leaves the field out in HTTP/2, where the connection goes on.
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response.map(|body| ResponseBody::new(body, &context, StreamClock::current())))
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
