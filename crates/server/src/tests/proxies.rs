//! Behind a reverse proxy: Unix sockets and the PROXY protocol.

use super::fixture::{Fixture, article};
use super::{Answer, BOUND};
use crate::http::address_block::Networks;
use crate::{Http, Listen, Listener, ServerOptions};
use std::net::SocketAddr;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};

const REQUEST: &[u8] = b"GET /feed.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// Serves one article; returns where.
fn serve(settings: &Http) -> (Listen, Fixture, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    fixture.drop_file(article("a.md", "Hello"));
    let listener = Listener::bind(settings).unwrap();
    let address = listener.address().unwrap();
    let options = ServerOptions::open(settings).unwrap();
    tokio::spawn(crate::run(listener, options, fixture.site.clone(), std::future::pending()));
    (address, fixture, folder)
}

/// What the server sends before it closes the connection.
async fn exchange(mut stream: impl AsyncRead + AsyncWrite + Unpin, parts: &[&[u8]]) -> Vec<u8> {
    stream.write_all(&parts.concat()).await.unwrap();
    let mut answer = Vec::new();
    // A reset is an end, too.
    let _ = tokio::time::timeout(BOUND, stream.read_to_end(&mut answer)).await.expect("an end");
    answer
}

#[tokio::test]
async fn a_unix_socket_is_listened_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.sock");
    let settings = Http { listen: Listen::Unix(path.clone()), ..Http::default() };
    let (_, _fixture, _folder) = serve(&settings);
    let stream = UnixStream::connect(&path).await.unwrap();
    let answer = Answer::of(exchange(stream, &[REQUEST]).await);
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("Hello"));
    assert!(Listener::bind(&settings).is_err(), "another server listens on the file");
}

#[tokio::test]
async fn the_file_of_a_dead_socket_is_replaced_and_other_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.sock");
    let settings = Http { listen: Listen::Unix(path.clone()), ..Http::default() };
    // The standard library leaves the file behind, as a crash does.
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    drop(Listener::bind(&settings).unwrap());
    assert!(!path.exists(), "the file is removed at the end");
    std::fs::write(&path, "text").unwrap();
    assert!(Listener::bind(&settings).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "text");
}

fn proxied(trusted: &str) -> Http {
    Http {
        listen: Listen::Tcp(SocketAddr::from(([127, 0, 0, 1], 0))),
        trusted_proxies: Networks::parse([trusted]).unwrap(),
        proxy_protocol: true,
        connections_per_address: Some(1),
        ..Http::default()
    }
}

async fn connect(address: &Listen) -> TcpStream {
    let Listen::Tcp(address) = address else { panic!("{address} is not TCP") };
    TcpStream::connect(address).await.unwrap()
}

#[tokio::test]
async fn both_versions_of_the_proxy_protocol_are_read() {
    let (address, _fixture, _folder) = serve(&proxied("127.0.0.0/8"));
    let version_1 = b"PROXY TCP4 192.0.2.1 198.51.100.1 4711 80\r\n";
    let version_2 = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x02\xc6\x33\x64\x01\x12\x67\0\x50";
    for header in [&version_1[..], version_2] {
        let answer = Answer::of(exchange(connect(&address).await, &[header, REQUEST]).await);
        assert_eq!(answer.status, 200);
    }
    let answer = exchange(connect(&address).await, &[REQUEST]).await;
    assert!(answer.is_empty(), "a connection without the header is closed: {answer:?}");
}

#[tokio::test]
async fn other_addresses_may_not_speak_the_proxy_protocol() {
    let (address, _fixture, _folder) = serve(&proxied("10.0.0.0/8"));
    let header = b"PROXY TCP4 192.0.2.1 198.51.100.1 4711 80\r\n";
    assert!(exchange(connect(&address).await, &[header, REQUEST]).await.is_empty());
}
