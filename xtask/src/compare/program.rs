//! One tidings binary, and how it is run: `check`, `validate`, `serve`.

use crate::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The address of every compared site, so that the port does not appear in the feeds.
pub(super) const BASE_URL: &str = "https://compare.example/";

/// How long a server may take to start, and to stop.
const SERVER_TIMEOUT: Duration = Duration::from_secs(60);

/// How long one request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Settings of one site, as environment variables.
pub(super) type Environment = Vec<(String, String)>;

/// A tidings binary.
#[derive(Debug)]
pub(super) struct Program {
    path: PathBuf,
}

impl Program {
    pub(super) fn new(path: &Path) -> Result<Self, Error> {
        Ok(Self { path: path.canonicalize().map_err(Error::io(path))? })
    }

    /// Runs a subcommand to its end. Exit status 0 and 1 are results, any other is an error.
    pub(super) fn output(&self, arguments: &[&str], environment: &Environment) -> Result<Output, Error> {
        let mut command = self.command(environment);
        let output = command.args(arguments).stdin(Stdio::null()).output().map_err(Error::io(&self.path))?;
        if matches!(output.status.code(), Some(0 | 1)) {
            return Ok(output);
        }
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(self.error(format!("{} with {arguments:?}: {errors}", output.status)))
    }

    /// Starts `tidings serve` and waits until it is ready. The log is written to a file.
    pub(super) fn serve(
        &self,
        folder: &Path,
        state: &Path,
        log: &Path,
        environment: &Environment,
    ) -> Result<Server, Error> {
        let log_file = std::fs::File::create(log).map_err(Error::io(log))?;
        let mut process = self
            .command(environment)
            .args(["serve", "--listen", "127.0.0.1:0", "--base-url", BASE_URL, "--state"])
            .arg(state)
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log_file)
            .spawn()
            .map_err(Error::io(&self.path))?;
        let output = process.stdout.take();
        // From here on the process is stopped whatever happens.
        let mut server = Server { process, base: String::new(), agent: agent() };
        let failed = |problem: &str| {
            let log = std::fs::read_to_string(log).unwrap_or_default();
            self.error(format!("{problem} for {}: {log}", folder.display()))
        };
        let address = output.and_then(|output| listening_address(BufReader::new(output)));
        server.base = format!("http://{}", address.ok_or_else(|| failed("no address is printed"))?);
        let deadline = Instant::now() + SERVER_TIMEOUT;
        while server.get("/readyz").map_or(true, |response| response.status != 200) {
            if Instant::now() > deadline {
                return Err(failed("the server does not become ready"));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(server)
    }

    /// A command without the caller's own settings of Tidings.
    fn command(&self, environment: &Environment) -> Command {
        let mut command = Command::new(&self.path);
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TIDINGS_"))
        {
            command.env_remove(name);
        }
        command.env("TIDINGS_LOG", "info").env("NO_COLOR", "1");
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        command
    }

    fn error(&self, problem: String) -> Error {
        Error::Program { program: self.path.display().to_string(), problem }
    }
}

/// The address that the server prints first. The output is read to its end in a thread, so that the pipe
/// never fills.
fn listening_address(output: impl BufRead + Send + 'static) -> Option<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if let Some(start) = line.find("127.0.0.1:") {
                let address = line.get(start..).unwrap_or_default();
                let end = address.find(|c: char| !(c.is_ascii_digit() || ".:".contains(c)));
                // The receiver is gone once it has an address.
                let _ =
                    sender.send(address.get(..end.unwrap_or(address.len())).unwrap_or_default().to_owned());
            }
        }
    });
    receiver.recv_timeout(SERVER_TIMEOUT).ok()
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(REQUEST_TIMEOUT))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false);
    config.build().into()
}

/// A running `tidings serve`. It is killed when it is dropped.
#[derive(Debug)]
pub(super) struct Server {
    process: Child,
    base: String,
    agent: ureq::Agent,
}

/// A response, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

/// The compared headers. `Cache-Control` and `Date` depend on the time of the request.
const HEADERS: [&str; 4] = ["content-type", "etag", "last-modified", "link"];

impl Server {
    /// Fetches a resource by its path; bounded in time.
    pub(super) fn get(&self, path: &str) -> Result<Response, Error> {
        let address = format!("{}{path}", self.base);
        let failed =
            |error: ureq::Error| Error::Program { program: address.clone(), problem: error.to_string() };
        let mut response = self.agent.get(&address).call().map_err(failed)?;
        let header = |name: &'static str| {
            let value = response.headers().get(name)?;
            Some((name, String::from_utf8_lossy(value.as_bytes()).into_owned()))
        };
        let headers = HEADERS.into_iter().filter_map(header).collect();
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(u64::MAX).read_to_vec().map_err(failed)?;
        Ok(Response { status, headers, body })
    }

    /// Stops the server with SIGTERM and waits for its end, so that its catalogue is closed.
    pub(super) fn stop(mut self) -> Result<(), Error> {
        let failed = |problem: String| Error::Program { program: "tidings serve".to_owned(), problem };
        let deadline = Instant::now() + SERVER_TIMEOUT;
        // A server may answer before it handles signals.
        while !handles_sigterm(self.process.id()) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        let process = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(process, rustix::process::Signal::TERM)
            .map_err(|error| failed(error.to_string()))?;
        while Instant::now() < deadline {
            match self.process.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(5)),
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(failed(format!("{status} after SIGTERM"))),
                Err(error) => return Err(failed(error.to_string())),
            }
        }
        Err(failed("it does not stop after SIGTERM".to_owned()))
    }
}

/// Whether a process has a handler for SIGTERM, as Linux reports it; true where there is no such report.
fn handles_sigterm(process: u32) -> bool {
    let report = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let handled = report.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let Some(handled) = handled.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()) else {
        return true;
    };
    handled & (1 << (rustix::process::Signal::TERM.as_raw() - 1)) != 0
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_handler_is_seen() {
        let mut shell =
            Command::new("sh").args(["-c", "trap : TERM; read x"]).stdin(Stdio::piped()).spawn().unwrap();
        let deadline = Instant::now() + SERVER_TIMEOUT;
        while !handles_sigterm(shell.id()) {
            assert!(Instant::now() < deadline, "the handler is never seen");
            std::thread::sleep(Duration::from_millis(1));
        }
        shell.kill().unwrap();
        shell.wait().unwrap();
    }

    #[test]
    fn the_address_is_found_in_any_wording() {
        for line in ["Serving /x on 127.0.0.1:4321", "Listening on http://127.0.0.1:4321/"] {
            let text: &'static [u8] = line.as_bytes();
            assert_eq!(listening_address(text).as_deref(), Some("127.0.0.1:4321"));
        }
        assert_eq!(listening_address(b"nothing\n".as_slice()), None);
    }
}
