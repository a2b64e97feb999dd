//! Listening sockets: TCP, and Unix sockets with their file.

use super::streams::client_stream::ClientStream;
use crate::{Http, Listen};
use std::io::Result;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// How long the system holds a connection back until its first request arrives. A client that sends nothing
/// is accepted after this time, and the idle timeout begins then.
const DEFER_ACCEPT: Duration = Duration::from_secs(1);

/// Length of the queue of connections that wait to be accepted. The standard library asks for 128, which a
/// crowd fills within a millisecond; the system then drops connections, and clients try again after a second.
#[cfg(unix)]
const BACKLOG: i32 = 4096;

/// How many bytes the system accepts for a client beyond those on their way to it. At 64 KiB and more, a
/// download on a fast network is as fast as without the limit.
#[cfg(unix)]
const UNSENT: u32 = 128 * 1024;

/// A listening socket. A Unix socket's file is removed when this is dropped.
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
    #[cfg(unix)]
    file: Option<unix::SocketFile>,
}

#[derive(Debug)]
enum Socket {
    Tcp(std::net::TcpListener),
    #[cfg(unix)]
    Unix(std::os::unix::net::UnixListener),
}

impl Listener {
    /// Listens where the settings say. The file of a Unix socket that nobody listens on any more, as after a
    /// crash, is replaced.
    ///
    /// # Errors
    /// The address is in use or not an address of this machine; or the socket's file cannot be created.
    pub fn bind(settings: &Http) -> Result<Self> {
        match &settings.listen {
            Listen::Tcp(address) => Self::tcp(std::net::TcpListener::bind(address)?),
            #[cfg(unix)]
            Listen::Unix(path) => {
                let (listener, file) = unix::bind(path, settings.socket_mode)?;
                Ok(Self { socket: Socket::Unix(listener), file: Some(file) })
            }
            #[cfg(not(unix))]
            Listen::Unix(_) => Err(std::io::ErrorKind::Unsupported.into()),
        }
    }

    /// Uses a socket that listens already.
    ///
    /// # Errors
    /// The socket cannot be used.
    pub fn tcp(listener: std::net::TcpListener) -> Result<Self> {
        listener.set_nonblocking(true)?;
        set_socket_options(&listener);
        Ok(Self {
            socket: Socket::Tcp(listener),
            #[cfg(unix)]
            file: None,
        })
    }

    /// Where it listens. If the settings have port 0, this is the port that the system chose.
    ///
    /// # Errors
    /// The system does not know.
    pub fn address(&self) -> Result<Listen> {
        match &self.socket {
            Socket::Tcp(listener) => listener.local_addr().map(Listen::Tcp),
            #[cfg(unix)]
            Socket::Unix(_) => {
                Ok(Listen::Unix(self.file.as_ref().map(|file| file.path.clone()).unwrap_or_default()))
            }
        }
    }

    /// The same socket for another thread, whose runtime must be the current one when it is used.
    pub(super) fn share(&self) -> Result<SharedListener> {
        Ok(match &self.socket {
            Socket::Tcp(listener) => SharedListener::Tcp(listener.try_clone()?),
            #[cfg(unix)]
            Socket::Unix(listener) => SharedListener::Unix(listener.try_clone()?),
        })
    }
}

/// A listening socket that belongs to no runtime yet.
#[derive(Debug)]
pub(super) enum SharedListener {
    Tcp(std::net::TcpListener),
    #[cfg(unix)]
    Unix(std::os::unix::net::UnixListener),
}

impl SharedListener {
    /// Registers the socket with the current runtime.
    pub(super) fn register(self) -> Result<AsyncListener> {
        Ok(match self {
            Self::Tcp(listener) => AsyncListener::Tcp(tokio::net::TcpListener::from_std(listener)?),
            #[cfg(unix)]
            Self::Unix(listener) => AsyncListener::Unix(tokio::net::UnixListener::from_std(listener)?),
        })
    }
}

/// A listening socket of a runtime.
#[derive(Debug)]
pub(super) enum AsyncListener {
    Tcp(tokio::net::TcpListener),
    #[cfg(unix)]
    Unix(tokio::net::UnixListener),
}

