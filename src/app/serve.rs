//! A server that runs until it is told to stop.

use super::{AppError, Server, Show};
use crate::config::Config;

/// Serves until SIGINT or SIGTERM (Ctrl-C elsewhere than on Unix). `announce` is called once, when the first request can
/// be answered; `show` hears how far the start has come.
///
/// # Errors
/// See [`AppError`].
pub fn serve(
    config: Config,
    announce: impl FnOnce(&Server) -> std::io::Result<()>,
    show: Show,
) -> Result<(), AppError> {
    // It only waits for signals: the threads that serve have runtimes of their own.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(AppError::Runtime)?;
    runtime.block_on(async {
        let server = Server::start(config, show).await?;
        announce(&server).map_err(AppError::Announce)?;
        server.run(asked_to_stop()).await
    })
}

async fn asked_to_stop() {
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
