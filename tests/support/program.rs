//! The true program over a true folder, in a process of its own that can be killed.

use super::site::until;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running `tidings serve`; killed when it is dropped.
pub struct Program {
    process: Child,
    base: String,
}

impl Program {
    /// Starts it, and waits until it serves all that is there. `configuration` is a file.
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
            // What the allocator is told is the program's own affair here.
            .env_remove("GLIBC_TUNABLES")
            .env_remove("MALLOC_TRIM_THRESHOLD_")
            .env_remove("MALLOC_MMAP_THRESHOLD_")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut address = || lines.next().and_then(Result::ok).filter(|line| line.starts_with("Serving"));
        let first = address().expect("it tells where it listens");
        let address = first.rsplit(' ').next().expect("the last word").to_owned();
        let program = Self { process, base: format!("http://{address}") };
        until(|| program.get("/readyz").ok_or(())).expect("it is ready");
        program
    }

    /// The body of a resource; none while it does not answer as it should.
    pub fn get(&self, path: &str) -> Option<Vec<u8>> {
        ureq::get(format!("{}{path}", self.base)).call().ok()?.body_mut().read_to_vec().ok()
    }

    /// A feed; it is there, since the program has said so.
    pub fn feed(&self, path: &str) -> feed_rs::model::Feed {
        let body = until(|| self.get(path).ok_or(())).expect("the feed is served");
        feed_rs::parser::parse(body.as_slice()).expect("a feed")
    }

    /// What the system tells of the process that was started.
    pub fn told(&self, name: &str) -> String {
        let bytes = std::fs::read(format!("/proc/{}/{name}", self.process.id())).expect("it runs");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// As `kill -9`: it can neither finish nor tidy up anything.
    pub fn kill(mut self) {
        self.process.kill().expect("it was running");
        self.process.wait().expect("it is gone");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
