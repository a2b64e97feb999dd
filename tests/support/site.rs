//! A driver for end-to-end tests: writes files as people and programs do, and reads feeds as feed readers do.
//!
//! Every wait is for a condition and has a bound.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tidings::app::{AppError, Clock, Server};
use tidings::config::{Overrides, load};
use tidings_validate::{Code, Exchange, Level, validate};

/// Longest wait for a condition, generous enough for a busy machine.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Warnings about decisions of authors: two articles may have the same date.
const AUTHORS_DECISIONS: &[Code] = &[Code::DuplicateUpdated];

/// A folder and the real server over it, on a free loopback port.
pub struct Site {
    folder: TempDir,
    elsewhere: TempDir,
    settings: String,
    clock: Clock,
    running: Option<Running>,
}

struct Running {
    base: String,
    stop: tokio::sync::oneshot::Sender<()>,
    thread: JoinHandle<Result<(), AppError>>,
    /// Receives a value when the startup is complete.
    startup: Mutex<mpsc::Receiver<()>>,
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header; empty if the header is absent.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is UTF-8")
    }
}

/// An entry of a feed, as a feed reader parses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub title: String,
    pub link: String,
    pub published: Option<chrono::DateTime<chrono::Utc>>,
    pub updated: Option<chrono::DateTime<chrono::Utc>>,
}

