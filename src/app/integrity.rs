//! Checks the catalogue's file for damage after each start, on a thread of its own.
//!
//! A damaged page is otherwise found only when a request or a change reads it: a server could be ready, and lack the
//! addresses whose index is damaged.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;
use tidings_catalogue::{Catalogue, CatalogueError, CheckInterrupter, IntegrityCheck};
use tidings_server::Site;

/// How long the start waits for the quick check, so that the file of an ordinary site (10 MB for 1,000 articles are
/// read in 20 ms) is known to be whole before `/readyz` answers 200. The check of a larger file goes on beside the
/// server.
const WAIT_FOR_QUICK_CHECK: Duration = Duration::from_millis(200);

/// The running check; it ends early when the value is dropped.
pub(super) struct IntegrityThread {
    interrupter: CheckInterrupter,
    is_stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl IntegrityThread {
    /// Starts the check, and waits for a moment for its first verdict. A check that is not possible is logged.
    pub(super) fn spawn(catalogue: &Catalogue, site: &Arc<Site>) -> Option<Self> {
        let check = catalogue.integrity_check().inspect_err(log_impossible).ok()??;
        let (interrupter, is_stopped) = (check.interrupter(), Arc::new(AtomicBool::new(false)));
        let (first_verdict, verdict) = channel();
        let run = {
            let (site, is_stopped) = (Arc::clone(site), Arc::clone(&is_stopped));
            move || run(&check, &site, &is_stopped, &first_verdict)
        };
        let spawned = std::thread::Builder::new().name("integrity".to_owned()).spawn(run);
        let thread = spawned.inspect_err(log_impossible).ok()?;
        // A timeout means that the file is large.
        let _ = verdict.recv_timeout(WAIT_FOR_QUICK_CHECK);
        Some(Self { interrupter, is_stopped, thread: Some(thread) })
    }
}

impl Drop for IntegrityThread {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::Relaxed);
        self.interrupter.interrupt();
        if let Some(thread) = self.thread.take() {
            // A panic of the check is on standard error already, and the server does not depend on the check.
            let _ = thread.join();
        }
    }
}

fn run(check: &IntegrityCheck, site: &Site, is_stopped: &AtomicBool, first_verdict: &Sender<()>) {
    let is_whole = report(check.run_quick(), site, is_stopped);
    // The receiver is gone if the start waited for long enough.
    let _ = first_verdict.send(());
    if is_whole && !is_stopped.load(Ordering::Relaxed) {
        report(check.run_thorough(), site, is_stopped);
    }
}

/// Logs damage, which `/readyz` reports from then on. Returns whether the file passed.
fn report(verdict: Result<(), CatalogueError>, site: &Site, is_stopped: &AtomicBool) -> bool {
    match verdict {
        Ok(()) => return true,
        Err(_) if is_stopped.load(Ordering::Relaxed) => {}
        Err(error @ CatalogueError::Corrupt { .. }) => {
            tracing::error!("{error}");
            site.readiness().report_damage();
        }
        Err(error) => log_impossible(&error),
    }
    false
}

fn log_impossible(error: &impl std::fmt::Display) {
    tracing::warn!("the catalogue was not checked for damage: {error}");
}
