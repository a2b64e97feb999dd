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
        let program = Self::try_start(folder, configuration, log).expect("the line with the address");
        until(|| program.get("/readyz").ok_or(())).expect("the server is ready");
        program
    }

    /// Starts the program with its log in a file, and returns as soon as it answers requests. `None`: it ended at once,
    /// with an error.
    pub fn try_serve(folder: &Path, configuration: &Path, log: &Path) -> Option<Self> {
        Self::try_start(folder, configuration, std::fs::File::create(log).expect("a file for the log").into())
    }

    fn try_start(folder: &Path, configuration: &Path, log: Stdio) -> Option<Self> {
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
        let first = address();
        let Some(first) = first else {
            process.wait().expect("the process has ended");
            return None;
        };
        let address = first.rsplit(' ').next().expect("the last word").to_owned();
        Some(Self { process, base: format!("http://{address}") })
    }

    /// The status and the body of a resource; 0 without a response.
    pub fn fetch(&self, path: &str) -> (u16, Vec<u8>) {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let answer = agent.get(format!("{}{path}", self.base)).call();
        answer.map_or_else(
            |_| (0, Vec::new()),
            |mut answer| (answer.status().as_u16(), answer.body_mut().read_to_vec().unwrap_or_default()),
        )
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

    /// Ends the process by SIGTERM and waits for its end.
    #[cfg(unix)]
    pub fn stop(mut self) {
        let id = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("the process was running");
        self.process.wait().expect("the process has ended");
    }

    /// The exit status, if the process has ended by itself.
    pub fn exit_status(&mut self) -> Option<i32> {
        self.process.try_wait().expect("the process can be waited for").and_then(|status| status.code())
    }

    /// Kills the process like `kill -9`, so that it cannot finish or clean up anything.
    pub fn kill(mut self) {
        // Fails if the process has ended by itself.
        let _ = self.process.kill();
        self.process.wait().expect("the process has ended");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
