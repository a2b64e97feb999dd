//! Watches the frames of an HTTP/2 connection: what is progress, which streams are open, and whether the
//! client sends more control frames than any client needs (RFC 9113, 10.5).

use crate::net::limits::connection_state::ConnectionState;
use std::io::{Error, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Length of the client's preface, which precedes its first frame.
const PREFACE: usize = 24;

/// Length of the header of a frame.
const HEADER: usize = 9;

/// Types of frames (RFC 9113, 6).
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;

/// The flag of the last DATA or HEADERS frame of a stream.
const END_STREAM: u8 = 1;

/// How many control frames a client may send at once, how many for each second, and for each frame of a
/// response. Browsers send about two window updates for a frame of a response; PINGs and SETTINGS are rare.
const CONTROL_FRAMES: f64 = 1000.0;
const CONTROL_FRAMES_PER_SECOND: f64 = 20.0;
const CONTROL_FRAMES_PER_RESPONSE_FRAME: f64 = 4.0;

/// Maximum number of streams that are remembered. hyper accepts fewer at a time.
const MAX_STREAMS: usize = 256;

/// A frame, without its payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    length: usize,
}

/// Finds the headers of frames in a stream of bytes.
#[derive(Debug)]
struct FrameScanner {
    /// Bytes until the next header.
    skip: usize,
    header: [u8; HEADER],
    filled: usize,
}

impl FrameScanner {
    fn after(skip: usize) -> Self {
        Self { skip, header: [0; HEADER], filled: 0 }
    }

    /// Calls `seen` for each frame whose header ends in these bytes.
    fn scan(&mut self, mut bytes: &[u8], mut seen: impl FnMut(Frame)) {
        while !bytes.is_empty() {
            let skipped = self.skip.min(bytes.len());
            self.skip -= skipped;
            bytes = bytes.get(skipped..).unwrap_or_default();
            let part = (HEADER - self.filled).min(bytes.len());
            let (now, later) = bytes.split_at(part);
            if let Some(free) = self.header.get_mut(self.filled..self.filled + part) {
                free.copy_from_slice(now);
            }
            self.filled += part;
            bytes = later;
            if self.filled == HEADER {
                let [a, b, c, kind, flags, d, e, f, g] = self.header;
                let length = u32::from_be_bytes([0, a, b, c]) as usize;
                let stream = u32::from_be_bytes([d, e, f, g]) & 0x7fff_ffff;
                (self.filled, self.skip) = (0, length);
                seen(Frame { kind, flags, stream, length });
            }
        }
    }
}

/// The streams and the control frames of a connection.
#[derive(Debug)]
struct Ledger {
    /// Streams whose request has begun and whose response has not ended.
    open: Vec<u32>,
    last_stream: u32,
    /// How many control frames the client may still send.
    allowed: f64,
    last_refill: Instant,
}

impl Ledger {
    fn new(now: Instant) -> Self {
        Self { open: Vec::new(), last_stream: 0, allowed: CONTROL_FRAMES, last_refill: now }
    }

    /// Records a frame of the client.
    fn received(&mut self, frame: Frame) {
        match frame.kind {
            HEADERS if frame.stream > self.last_stream => {
                self.last_stream = frame.stream;
                if self.open.len() < MAX_STREAMS {
                    self.open.push(frame.stream);
                }
            }
            DATA if frame.length > 0 => {}
            RST_STREAM => {
                self.close(frame.stream);
                self.allowed -= 1.0;
            }
            _ => self.allowed -= 1.0,
        }
    }

    /// Records a frame of the server. Returns whether it is progress.
    fn sent(&mut self, frame: Frame) -> bool {
        let is_response = matches!(frame.kind, DATA | HEADERS);
        if frame.kind == RST_STREAM || (is_response && frame.flags & END_STREAM != 0) {
            self.close(frame.stream);
        }
        if is_response {
            self.allowed += CONTROL_FRAMES_PER_RESPONSE_FRAME;
        }
        is_response
    }

    fn close(&mut self, stream: u32) {
        self.open.retain(|open| *open != stream);
    }

    /// Whether the client has sent too many control frames.
    fn is_flooded(&mut self, now: Instant) -> bool {
        if self.allowed < 0.0 {
            self.allowed += now.duration_since(self.last_refill).as_secs_f64() * CONTROL_FRAMES_PER_SECOND;
            self.last_refill = now;
        }
        self.allowed = self.allowed.min(CONTROL_FRAMES);
        self.allowed < 0.0
    }
}

/// An HTTP/2 connection whose frames are watched on their way.
pub(in crate::net) struct WatchedFrames<S> {
    inner: S,
    incoming: FrameScanner,
    outgoing: FrameScanner,
    ledger: Ledger,
    state: Arc<ConnectionState>,
}

