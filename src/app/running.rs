//! A server from its start to its end.

use super::live::Event;
use super::place::Place;
use super::start::{Show, Start};
use super::{AppError, Clock, Ingest, base_url};
use crate::config::Config;
use chrono::Utc;
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use tidings_catalogue::InitialScan;
use tidings_feed::FeedFormat;
use tidings_model::BaseUrl;
use tidings_parse::document;
use tidings_server::{self, ServerOptions, Site, StartupStage};
use tidings_watch::WatchSettings;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A site that listens, and answers as soon as [`Server::run`] is called, while its folder is read.
pub struct Server {
    listener: TcpListener,
    gate: ServerOptions,
    site: Arc<Site>,
    base: BaseUrl,
    folder: std::path::PathBuf,
    address: SocketAddr,
    events: Sender<Event>,
    stop: Arc<AtomicBool>,
    ingest: JoinHandle<()>,
    failed: oneshot::Receiver<AppError>,
}

impl Server {
    /// Listens, opens the catalogue, and begins to bring it up to date.
    ///
    /// # Errors
    /// See [`AppError`]; what is wrong with a single file is logged and is no error.
    pub async fn start(config: Config, show: Show) -> Result<Self, AppError> {
        Self::start_by(config, Utc::now, show).await
    }

    /// The same by another clock than the system's.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub async fn start_by(mut config: Config, clock: Clock, show: Show) -> Result<Self, AppError> {
        let gate = ServerOptions::open(&config.http)?;
        let listen = config.http.listen;
        let refused = |source| AppError::Listen { listen, source };
        let listener = TcpListener::bind(listen).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let base = base_url(&config, address)?;
        let mut ingest = Ingest::open(&config, clock)?;
        let (folder, stop) = (ingest.place.folder.clone(), Arc::clone(&ingest.stop));
        let begins = ingest.catalogue.initial_scan()?;
        if begins == InitialScan::Done {
            ingest.catalogue.expire_due(clock())?;
        }
        // Atom's feed ids come from it, and must stay when the domain does not.
        config.site.id = Some(ingest.catalogue.site_id().to_owned());
        config.state.folder = Some(ingest.place.state.clone());
        let site = Arc::new(Site::new(&config.server(), base.clone(), &folder, ingest.catalogue.reader()));
        let is_first = begins != InitialScan::Done;
        site.readiness().reach(if is_first { StartupStage::First } else { StartupStage::Again });
        let (watch, rescan) = (watch_settings(&config, &ingest.place), config.content.rescan);
        let start = Start { ingest, site: Arc::clone(&site), watch, rescan, begins, show };
        let ((events, received), (failing, failed)) = (channel(), oneshot::channel());
        let told = events.clone();
        let run = move || {
            if let Err(error) = start.run(told, &received) {
                // Nobody hears it who is stopping already.
                let _ = failing.send(error);
            }
        };
        let ingest =
            std::thread::Builder::new().name("ingest".to_owned()).spawn(run).map_err(AppError::Runtime)?;
        Ok(Self { listener, gate, site, base, folder, address, events, stop, ingest, failed })
    }

    /// The address and port listened on: the real one, where port 0 was asked for.
    pub fn listening(&self) -> SocketAddr {
        self.address
    }

    /// The content folder, absolute.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The main feeds and the front page: what each is called, and its address.
    pub fn addresses(&self) -> Vec<(&'static str, String)> {
        let feeds =
            FeedFormat::ALL.into_iter().map(|format| (format.name(), self.base.join(format.file_name())));
        let others = [("All feeds", self.base.join("feeds.opml")), ("Web page", self.base.join(""))];
        feeds.chain(others).collect()
    }

    /// Answers requests until `shutdown` resolves, then finishes those in flight.
    ///
    /// # Errors
    /// The listener failed for good, or the start: the folder cannot be watched, or the catalogue not be written.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> Result<(), AppError> {
        let mut failure = None;
        let until = async {
            tokio::select! {
                () = shutdown => {}
                Ok(error) = self.failed => failure = Some(error),
            }
        };
        let site = Arc::clone(&self.site);
        let served = tidings_server::run(self.listener, self.gate, self.site, until).await;
        if let Err(error) = tokio::task::spawn_blocking(move || site.save_state()).await {
            tracing::error!(%error, "what readers have is not written down");
        }
        self.stop.store(true, Ordering::Relaxed);
        // The thread may be gone already, after a panic that the log has told.
        let _ = self.events.send(Event::Stop);
        let joined = tokio::task::spawn_blocking(move || self.ingest.join()).await;
        if !matches!(joined, Ok(Ok(()))) {
            tracing::error!("the thread that reads the folder ended early; its last words are above");
        }
        match failure {
            Some(error) => Err(error),
            None => served.map_err(AppError::Serve),
        }
    }
}

fn watch_settings(config: &Config, place: &Place) -> WatchSettings {
    WatchSettings {
        mode: config.content.watch,
        settle: config.content.settle,
        poll: config.content.poll,
        excluded: place.excluded(),
        is_leftover: |path| document::ignored_because(path).is_some(),
    }
}
