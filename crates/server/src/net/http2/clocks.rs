//! The clocks of HTTP/2: a connection without progress and a stream without progress end. Bytes alone are no
//! progress: PINGs, SETTINGS and headers that never end keep no connection open.

use crate::net::limits::connection_state::ConnectionState;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

tokio::task_local! {
    /// The clock of the stream that the current task serves.
    static CLOCK: Arc<StreamClock>;
}

/// Whether and since when a stream waits for its client.
#[derive(Debug, Default)]
pub(in crate::net) struct StreamClock {
    waiting_since: Mutex<Option<Instant>>,
}

impl StreamClock {
    /// The clock of the current task, if the task serves a stream.
    pub(in crate::net) fn current() -> Option<Arc<Self>> {
        CLOCK.try_with(Arc::clone).ok()
    }

    /// Called when the client got a part of the response and has to take it before the next.
    pub(in crate::net) fn wait_for_client(&self) {
        self.set(Some(Instant::now()));
    }

    /// Called while the server prepares the next part.
    pub(in crate::net) fn wait_for_server(&self) {
        self.set(None);
    }

    fn set(&self, since: Option<Instant>) {
        *self.waiting_since.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }

    /// Returns when the stream has waited for its client for the timeout.
    async fn stalled(&self, timeout: Duration) {
        loop {
            let since = *self.waiting_since.lock().unwrap_or_else(PoisonError::into_inner);
            let until = match since {
                Some(since) if since.elapsed() >= timeout => return,
                Some(since) => since + timeout,
                None => Instant::now() + timeout,
            };
            tokio::time::sleep_until(until).await;
        }
    }
}

/// Runs the streams of a connection. A stream without progress is reset: its task is dropped.
#[derive(Debug, Clone)]
pub(in crate::net) struct StreamExecutor {
    pub(in crate::net) timeout: Duration,
}

impl<F> hyper::rt::Executor<F> for StreamExecutor
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    fn execute(&self, stream: F) {
        let (timeout, clock) = (self.timeout, Arc::<StreamClock>::default());
        let watched = async move {
            let clock = CLOCK.get();
            tokio::select! {
                biased;
                _ = stream => {}
                () = clock.stalled(timeout) => tracing::debug!("a stream without progress ends"),
            }
        };
        tokio::spawn(CLOCK.scope(clock, watched));
    }
}

/// Returns when the connection has made no progress for the timeout.
pub(in crate::net) async fn without_progress(state: &ConnectionState, timeout: Duration) {
    loop {
        let passed = state.time_without_progress(std::time::Instant::now());
        if passed >= timeout && !state.is_working() {
            return;
        }
        // A response that is being prepared has no deadline here; look again from time to time.
        tokio::time::sleep(timeout.saturating_sub(passed).max(timeout / 10)).await;
    }
}
