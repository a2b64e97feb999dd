//! A connection that does not wait for ever.

use super::seats::Place;
use std::cell::Cell;
use std::future::Future as _;
use std::io::{ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// Bytes a second that a client takes at the least of what it asked for, where it holds us up. The slowest mobile
/// networks carry some thousand; who takes a byte now and then only holds the place.
const SLOWEST: f64 = 512.0;

thread_local! {
    static READS: Cell<u64> = const { Cell::new(0) };
}

/// How often something came on connections of this thread.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "only there connections come many at a time")
)]
pub(super) fn reads_of_thread() -> u64 {
    READS.get()
}

/// A stream that breaks when its client has been silent for so long, or has taken less than [`SLOWEST`] in that time
/// of what it asked for: one that is idle between two requests, reads nothing of its answer or hardly anything, or has
/// vanished without a word.
///
/// One timer serves the whole connection. It is made when there is first something to wait for, and set anew only when
/// it rings: a request costs no more than a look at the clock.
pub(super) struct Patient<S> {
    inner: S,
    patience: Duration,
    place: Arc<Place>,
    /// When the last byte went either way.
    moved: Instant,
    /// While the client holds us up. What it sends meanwhile does not count.
    held: Option<Held>,
    /// Something was written since the timer last rang; when, nobody looked.
    wrote: bool,
    timer: Option<Pin<Box<Sleep>>>,
    /// Something has moved since the timer was last polled, which then has no need to hear of this waker again: all
    /// that polls a connection is one task.
    stirred: bool,
}

/// Since when the client takes less than there is, and how much it has taken since.
#[derive(Debug, Clone, Copy)]
struct Held {
    since: Instant,
    taken: usize,
}

impl<S> Patient<S> {
    /// A stream whose client moves within `patience`, and whose moves are told to its `place`.
    pub(super) fn new(inner: S, patience: Duration, place: Arc<Place>) -> Self {
        let (held, timer, moved) = (None, None, Instant::now());
        Self { inner, patience, place, moved, held, wrote: false, timer, stirred: false }
    }

    /// Ready when patience is over.
    fn poll_over(&mut self, context: &mut Context<'_>) -> Poll<std::io::Error> {
        if self.timer.as_ref().is_some_and(|timer| self.stirred && !timer.is_elapsed()) {
            self.stirred = false;
            return Poll::Pending;
        }
        self.stirred = false;
        loop {
            let until = self.held.map_or(self.moved, |held| held.since) + self.patience;
            let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(until)));
            ready!(timer.as_mut().poll(context));
            let now = Instant::now();
            if until > now {
                timer.as_mut().reset(until);
            } else if self.held.is_none() && std::mem::take(&mut self.wrote) {
                self.moved = now;
                timer.as_mut().reset(now + self.patience);
            } else {
                return Poll::Ready(ErrorKind::TimedOut.into());
            }
        }
    }

    fn after_write(
        &mut self,
        written: Poll<Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<Result<usize>> {
        let Poll::Ready(result) = written else {
            self.held.get_or_insert_with(|| Held { since: Instant::now(), taken: 0 });
            self.place.set_busy(true);
            return self.poll_over(context).map(Err);
        };
        (self.stirred, self.wrote) = (true, true);
        if let (Some(held), Ok(taken)) = (&mut self.held, &result) {
            held.taken += taken;
            if held.taken as f64 >= SLOWEST * self.patience.as_secs_f64() {
                self.release();
            }
        }
        Poll::Ready(result)
    }

    /// The client holds us up no more.
    fn release(&mut self) {
        if self.held.take().is_some() {
            self.moved = Instant::now();
            self.place.touch(self.moved.into_std());
            self.place.set_busy(false);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        match Pin::new(&mut this.inner).poll_read(context, buffer) {
            Poll::Ready(result) => {
                READS.set(READS.get() + 1);
                this.stirred = true;
                this.moved = Instant::now();
                this.place.touch(this.moved.into_std());
                Poll::Ready(result)
            }
            Poll::Pending => this.poll_over(context).map(Err),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write(context, bytes);
        this.after_write(written, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write_vectored(context, slices);
        this.after_write(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        match Pin::new(&mut this.inner).poll_flush(context) {
            Poll::Ready(result) => {
                // All that there was is with the system.
                this.release();
                Poll::Ready(result)
            }
            Poll::Pending => this.poll_over(context).map(Err),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        match Pin::new(&mut this.inner).poll_shutdown(context) {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => this.poll_over(context).map(Err),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Http;
    use crate::seats::Seats;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    /// More than is in the pipe at one time.
    const ANSWER: usize = 4096;

    /// What comes of an answer that the client takes so: a byte, a pause, a byte.
    async fn answer(patience: Duration, pause: Duration) -> Result<()> {
        let seats = Seats::new(&Http { connections: 1, ..Http::default() });
        let seat = seats.take("127.0.0.1".parse().unwrap(), std::time::Instant::now()).unwrap();
        let (ours, mut theirs) = tokio::io::duplex(16);
        let mut stream = Patient::new(ours, patience, seat.place().clone());
        let client = tokio::spawn(async move {
            while theirs.read_u8().await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        });
        let written = stream.write_all(&[b'x'; ANSWER]).await;
        client.abort();
        written
    }

    #[tokio::test]
    async fn who_takes_a_byte_now_and_then_is_cut() {
        let cut = answer(Duration::from_millis(300), Duration::from_millis(20)).await;
        assert_eq!(cut.map_err(|error| error.kind()), Err(ErrorKind::TimedOut));
    }

    #[tokio::test]
    async fn who_takes_it_byte_by_byte_without_delay_is_not() {
        assert!(answer(Duration::from_secs(20), Duration::ZERO).await.is_ok());
    }
}
