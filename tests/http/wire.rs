//! A client that sends raw bytes.

use crate::support::site::Site;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longest wait; only a failing test reaches it.
pub(crate) const BOUND: Duration = Duration::from_secs(30);

/// A response as it was received.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// A connection to the site.
pub(crate) fn connect(site: &Site) -> TcpStream {
    let stream = TcpStream::connect(site.socket()).expect("a connection");
    stream.set_read_timeout(Some(BOUND)).expect("a bound");
    stream.set_write_timeout(Some(BOUND)).expect("a bound");
    stream
}

/// Sends bytes and returns everything received until the server closes the connection.
pub(crate) fn raw(site: &Site, request: &str) -> Vec<u8> {
    let mut stream = connect(site);
    stream.write_all(request.as_bytes()).expect("the request is sent");
    to_end(&mut stream)
}

/// Reads until the server closes or resets the connection.
pub(crate) fn to_end(stream: &mut TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => {
            panic!("{error}: no end within {BOUND:?} after {:?}", String::from_utf8_lossy(&answer))
        }
        _ => answer,
    }
}

/// Completes a request line and headers (`GET /feed.xml`, `Name: value`) to an HTTP/1.1 request that closes
/// its connection. A request line with a version gets no further headers.
pub(crate) fn request(lines: &str) -> String {
    let (line, headers) = lines.split_once('\n').unwrap_or((lines, ""));
    let mut text = match line.contains(" HTTP/") {
        true => format!("{line}\r\n"),
        false => format!("{line} HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n"),
    };
    for header in headers.lines() {
        text.push_str(&format!("{header}\r\n"));
    }
    text + "\r\n"
}

/// Sends one request and returns the response.
pub(crate) fn ask(site: &Site, lines: &str) -> Reply {
    Reply::read(&raw(site, &request(lines)))
}

impl Reply {
    /// Parses the first response in these bytes.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).expect("headers are ASCII");
        let status = head[9..12].parse().expect("a status");
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    /// The value of a header; empty if the header is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.head.lines().skip(1).find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field.eq_ignore_ascii_case(name).then_some(value.trim())
        });
        found.unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
