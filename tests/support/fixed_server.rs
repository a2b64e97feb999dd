//! A server that answers each path with fixed bytes, valid HTTP or not.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

/// Returns the bytes of the response, from the status line on, for a path and the request headers in lower
/// case.
type Answers = fn(path: &str, headers: &str) -> Vec<u8>;

/// A server on a free loopback port that runs as long as the test process.
pub struct FixedServer {
    base: String,
}

impl FixedServer {
    pub fn start(answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || serve(stream, answers));
            }
        });
        Self { base }
    }

    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// Answers one request. The client may close the connection at any time.
fn serve(mut stream: TcpStream, answers: Answers) {
    let Ok(copy) = stream.try_clone() else { return };
    let lines = BufReader::new(copy).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let lines: Vec<String> = lines.collect();
    let Some(path) = lines.first().and_then(|line| line.split(' ').nth(1)) else { return };
    let _ = stream.write_all(&answers(path, &lines.join("\n").to_ascii_lowercase()));
}

/// A response with a Content-Length.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}
