//! A stream of which something was read that is for somebody else.

use bytes::{Buf as _, Bytes, BytesMut};
use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};

/// The stream, with what was read put back.
pub(super) struct Unread<S> {
    inner: S,
    unread: Bytes,
}

impl<S> Unread<S> {
    /// Puts `unread` back.
    pub(super) fn new(inner: S, unread: Bytes) -> Self {
        Self { inner, unread }
    }

    /// What is put back.
    pub(super) fn unread(&self) -> &[u8] {
        &self.unread
    }
}

impl<S: AsyncRead + Unpin> Unread<S> {
    /// Reads more, which is put back as well. 0: there is no more.
    pub(super) async fn read_more(&mut self) -> Result<usize> {
        let mut all = BytesMut::from(&self.unread[..]);
        let length = self.inner.read_buf(&mut all).await?;
        self.unread = all.freeze();
        Ok(length)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Unread<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if this.unread.is_empty() {
            return Pin::new(&mut this.inner).poll_read(context, buffer);
        }
        let length = this.unread.len().min(buffer.remaining());
        buffer.put_slice(this.unread.get(..length).unwrap_or_default());
        this.unread.advance(length);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Unread<S> {
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
