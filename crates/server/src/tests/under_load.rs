//! Clients that occupy the server, beside a polite one. `TIDINGS_LOAD=N` is the long form with N connections of
//! each kind; it needs a limit of open files of twice as many and some more (`ulimit -n`).

use super::fixture::{Fixture, article};
use crate::{Http, Listener, ServerOptions};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tidings_model::{Article, ContentPath, Reference};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;

/// Longer than any step takes; only a test that fails waits for it.
const BOUND: Duration = Duration::from_secs(60);

/// The preface of HTTP/2 and empty SETTINGS.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// The beginning of a HEADERS frame of stream 1 that CONTINUATION frames follow: `:method: GET`.
const HEADERS: &[u8] = b"\0\0\x01\x01\x01\0\0\0\x01\x82";

/// A whole request of HTTP/2 on stream 1, `GET /` of the authority `x`, and its reset.
const REQUEST_AND_RESET: &[u8] =
    b"\0\0\x06\x01\x05\0\0\0\x01\x82\x84\x86\x41\x01x\0\0\x04\x03\0\0\0\0\x01\0\0\0\x08";

/// What a client of a crowd sends first, and then again and again.
struct Crowd {
    name: &'static str,
    first: Vec<u8>,
    then: &'static [u8],
    pause: Duration,
}

fn crowds() -> Vec<Crowd> {
    let with_preface = |more: &[u8]| [PREFACE, more].concat();
    let crowd = |name, first: Vec<u8>, then, milliseconds| Crowd {
        name,
        first,
        then,
        pause: Duration::from_millis(milliseconds),
    };
    let request = b"GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n";
    let body = b"POST /feed.xml HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n".to_vec();
    vec![
        crowd("idle", Vec::new(), b"", 1000),
        crowd("slow headers", b"GET /feed.xml HTTP/1.1\r\nHost: x\r\n".to_vec(), b"a: b\r\n", 500),
        crowd("slow bodies", body, b"x", 500),
        crowd("whole requests", request.to_vec(), request, 900),
        crowd("PING", with_preface(b""), b"\0\0\x08\x06\0\0\0\0\0pingpong", 500),
        crowd("SETTINGS", with_preface(b""), b"\0\0\0\x04\0\0\0\0\0", 500),
        crowd("CONTINUATION", with_preface(HEADERS), b"\0\0\0\x09\0\0\0\0\x01", 500),
        crowd("resets", with_preface(REQUEST_AND_RESET), b"\0\0\x08\x06\0\0\0\0\0pingpong", 500),
    ]
}

/// Connects from one of sixteen loopback addresses, so that no limit for one client holds the crowd back. A system
/// that has only 127.0.0.1 uses it.
async fn connect_from(number: u8, address: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    let _ = socket.bind(SocketAddr::from(([127, 0, 0, 2 + number % 16], 0)));
    socket.connect(address).await
}

/// A client of a crowd: connects again whenever it is disconnected.
async fn send_repeatedly(
    number: u8,
    address: SocketAddr,
    first: Vec<u8>,
    then: &'static [u8],
    pause: Duration,
) {
    let mut buffer = vec![0; 4096];
    loop {
        if let Ok(mut stream) = connect_from(number, address).await {
            let mut result = stream.write_all(&first).await;
            while result.is_ok() {
                match tokio::time::timeout(pause, stream.read(&mut buffer)).await {
                    Ok(Ok(0) | Err(_)) => break,
                    Ok(Ok(_)) => {}
                    Err(_) => result = stream.write_all(then).await,
                }
            }
        }
        tokio::time::sleep(pause).await;
    }
}

pub(super) async fn serve(settings: &Http, fixture: &Fixture) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let options = ServerOptions::open(settings).unwrap();
    let listener = Listener::tcp(listener).unwrap();
    tokio::spawn(crate::run(listener, options, fixture.site.clone(), std::future::pending()));
    address
}

