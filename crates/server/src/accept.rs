//! The next connections, as cheaply as the system gives it.

#[cfg(target_os = "linux")]
use super::patience::reads_of_thread;
#[cfg(target_os = "linux")]
use super::rush::{Batch, MOMENT};
use std::io::{ErrorKind, Result};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
#[cfg(target_os = "linux")]
use std::time::Instant;

/// First and longest pause after an error that will not pass at once.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));

/// A connection, and where it comes from.
pub(super) type Accepted = (TcpStream, SocketAddr);

/// A listener in the runtime of the thread that made this.
#[derive(Debug)]
pub(super) struct Acceptor {
    #[cfg(target_os = "linux")]
    listener: tokio::io::unix::AsyncFd<TcpListener>,
    #[cfg(target_os = "linux")]
    last: std::cell::Cell<Batch>,
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
        Ok(Self { listener, last: Batch::none(Instant::now()).into() })
    }

    /// Not tokio's own: that one registers each connection for events, though at rush hour a reader has sent its
    /// request before it is accepted, and goes after the answer.
    async fn some(&self, most: usize) -> Result<Vec<Accepted>> {
        use rustix::net::{SocketFlags, acceptfrom_with};
        let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
        let mut accepted = Vec::new();
        let mut ready = self.listener.readable().await?;
        let last = self.last.get();
        let waits = last.is_in_rush(Instant::now(), reads_of_thread());
        if waits {
            // The thread, not the task: each further connection would wake the runtime for nothing.
            std::thread::sleep(MOMENT);
        }
        while accepted.len() < most {
            // Fails when no connection is left, which the guard has noted.
            let Ok(next) = ready.try_io(|listener| Ok(acceptfrom_with(listener.get_ref(), flags)?)) else {
                break;
            };
            match next {
                // Who has no address any more has gone already.
                Ok((stream, from)) => {
                    let from = from.and_then(|from| SocketAddr::try_from(from).ok());
                    accepted.extend(from.map(|from| (stream.into(), from)));
                }
                Err(error) if accepted.is_empty() => return Err(error),
                // It is told again if it lasts.
                Err(_) => break,
            }
        }
        self.last.set(last.next(Instant::now(), accepted.len(), reads_of_thread(), waits));
        Ok(accepted)
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

    async fn some(&self, _most: usize) -> Result<Vec<Accepted>> {
        let (stream, from) = self.listener.accept().await?;
        // Answers are written whole: to wait for more (Nagle) would only delay them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
        Ok(vec![(stream.into_std()?, from)])
    }
}

impl Acceptor {
    /// The next connections, `most` at the most, none of which blocks; there may be none after all. Errors of one connection are passed over; others, such as EMFILE,
    /// mostly pass when connections end, so it waits a little, longer each time, instead of spinning.
    pub(super) async fn next(&self, most: usize) -> Vec<Accepted> {
        let mut pause = BACK_OFF.0;
        loop {
            match self.some(most).await {
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
