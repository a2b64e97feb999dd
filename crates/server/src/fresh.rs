//! The short way through the site: what is fresh needs no routing, no waiting, and nothing to format.

use super::audience::is_person;
use super::body::Body;
use super::fast_path::Asked;
use super::fields::HeaderLookup;
use super::guess;
use super::rendering::set;
use super::route::{Route, readings};
use super::site::Site;
use crate::FormerAddress;
use bytes::Bytes;
use hyper::header;
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;
use tidings_feed::FeedFormat;

impl Site {
    /// The answer as bytes: its head, but for the date and the line that ends it, and its body. `None`: there is none
    /// that could be sent at once, or somebody counts it.
    pub(super) fn fresh_bytes(&self, asked: &Asked<'_>, head: &mut Vec<u8>) -> Option<Bytes> {
        if self.is_for_the_long_way(asked) {
            return None;
        }
        let paths = readings(asked.path, self.base().path());
        let rendering = paths.into_iter().flatten().find_map(|path| self.cache.fresh(path))?;
        let (status, body) = rendering.write_answer(asked.is_head, asked.fields, head)?;
        tracing::debug!(path = asked.path, status = status.as_u16());
        Some(body)
    }

    /// Makes what is asked for fresh, and packed as it is asked for, if it was rendered before. Whether there was a need to.
    pub(super) async fn freshen(self: &Arc<Self>, asked: &Asked<'_>) -> bool {
        if self.is_for_the_long_way(asked) {
            return false;
        }
        let mut paths = readings(asked.path, self.base().path()).into_iter().flatten();
        let Some(path) = paths.find(|path| self.cache.last(path).is_some()) else { return false };
        let Route::Resource(resource) = self.route(&Method::GET, asked.path) else { return false };
        let fresh = self.cache.fresh(path);
        let has_need = fresh.is_none_or(|rendering| rendering.lacks(asked.fields));
        if !has_need || resource.path() != path {
            return false;
        }
        self.readiness().wait().await;
        if self.readiness().holds(&resource) {
            return false;
        }
        let Ok(Some(rendering)) = self.rendering(resource).await else { return false };
        self.pack(path, &rendering, asked.fields).await;
        true
    }

    /// Whether the path alone does not say what is asked for, or somebody counts it.
    fn is_for_the_long_way(&self, asked: &Asked<'_>) -> bool {
        self.former_at(asked.path).is_some()
            || is_feed(asked.path)
                && (is_person(asked.fields) || self.refetches.is_some() && has_no_condition(asked.fields))
    }

    /// The feed, or 429 for a client that has fetched it in this state too often.
    pub(super) fn unless_in_excess(
        &self,
        response: Response<Body>,
        path: &str,
        from: IpAddr,
    ) -> Response<Body> {
        let tag = response.headers().get(header::ETAG).filter(|_| response.status() == StatusCode::OK);
        let wait = self
            .refetches
            .as_ref()
            .zip(tag)
            .and_then(|(refetches, tag)| refetches.excess(from, path, tag.as_bytes(), Instant::now()));
        let Some(wait) = wait else { return response };
        let mut refused = self.refuse(&Method::GET, StatusCode::TOO_MANY_REQUESTS);
        set(refused.headers_mut(), header::RETRY_AFTER, &wait.as_secs().max(1).to_string());
        refused
    }

    /// Whether the path alone does not say what is asked for.
    pub(super) fn is_told_otherwise(&self, request: &Parts) -> bool {
        self.former(request).is_some()
            || request.uri.query().is_some_and(guess::asks_for_feed)
            || is_person(&request.headers) && is_feed(request.uri.path())
    }

    /// What the publisher says of a former address.
    pub(super) fn former(&self, request: &Parts) -> Option<&FormerAddress> {
        self.former_at(request.uri.path())
    }

    fn former_at(&self, path: &str) -> Option<&FormerAddress> {
        let paths = readings(path, self.base().path());
        paths.into_iter().flatten().find_map(|path| self.addresses.look_up(path))
    }
}

/// Whether a client wants a feed whole although it may know it.
pub(super) fn is_unconditional(request: &Parts) -> bool {
    request.method == Method::GET && has_no_condition(&request.headers)
}

fn has_no_condition(fields: &(impl HeaderLookup + ?Sized)) -> bool {
    ![header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE].iter().any(|name| fields.has(name))
}

pub(super) fn is_feed(path: &str) -> bool {
    path.rsplit('/').next().and_then(FeedFormat::from_file_name).is_some()
}