impl<S> WatchedFrames<S> {
    pub(in crate::net) fn new(inner: S, state: Arc<ConnectionState>) -> Self {
        let (incoming, outgoing) = (FrameScanner::after(PREFACE), FrameScanner::after(0));
        Self { inner, incoming, outgoing, ledger: Ledger::new(Instant::now()), state }
    }

    fn wrote<'a>(&mut self, slices: impl Iterator<Item = &'a [u8]>, written: &Poll<Result<usize>>) {
        let Poll::Ready(Ok(written)) = written else { return };
        let (mut left, mut is_progress) = (*written, false);
        for slice in slices {
            let part = left.min(slice.len());
            left -= part;
            let (ledger, bytes) = (&mut self.ledger, slice.get(..part).unwrap_or_default());
            self.outgoing.scan(bytes, |frame| is_progress |= ledger.sent(frame));
        }
        if is_progress {
            self.state.progress(Instant::now());
            self.state.set_streams(self.ledger.open.len());
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WatchedFrames<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.inner).poll_read(context, buffer);
        let ledger = &mut this.ledger;
        this.incoming.scan(buffer.filled().get(before..).unwrap_or_default(), |frame| ledger.received(frame));
        if read.is_ready() {
            this.state.set_streams(ledger.open.len());
            if ledger.is_flooded(Instant::now()) {
                return Poll::Ready(Err(Error::other("the client sends too many control frames")));
            }
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WatchedFrames<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write(context, bytes);
        this.wrote(std::iter::once(bytes), &written);
        written
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write_vectored(context, slices);
        this.wrote(slices.iter().map(|slice| &**slice), &written);
        written
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn bytes(frame: Frame) -> Vec<u8> {
        let mut bytes = u32::try_from(frame.length).unwrap().to_be_bytes()[1..].to_vec();
        bytes.extend([frame.kind, frame.flags]);
        bytes.extend(frame.stream.to_be_bytes());
        bytes.extend(vec![0xff; frame.length]);
        bytes
    }

    #[test]
    fn frames_are_found_however_the_bytes_arrive() {
        let frames = [
            Frame { kind: 4, flags: 0, stream: 0, length: 18 },
            Frame { kind: HEADERS, flags: 5, stream: 1, length: 300 },
            Frame { kind: 6, flags: 0, stream: 0, length: 8 },
            Frame { kind: 4, flags: 1, stream: 0, length: 0 },
            Frame { kind: DATA, flags: 1, stream: 3, length: 70_000 },
        ];
        let mut stream = vec![b'P'; PREFACE];
        stream.extend(frames.into_iter().flat_map(bytes));
        for step in [1, 2, 7, 9, 10, 1000, stream.len()] {
            let (mut scanner, mut found) = (FrameScanner::after(PREFACE), Vec::new());
            stream.chunks(step).for_each(|bytes| scanner.scan(bytes, |frame| found.push(frame)));
            assert_eq!(found, frames, "{step}");
        }
    }

    #[test]
    fn streams_are_open_until_their_response_ends() {
        let mut ledger = Ledger::new(Instant::now());
        let frame = |kind, flags, stream| Frame { kind, flags, stream, length: 10 };
        for stream in [1, 3, 5] {
            ledger.received(frame(HEADERS, END_STREAM, stream));
        }
        assert!(ledger.sent(frame(HEADERS, 0, 1)) && ledger.sent(frame(DATA, END_STREAM, 1)));
        ledger.received(frame(RST_STREAM, 0, 3));
        assert!(!ledger.sent(frame(6, 0, 0)), "the answer to a PING is no progress");
        assert_eq!(ledger.open, [5]);
        ledger.sent(frame(RST_STREAM, 0, 5));
        assert!(ledger.open.is_empty());
    }

    #[test]
    fn a_flood_of_control_frames_is_noticed_and_a_polite_client_is_not_one() {
        let start = Instant::now();
        for (kind, flags) in [(6, 0), (4, 0), (RST_STREAM, 0), (9, 0), (2, 0)] {
            let mut ledger = Ledger::new(start);
            let flooded = (0..5000).position(|_| {
                ledger.received(Frame { kind, flags, stream: 1, length: 8 });
                ledger.is_flooded(start)
            });
            assert_eq!(flooded, Some(1000), "{kind}");
        }
        let mut ledger = Ledger::new(start);
        for number in 0..100_000 {
            ledger.sent(Frame { kind: DATA, flags: 0, stream: 1, length: 16_384 });
            (0..2).for_each(|_| ledger.received(Frame { kind: 8, flags: 0, stream: 1, length: 4 }));
            if number % 100 == 0 {
                ledger.received(Frame { kind: 6, flags: 0, stream: 0, length: 8 });
            }
            assert!(!ledger.is_flooded(start + Duration::from_millis(number)));
        }
    }
}
