//! Checks the heads of requests in front of hyper, which accepts some that are to be refused, and of which
//! only a part remains after parsing (`#` in the target).

use crate::http::request_fault::{has_body, request_fault};
use bytes::{Buf as _, Bytes, BytesMut};
use httparse::{EMPTY_HEADER, Request, Status};
use hyper::StatusCode;
use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Maximum number of header fields: that of hyper.
const MAX_FIELDS: usize = 100;

/// How much is read at a time.
const PIECE: usize = 8 * 1024;

/// Maximum number of bytes after a refused request that are read and discarded, so that the client gets the
/// response instead of a reset.
const MAX_DISCARDED: usize = 256 * 1024;

/// What the gate knows about the requests that it let pass.
#[derive(Debug, Default)]
pub(in crate::net) struct Verdicts {
    /// The number of the last request of the connection, from 1; 0 if it is not known yet.
    last: AtomicUsize,
    /// The status with which that request is refused; 0: it is valid.
    status: AtomicU16,
    /// Requests that hyper has parsed.
    asked: AtomicUsize,
}

/// The decision about one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::net) enum Verdict {
    Serve,
    /// The connection ends after the response: the gate does not know where the next request begins.
    ServeAsLast,
    Refuse(StatusCode),
}

impl Verdicts {
    /// The verdict about the next request that hyper has parsed.
    pub(in crate::net) fn next(&self) -> Verdict {
        let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        if self.last.load(Ordering::Relaxed) != number {
            return Verdict::Serve;
        }
        match StatusCode::from_u16(self.status.load(Ordering::Relaxed)) {
            Ok(status) => Verdict::Refuse(status),
            Err(_) => Verdict::ServeAsLast,
        }
    }

    fn set_last(&self, number: usize, status: Option<StatusCode>) {
        self.status.store(status.map_or(0, |status| status.as_u16()), Ordering::Relaxed);
        self.last.store(number, Ordering::Relaxed);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Heads are held back until they are complete.
    Heads,
    /// Everything passes.
    Open,
    /// A request was refused: nothing passes, and so many more bytes are discarded.
    Closed { left: usize },
}

/// A stream whose reader gets only whole heads of requests.
pub(in crate::net) struct HeadGate<S> {
    inner: S,
    /// Bytes that may pass.
    ready: Bytes,
    /// Bytes of a head that is not complete.
    head: BytesMut,
    /// How many bytes of `head` hold no line end that was not looked at.
    searched: usize,
    mode: Mode,
    /// Requests that have passed.
    passed: usize,
    max_head: usize,
    verdicts: Arc<Verdicts>,
}

impl<S> HeadGate<S> {
    /// A gate for heads of at most `max_head` bytes; longer ones pass, and hyper rejects them.
    pub(in crate::net) fn new(inner: S, max_head: usize) -> Self {
        Self {
            inner,
            ready: Bytes::new(),
            head: BytesMut::new(),
            searched: 0,
            mode: Mode::Heads,
            passed: 0,
            max_head,
            verdicts: Arc::default(),
        }
    }

    /// The verdicts about the requests that pass.
    pub(in crate::net) fn verdicts(&self) -> Arc<Verdicts> {
        self.verdicts.clone()
    }

    /// Lets the first head pass if it is complete, or everything if hyper has to reject it.
    fn examine(&mut self) {
        let new = self.head.get(self.searched..).unwrap_or_default();
        // Only a line end completes a head.
        if !new.contains(&b'\n') {
            self.searched = self.head.len();
            return self.limit();
        }
        self.searched = self.head.len();
        let mut fields = [EMPTY_HEADER; MAX_FIELDS];
        let mut request = Request::new(&mut fields);
        let length = match request.parse(&self.head) {
            Ok(Status::Complete(length)) => length,
            Ok(Status::Partial) => return self.limit(),
            // hyper uses the same parser, and rejects it as well.
            Err(_) => return self.open(),
        };
        self.passed += 1;
        if let Some(status) = request_fault(&request) {
            self.ready = stand_in(&request);
            self.verdicts.set_last(self.passed, Some(status));
            self.mode = Mode::Closed { left: MAX_DISCARDED };
            self.head = BytesMut::new();
            return;
        }
        let is_last = has_body(&request);
        if is_last {
            self.verdicts.set_last(self.passed, None);
            return self.open();
        }
        self.ready = self.head.split_to(length).freeze();
        self.searched = 0;
    }

    fn limit(&mut self) {
        if self.head.len() > self.max_head {
            self.open();
        }
    }

    fn open(&mut self) {
        self.mode = Mode::Open;
        self.ready = std::mem::take(&mut self.head).freeze();
    }
}

/// A request that hyper accepts in place of a refused one, with the same method and version, on which the form
/// of the response depends.
fn stand_in(request: &Request<'_, '_>) -> Bytes {
    let method = if request.method == Some("HEAD") { "HEAD" } else { "GET" };
    Bytes::from(format!("{method} / HTTP/1.{}\r\nHost: refused\r\n\r\n", request.version.unwrap_or(1)))
}

impl<S: AsyncRead + Unpin> AsyncRead for HeadGate<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        loop {
            if !this.ready.is_empty() {
                let length = this.ready.len().min(buffer.remaining());
                buffer.put_slice(this.ready.get(..length).unwrap_or_default());
                this.ready.advance(length);
                return Poll::Ready(Ok(()));
            }
            match this.mode {
                Mode::Open => return Pin::new(&mut this.inner).poll_read(context, buffer),
                // The response closes the connection.
                Mode::Closed { left: 0 } => return Poll::Pending,
                Mode::Closed { left } => {
                    let mut scratch = [0; PIECE];
                    let mut scratch = ReadBuf::new(&mut scratch);
                    ready!(Pin::new(&mut this.inner).poll_read(context, &mut scratch))?;
                    let left = if scratch.filled().is_empty() { 0 } else { left };
                    this.mode = Mode::Closed { left: left.saturating_sub(scratch.filled().len()) };
                }
                Mode::Heads if this.searched < this.head.len() => this.examine(),
                Mode::Heads => {
                    let mut piece = [0; PIECE];
                    let mut piece = ReadBuf::new(&mut piece);
                    ready!(Pin::new(&mut this.inner).poll_read(context, &mut piece))?;
                    if piece.filled().is_empty() {
                        // The end; hyper decides what a part of a head means.
                        this.open();
                        if this.ready.is_empty() {
                            return Poll::Ready(Ok(()));
                        }
                    } else {
                        this.head.extend_from_slice(piece.filled());
                    }
                }
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for HeadGate<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(context)
    }
}
