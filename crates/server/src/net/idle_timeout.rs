//! A stream with an idle timeout.

use super::connection_limit::{BusyGuard, ConnectionState};
use std::future::Future as _;
use std::io::{ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// Minimum rate at which a stalling client must take a response, in bytes per second. The slowest mobile
/// networks carry some thousand; a client that takes a byte now and then only occupies the connection.
const MIN_RATE: f64 = 512.0;

/// A stream that fails with `TimedOut` when its client has sent nothing for the timeout, or has taken less
/// than [`MIN_RATE`] of a response in that time. It thus ends three kinds of connections: idle ones between
/// two requests, those whose client does not read its response or hardly reads it, and those whose client has
/// vanished.
///
/// One timer serves the whole connection. It is created when there is something to wait for, and reset only
/// when it expires, so a request costs no more than reading the clock.
pub(super) struct TimeoutStream<S> {
    inner: S,
    timeout: Duration,
    state: Arc<ConnectionState>,
    /// Time of the last byte in either direction.
    last_activity: Instant,
    /// Set while the client does not take all that is written. What it sends meanwhile does not count as
    /// activity.
    stalled: Option<StalledWrite>,
    /// Something was written since the timer last expired; the time was not read then.
    has_written: bool,
    timer: Option<Pin<Box<Sleep>>>,
    /// There was traffic since the timer was last polled. The timer need not be polled again then, since it
    /// has the waker of the one task that polls the connection.
    had_traffic: bool,
}

/// A write that waits for the client.
#[derive(Debug)]
struct StalledWrite {
    since: Instant,
    /// Bytes that the client has taken since.
    taken: usize,
    _busy: BusyGuard,
}

impl<S> TimeoutStream<S> {
    /// A stream with this idle timeout, which records its traffic in `state`.
    pub(super) fn new(inner: S, timeout: Duration, state: Arc<ConnectionState>) -> Self {
        Self {
            inner,
            timeout,
            state,
            last_activity: Instant::now(),
            stalled: None,
            has_written: false,
            timer: None,
            had_traffic: false,
        }
    }

    /// Ready when the timeout has expired.
    fn poll_timeout(&mut self, context: &mut Context<'_>) -> Poll<std::io::Error> {
        if self.timer.as_ref().is_some_and(|timer| self.had_traffic && !timer.is_elapsed()) {
            self.had_traffic = false;
            return Poll::Pending;
        }
        self.had_traffic = false;
        loop {
            let since = self.stalled.as_ref().map_or(self.last_activity, |stalled| stalled.since);
            let until = since + self.timeout;
            let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(until)));
            ready!(timer.as_mut().poll(context));
            let now = Instant::now();
            if until > now {
                timer.as_mut().reset(until);
            } else if self.stalled.is_none() && std::mem::take(&mut self.has_written) {
                self.last_activity = now;
                timer.as_mut().reset(now + self.timeout);
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
            let state = &self.state;
            self.stalled.get_or_insert_with(|| StalledWrite {
                since: Instant::now(),
                taken: 0,
                _busy: state.begin_work(),
            });
            return self.poll_timeout(context).map(Err);
        };
        (self.had_traffic, self.has_written) = (true, true);
        if let (Some(stalled), Ok(taken)) = (&mut self.stalled, &result) {
            stalled.taken += taken;
            if stalled.taken as f64 >= MIN_RATE * self.timeout.as_secs_f64() {
                self.end_stall();
            }
        }
        Poll::Ready(result)
    }

    /// Called when the client has taken all bytes, or enough of them.
    fn end_stall(&mut self) {
        if self.stalled.take().is_some() {
            self.last_activity = Instant::now();
            self.state.touch(self.last_activity.into_std());
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for TimeoutStream<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        match Pin::new(&mut this.inner).poll_read(context, buffer) {
            Poll::Ready(result) => {
                this.had_traffic = true;
                this.last_activity = Instant::now();
                this.state.touch(this.last_activity.into_std());
                Poll::Ready(result)
            }
            Poll::Pending => this.poll_timeout(context).map(Err),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for TimeoutStream<S> {
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
                // The system has taken all bytes.
                this.end_stall();
                Poll::Ready(result)
            }
            Poll::Pending => this.poll_timeout(context).map(Err),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        match Pin::new(&mut this.inner).poll_shutdown(context) {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => this.poll_timeout(context).map(Err),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Http;
    use crate::net::connection_limit::ConnectionLimiter;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    /// More than the pipe holds.
    const RESPONSE: usize = 4096;

    /// Writes a response to a client that reads a byte, pauses, and reads the next byte.
    async fn respond(timeout: Duration, pause: Duration) -> Result<()> {
        let limiter = ConnectionLimiter::new(&Http { connections: 1, ..Http::default() });
        let permit = limiter.acquire("127.0.0.1".parse().unwrap(), std::time::Instant::now()).unwrap();
        let (server, mut client_end) = tokio::io::duplex(16);
        let mut stream = TimeoutStream::new(server, timeout, permit.state().clone());
        let client = tokio::spawn(async move {
            while client_end.read_u8().await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        });
        let written = stream.write_all(&[b'x'; RESPONSE]).await;
        client.abort();
        written
    }

    #[tokio::test]
    async fn a_client_that_reads_below_the_minimum_rate_times_out() {
        let result = respond(Duration::from_millis(300), Duration::from_millis(20)).await;
        assert_eq!(result.map_err(|error| error.kind()), Err(ErrorKind::TimedOut));
    }

    #[tokio::test]
    async fn a_client_that_reads_byte_by_byte_without_pause_does_not_time_out() {
        assert!(respond(Duration::from_secs(20), Duration::ZERO).await.is_ok());
    }
}
