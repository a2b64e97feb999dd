//! The stage of the start: load balancers and orchestrators request it (`/readyz`) before they send traffic.
//!
//! A restart serves the content of the catalogue at once. At the first start the catalogue is empty: while
//! the folder is read, a list of the articles so far would show old articles as the newest ones, and feed
//! readers would mark them as unread. So until the folder has been read once, lists get 503 with
//! `Retry-After`, and readers keep what they have and poll again. Addresses that do not exist yet get 503
//! too, since 404 would mean that they never will. Articles that have been read are served. Most folders are
//! read within a second, so a request first waits a moment.

use super::responses::body::Body;
use super::responses::{response_with_body, set};
use super::route::Resource;
use bytes::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// How long a request waits for the initial scan, which takes 0.2 s for 1,000 articles.
const WAIT_FOR_INITIAL_SCAN: Duration = Duration::from_secs(3);

/// How long a request waits for the scan of a restart, so that the first poll shows the changes made while
/// the server was off.
const WAIT_FOR_RESCAN: Duration = Duration::from_millis(150);

/// The stage of the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum StartupStage {
    /// The folder is being read for the first time.
    First,
    /// The folder is being compared with the catalogue.
    Again,
    /// The folder has been compared, and is watched.
    Ready,
    /// Reading the folder has failed for good, and the server is about to stop.
    Failed,
}

/// The current stage; the thread that reads the folder writes it, and every request reads it.
#[derive(Debug)]
pub struct Readiness {
    stage: AtomicU8,
    /// Estimated seconds until the server is ready.
    seconds_left: AtomicU32,
    /// Whether the catalogue's file is damaged.
    is_damaged: AtomicBool,
    /// Notified of each stage.
    reached: Notify,
}

impl Readiness {
    /// The stage [`StartupStage::Ready`].
    pub(super) fn new() -> Self {
        Self {
            stage: AtomicU8::new(StartupStage::Ready as u8),
            seconds_left: AtomicU32::new(1),
            is_damaged: AtomicBool::new(false),
            reached: Notify::new(),
        }
    }

    /// Sets the stage.
    pub fn reach(&self, stage: StartupStage) {
        self.stage.store(stage as u8, Ordering::Release);
        self.reached.notify_waiters();
    }

    /// Sets the estimated time until the server is ready, for `Retry-After`.
    pub fn set_time_left(&self, left: Duration) {
        let seconds = left.as_secs_f32().ceil().clamp(1.0, 600.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the value is between 1 and 600"
        )]
        self.seconds_left.store(seconds as u32, Ordering::Relaxed);
    }

    /// Records that the catalogue's file is damaged. Articles and feeds that can be read are still served, but
    /// `/readyz` has 503 from now on, so that somebody looks. Returns whether this was new.
    pub fn report_damage(&self) -> bool {
        !self.is_damaged.swap(true, Ordering::Relaxed)
    }

    fn is(&self, stage: StartupStage) -> bool {
        self.stage.load(Ordering::Acquire) == stage as u8
    }

    /// Whether the initial scan is still running.
    pub(super) fn is_first(&self) -> bool {
        self.is(StartupStage::First)
    }

    /// Waits until the current stage is over, for a moment at most.
    pub(super) async fn wait(&self) {
        // The usual case takes no lock.
        if self.is(StartupStage::Ready) {
            return;
        }
        for (stage, longest) in
            [(StartupStage::First, WAIT_FOR_INITIAL_SCAN), (StartupStage::Again, WAIT_FOR_RESCAN)]
        {
            let reached = self.reached.notified();
            tokio::pin!(reached);
            // Enabled before the stage is read, so that no notification is missed in between.
            reached.as_mut().enable();
            if self.is(stage) {
                let _ = tokio::time::timeout(longest, reached).await;
            }
        }
    }

    /// Whether the resource must not be served yet, because it would show only a part of the articles.
    pub(super) fn blocks(&self, resource: &Resource) -> bool {
        self.is_first() && !matches!(resource, Resource::Article(_) | Resource::Style)
    }

    /// The response to `/readyz`.
    pub(super) fn response(&self, method: &Method) -> Response<Body> {
        let is_damaged = self.is_damaged.load(Ordering::Relaxed);
        let is_ready = self.is(StartupStage::Ready) && !is_damaged;
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let (status, text) = match is_ready {
            true => (StatusCode::OK, "ready\n"),
            false if self.is(StartupStage::Failed) => (StatusCode::SERVICE_UNAVAILABLE, "failed\n"),
            false if is_damaged => (StatusCode::SERVICE_UNAVAILABLE, "the catalogue is damaged\n"),
            false => (StatusCode::SERVICE_UNAVAILABLE, "starting\n"),
        };
        if !is_ready {
            self.set_retry_after(&mut headers);
        }
        response_with_body(status, headers, &Bytes::from_static(text.as_bytes()), method)
    }

    /// Sets `Retry-After`.
    pub(super) fn set_retry_after(&self, headers: &mut HeaderMap) {
        set(headers, header::RETRY_AFTER, &self.seconds_left.load(Ordering::Relaxed).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_model::Selection;

    #[test]
    fn only_the_first_start_blocks_lists() {
        let readiness = Readiness::new();
        let (list, article) = (Resource::Page(Selection::Site), Resource::Article("a".to_owned()));
        for (stage, is_list_blocked, status) in [
            (StartupStage::First, true, 503),
            (StartupStage::Again, false, 503),
            (StartupStage::Ready, false, 200),
            (StartupStage::Failed, false, 503),
        ] {
            readiness.reach(stage);
            assert_eq!(
                (readiness.blocks(&list), readiness.blocks(&article)),
                (is_list_blocked, false),
                "{stage:?}"
            );
            assert_eq!(readiness.response(&Method::GET).status(), status, "{stage:?}");
        }
    }

    #[test]
    fn a_damaged_catalogue_is_not_ready() {
        let readiness = Readiness::new();
        assert_eq!(readiness.response(&Method::GET).status(), 200);
        assert!(readiness.report_damage());
        assert!(!readiness.report_damage());
        assert_eq!(readiness.response(&Method::GET).status(), 503);
        assert!(!readiness.blocks(&Resource::Page(Selection::Site)));
    }

    #[test]
    fn retry_after_is_the_time_left() {
        let readiness = Readiness::new();
        readiness.reach(StartupStage::Again);
        for (left, expected) in [(0.0, "1"), (1.2, "2"), (5000.0, "600")] {
            readiness.set_time_left(Duration::from_secs_f32(left));
            assert_eq!(readiness.response(&Method::HEAD).headers()[header::RETRY_AFTER], expected);
        }
    }
}
