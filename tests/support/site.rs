//! A driver that lets tests read as stories: drop files as people and programs do, read feeds as readers do.
//!
//! Every wait is for a condition, with a bound.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tidings::app::{AppError, Clock, Server};
use tidings::config::{Overrides, load};
use tidings_validate::{Code, Exchange, Level, validate};

/// Longest wait for anything; a machine that is busy with other things must not fail a test.
const PATIENCE: Duration = Duration::from_secs(30);

/// What authors decide and Tidings passes on: two articles may have the same date.
const AUTHORS_OWN: &[Code] = &[Code::DuplicateUpdated];

/// A folder and the true server over it, on a free port of loopback.
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
    /// Hears when a start is over.
    is_over: Mutex<mpsc::Receiver<()>>,
}

/// What a request was answered with.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is UTF-8")
    }
}

/// An entry as a feed reader has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub title: String,
    pub link: String,
    pub published: Option<chrono::DateTime<chrono::Utc>>,
    pub updated: Option<chrono::DateTime<chrono::Utc>>,
}

impl Site {
    /// A server over a folder that holds these files already.
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

    /// A folder without a server yet.
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

    /// Starts the server, and waits until all that lies in the folder is served.
    pub fn start(&mut self) {
        self.begin();
        self.is_ready();
    }

    /// Starts the server, which answers when this returns.
    pub fn begin(&mut self) {
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
        let (over, is_over) = mpsc::channel();
        let show = move |progress: Option<_>| {
            // Nobody waits for it after a test has ended.
            progress.is_none().then(|| over.send(()));
        };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.map_err(AppError::Runtime)?.block_on(async {
                let server = Server::start_with_clock(config, clock, Box::new(show)).await?;
                let _ = started.send(format!("http://{}/", server.listening()));
                server.run(async { drop(stopped.await) }).await
            })
        });
        let base = base.recv_timeout(PATIENCE).expect("the server starts");
        self.running = Some(Running { base, stop, thread, is_over: Mutex::new(is_over) });
    }

    /// Waits until all that lies in the folder is served; once after each start.
    pub fn is_ready(&self) -> &Self {
        let running = self.running.as_ref().expect("the server runs");
        running.is_over.lock().expect("one asks").recv_timeout(PATIENCE).expect("the start ends well");
        self
    }

    /// Stops the server and waits until it has left.
    pub fn stop(&mut self) {
        let Some(running) = self.running.take() else { return };
        let _ = running.stop.send(());
        running.thread.join().expect("no panic").expect("the server ends well");
    }

    /// Another clock than the system's, from the next start on.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Other settings, from the next start on.
    pub fn set(&mut self, settings: &str) {
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

    /// A place outside the folder, on the same file system.
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

    /// Writes beside and renames into place, as careful programs do.
    pub fn write_and_rename(&self, path: &str, text: &str) -> &Self {
        let beside = self.file(&format!("{path}.tmp"));
        std::fs::write(&beside, text).expect("a file is written");
        std::fs::rename(beside, self.file(path)).expect("a rename");
        self
    }

    /// Saves as vim does: the old file becomes a backup, a new one is written, the backup goes.
    pub fn save_with_backup(&self, path: &str, text: &str) -> &Self {
        let backup = self.file(&format!("{path}~"));
        std::fs::rename(self.file(path), &backup).expect("a rename");
        std::fs::write(self.file(path), text).expect("a file is written");
        std::fs::remove_file(backup).expect("the backup goes");
        self
    }

    pub fn rename(&self, from: &str, to: &str) -> &Self {
        std::fs::rename(self.file(from), self.file(to)).expect("a rename");
        self
    }

    pub fn remove(&self, path: &str) -> &Self {
        std::fs::remove_file(self.file(path)).expect("the file goes");
        self
    }

    /// A GET.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// A GET with headers. Neither redirects are followed nor bodies decompressed.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let base = &self.running.as_ref().expect("the server runs").base;
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
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

    /// A feed, read by feed-rs, newest first as the feed has it.
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

    /// Judges a feed by itself and by what HTTP says of it. Warnings count as errors.
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
        let report = validate(&answer.body, &exchange.options()).without(AUTHORS_OWN);
        assert!(!report.has(Level::Warning), "{path} is not valid:\n{report}");
    }

    /// The site's address as its readers see it.
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
    pub fn shows(&self, titles: &[&str]) -> &Self {
        self.feed_shows("/atom.xml", titles)
    }

    /// Polls until a feed has exactly these titles, newest first.
    pub fn feed_shows(&self, path: &str, titles: &[&str]) -> &Self {
        let last = until(|| {
            let now = self.titles(path);
            if now == titles { Ok(()) } else { Err(now) }
        });
        if let Err(now) = last {
            panic!("{path} should show {titles:?}, but shows {now:?}");
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

/// Asks again and again until the answer is `Ok`, or patience ends with the last `Err`.
pub fn until<T, E>(ask: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    until_within(PATIENCE.as_secs(), ask)
}

/// The same with a bound of so many seconds.
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
