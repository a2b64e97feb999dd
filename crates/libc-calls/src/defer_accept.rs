//! `TCP_DEFER_ACCEPT` for a listening socket: `accept` then returns a connection only when its first bytes
//! have arrived, which saves the server one wake-up for each connection (tcp(7)).

use std::io::Result;
use std::net::TcpListener;
use std::time::Duration;

/// Makes `listener` hold each connection back until the client has sent something, or until about `longest`
/// (whole seconds, at least one) has passed. It applies to connections that begin after the call.
///
/// Does nothing on systems other than Linux and Android, where `accept` returns every connection at once.
///
/// # Errors
/// The system refuses the option.
pub fn defer_accept(listener: &TcpListener, longest: Duration) -> Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use std::os::fd::AsRawFd as _;
        let seconds = libc::c_int::try_from(longest.as_secs().max(1)).unwrap_or(libc::c_int::MAX);
        let size = libc::socklen_t::try_from(size_of_val(&seconds)).unwrap_or_default();
        // SAFETY: the descriptor is open as long as `listener` is borrowed; the kernel reads `size` bytes of
        // `seconds`, which lives until the call returns, and writes nothing.
        let result = unsafe {
            libc::setsockopt(
                listener.as_raw_fd(),
                libc::IPPROTO_TCP,
                libc::TCP_DEFER_ACCEPT,
                (&raw const seconds).cast(),
                size,
            )
        };
        if result != 0 {
            return Err(std::io::Error::last_os_error());
        }
    }
    let _ = (listener, longest);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    #[test]
    fn a_connection_is_accepted_together_with_its_first_bytes() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        defer_accept(&listener, Duration::from_secs(1)).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        listener.set_nonblocking(true).unwrap();
        if cfg!(any(target_os = "linux", target_os = "android")) {
            let error = listener.accept().unwrap_err();
            assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock, "nothing was sent");
        }
        client.write_all(b"x").unwrap();
        listener.set_nonblocking(false).unwrap();
        let (mut server, _) = listener.accept().unwrap();
        let mut byte = [0];
        server.read_exact(&mut byte).unwrap();
        assert_eq!(&byte, b"x");
    }
}
