//! The real program with its log in a file.

use super::site::until;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A running `tidings serve` with its log in a file; killed when it is dropped.
pub struct LoggedServer {
    folder: TempDir,
    elsewhere: TempDir,
    process: Child,
}

impl LoggedServer {
    /// Starts the program with its debug log over an empty folder, and waits until it is ready.
    pub fn start(settings: &str) -> Self {
        Self::start_at("debug", settings)
    }

    /// The same at another level.
    pub fn start_at(level: &str, settings: &str) -> Self {
        Self::start_over(level, settings, &[])
    }

    /// Starts the program over a folder with these files.
    pub fn start_over(level: &str, settings: &str, files: &[(&str, &str)]) -> Self {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        std::fs::write(elsewhere.path().join("tidings.toml"), settings).unwrap();
        let process = Self::spawn(level, folder.path(), elsewhere.path());
        let mut server = Self { folder, elsewhere, process };
        server.wait_until_ready();
        server
    }

    fn spawn(level: &str, folder: &Path, elsewhere: &Path) -> Child {
        Command::new(env!("CARGO_BIN_EXE_tidings"))
            .args(["serve", "--listen", "127.0.0.1:0", "--config"])
            .arg(elsewhere.join("tidings.toml"))
            .arg(folder)
            .env("TIDINGS_LOG", level)
            .stdout(Stdio::piped())
            .stderr(File::create(elsewhere.join("log")).unwrap())
            .spawn()
            .unwrap()
    }

    fn wait_until_ready(&mut self) {
        let mut lines = BufReader::new(self.process.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let ready = format!("http://{}/readyz", first.rsplit(' ').next().unwrap());
        until(|| ureq::get(&ready).call().map(drop)).expect("the server is ready");
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.file(name), text).unwrap();
    }

    pub fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.file(from), self.file(to)).unwrap();
    }

    /// The log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.elsewhere.path().join("log")).unwrap()
    }

    /// Waits until the log has a line that contains `part`.
    pub fn logs(&self, part: &str) {
        until(|| if self.log().contains(part) { Ok(()) } else { Err(()) })
            .unwrap_or_else(|()| panic!("the log does not contain '{part}':\n{}", self.log()));
    }
}

impl Drop for LoggedServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
