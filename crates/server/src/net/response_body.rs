//! The body of a response on its connection: records whether the client takes it, and how much of it is in
//! memory.

use super::http2::clocks::StreamClock;
use super::limits::buffers::{ChunkSlot, ConnectionBuffers};
use super::limits::connection_limit::{ConnectionLimiter, FileGuard};
use super::limits::connection_state::{ConnectionState, SendingGuard};
use crate::Body;
use bytes::Bytes;
use http_body_util::Either;
use hyper::body::{Body as _, Frame, SizeHint};
use std::future::Future as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use tokio::time::Sleep;

/// Size of the pieces in which bytes in memory are handed to a stream of HTTP/2, in bytes. They are not
/// copied; a stream that has handed over everything could not be ended any more.
const PIECE: usize = 16 * 1024;

/// How long a body waits before it looks again whether there is memory for its next chunk.
const RETRY: Duration = Duration::from_millis(20);

/// What all bodies of a connection share.
#[derive(Debug)]
pub(super) struct BodyContext {
    pub(super) state: Arc<ConnectionState>,
    pub(super) buffers: Arc<ConnectionBuffers>,
    pub(super) limiter: ConnectionLimiter,
}

/// The body of a response.
pub(super) struct ResponseBody {
    inner: Body,
    /// The rest of a body in memory, for HTTP/2.
    rest: Bytes,
    context: Arc<BodyContext>,
    /// For HTTP/2: the clock of the stream, and the slot of its last chunk.
    stream: Option<(Arc<StreamClock>, Arc<ChunkSlot>)>,
    retry: Option<Pin<Box<Sleep>>>,
    _file: Option<FileGuard>,
    _sending: SendingGuard,
}

impl ResponseBody {
    /// The body of a response on this connection; `stream` for HTTP/2.
    pub(super) fn new(inner: Body, context: &Arc<BodyContext>, stream: Option<Arc<StreamClock>>) -> Self {
        let file = match &inner {
            Either::Left(_) => None,
            Either::Right(_) => Some(context.limiter.begin_file(Instant::now())),
        };
        Self {
            inner,
            rest: Bytes::new(),
            stream: stream.map(|clock| (clock, Arc::default())),
            retry: None,
            _file: file,
            _sending: context.state.begin_sending(),
            context: Arc::clone(context),
        }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<std::io::Result<Bytes>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(self.piece())));
        }
        if let Either::Left(bytes) = &mut self.inner {
            let frame = ready!(Pin::new(bytes).poll_frame(context));
            let bytes = frame.and_then(Result::ok).and_then(|frame| frame.into_data().ok());
            return Poll::Ready(bytes.map(|bytes| {
                self.rest = bytes;
                Ok(self.piece())
            }));
        }
        // The client has to take a chunk of a stream before the next one is read.
        if let Some((_, slot)) = &self.stream {
            ready!(slot.poll_free(context));
        }
        ready!(self.poll_room(context));
        if let Some((clock, _)) = &self.stream {
            clock.wait_for_server();
        }
        let Either::Right(file) = &mut self.inner else { return Poll::Ready(None) };
        let chunk = ready!(file.poll_chunk(context, self.context.buffers.chunk_size()));
        let slot = self.stream.as_ref().map(|(_, slot)| slot);
        Poll::Ready(chunk.map(|chunk| Ok(self.context.buffers.count(chunk?, slot))))
    }

    /// The next piece of the bytes in memory.
    fn piece(&mut self) -> Bytes {
        match &self.stream {
            Some(_) => self.rest.split_to(PIECE.min(self.rest.len())),
            None => std::mem::take(&mut self.rest),
        }
    }

    /// Ready when there is memory for a chunk. Connections whose clients take nothing are evicted for it.
    fn poll_room(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while !self.context.buffers.all().has_room() {
            if self.retry.is_none() {
                self.context.limiter.evict_stalled(Instant::now());
            }
            let retry = self.retry.get_or_insert_with(|| Box::pin(tokio::time::sleep(RETRY)));
            ready!(retry.as_mut().poll(context));
            self.retry = None;
        }
        self.retry = None;
        Poll::Ready(())
    }
}

impl hyper::body::Body for ResponseBody {
    type Data = Bytes;
    type Error = std::io::Error;

    /// A poll means that the client has taken what it got before, as far as the connection knows.
    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let this = self.get_mut();
        let next = ready!(this.poll_next(context));
        match &this.stream {
            // HTTP/2 knows better: a frame that was written is progress, one that waits for a window is not.
            Some((clock, _)) => clock.wait_for_client(),
            None => this.context.state.progress(Instant::now()),
        }
        Poll::Ready(next.map(|next| next.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        match self.rest.len() {
            0 => self.inner.size_hint(),
            rest => SizeHint::with_exact(rest as u64),
        }
    }
}
