//! A stream with an idle timeout.

use super::client_stream::Unsent;
use super::transfer::{Transfer, Verdict};
use crate::net::limits::connection_state::{ConnectionState, SendingGuard};
use std::future::Future as _;
use std::io::{ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// A stream that fails with `TimedOut` when its client has sent nothing for the timeout, or has taken nothing
/// of a response in that time. It thus ends three kinds of connections: idle ones between two requests, those
/// whose client does not read its response or hardly reads it, and those whose client has vanished.
///
/// What counts is what the client takes, not what the system takes for it: the system buffers megabytes, and
/// a client that reads 16 KiB a second needs minutes until there is room for the next write.
///
/// One timer serves the whole connection. It is created when there is something to wait for, and reset only
/// when it expires or a client stops reading, so a request costs no more than reading the clock.
pub(in crate::net) struct TimeoutStream<S> {
    inner: S,
    timeout: Duration,
    state: Arc<ConnectionState>,
    /// Time of the last byte in either direction.
    last_activity: Instant,
    /// Bytes that the system has taken for the client.
    written: u64,
    /// Set while the system does not take all that is written. What the client sends meanwhile does not count
    /// as activity.
    stalled: Option<SendingGuard>,
    /// Set while the client has not taken all that was written, as far as that is known.
    transfer: Option<Transfer>,
    timer: Option<Pin<Box<Sleep>>>,
    /// There was traffic since the timer was last polled. The timer need not be polled again then, since it
    /// has the waker of the one task that polls the connection.
    had_traffic: bool,
}

impl<S: Unsent> TimeoutStream<S> {
    /// A stream with this idle timeout, which records its traffic in `state`.
    pub(in crate::net) fn new(inner: S, timeout: Duration, state: Arc<ConnectionState>) -> Self {
        Self {
            inner,
            timeout,
            state,
            last_activity: Instant::now(),
            written: 0,
            stalled: None,
            transfer: None,
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
            let until = match &self.transfer {
                Some(transfer) => transfer.next_check(),
                None => self.last_activity + self.timeout,
            };
            let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(until)));
            ready!(timer.as_mut().poll(context));
            let now = Instant::now();
            if until > now {
                timer.as_mut().reset(until);
            } else if self.has_timed_out(now) {
                return Poll::Ready(ErrorKind::TimedOut.into());
            }
        }
    }

    /// Called when a check is due.
    fn has_timed_out(&mut self, now: Instant) -> bool {
        let unsent = self.inner.unsent();
        let is_sending = self.stalled.is_some() || unsent.is_some_and(|unsent| unsent > 0);
        if !is_sending {
            // The client has taken everything: from here on it is idle.
            if self.transfer.take().is_some() {
                self.last_activity = now;
            }
            return now.duration_since(self.last_activity) >= self.timeout;
        }
        let taken = self.written.saturating_sub(unsent.unwrap_or(0) as u64);
        match self.transfer.get_or_insert_with(|| Transfer::new(self.timeout, now, taken)).check(now, taken) {
            Verdict::TimedOut => true,
            Verdict::Silent => false,
            Verdict::Progress { is_slow } => {
                self.state.progress(now.into_std());
                self.state.set_slow(is_slow);
                false
            }
        }
    }

    fn after_write(
        &mut self,
        written: Poll<Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<Result<usize>> {
        let Poll::Ready(result) = written else {
            if self.stalled.is_none() {
                self.begin_stall();
            }
            return self.poll_timeout(context).map(Err);
        };
        self.had_traffic = true;
        self.last_activity = Instant::now();
        if let Ok(length) = &result {
            self.written += *length as u64;
        }
        Poll::Ready(result)
    }

    /// Called when the system does not take a write. Checks begin, the first sooner than the idle timeout.
    fn begin_stall(&mut self) {
        self.stalled = Some(self.state.begin_sending());
        if self.transfer.is_some() {
            return;
        }
        let taken = self.written.saturating_sub(self.inner.unsent().unwrap_or(0) as u64);
        let transfer = Transfer::new(self.timeout, Instant::now(), taken);
        if let Some(timer) = &mut self.timer {
            timer.as_mut().reset(transfer.next_check());
        }
        self.transfer = Some(transfer);
        // The timer needs the waker of this poll.
        self.had_traffic = false;
    }

    /// Called when the system has taken all bytes. The transfer lasts until the client has taken them, too.
    fn end_stall(&mut self) {
        if self.stalled.take().is_some() {
            self.last_activity = Instant::now();
            self.state.progress(self.last_activity.into_std());
        }
    }
}

impl<S: AsyncRead + Unsent + Unpin> AsyncRead for TimeoutStream<S> {
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

impl<S: AsyncWrite + Unsent + Unpin> AsyncWrite for TimeoutStream<S> {
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
    use crate::net::limits::connection_limit::ConnectionLimiter;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

    /// The idle timeout of these tests.
    const TIMEOUT: Duration = Duration::from_secs(1);

    impl Unsent for DuplexStream {
        fn unsent(&self) -> Option<usize> {
            None
        }
    }

    /// Writes a response to a client that reads a byte, pauses, and reads the next byte. The pipe holds 16
    /// bytes.
    async fn respond(length: usize, pause: Duration) -> Result<()> {
        let limiter = ConnectionLimiter::for_tests(1, None);
        let permit = limiter.acquire("127.0.0.1".parse().unwrap(), std::time::Instant::now()).unwrap();
        let (server, mut client_end) = tokio::io::duplex(16);
        let mut stream = TimeoutStream::new(server, TIMEOUT, permit.state().clone());
        let client = tokio::spawn(async move {
            while client_end.read_u8().await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        });
        let written = stream.write_all(&vec![b'x'; length]).await;
        client.abort();
        written
    }

    #[tokio::test]
    async fn a_client_that_takes_nothing_for_the_timeout_is_disconnected() {
        let result = respond(100, Duration::from_secs(3600)).await;
        assert_eq!(result.map_err(|error| error.kind()), Err(ErrorKind::TimedOut));
    }

    #[tokio::test]
    async fn a_slow_client_is_not_disconnected() {
        // The client needs three times the timeout.
        let result = respond(16 + 60, TIMEOUT / 20).await;
        assert!(result.is_ok(), "{result:?}");
    }

    #[tokio::test]
    async fn the_idle_timeout_begins_at_the_last_response() {
        let limiter = ConnectionLimiter::for_tests(1, None);
        let permit = limiter.acquire("127.0.0.1".parse().unwrap(), std::time::Instant::now()).unwrap();
        let (server, mut client) = tokio::io::duplex(1024);
        let mut stream = TimeoutStream::new(server, TIMEOUT, permit.state().clone());
        let mut buffer = [0; 100];
        // The connection waits for a request, which creates the timer.
        let waited = tokio::time::timeout(TIMEOUT / 2, stream.read(&mut buffer)).await;
        assert!(waited.is_err());
        client.write_all(b"request").await.unwrap();
        assert_eq!(stream.read(&mut buffer).await.unwrap(), 7);
        stream.write_all(b"response").await.unwrap();
        // Both timers are of the same runtime, which expires them in order.
        tokio::select! {
            biased;
            read = stream.read(&mut buffer) => assert_eq!(read.unwrap_err().kind(), ErrorKind::TimedOut),
            () = tokio::time::sleep(TIMEOUT * 7 / 4) => panic!("the timeout is longer than the settings say"),
        }
    }
}
