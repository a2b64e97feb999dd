//! The next connection, as cheaply as the system gives it.

use std::io::{ErrorKind, Result};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// First and longest pause after an error that will not pass at once.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));

/// A listener in the runtime of the thread that made this.
#[derive(Debug)]
pub(super) struct Acceptor {
    #[cfg(target_os = "linux")]
    listener: tokio::io::unix::AsyncFd<TcpListener>,
    #[cfg(not(target_os = "linux"))]
    listener: tokio::net::TcpListener,
}

#[cfg(target_os = "linux")]
impl Acceptor {
    /// Takes the listener, which must not block. What it accepts sends what is written at once.
    ///
    /// # Errors
    /// The runtime cannot watch it.
    pub(super) fn new(listener: TcpListener) -> Result<Self> {
        // Here connections have it from their listener; elsewhere each needs a call of its own.
        if let Err(error) = rustix::net::sockopt::set_tcp_nodelay(&listener, true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
        // What stands in its place is unsafe, since a type might change its descriptor meanwhile; a listener does not.
        #[expect(deprecated)]
        let listener = tokio::io::unix::AsyncFd::new(listener)?;
        Ok(Self { listener })
    }

    /// Not tokio's own: that one registers each connection for events, though many a reader has sent its request
    /// before it is accepted, and goes after the answer. This gives 3 µs of 20.
    async fn one(&self) -> Result<(TcpStream, SocketAddr)> {
        use rustix::net::{SocketFlags, acceptfrom_with};
        let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
        let accept = |listener: &TcpListener| Ok(acceptfrom_with(listener, flags)?);
        let (stream, from) = self.listener.async_io(tokio::io::Interest::READABLE, accept).await?;
        let from = from.and_then(|from| SocketAddr::try_from(from).ok());
        // It has gone already.
        let from = from.ok_or(ErrorKind::ConnectionAborted)?;
        Ok((stream.into(), from))
    }
}

#[cfg(not(target_os = "linux"))]
impl Acceptor {
    /// Takes the listener, which must not block. What it accepts sends what is written at once.
    ///
    /// # Errors
    /// The runtime cannot watch it.
    pub(super) fn new(listener: TcpListener) -> Result<Self> {
        Ok(Self { listener: tokio::net::TcpListener::from_std(listener)? })
    }

    async fn one(&self) -> Result<(TcpStream, SocketAddr)> {
        let (stream, from) = self.listener.accept().await?;
        // Answers are written whole: to wait for more (Nagle) would only delay them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
        Ok((stream.into_std()?, from))
    }
}

impl Acceptor {
    /// The next connection, which does not block. Errors of one connection are passed over; others, such as EMFILE,
    /// mostly pass when connections end, so it waits a little, longer each time, instead of spinning.
    pub(super) async fn next(&self) -> (TcpStream, SocketAddr) {
        let mut pause = BACK_OFF.0;
        loop {
            match self.one().await {
                Ok(accepted) => return accepted,
                Err(error) if is_of_one_connection(error.kind()) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot accept connections; trying again in {pause:?}");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(BACK_OFF.1);
                }
            }
        }
    }
}

fn is_of_one_connection(error: ErrorKind) -> bool {
    matches!(
        error,
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionRefused
            | ErrorKind::Interrupted
    )
}
