//! A connection that does not wait for ever.

use std::future::Future as _;
use std::io::{ErrorKind, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// A stream that breaks when its client has neither sent nor taken a byte for so long: one that reads nothing of its
/// answer, is silent between two requests, or has vanished without a word.
///
/// One timer serves the whole connection, and is set anew only when it rings: a request costs no more than a look at
/// the clock.
pub(super) struct Patient<S> {
    inner: S,
    patience: Duration,
    /// When the last byte went either way.
    moved: Instant,
    /// Since when the client takes nothing, though there is something for it. What it sends meanwhile does not count.
    blocked: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    pub(super) fn new(inner: S, patience: Duration) -> Self {
        let moved = Instant::now();
        Self { inner, patience, moved, blocked: None, timer: Box::pin(sleep_until(moved + patience)) }
    }

    /// Ready when patience is over.
    fn poll_over(&mut self, context: &mut Context<'_>) -> Poll<std::io::Error> {
        loop {
            ready!(self.timer.as_mut().poll(context));
            let over = self.blocked.unwrap_or(self.moved) + self.patience;
            if over <= Instant::now() {
                return Poll::Ready(ErrorKind::TimedOut.into());
            }
            self.timer.as_mut().reset(over);
        }
    }

    fn has_moved(&mut self) {
        self.moved = Instant::now();
    }

    fn after_write<T>(&mut self, written: Poll<Result<T>>, context: &mut Context<'_>) -> Poll<Result<T>> {
        match written {
            Poll::Ready(result) => {
                self.blocked = None;
                self.has_moved();
                Poll::Ready(result)
            }
            Poll::Pending => {
                self.blocked.get_or_insert_with(Instant::now);
                self.poll_over(context).map(Err)
            }
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
                this.has_moved();
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
        slices: &[std::io::IoSlice<'_>],
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
            Poll::Ready(result) => Poll::Ready(result),
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
