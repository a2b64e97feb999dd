//! A connection as it was accepted: TCP, or a Unix socket.

use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;

/// A stream that may know how much of what was written to it has not reached the client.
pub(in crate::net) trait Unsent {
    /// The number of bytes that were written and that the client has not taken yet. `None`: unknown.
    fn unsent(&self) -> Option<usize>;
}

/// The socket of a connection.
#[derive(Debug)]
pub(in crate::net) enum ClientStream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

impl Unsent for ClientStream {
    fn unsent(&self) -> Option<usize> {
        match self {
            #[cfg(unix)]
            Self::Tcp(stream) => tidings_libc_calls::unsent_bytes(stream),
            #[cfg(unix)]
            Self::Unix(stream) => tidings_libc_calls::unsent_bytes(stream),
            #[cfg(not(unix))]
            Self::Tcp(_) => None,
        }
    }
}

impl ClientStream {
    /// Writes a short response without waiting, and closes the connection. A client whose socket takes
    /// nothing gets no response.
    pub(in crate::net) fn refuse(self, response: &[u8]) {
        use std::io::{Read, Write};
        fn send(mut stream: impl Read + Write, response: &[u8]) {
            // Closing a socket with unread bytes resets the connection, and the client would lose the
            // response.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write(response);
        }
        match self {
            Self::Tcp(stream) => stream.into_std().map_or((), |stream| send(stream, response)),
            #[cfg(unix)]
            Self::Unix(stream) => stream.into_std().map_or((), |stream| send(stream, response)),
        }
    }
}

/// Calls a method of the inner stream.
macro_rules! inner {
    ($self:expr, $stream:ident => $call:expr) => {
        match $self.get_mut() {
            ClientStream::Tcp(inner) => {
                let $stream = Pin::new(inner);
                $call
            }
            #[cfg(unix)]
            ClientStream::Unix(inner) => {
                let $stream = Pin::new(inner);
                $call
            }
        }
    };
}

impl AsyncRead for ClientStream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        inner!(self, stream => stream.poll_read(context, buffer))
    }
}

impl AsyncWrite for ClientStream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        inner!(self, stream => stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        inner!(self, stream => stream.poll_write_vectored(context, slices))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        inner!(self, stream => stream.poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        inner!(self, stream => stream.poll_shutdown(context))
    }
}
