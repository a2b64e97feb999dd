//! A server from its start to its end: listens, starts the ingest thread, answers requests, stops both.

use super::base_url::base_url;
use super::error::AppError;
use super::integrity::IntegrityThread;
use super::site_import::SiteImport;
use crate::config::Config;
use crate::ingest::{Clock, Ingest, IngestError, LoopEvent, ProgressCallback, Startup, watch_settings};
use chrono::Utc;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use tidings_catalogue::InitialScan;
use tidings_feed::FeedFormat;
use tidings_model::BaseUrl;
use tidings_server::{Listen, Listener, ServerOptions, Site, StartupStage};
use tokio::sync::oneshot;

/// A server that listens already, and answers requests once [`Server::run`] is called, also while the folder
/// is being read.
pub struct Server {
    listener: Listener,
    options: ServerOptions,
    site: Arc<Site>,
    base: BaseUrl,
    folder: PathBuf,
    address: Listen,
    ingest: IngestThread,
    integrity: Option<IntegrityThread>,
}

/// The thread that reads the folder.
struct IngestThread {
    events: Sender<LoopEvent>,
    stop: Arc<AtomicBool>,
    handle: JoinHandle<()>,
    failed: oneshot::Receiver<IngestError>,
}

impl Server {
    /// Listens, opens the catalogue, and starts the thread that brings the catalogue up to date.
    ///
    /// # Errors
    /// See [`AppError`]. A problem of a single file is logged and is no error.
    pub async fn start(config: Config, show: ProgressCallback) -> Result<Self, AppError> {
        Self::start_with_clock(config, Utc::now, show).await
    }

    /// Starts with another clock than the system's; as [`Self::start`].
    ///
    /// # Errors
    /// As [`Self::start`].
    pub async fn start_with_clock(
        mut config: Config,
        clock: Clock,
        show: ProgressCallback,
    ) -> Result<Self, AppError> {
        let options = ServerOptions::open(&config.http)?;
        tracing::debug!(connections = options.connection_limit(), "the connection limit");
        let listen_failed = |source| AppError::Listen { listen: config.http.listen.clone(), source };
        let listener = Listener::bind(&config.http).map_err(listen_failed)?;
        let address = listener.address().map_err(listen_failed)?;
        let base = base_url(&config, &address)?;
        let import = SiteImport::adopt(&mut config)?;
        let (mut ingest, initial_scan) = Ingest::open(&config, clock)?;
        import.store(&mut ingest.catalogue)?;
        import.log();
        if initial_scan == InitialScan::Done {
            ingest.catalogue.expire_due(clock())?;
        }
        // Atom's feed ids are made from the site's id, and must not change when the domain does.
        config.site.id = Some(ingest.catalogue.site_id().to_owned());
        config.state.folder = Some(ingest.paths.state.clone());
        let folder = ingest.paths.content.clone();
        let site = Arc::new(Site::new(&config.server(), base.clone(), &folder, ingest.catalogue.reader()));
        let is_done = initial_scan == InitialScan::Done;
        site.readiness().reach(if is_done { StartupStage::Again } else { StartupStage::First });
        let integrity = match is_done {
            true => IntegrityThread::spawn(&ingest.catalogue, &site),
            // The file was written a moment ago.
            false => None,
        };
        let (watch, rescan) = (watch_settings(&config, &ingest.paths), config.content.rescan);
        let startup = Startup { ingest, site: Arc::clone(&site), watch, rescan, initial_scan, show };
        let ingest = IngestThread::spawn(startup).map_err(AppError::Runtime)?;
        Ok(Self { listener, options, site, base, folder, address, ingest, integrity })
    }

    /// The address and port that the server listens on. If the settings have port 0, this is the port that
    /// the system chose.
    pub fn listening(&self) -> &Listen {
        &self.address
    }

    /// The content folder, absolute.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The names and addresses of the main feeds, the list of all feeds and the front page.
    pub fn addresses(&self) -> Vec<(&'static str, String)> {
        let feeds =
            FeedFormat::ALL.into_iter().map(|format| (format.name(), self.base.join(format.file_name())));
        let others = [("All feeds", self.base.join("feeds.opml")), ("Web page", self.base.join(""))];
        feeds.chain(others).collect()
    }

    /// Answers requests until `shutdown` resolves, then finishes those in flight.
    ///
    /// # Errors
    /// The listener failed; the start failed, because the folder cannot be watched or the catalogue cannot be
    /// written; or the thread that reads the folder ended. The caller should exit with a failure then, so that a
    /// supervisor starts the program again: a server without this thread would serve stale feeds.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> Result<(), AppError> {
        let Self { listener, options, site, mut ingest, integrity, .. } = self;
        let mut failure = None;
        let until = async {
            tokio::select! {
                () = shutdown => {}
                // The thread drops its sender without a value only if it panics: it ends otherwise after the
                // shutdown, which is not polled any more then.
                error = &mut ingest.failed => {
                    site.readiness().reach(StartupStage::Failed);
                    failure = Some(error.unwrap_or(IngestError::ThreadEnded));
                }
            }
        };
        let served = tidings_server::run(listener, options, Arc::clone(&site), until).await;
        if let Err(error) = tokio::task::spawn_blocking(move || site.save_state()).await {
            tracing::error!(%error, "the state of the server was not saved");
        }
        drop(integrity);
        ingest.join().await;
        match failure {
            Some(error) => Err(error.into()),
            None => served.map_err(AppError::Serve),
        }
    }
}

impl IngestThread {
    fn spawn(startup: Startup) -> std::io::Result<Self> {
        let stop = startup.ingest.stop_flag();
        let ((events, received), (report_failure, failed)) = (channel(), oneshot::channel());
        let sender = events.clone();
        let run = move || {
            if let Err(error) = startup.run(sender, &received) {
                // The receiver is gone if the program is already stopping.
                let _ = report_failure.send(error);
            }
        };
        let handle = std::thread::Builder::new().name("ingest".to_owned()).spawn(run)?;
        Ok(Self { events, stop, handle, failed })
    }

    /// Stops the thread and waits for its end.
    async fn join(self) {
        self.stop.store(true, Ordering::Relaxed);
        // Fails if the thread has ended, after a panic that is in the log.
        let _ = self.events.send(LoopEvent::Stop);
        let joined = tokio::task::spawn_blocking(move || self.handle.join()).await;
        if !matches!(joined, Ok(Ok(()))) {
            tracing::error!("the thread that reads the folder ended early; its last error is above");
        }
    }
}