impl AsyncListener {
    /// The next connection with the address of its other end.
    pub(super) async fn accept(&self) -> Result<(ClientStream, IpAddr)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, from) = listener.accept().await?;
                if !cfg!(target_os = "linux")
                    && let Err(error) = stream.set_nodelay(true)
                {
                    tracing::debug!(%error, "cannot set TCP_NODELAY");
                }
                Ok((ClientStream::Tcp(stream), from.ip()))
            }
            #[cfg(unix)]
            Self::Unix(listener) => {
                let (stream, _) = listener.accept().await?;
                Ok((ClientStream::Unix(stream), Ipv4Addr::LOCALHOST.into()))
            }
        }
    }

    /// Whether it is a Unix socket: whoever may open its file is trusted as a proxy.
    pub(super) fn is_unix(&self) -> bool {
        !matches!(self, Self::Tcp(_))
    }
}

/// Sets options that accepted connections inherit. A system that refuses one is slower, but works.
fn set_socket_options(listener: &std::net::TcpListener) {
    // Responses are written whole, so Nagle's algorithm would only delay them. Linux inherits the option; on
    // other systems each connection gets it in `accept`.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::net::sockopt::set_tcp_nodelay(listener, true) {
        tracing::debug!(%error, "cannot set TCP_NODELAY");
    }
    #[cfg(unix)]
    {
        // A second call changes the length of the queue.
        if let Err(error) = rustix::net::listen(listener, BACKLOG) {
            tracing::debug!(%error, "cannot set the length of the queue");
        }
        if let Err(error) = tidings_libc_calls::limit_unsent(listener, UNSENT) {
            tracing::debug!(%error, "cannot set TCP_NOTSENT_LOWAT");
        }
    }
    if let Err(error) = tidings_libc_calls::defer_accept(listener, DEFER_ACCEPT) {
        tracing::debug!(%error, "cannot set TCP_DEFER_ACCEPT");
    }
}

#[cfg(unix)]
mod unix {
    use std::io::{Error, ErrorKind, Result};
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};

    /// The file of a Unix socket, removed when this is dropped, unless another one has taken its place.
    #[derive(Debug)]
    pub(super) struct SocketFile {
        pub(super) path: PathBuf,
        identity: Identity,
    }

    impl Drop for SocketFile {
        fn drop(&mut self) {
            if identity(&self.path).is_ok_and(|identity| identity == self.identity) {
                // A file that cannot be removed is replaced by the next start.
                let _ = std::fs::remove_file(&self.path);
            }
        }
    }

    /// Device, inode and time of creation: a new file often gets the inode of one that was just removed.
    type Identity = (u64, u64, (i64, i64));

    fn identity(path: &Path) -> Result<Identity> {
        let metadata = path.symlink_metadata()?;
        Ok((metadata.dev(), metadata.ino(), (metadata.mtime(), metadata.mtime_nsec())))
    }

    /// Creates the socket's file with these permissions and listens.
    pub(super) fn bind(path: &Path, mode: u32) -> Result<(UnixListener, SocketFile)> {
        remove_stale(path)?;
        let listener = UnixListener::bind(path)?;
        let file = SocketFile { path: path.to_path_buf(), identity: identity(path)? };
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
        listener.set_nonblocking(true)?;
        Ok((listener, file))
    }

    /// Removes the file if it is a socket that nobody listens on.
    fn remove_stale(path: &Path) -> Result<()> {
        let metadata = match path.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            metadata => metadata?,
        };
        if !metadata.file_type().is_socket() {
            return Err(Error::new(ErrorKind::AlreadyExists, "the file exists and is not a socket"));
        }
        match UnixStream::connect(path) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => std::fs::remove_file(path),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(_) => Err(ErrorKind::AddrInUse.into()),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_socket_is_replaced_only_if_nobody_listens() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("socket");
            let (first, file) = bind(&path, 0o600).unwrap();
            assert_eq!(path.metadata().unwrap().mode() & 0o777, 0o600);
            assert_eq!(bind(&path, 0o600).unwrap_err().kind(), ErrorKind::AddrInUse);
            // As after a crash: nobody listens, the file is left.
            drop(first);
            let (second, new_file) = bind(&path, 0o660).unwrap();
            drop(file);
            assert!(path.exists(), "the file of the second socket is not that of the first");
            drop((second, new_file));
            assert!(!path.exists());
            std::fs::write(&path, "text").unwrap();
            assert_eq!(bind(&path, 0o600).unwrap_err().kind(), ErrorKind::AlreadyExists);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), "text");
        }
    }
}
