//! A rendering is sent: as it is, packed, or as what the client lacks of it.

use super::body::Body;
use super::delta::{self, Delta};
use super::fields::HeaderLookup;
use super::rendering::Rendering;
use super::route::Resource;
use super::site::Site;
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::sync::Arc;
use tidings_feed::FeedFormat;

impl Site {
    /// Sends a resource, which has just been rendered, as this client wants it.
    pub(super) async fn send(
        &self,
        resource: &Resource,
        whole: &Arc<Rendering>,
        method: &Method,
        asked: &HeaderMap,
    ) -> Response<Body> {
        let path = resource.path();
        match resource {
            Resource::Feed(_, format)
                if self.renderer.http.deltas && delta::is_explicitly_included(asked) =>
            {
                match self.delta(&path, *format, whole, asked).await {
                    Some((delta, less)) => delta.mark(self.send_at(&delta.key, &less, method, asked).await),
                    None => delta::for_one_reader(self.send_at(&path, whole, method, asked).await),
                }
            }
            _ => self.send_at(&path, whole, method, asked).await,
        }
    }

    /// What the client lacks of a feed, where it says what it has. `None`: it is to be answered as others are.
    async fn delta(
        &self,
        path: &str,
        format: FeedFormat,
        whole: &Arc<Rendering>,
        asked: &HeaderMap,
    ) -> Option<(Arc<Delta>, Arc<Rendering>)> {
        if !self.deltas.knows(path, whole) {
            let (deltas, whole, path) = (self.deltas.clone(), whole.clone(), path.to_owned());
            // It fails only if reading the bytes panics; then there is no delta below.
            let learn = move || {
                deltas.learn(&path, format, &whole);
                Ok(())
            };
            let _ = self.blocking(learn).await;
        }
        let delta = Arc::new(self.deltas.delta(path, whole, asked)?);
        let render = |_| {
            let (delta, whole) = (delta.clone(), whole.clone());
            self.blocking(move || Ok(delta.render(&whole, format)))
        };
        let less = self.cache.get(&delta.key, render).await.ok()??;
        Some((delta, less))
    }

    /// Sends what is kept under `key`.
    async fn send_at(
        &self,
        key: &str,
        rendering: &Rendering,
        method: &Method,
        asked: &HeaderMap,
    ) -> Response<Body> {
        if let Some(response) = rendering.answer(method, asked) {
            return response;
        }
        self.pack(key, rendering, asked).await;
        let plain = || rendering.answer(method, &HeaderMap::new());
        rendering.answer(method, asked).or_else(plain).unwrap_or_else(|| {
            // Not reached: without `Accept-Encoding` there is nothing to compress.
            self.refuse(method, StatusCode::INTERNAL_SERVER_ERROR)
        })
    }

    /// Packs what is kept under `key` as it is asked for, unless it is.
    pub(super) async fn pack(&self, key: &str, rendering: &Rendering, asked: &(impl HeaderLookup + ?Sized)) {
        if !rendering.lacks(asked) {
            return;
        }
        let permit = self.reading.acquire().await;
        let packed = rendering.compress(asked).await;
        drop(permit);
        if let Err(error) = packed {
            tracing::error!(%error, "cannot compress");
        }
        self.cache.weigh_again(key);
    }
}
