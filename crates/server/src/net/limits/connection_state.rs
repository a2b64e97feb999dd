//! What is known about an open connection: shared by the connection, its permit, and the choice of the
//! connection that ends when a limit is reached.

use super::eviction::Conduct;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// The origin of the monotonic clock.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The state that a connection and its permit share.
#[derive(Debug)]
pub(in crate::net) struct ConnectionState {
    client: IpAddr,
    /// The number of the client in the table of the limiter.
    client_number: usize,
    /// Time of the last byte that was received, in milliseconds since [`START`].
    last_activity: AtomicU64,
    /// Time of the last progress: the connection began, a whole request arrived, or the client took a part of
    /// a response. A PING, a half header or a window update is none.
    last_progress: AtomicU64,
    /// The client has sent a whole request.
    is_proven: AtomicBool,
    /// Requests whose response is being prepared. HTTP/2 has several at a time.
    working: AtomicUsize,
    /// Responses that are being sent.
    sending: AtomicUsize,
    /// Open streams of HTTP/2: from the header of the request to the end of the response.
    streams: AtomicUsize,
    /// The client takes a response at a low rate.
    is_slow: AtomicBool,
    /// Another connection has taken the permit, so this one no longer counts.
    evicted: AtomicBool,
    eviction: Notify,
}

/// Marks a connection as working on a response until it is dropped.
#[derive(Debug)]
pub(in crate::net) struct WorkingGuard(Arc<ConnectionState>);

/// Marks a connection as sending a response until it is dropped.
#[derive(Debug)]
pub(in crate::net) struct SendingGuard(Arc<ConnectionState>);

impl ConnectionState {
    pub(in crate::net) fn new(client: IpAddr, client_number: usize, now: Instant) -> Self {
        let now = milliseconds(now);
        Self {
            client,
            client_number,
            last_activity: AtomicU64::new(now),
            last_progress: AtomicU64::new(now),
            is_proven: AtomicBool::new(false),
            working: AtomicUsize::new(0),
            sending: AtomicUsize::new(0),
            streams: AtomicUsize::new(0),
            is_slow: AtomicBool::new(false),
            evicted: AtomicBool::new(false),
            eviction: Notify::new(),
        }
    }

    /// The address that stands for the client.
    pub(in crate::net) fn client(&self) -> IpAddr {
        self.client
    }

    /// The number of the client in the table of the limiter.
    pub(in crate::net) fn client_number(&self) -> usize {
        self.client_number
    }

    /// Records that bytes were received.
    pub(in crate::net) fn touch(&self, now: Instant) {
        self.last_activity.store(milliseconds(now), Ordering::Relaxed);
    }

    /// The time of the last byte that was received, on a monotonic clock.
    pub(in crate::net) fn last_activity(&self) -> Duration {
        Duration::from_millis(self.last_activity.load(Ordering::Relaxed))
    }

    /// Records progress.
    pub(in crate::net) fn progress(&self, now: Instant) {
        self.last_progress.store(milliseconds(now), Ordering::Relaxed);
    }

    /// The time of the last progress, on a monotonic clock.
    pub(in crate::net) fn last_progress(&self) -> Duration {
        Duration::from_millis(self.last_progress.load(Ordering::Relaxed))
    }

    /// How long there has been no progress.
    pub(in crate::net) fn time_without_progress(&self, now: Instant) -> Duration {
        since_start(now).saturating_sub(self.last_progress())
    }

    /// Records that the bytes that arrived last were a whole request.
    pub(in crate::net) fn whole_request(&self) {
        self.last_progress.store(self.last_activity.load(Ordering::Relaxed), Ordering::Relaxed);
        if !self.is_proven.load(Ordering::Relaxed) {
            self.is_proven.store(true, Ordering::Relaxed);
        }
    }

    /// Records at which rate the client takes a response.
    pub(in crate::net) fn set_slow(&self, is_slow: bool) {
        self.is_slow.store(is_slow, Ordering::Relaxed);
    }

    /// Records the number of open streams.
    pub(in crate::net) fn set_streams(&self, streams: usize) {
        self.streams.store(streams, Ordering::Relaxed);
    }

    /// Marks the connection as working on a response.
    pub(in crate::net) fn begin_work(self: &Arc<Self>) -> WorkingGuard {
        self.working.fetch_add(1, Ordering::Relaxed);
        WorkingGuard(self.clone())
    }

    /// Marks the connection as sending a response.
    pub(in crate::net) fn begin_sending(self: &Arc<Self>) -> SendingGuard {
        self.sending.fetch_add(1, Ordering::Relaxed);
        SendingGuard(self.clone())
    }

    /// Whether a response is being prepared.
    pub(in crate::net) fn is_working(&self) -> bool {
        self.working.load(Ordering::Relaxed) > 0
    }

    /// Whether a response is being prepared or sent, or a stream is open.
    pub(in crate::net) fn is_busy(&self) -> bool {
        self.is_working()
            || self.sending.load(Ordering::Relaxed) > 0
            || self.streams.load(Ordering::Relaxed) > 0
    }

    /// Whether another connection has taken the permit.
    pub(in crate::net) fn is_evicted(&self) -> bool {
        self.evicted.load(Ordering::Relaxed)
    }

    /// Makes the connection end.
    pub(in crate::net) fn evict(&self) {
        self.evicted.store(true, Ordering::Relaxed);
        self.eviction.notify_one();
    }

    /// Waits until another connection takes the permit.
    pub(in crate::net) async fn evicted(&self) {
        self.eviction.notified().await;
    }

    /// What the client has done so far.
    pub(in crate::net) fn conduct(&self, now: Instant) -> Conduct {
        Conduct {
            is_proven: self.is_proven.load(Ordering::Relaxed),
            is_working: self.is_working(),
            is_sending: self.is_busy(),
            is_slow: self.is_slow.load(Ordering::Relaxed),
            without_progress: self.time_without_progress(now),
            activity_after_progress: self.last_activity().saturating_sub(self.last_progress()),
        }
    }
}

impl Drop for WorkingGuard {
    fn drop(&mut self) {
        self.0.working.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for SendingGuard {
    fn drop(&mut self) {
        if self.0.sending.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.0.set_slow(false);
        }
    }
}

fn since_start(now: Instant) -> Duration {
    now.saturating_duration_since(*START)
}

fn milliseconds(now: Instant) -> u64 {
    u64::try_from(since_start(now).as_millis()).unwrap_or(u64::MAX)
}
