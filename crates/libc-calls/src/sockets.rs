//! Socket options and requests for which no maintained crate has a safe function.

use std::io::Result;

/// How many bytes that were written to a connected stream socket the other end has not taken yet: for TCP,
/// those that it has not acknowledged. A client whose program does not read stops acknowledging when its
/// receive buffer is full, so the number tells a client that is slow from one that takes nothing.
///
/// `None` on systems other than Linux and Android, and if the system refuses the request.
#[cfg(unix)]
pub fn unsent_bytes(socket: &impl std::os::fd::AsFd) -> Option<usize> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use std::os::fd::AsRawFd as _;
        let mut unsent: libc::c_int = 0;
        // SAFETY: the descriptor is open as long as `socket` is borrowed; for sockets TIOCOUTQ (SIOCOUTQ,
        // tcp(7)) writes one int to `unsent`, which lives until the call returns.
        let result = unsafe { libc::ioctl(socket.as_fd().as_raw_fd(), libc::TIOCOUTQ as _, &raw mut unsent) };
        (result == 0).then(|| usize::try_from(unsent).ok()).flatten()
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    {
        let _ = socket;
        None
    }
}

/// Limits how many bytes the system accepts for a connection beyond those that are on their way to the client
/// (TCP_NOTSENT_LOWAT). Without it the send buffer of a slow client grows to 4 MB of the system's memory, and
/// a write that waits for a third of such a buffer says nothing about the client for minutes. Connections
/// inherit the option from their listener.
///
/// Does nothing on systems other than Linux and Android.
///
/// # Errors
/// The system refuses the option.
#[cfg(unix)]
pub fn limit_unsent(socket: &impl std::os::fd::AsFd, bytes: u32) -> Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use std::os::fd::AsRawFd as _;
        let size = libc::socklen_t::try_from(size_of_val(&bytes)).unwrap_or_default();
        // SAFETY: the descriptor is open as long as `socket` is borrowed; the kernel reads `size` bytes of
        // `bytes`, which lives until the call returns, and writes nothing.
        let result = unsafe {
            libc::setsockopt(
                socket.as_fd().as_raw_fd(),
                libc::IPPROTO_TCP,
                libc::TCP_NOTSENT_LOWAT,
                (&raw const bytes).cast(),
                size,
            )
        };
        if result != 0 {
            return Err(std::io::Error::last_os_error());
        }
    }
    let _ = (socket, bytes);
    Ok(())
}

#[cfg(all(test, any(target_os = "linux", target_os = "android")))]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::time::{Duration, Instant};

    #[test]
    fn bytes_that_nobody_reads_stay_unsent() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        limit_unsent(&listener, 64 * 1024).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut server, _) = listener.accept().unwrap();
        server.set_nonblocking(true).unwrap();
        assert_eq!(unsent_bytes(&server), Some(0));
        let mut written = 0;
        while let Ok(length) = server.write(&[0; 64 * 1024]) {
            written += length;
        }
        assert!(written < 2 << 20, "the system accepted {written} bytes");
        let unsent = unsent_bytes(&server).unwrap();
        assert!(unsent > 0 && unsent < written, "{unsent} of {written}");
        let mut rest = vec![0; written];
        client.read_exact(&mut rest).unwrap();
        let started = Instant::now();
        while unsent_bytes(&server) != Some(0) {
            assert!(started.elapsed() < Duration::from_secs(20), "the client has taken everything");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
