//! The real program over a real folder, in its own process that can be killed.

use super::site::until;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running `tidings serve`, killed on drop.
pub struct Program {
    process: Child,
    base: String,
}

impl Program {
    /// Starts the program and waits until it serves the whole folder. `configuration` is a file.
    pub fn serve(folder: &Path, configuration: &Path) -> Self {
        Self::start(folder, configuration, Stdio::inherit())
    }

    /// The same, with its log in a file.
    pub fn serve_with_log(folder: &Path, configuration: &Path, log: &Path) -> Self {
        Self::start(folder, configuration, std::fs::File::create(log).expect("a file for the log").into())
    }

    fn start(folder: &Path, configuration: &Path, log: Stdio) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_tidings"))
            .args(["serve", "--listen", "127.0.0.1:0", "--config"])
            .arg(configuration)
            .arg(folder)
            .env("TIDINGS_LOG", "warn")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(process.stdout.take().expect("standard output")).lines();
        let mut address = || lines.next().and_then(Result::ok).filter(|line| line.starts_with("Serving"));
        let first = address().expect("the line with the address");
        let address = first.rsplit(' ').next().expect("the last word").to_owned();
        let program = Self { process, base: format!("http://{address}") };
        until(|| program.get("/readyz").ok_or(())).expect("the server is ready");
        program
    }

    /// The body of a resource; `None` without a successful response.
    pub fn get(&self, path: &str) -> Option<Vec<u8>> {
        ureq::get(format!("{}{path}", self.base)).call().ok()?.body_mut().read_to_vec().ok()
    }

    /// A feed.
    pub fn feed(&self, path: &str) -> feed_rs::model::Feed {
        let body = until(|| self.get(path).ok_or(())).expect("the feed is served");
        feed_rs::parser::parse(body.as_slice()).expect("a feed")
    }

    /// Kills the process like `kill -9`, so that it cannot finish or clean up anything.
    pub fn kill(mut self) {
        self.process.kill().expect("the process was running");
        self.process.wait().expect("the process has ended");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