impl Site {
    /// A server over a folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let mut site = Self::stopped(files, "");
        site.start();
        site
    }

    /// A server over an empty folder.
    pub fn empty() -> Self {
        Self::with(&[])
    }

    /// A server with settings, as in a configuration file.
    pub fn with_settings(settings: &str, files: &[(&str, &str)]) -> Self {
        let mut site = Self::stopped(files, settings);
        site.start();
        site
    }

    /// A folder without a running server.
    pub fn stopped(files: &[(&str, &str)], settings: &str) -> Self {
        let temporary = || tempfile::tempdir().expect("a temporary folder");
        let site = Self {
            folder: temporary(),
            elsewhere: temporary(),
            settings: settings.to_owned(),
            clock: chrono::Utc::now,
            running: None,
        };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// Starts the server and waits until the whole folder is served.
    pub fn start(&mut self) {
        self.start_without_waiting();
        self.wait_until_ready();
    }

    /// Starts the server and returns as soon as it answers requests.
    pub fn start_without_waiting(&mut self) {
        // A program that another test starts at this moment has the files of this process, also the catalogue's lock,
        // until its own code begins (between fork and exec).
        let started = until_within(10, || match self.try_start() {
            Err(error) if !error.contains("Locked") => panic!("the server ended: {error}"),
            result => result,
        });
        started.expect("the server starts");
    }

    fn try_start(&mut self) -> Result<(), String> {
        let file = self.elsewhere.path().join("tidings.toml");
        std::fs::write(&file, &self.settings).expect("the settings are written");
        let overrides = Overrides {
            config: Some(file),
            folder: Some(self.folder.path().to_owned()),
            listen: Some("127.0.0.1:0".to_owned()),
            ..Overrides::default()
        };
        let config = load(&overrides, []).expect("the settings are good");
        let (clock, (started, base)) = (self.clock, mpsc::channel());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (complete, startup) = mpsc::channel();
        let show = move |progress: Option<_>| {
            // After the end of a test, nothing receives this.
            progress.is_none().then(|| complete.send(()));
        };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.map_err(AppError::Runtime)?.block_on(async {
                let server = Server::start_with_clock(config, clock, Box::new(show)).await?;
                let _ = started.send(format!("http://{}/", server.listening()));
                server.run(async { drop(stopped.await) }).await
            })
        });
        let base = match base.recv_timeout(TIMEOUT) {
            Ok(base) => base,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(format!("{:?}", thread.join())),
            Err(timeout) => panic!("the server does not start: {timeout}"),
        };
        self.running = Some(Running { base, stop, thread, startup: Mutex::new(startup) });
        Ok(())
    }

    /// Waits until the whole folder is served; to be called once after each start.
    pub fn wait_until_ready(&self) -> &Self {
        let running = self.running.as_ref().expect("the server runs");
        running.startup.lock().expect("the lock").recv_timeout(TIMEOUT).expect("the start ends well");
        self
    }

    /// Waits until the server ends by itself, and returns its error.
    pub fn wait_for_failure(&mut self) -> String {
        let running = self.running.take().expect("the server runs");
        until(|| if running.thread.is_finished() { Ok(()) } else { Err(()) }).expect("the server ends");
        running.thread.join().expect("no panic").expect_err("the server ends with an error").to_string()
    }

    /// Stops the server and waits for its end.
    pub fn stop(&mut self) {
        let Some(running) = self.running.take() else { return };
        let _ = running.stop.send(());
        running.thread.join().expect("no panic").expect("the server ends well");
    }

    /// Replaces the system's clock from the next start on.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Replaces the settings from the next start on.
    pub fn set_settings(&mut self, settings: &str) {
        settings.clone_into(&mut self.settings);
    }

    /// Stops the server and starts it again over the same folder, on another port.
    pub fn restart(&mut self) {
        self.stop();
        self.start();
    }

    /// The path of a file in the folder.
    pub fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The content folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A path outside the folder, on the same file system.
    pub fn elsewhere(&self, path: &str) -> PathBuf {
        self.elsewhere.path().join(path)
    }

    /// Writes a file in place, as `echo >` and most programs do.
    pub fn write(&self, path: &str, text: &str) -> &Self {
        let file = self.file(path);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("directories");
        std::fs::write(file, text).expect("a file is written");
        self
    }

    /// Writes a temporary file and renames it into place, as careful programs do.
    pub fn write_atomically(&self, path: &str, text: &str) -> &Self {
        let temporary = self.file(&format!("{path}.tmp"));
        std::fs::write(&temporary, text).expect("a file is written");
        std::fs::rename(temporary, self.file(path)).expect("a rename");
        self
    }

    /// Saves as vim does: renames the old file to a backup, writes a new one, deletes the backup.
    pub fn save_with_backup(&self, path: &str, text: &str) -> &Self {
        let backup = self.file(&format!("{path}~"));
        std::fs::rename(self.file(path), &backup).expect("a rename");
        std::fs::write(self.file(path), text).expect("a file is written");
        std::fs::remove_file(backup).expect("the backup is deleted");
        self
    }

    pub fn rename(&self, from: &str, to: &str) -> &Self {
        std::fs::rename(self.file(from), self.file(to)).expect("a rename");
        self
    }

    pub fn remove(&self, path: &str) -> &Self {
        std::fs::remove_file(self.file(path)).expect("the file is deleted");
        self
    }

    /// A GET.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// A GET of a feed with its `Last-Modified`, which the second version within one second does not have at first.
    pub fn get_dated(&self, path: &str) -> Answer {
        let ask = || {
            let answer = self.get(path);
            if answer.header("last-modified").is_empty() { Err(()) } else { Ok(answer) }
        };
        until(ask).expect("a feed with a date")
    }

    /// A GET with headers. Does not follow redirects or decompress bodies.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let base = &self.running.as_ref().expect("the server runs").base;
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT))
            .build()
            .into();
        let mut request = agent.get(format!("{}{}", base.trim_end_matches('/'), path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.call().expect("an answer");
        let named = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().iter().map(named).collect(),
            body: response.body_mut().read_to_vec().expect("a body"),
        }
    }

    /// The address of the server, with a slash at the end.
    pub fn base(&self) -> &str {
        &self.running.as_ref().expect("the server runs").base
    }

    /// The host and port to open a socket to.
    pub fn socket(&self) -> String {
        self.base().trim_start_matches("http://").trim_end_matches('/').to_owned()
    }

    /// The entries of a feed, parsed by feed-rs, in the order of the feed.
    pub fn feed(&self, path: &str) -> Vec<Item> {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}");
        self.expect_valid(path, &answer);
        let feed = feed_rs::parser::parse(answer.body.as_slice()).expect("a feed");
        let item = |entry: feed_rs::model::Entry| Item {
            id: entry.id,
            title: entry.title.map(|title| title.content).unwrap_or_default(),
            link: entry.links.first().map(|link| link.href.clone()).unwrap_or_default(),
            published: entry.published,
            updated: entry.updated,
        };
        feed.entries.into_iter().map(item).collect()
    }

    /// Validates a feed and its HTTP headers. Warnings count as errors.
    pub fn expect_valid(&self, path: &str, answer: &Answer) {
        let exchange = Exchange {
            answer: tidings_validate::Answer {
                address: format!("{}{}", self.public_address().trim_end_matches('/'), path),
                status: answer.status,
                headers: answer.headers.clone(),
                body: answer.body.clone(),
            },
            ..Exchange::default()
        };
        let report = validate(&answer.body, &exchange.options()).without(AUTHORS_DECISIONS);
        assert!(!report.has(Level::Warning), "{path} is not valid:\n{report}");
    }

    /// The address of the site for its readers.
    fn public_address(&self) -> String {
        let settings: toml::Table = self.settings.parse().expect("the settings are TOML");
        let given = settings.get("site").and_then(|site| site.get("base_url")).and_then(toml::Value::as_str);
        given.unwrap_or(self.base()).to_owned()
    }

    /// The titles of a feed, newest first.
    pub fn titles(&self, path: &str) -> Vec<String> {
        self.feed(path).into_iter().map(|item| item.title).collect()
    }

    /// The entry with this title in the main feed.
    pub fn item(&self, title: &str) -> Item {
        let found = self.feed("/atom.xml").into_iter().find(|item| item.title == title);
        found.unwrap_or_else(|| panic!("no entry '{title}' among {:?}", self.titles("/atom.xml")))
    }

    /// Polls until the main feed has exactly these titles, newest first.
    pub fn expect_titles(&self, titles: &[&str]) -> &Self {
        self.expect_feed_titles("/atom.xml", titles)
    }

    /// Polls until a feed has exactly these titles, newest first.
    pub fn expect_feed_titles(&self, path: &str, titles: &[&str]) -> &Self {
        let last = until(|| {
            let now = self.titles(path);
            if now == titles { Ok(()) } else { Err(now) }
        });
        if let Err(now) = last {
            panic!("{path} should have the entries {titles:?}, but has {now:?}");
        }
        self
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.stop.send(());
            let _ = running.thread.join();
        }
    }
}

/// Repeats `ask` until it returns `Ok`; returns its last `Err` after the timeout.
pub fn until<T, E>(ask: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    until_within(TIMEOUT.as_secs(), ask)
}

/// The same with a timeout in seconds.
pub fn until_within<T, E>(seconds: u64, mut ask: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        match ask() {
            Err(_) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(2)),
            answer => return answer,
        }
    }
}

/// A document with a title, a date and a sentence.
pub fn dated(title: &str, date: &str) -> String {
    format!("---\ntitle: \"{title}\"\ndate: {date}\n---\nThis is what {title} says.\n")
}