async fn polite_request(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET /feed.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer.starts_with(b"HTTP/1.1 200 ") && answer.trim_ascii_end().ends_with(b"</rss>"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_polite_client_is_served_beside_crowds() {
    let long: Option<usize> = std::env::var("TIDINGS_LOAD").ok().and_then(|number| number.parse().ok());
    let (clients, requests) = long.map_or((60, 50), |clients| (clients, 1000));
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    fixture.drop_file(article("a.md", "Hello"));
    for crowd in crowds() {
        // The server has fewer places than the crowd has clients.
        let settings = Http { connections: Some(clients * 2 / 3), ..Http::default() };
        let address = serve(&settings, &fixture).await;
        let mut rude = JoinSet::new();
        for number in 0..clients {
            let number = (number % 16) as u8;
            rude.spawn(send_repeatedly(number, address, crowd.first.clone(), crowd.then, crowd.pause));
        }
        // The crowd takes its places.
        tokio::time::sleep(Duration::from_millis(300) + Duration::from_micros(200) * clients as u32).await;
        let (mut answered, mut times) = (0, Vec::with_capacity(requests));
        for _ in 0..requests {
            let begin = Instant::now();
            let served = tokio::time::timeout(BOUND, polite_request(address)).await;
            times.push(begin.elapsed());
            answered += usize::from(matches!(served, Ok(Ok(true))));
        }
        times.sort_unstable();
        let (name, p50, p99) = (crowd.name, times[requests / 2], times[requests * 99 / 100 - 1]);
        println!(
            "{name}: {clients} connections, {answered} of {requests} answered, p50 {p50:?}, p99 {p99:?}"
        );
        assert!(answered * 100 >= requests * 99, "{name}: {answered} of {requests}");
        // A measurement, made alone on a machine; the short form runs beside other tests.
        assert!(long.is_none() || p99 <= Duration::from_millis(100), "{name}: p99 {p99:?}");
        rude.shutdown().await;
    }
}

/// A server with this idle timeout and a file of this size, and a client with a small receive buffer that has
/// asked for the file.
async fn ask_for_file(timeout: Duration, size: usize) -> (TcpStream, Fixture, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    std::fs::write(folder.path().join("big.mp3"), vec![7; size]).unwrap();
    let candidates = vec![ContentPath::new("big.mp3").unwrap()];
    let references = vec![Reference { url_path: "big.mp3".to_owned(), candidates }];
    fixture.drop_file(Article { references, ..article("a.md", "Hello") });
    let address = serve(&Http { timeout, ..Http::default() }, &fixture).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let mut stream = socket.connect(address).await.unwrap();
    stream.write_all(b"GET /big.mp3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    (stream, fixture, folder)
}

/// Reads to the end, at most `chunk` bytes per `pause`. Returns how many bytes arrived.
async fn read_slowly(stream: &mut TcpStream, chunk: usize, pause: Duration) -> usize {
    let mut buffer = vec![0; chunk];
    let mut total = 0;
    while let Ok(length) = stream.read(&mut buffer).await {
        if length == 0 {
            break;
        }
        total += length;
        tokio::time::sleep(pause).await;
    }
    total
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_steady_slow_reader_gets_the_whole_file() {
    // The long form is 30 MB at 16 KiB/s: half an hour.
    let is_long = std::env::var_os("TIDINGS_SLOW_READER").is_some();
    let (timeout, size, pause) = match is_long {
        true => (Duration::from_secs(30), 30_000_000, Duration::from_secs(1)),
        // Several idle timeouts, in most of which the system takes nothing new from the server.
        false => (Duration::from_secs(1), 4_000_000, Duration::from_millis(20)),
    };
    let (mut stream, _fixture, _folder) = ask_for_file(timeout, size).await;
    let read = read_slowly(&mut stream, 16 * 1024, pause).await;
    assert!(read > size, "the connection ended after {read} of {size} bytes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_takes_nothing_is_disconnected() {
    let size = 30_000_000;
    let timeout = Duration::from_secs(1);
    let (mut stream, _fixture, _folder) = ask_for_file(timeout, size).await;
    tokio::time::sleep(timeout * 4).await;
    let read = read_slowly(&mut stream, 1 << 20, Duration::ZERO).await;
    assert!(read < size, "the client got {read} bytes after it had taken nothing for four timeouts");
}
