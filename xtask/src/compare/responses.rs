//! Compares the responses of two servers.

use super::crawl::Responses;
use super::findings::Difference;
use super::first_seen::{RunTime, without_first_seen};
use super::program::Response;
use std::collections::BTreeSet;

/// Everything must be equal, as after a restart over the same catalogue.
pub(super) fn differences(subject: &str, old: &Responses, new: &Responses) -> Vec<Difference> {
    compare(subject, old, new, difference)
}

/// The same for two fresh starts, each with the time of its run: the times at which articles were first seen
/// may differ, and so may the ETag of a response that contains such a time.
pub(super) fn differences_but_first_seen(
    subject: &str,
    (old, old_run): (&Responses, &RunTime),
    (new, new_run): (&Responses, &RunTime),
) -> Vec<Difference> {
    compare(subject, old, new, |subject, old, new| {
        let is_same_body = old.body == new.body;
        let normal = |response: &Response, run: &RunTime| normalised(response, run, is_same_body);
        difference(subject, &normal(old, old_run), &normal(new, new_run))
    })
}

fn compare(
    subject: &str,
    old: &Responses,
    new: &Responses,
    difference: impl Fn(&str, &Response, &Response) -> Option<Difference>,
) -> Vec<Difference> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let of_path = |path: &String| {
        let subject = format!("{subject}: {path}");
        match (old.get(path), new.get(path)) {
            (Some(old), Some(new)) => difference(&subject, old, new),
            (Some(_), None) => Some(Difference::new(subject, "feed", "is listed", "is not listed")),
            (None, _) => Some(Difference::new(subject, "feed", "is not listed", "is listed")),
        }
    };
    paths.into_iter().filter_map(of_path).collect()
}

fn difference(subject: &str, old: &Response, new: &Response) -> Option<Difference> {
    if old.status != new.status {
        return Some(Difference::new(subject, "status", old.status.to_string(), new.status.to_string()));
    }
    let (old_text, new_text) = (String::from_utf8_lossy(&old.body), String::from_utf8_lossy(&new.body));
    if let Some(difference) = Difference::of_texts(subject, &old_text, &new_text) {
        return Some(difference);
    }
    if old.body != new.body {
        return Some(Difference::new(subject, "bytes that are not UTF-8", "", ""));
    }
    let lines = |response: &Response| {
        let lines = response.headers.iter().map(|(name, value)| format!("{name}: {value}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    Difference::of_texts(&format!("{subject}, headers"), &lines(old), &lines(new))
}

fn normalised(response: &Response, run: &RunTime, keeps_etag: bool) -> Response {
    let body = String::from_utf8_lossy(&response.body);
    let headers = response.headers.iter().filter(|(name, _)| keeps_etag || *name != "etag");
    Response {
        status: response.status,
        headers: headers.map(|(name, value)| (*name, without_first_seen(value, run).into_owned())).collect(),
        body: without_first_seen(&body, run).into_owned().into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn responses(body: &str, etag: &str) -> Responses {
        let headers = vec![("etag", etag.to_owned())];
        let response = Response { status: 200, headers, body: body.as_bytes().to_vec() };
        Responses::from([("/feed.xml".to_owned(), response)])
    }

    #[test]
    fn one_changed_byte_is_a_difference() {
        let (old, new) = (responses("<a>\n<b/>", "1"), responses("<a>\n<c/>", "1"));
        assert!(differences("s", &old, &old).is_empty());
        let found = differences("s", &old, &new);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].subject.as_str(), found[0].what.as_str()), ("s: /feed.xml", "line 2"));
    }

    #[test]
    fn headers_status_and_missing_feeds_are_differences() {
        let old = responses("a", "1");
        assert_eq!(differences("s", &old, &responses("a", "2"))[0].subject, "s: /feed.xml, headers");
        assert_eq!(differences("s", &old, &Responses::new())[0].new, "is not listed");
        assert_eq!(differences("s", &Responses::new(), &old)[0].old, "is not listed");
        let mut gone = old.clone();
        gone.values_mut().for_each(|response| response.status = 404);
        assert_eq!(differences("s", &old, &gone)[0].what, "status");
    }

    #[test]
    fn of_fresh_starts_only_the_moments_of_the_run_may_differ() {
        let (old_run, new_run) = (1_772_600_760..=1_772_600_762, 1_772_600_763..=1_772_600_765);
        let old = responses("2026-03-04T05:06:01Z <a/>", "1");
        let new = responses("2026-03-04T05:06:04Z <a/>", "2");
        let fresh = |new: &Responses| differences_but_first_seen("s", (&old, &old_run), (new, &new_run));
        assert!(fresh(&new).is_empty());
        assert_eq!(fresh(&responses("2026-03-04T05:06:04Z <b/>", "2")).len(), 1);
        assert_eq!(fresh(&responses("2026-03-04T05:06:09Z <a/>", "2")).len(), 1);
        assert_eq!(fresh(&responses("2026-03-04T05:06:01Z <a/>", "2")).len(), 1, "same body, other ETag");
    }
}
