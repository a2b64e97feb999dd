//! `tidings serve`: runs a server until a signal stops it.

use super::error::AppError;
use super::open_files::raise_open_file_limit;
use super::server::Server;
use crate::config::Config;
use crate::ingest::ProgressCallback;

/// Serves until SIGINT or SIGTERM arrives (Ctrl-C where there is no Unix). Calls `announce` once, as soon as
/// requests are answered, and `show` with the progress of the start.
///
/// # Errors
/// See [`AppError`].
pub fn serve(
    config: Config,
    announce: impl FnOnce(&Server) -> std::io::Result<()>,
    show: ProgressCallback,
) -> Result<(), AppError> {
    raise_open_file_limit(config.http.connections);
    // This runtime only waits for signals: the threads that answer requests have runtimes of their own.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(AppError::Runtime)?;
    runtime.block_on(async {
        let server = Server::start(config, show).await?;
        announce(&server).map_err(AppError::Announce)?;
        server.run(stop_signal()).await
    })
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} },
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
