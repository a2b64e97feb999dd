//! The response with a file: whole, a part, or only its headers.

use super::ServedFile;
use super::delivery::{Delivery, SANDBOX, delivery};
use crate::http::conditional::allows_range;
use crate::http::decision::{Precondition, Validators};
use crate::http::range::{Part, part};
use crate::site::responses::body::{self, Body};
use crate::site::responses::{response, set};
use chrono::{DateTime, Utc};
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::io::{Seek as _, SeekFrom};

impl ServedFile {
    /// The response: 200, 206, 304, 412 or 416.
    pub(in crate::site) fn response(
        mut self,
        method: &Method,
        request: &HeaderMap,
        max_age: u32,
        now: DateTime<Utc>,
    ) -> Response<Body> {
        let tag = self.tag();
        // A time in the future would make the file 'not modified' for ever (RFC 9110, 8.8.2.1).
        let modified = self.modified.filter(|at| *at <= now);
        let mut headers = self.headers(&tag, modified, max_age);
        let without_body = match (Validators { tag: &tag, last_modified: modified }).evaluate(request) {
            Precondition::Failed => Some(StatusCode::PRECONDITION_FAILED),
            Precondition::NotModified => Some(StatusCode::NOT_MODIFIED),
            Precondition::Proceed => None,
        };
        if let Some(status) = without_body {
            headers.remove(header::CONTENT_TYPE);
            return response(status, headers, body::empty());
        }
        let range = request.get(header::RANGE).and_then(|field| field.to_str().ok());
        let part = match range {
            // RFC 9110, 14.2: only GET supports ranges.
            Some(range) if *method == Method::GET && allows_range(request, &tag, modified) => {
                part(range, self.size)
            }
            _ => Part::Whole,
        };
        if self.seek_to(&part).is_err() {
            return response(StatusCode::INTERNAL_SERVER_ERROR, HeaderMap::new(), body::empty());
        }
        let (status, length) = match part {
            Part::Whole => (StatusCode::OK, self.size),
            Part::Bytes { first, last } => {
                set(&mut headers, header::CONTENT_RANGE, &format!("bytes {first}-{last}/{}", self.size));
                (StatusCode::PARTIAL_CONTENT, last - first + 1)
            }
            Part::Unsatisfiable => {
                set(&mut headers, header::CONTENT_RANGE, &format!("bytes */{}", self.size));
                return response(StatusCode::RANGE_NOT_SATISFIABLE, headers, body::empty());
            }
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        match *method {
            Method::HEAD => response(status, headers, body::empty()),
            _ => response(status, headers, body::file(self.file, length)),
        }
    }

    /// Moves to the first byte of the part.
    fn seek_to(&mut self, part: &Part) -> std::io::Result<()> {
        let first = match part {
            Part::Bytes { first, .. } => *first,
            Part::Whole | Part::Unsatisfiable => 0,
        };
        if self.offset + first > 0 {
            self.file.seek(SeekFrom::Start(self.offset + first))?;
        }
        Ok(())
    }

    /// The entity tag, from size and time of modification; on Linux the latter has a resolution of at most 4
    /// ms, the tick of the kernel.
    fn tag(&self) -> String {
        let nanoseconds = self.modified.and_then(|at| at.timestamp_nanos_opt()).unwrap_or_default();
        format!("{:x}-{nanoseconds:x}", self.size)
    }

    fn headers(&self, tag: &str, modified: Option<DateTime<Utc>>, max_age: u32) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(10);
        let delivery = delivery(&self.mime);
        // HTML and XML state their encoding themselves.
        let is_text =
            self.mime.starts_with("text/") && !["text/html", "text/xml"].contains(&self.mime.as_str());
        let charset = if is_text { "; charset=utf-8" } else { "" };
        set(&mut headers, header::CONTENT_TYPE, &format!("{}{charset}", self.mime));
        set(&mut headers, header::ETAG, &format!("\"{tag}\""));
        if let Some(at) = modified {
            set(&mut headers, header::LAST_MODIFIED, &httpdate::fmt_http_date(at.into()));
        }
        set(&mut headers, header::CACHE_CONTROL, &format!("public, max-age={max_age}"));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        match delivery {
            Delivery::Shown => {}
            Delivery::Sandboxed => {
                headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
            }
            Delivery::Saved => {
                headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
                headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
            }
        }
        headers
    }
}
