//! The PROXY protocol, versions 1 and 2: the first bytes of a connection name the client for which a proxy has
//! opened it (<https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt>).

use std::io::{Error, ErrorKind, Result};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// The beginning of version 2.
const SIGNATURE: [u8; 12] = *b"\r\n\r\n\0\r\nQUIT\n";

/// Maximum length of a header of version 1 with its line end.
const MAX_LINE: usize = 107;

/// Maximum length of the addresses and extensions of version 2; certificates of clients are the longest.
const MAX_EXTENSIONS: usize = 16 * 1024;

/// Reads the header to its end and no further. Returns the client's address; `None` if the proxy opened the
/// connection for itself (a health check) or does not know the client.
///
/// # Errors
/// `InvalidData`: the connection does not begin with a valid header.
pub(super) async fn read_header(stream: &mut (impl AsyncRead + Unpin)) -> Result<Option<IpAddr>> {
    let mut begin = [0; SIGNATURE.len()];
    stream.read_exact(&mut begin).await?;
    if begin == SIGNATURE {
        return read_version_2(stream).await;
    }
    if !begin.starts_with(b"PROXY ") {
        return Err(invalid());
    }
    let mut line = begin.to_vec();
    while !line.ends_with(b"\r\n") {
        if line.len() >= MAX_LINE {
            return Err(invalid());
        }
        line.push(stream.read_u8().await?);
    }
    let line = std::str::from_utf8(&line).map_err(|_| invalid())?;
    version_1(line.trim_end_matches("\r\n")).ok_or_else(invalid)
}

fn invalid() -> Error {
    Error::new(ErrorKind::InvalidData, "no header of the PROXY protocol")
}

/// `PROXY TCP4 192.0.2.1 198.51.100.1 4711 80`. `None`: invalid.
fn version_1(line: &str) -> Option<Option<IpAddr>> {
    let mut words = line.strip_prefix("PROXY ")?.split(' ');
    let is_ipv4 = match words.next()? {
        "TCP4" => true,
        "TCP6" => false,
        "UNKNOWN" => return Some(None),
        _ => return None,
    };
    let mut address = || words.next()?.parse::<IpAddr>().ok().filter(|address| address.is_ipv4() == is_ipv4);
    let (client, _server) = (address()?, address()?);
    let mut port = || words.next()?.parse::<u16>().ok();
    let _ports = (port()?, port()?);
    words.next().is_none().then_some(Some(client))
}

async fn read_version_2(stream: &mut (impl AsyncRead + Unpin)) -> Result<Option<IpAddr>> {
    let (command, family) = (stream.read_u8().await?, stream.read_u8().await?);
    let length = usize::from(stream.read_u16().await?);
    if command >> 4 != 2 || length > MAX_EXTENSIONS {
        return Err(invalid());
    }
    let mut addresses = vec![0; length];
    stream.read_exact(&mut addresses).await?;
    match (command & 0xf, family >> 4) {
        (0, _) => Ok(None),
        (1, 1) => Ok(Some(Ipv4Addr::from(first(&addresses, 12)?).into())),
        (1, 2) => Ok(Some(Ipv6Addr::from(first(&addresses, 36)?).into())),
        (1, 0 | 3) => Ok(None),
        _ => Err(invalid()),
    }
}

/// The source address, which comes first in a block of at least `least` bytes.
fn first<const N: usize>(addresses: &[u8], least: usize) -> Result<[u8; N]> {
    match addresses.first_chunk() {
        Some(source) if addresses.len() >= least => Ok(*source),
        _ => Err(invalid()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The client, or an error; and what the reader left.
    async fn read(mut bytes: &[u8]) -> (std::result::Result<Option<String>, ErrorKind>, Vec<u8>) {
        let client = read_header(&mut bytes).await;
        (
            client.map(|client| client.map(|client| client.to_string())).map_err(|error| error.kind()),
            bytes.to_vec(),
        )
    }

    #[tokio::test]
    async fn version_1() {
        for (header, expected) in [
            ("PROXY TCP4 192.0.2.1 198.51.100.1 4711 80\r\n", Ok(Some("192.0.2.1"))),
            ("PROXY TCP6 2001:db8::1 2001:db8::2 4711 80\r\n", Ok(Some("2001:db8::1"))),
            ("PROXY UNKNOWN\r\n", Ok(None)),
            ("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", Ok(None)),
            ("PROXY TCP4 2001:db8::1 2001:db8::2 4711 80\r\n", Err(ErrorKind::InvalidData)),
            ("PROXY TCP4 192.0.2.1 198.51.100.1 4711\r\n", Err(ErrorKind::InvalidData)),
            ("PROXY TCP4 192.0.2.1 198.51.100.1 4711 80 x\r\n", Err(ErrorKind::InvalidData)),
            ("PROXY TCP4 192.0.2.1 198.51.100.1 4711 99999\r\n", Err(ErrorKind::InvalidData)),
            ("PROXY UDP4 192.0.2.1 198.51.100.1 4711 80\r\n", Err(ErrorKind::InvalidData)),
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", Err(ErrorKind::InvalidData)),
            ("PROXY TCP4 192.0.2.1", Err(ErrorKind::UnexpectedEof)),
        ] {
            let (client, rest) = read(format!("{header}rest").as_bytes()).await;
            let expected = expected.map(|client| client.map(str::to_owned));
            if expected.is_ok() {
                assert_eq!(rest, b"rest", "{header}");
            }
            if header.ends_with('\n') || expected.is_ok() {
                assert_eq!(client, expected, "{header}");
            }
        }
        let long = format!("PROXY UNKNOWN {}\r\n", "x".repeat(200));
        assert_eq!(read(long.as_bytes()).await.0, Err(ErrorKind::InvalidData));
    }

    #[tokio::test]
    async fn version_2() {
        let header = |command: u8, family: u8, addresses: &[u8]| {
            let mut bytes = SIGNATURE.to_vec();
            bytes.extend([command, family]);
            bytes.extend(u16::try_from(addresses.len()).unwrap().to_be_bytes());
            bytes.extend(addresses);
            bytes.extend(b"rest");
            bytes
        };
        let ipv4 = [192, 0, 2, 1, 198, 51, 100, 1, 0x12, 0x67, 0, 80];
        let with_extension = [&ipv4[..], &[3, 0, 4, 1, 2, 3, 4]].concat();
        let mut ipv6 = [0; 36];
        ipv6[..16].copy_from_slice(&"2001:db8::1".parse::<Ipv6Addr>().unwrap().octets());
        for (bytes, expected) in [
            (header(0x21, 0x11, &ipv4), Ok(Some("192.0.2.1"))),
            (header(0x21, 0x11, &with_extension), Ok(Some("192.0.2.1"))),
            (header(0x21, 0x21, &ipv6), Ok(Some("2001:db8::1"))),
            (header(0x20, 0, &[]), Ok(None)),
            (header(0x21, 0x31, &[0; 216]), Ok(None)),
            (header(0x21, 0x11, &ipv4[..11]), Err(ErrorKind::InvalidData)),
            (header(0x11, 0x11, &ipv4), Err(ErrorKind::InvalidData)),
            (header(0x22, 0x11, &ipv4), Err(ErrorKind::InvalidData)),
            (header(0x21, 0x11, &[0; 20_000]), Err(ErrorKind::InvalidData)),
        ] {
            let (client, rest) = read(&bytes).await;
            assert_eq!(client, expected.map(|client| client.map(str::to_owned)), "{:?}", &bytes[12..16]);
            if expected.is_ok() {
                assert_eq!(rest, b"rest");
            }
        }
    }
}
