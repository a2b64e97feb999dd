//! Whether all that lies in the folder is served yet: what load balancers and orchestrators ask before they send anybody.
//!
//! A restart serves at once what the catalogue remembers. A first start has nothing to remember: lists of what was read so
//! far would show subscribers old articles as the newest ones, and feed readers show those as unread. So until the folder
//! was read once, lists are answered with 503 and `Retry-After`, by which readers keep what they have and come again; so is
//! whatever is not there yet, since 404 would say that it never will be. Articles that were read are served. Most folders
//! are read in less time than a reader takes to be impatient, so a request waits a moment before it is told to come again.

use super::body::Body;
use super::rendering::{set, with_body};
use super::route::Resource;
use bytes::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// How long a request waits for a first reading, which takes 0.2 s for 1,000 articles.
const FIRST: Duration = Duration::from_secs(3);

/// How long a request waits for a comparison: what was changed while the server was off then shows at the first poll.
const AGAIN: Duration = Duration::from_millis(150);

/// How far a start has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum StartupStage {
    /// The folder is read for the first time.
    First,
    /// The folder is compared with what is known of it.
    Again,
    /// The folder was compared, and is watched.
    Ready,
}

/// Written by whoever reads the folder, read by every request.
#[derive(Debug)]
pub struct Readiness {
    stage: AtomicU8,
    /// Seconds that the stage will last.
    left: AtomicU32,
    /// Told of each stage.
    reached: Notify,
}

impl Readiness {
    /// Ready from the beginning.
    pub(super) fn new() -> Self {
        Self {
            stage: AtomicU8::new(StartupStage::Ready as u8),
            left: AtomicU32::new(1),
            reached: Notify::new(),
        }
    }

    /// The start has come to this stage.
    pub fn reach(&self, stage: StartupStage) {
        self.stage.store(stage as u8, Ordering::Release);
        self.reached.notify_waiters();
    }

    /// How long it will take until it is ready, as far as can be told.
    pub fn set_time_left(&self, left: Duration) {
        let seconds = left.as_secs_f32().ceil().clamp(1.0, 600.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 1 and 600"
        )]
        self.left.store(seconds as u32, Ordering::Relaxed);
    }

    fn is(&self, stage: StartupStage) -> bool {
        self.stage.load(Ordering::Acquire) == stage as u8
    }

    /// Whether the folder was never read whole.
    pub(super) fn is_first(&self) -> bool {
        self.is(StartupStage::First)
    }

    /// Waits until the stage that is under way is over, for a moment at most.
    pub(super) async fn wait(&self) {
        // Who asks for what is not rendered yet takes no lock for it.
        if self.is(StartupStage::Ready) {
            return;
        }
        for (stage, longest) in [(StartupStage::First, FIRST), (StartupStage::Again, AGAIN)] {
            let reached = self.reached.notified();
            tokio::pin!(reached);
            // Before the stage is looked at, so that none is missed in between.
            reached.as_mut().enable();
            if self.is(stage) {
                let _ = tokio::time::timeout(longest, reached).await;
            }
        }
    }

    /// Whether the resource shows a part of what it will show in a moment.
    pub(super) fn holds(&self, resource: &Resource) -> bool {
        self.is_first() && !matches!(resource, Resource::Article(_) | Resource::Style)
    }

    /// Tells it whoever asks for `/readyz`.
    pub(super) fn answer(&self, method: &Method) -> Response<Body> {
        let is_ready = self.is(StartupStage::Ready);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let (status, text) = match is_ready {
            true => (StatusCode::OK, "ready\n"),
            false => (StatusCode::SERVICE_UNAVAILABLE, "starting\n"),
        };
        if !is_ready {
            self.retry_after(&mut headers);
        }
        with_body(status, headers, &Bytes::from_static(text.as_bytes()), method)
    }

    /// Says when to come again.
    pub(super) fn retry_after(&self, headers: &mut HeaderMap) {
        set(headers, header::RETRY_AFTER, &self.left.load(Ordering::Relaxed).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_model::Selection;

    #[test]
    fn only_a_first_start_holds_lists_back() {
        let readiness = Readiness::new();
        let (list, article) = (Resource::Page(Selection::Site), Resource::Article("a".to_owned()));
        for (stage, list_held, status) in [
            (StartupStage::First, true, 503),
            (StartupStage::Again, false, 503),
            (StartupStage::Ready, false, 200),
        ] {
            readiness.reach(stage);
            assert_eq!((readiness.holds(&list), readiness.holds(&article)), (list_held, false), "{stage:?}");
            assert_eq!(readiness.answer(&Method::GET).status(), status, "{stage:?}");
        }
    }

    #[test]
    fn it_says_when_to_come_again() {
        let readiness = Readiness::new();
        readiness.reach(StartupStage::Again);
        for (left, said) in [(0.0, "1"), (1.2, "2"), (5000.0, "600")] {
            readiness.set_time_left(Duration::from_secs_f32(left));
            assert_eq!(readiness.answer(&Method::HEAD).headers()[header::RETRY_AFTER], said);
        }
    }
}
