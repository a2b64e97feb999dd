//! Sends a representation: as it is, compressed, or as a delta.

use super::Site;
use super::deltas::{self, Delta};
use super::responses::body::Body;
use super::responses::representation::Representation;
use super::route::Resource;
use crate::DeltaPolicy;
use crate::http::content_coding::ContentCoding;
use crate::http::decision::{Decision, Precondition};
use hyper::{HeaderMap, Method, Response, StatusCode, header};
use std::sync::Arc;
use tidings_feed::FeedFormat;

impl Site {
    /// Sends a fresh representation of a resource in the form that the client requests.
    pub(super) async fn send(
        self: &Arc<Self>,
        resource: &Resource,
        whole: &Arc<Representation>,
        method: &Method,
        headers: &HeaderMap,
    ) -> Response<Body> {
        let path = resource.path();
        match resource {
            Resource::Feed(_, format)
                if self.renderer.http.deltas != DeltaPolicy::Off && deltas::is_accepted(headers) =>
            {
                let agent = headers.get(header::USER_AGENT).map(|value| value.as_bytes());
                let delta = match deltas::may_get(self.renderer.http.deltas, agent) {
                    true => self.delta(&path, *format, whole, headers).await,
                    false => None,
                };
                match delta {
                    Some((delta, body)) => {
                        delta.mark(self.send_cached(&delta.key, &body, method, headers).await)
                    }
                    None => deltas::for_one_reader(self.send_cached(&path, whole, method, headers).await),
                }
            }
            _ => self.send_cached(&path, whole, method, headers).await,
        }
    }

    /// The delta from the version of a feed that the client has. `None`: the client gets the whole feed, or a
    /// 304.
    async fn delta(
        self: &Arc<Self>,
        path: &str,
        format: FeedFormat,
        whole: &Arc<Representation>,
        headers: &HeaderMap,
    ) -> Option<(Arc<Delta>, Arc<Representation>)> {
        if !self.deltas.contains_version(path, whole) {
            let (deltas, whole, path) = (self.deltas.clone(), whole.clone(), path.to_owned());
            // This fails only if the parser panics; then there is no delta below.
            let record = move || {
                deltas.record_version(&path, format, &whole);
                Ok(())
            };
            let _ = self.blocking(record).await;
        }
        let delta = Arc::new(self.deltas.delta(path, whole, headers)?);
        // In a task of its own: a client that disconnects does not waste the work that others wait for.
        let (site, whole, rendered) = (self.clone(), whole.clone(), delta.clone());
        let task = async move {
            let render = |_| {
                let (delta, whole) = (rendered.clone(), whole.clone());
                site.blocking(move || Ok(delta.render(&whole, format)))
            };
            site.cache.get_or_render(&rendered.key, render).await
        };
        let body = tokio::spawn(task).await.ok()?.ok()??;
        Some((delta, body))
    }

    /// Sends the representation that is cached under `key`.
    async fn send_cached(
        self: &Arc<Self>,
        key: &str,
        representation: &Arc<Representation>,
        method: &Method,
        headers: &HeaderMap,
    ) -> Response<Body> {
        let decision = representation.decide(headers);
        if decision.precondition == Precondition::Proceed {
            self.compress(key, representation, decision.coding).await;
        }
        let identity = Decision { coding: ContentCoding::Identity, ..decision };
        // If the compressor failed, the client gets the uncompressed form.
        let response = representation.to_response(decision, method);
        response.or_else(|| representation.to_response(identity, method)).unwrap_or_else(|| {
            // Not reached: the uncompressed form always exists.
            self.error(method, StatusCode::INTERNAL_SERVER_ERROR)
        })
    }

    /// Compresses the representation that is cached under `key`, unless that was done before. This runs in a
    /// task of its own: a client that disconnects does not waste the work that others wait for.
    pub(super) async fn compress(
        self: &Arc<Self>,
        key: &str,
        representation: &Arc<Representation>,
        coding: ContentCoding,
    ) {
        if !representation.lacks(coding) {
            return;
        }
        let (site, key, representation) = (self.clone(), key.to_owned(), representation.clone());
        let task = async move {
            if let Err(error) = representation.compress(coding, &site.blocking_permits).await {
                tracing::error!(path = key, %error, "cannot compress");
            }
            site.cache.update_weight(&key);
        };
        if let Err(error) = tokio::spawn(task).await {
            tracing::error!(%error, "compression was aborted");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::route::Resource;
    use crate::tests::fixture::{Fixture, article};
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Duration;
    use tidings_model::Selection;

    #[tokio::test]
    async fn a_client_that_disconnects_does_not_waste_the_compression() {
        let folder = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::over(folder.path());
        fixture.drop_file(article("a.md", "Hello"));
        let feed = Resource::Feed(Selection::Site, FeedFormat::Rss);
        let representation = fixture.site.representation(feed.clone()).await.unwrap().unwrap();
        {
            let path = feed.path();
            let mut compression = pin!(fixture.site.compress(&path, &representation, ContentCoding::Brotli));
            let polled =
                std::future::poll_fn(|context| Poll::Ready(compression.as_mut().poll(context))).await;
            assert!(polled.is_pending());
        }
        let compressed = async {
            while representation.lacks(ContentCoding::Brotli) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), compressed).await.expect("it is compressed");
    }
}
