//! HTTP/2 streams whose client takes nothing, or a little at a time, by frames of their own (RFC 9113).

use super::fixture::{Fixture, article};
use super::under_load::serve;
use crate::Http;
use std::time::{Duration, Instant};
use tidings_model::{Article, ContentPath, Reference};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const PING: &[u8] = b"\0\0\x08\x06\0\0\0\0\0pingpong";
const TIMEOUT: Duration = Duration::from_secs(1);
const SIZE: usize = 400_000;

/// Only a test that fails waits so long.
const BOUND: Duration = Duration::from_secs(60);

/// SETTINGS with an initial window of so many bytes.
fn settings(window: u32) -> Vec<u8> {
    [&b"\0\0\x06\x04\0\0\0\0\0\0\x04"[..], &window.to_be_bytes()].concat()
}

/// HEADERS with END_STREAM and END_HEADERS: `GET /big.mp3` of the authority `x`.
fn request(stream: u32) -> Vec<u8> {
    let fields = b"\x82\x86\x41\x01x\x44\x08/big.mp3";
    let length = u32::try_from(fields.len()).unwrap().to_be_bytes();
    [&length[1..], b"\x01\x05", &stream.to_be_bytes(), fields].concat()
}

fn window_update(stream: u32, bytes: u32) -> Vec<u8> {
    [&b"\0\0\x04\x08\0"[..], &stream.to_be_bytes(), &bytes.to_be_bytes()].concat()
}

/// A server with a file of [`SIZE`] bytes and a short idle timeout, and a connection to it.
async fn connect() -> (TcpStream, Fixture, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    std::fs::write(folder.path().join("big.mp3"), vec![7; SIZE]).unwrap();
    let candidates = vec![ContentPath::new("big.mp3").unwrap()];
    let references = vec![Reference { url_path: "big.mp3".to_owned(), candidates }];
    fixture.drop_file(Article { references, ..article("a.md", "Hello") });
    let address = serve(&Http { timeout: TIMEOUT, ..Http::default() }, &fixture).await;
    (TcpStream::connect(address).await.unwrap(), fixture, folder)
}

/// Counts the bytes of DATA frames.
#[derive(Default)]
struct Frames {
    bytes: Vec<u8>,
    data: usize,
    is_finished: bool,
}

impl Frames {
    fn add(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
        while let Some(head) = self.bytes.first_chunk::<9>() {
            let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
            let (kind, flags) = (head[3], head[4]);
            if self.bytes.len() < 9 + length {
                break;
            }
            if kind == 0 {
                self.data += length;
                self.is_finished |= flags & 1 != 0;
            }
            self.bytes.drain(..9 + length);
        }
    }
}

/// Sends bytes again and again, and reads what comes, until the server closes the connection or a stream is finished.
async fn exchange(stream: &mut TcpStream, again: &[u8], pause: Duration) -> Frames {
    let (mut frames, mut buffer) = (Frames::default(), vec![0; 64 * 1024]);
    let begin = Instant::now();
    while begin.elapsed() < BOUND && !frames.is_finished {
        match tokio::time::timeout(pause, stream.read(&mut buffer)).await {
            Ok(Ok(0) | Err(_)) => return frames,
            Ok(Ok(length)) => frames.add(&buffer[..length]),
            Err(_) => {
                if stream.write_all(again).await.is_err() {
                    return frames;
                }
            }
        }
    }
    assert!(frames.is_finished, "the connection is open after {BOUND:?}");
    frames
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_that_take_nothing_end_although_pings_come() {
    let (mut stream, _fixture, _folder) = connect().await;
    let requests: Vec<u8> = (0..32).flat_map(|number| request(number * 2 + 1)).collect();
    stream.write_all(&[PREFACE, &settings(0), &requests].concat()).await.unwrap();
    let frames = exchange(&mut stream, PING, TIMEOUT / 5).await;
    assert_eq!((frames.data, frames.is_finished), (0, false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_with_a_stream_that_progresses_is_not_idle() {
    let (mut stream, _fixture, _folder) = connect().await;
    // The window of the connection is 64 KiB at first; the file takes some twelve updates, several timeouts in all.
    stream.write_all(&[PREFACE, &settings(32 * 1024), &request(1)].concat()).await.unwrap();
    let more = [window_update(0, 32 * 1024), window_update(1, 32 * 1024)].concat();
    let begin = Instant::now();
    let frames = exchange(&mut stream, &more, TIMEOUT / 3).await;
    assert_eq!((frames.data, frames.is_finished), (SIZE, true));
    assert!(begin.elapsed() > TIMEOUT * 2, "the file was sent before the timeout mattered");
}
