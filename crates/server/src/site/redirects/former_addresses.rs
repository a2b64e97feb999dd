//! `[[moved]]` and `[[gone]]` of the settings: addresses of a former site that redirect (301), or that have
//! been removed for good (410).

use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use tidings_model::BaseUrl;

/// The former addresses of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormerAddresses {
    /// By path below the base, decoded, without slashes at either end.
    rows: BTreeMap<String, FormerAddress>,
}

/// The destination of a former address, or its removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormerAddress {
    /// It redirects to this URL, or to this path below the base (without its leading slash).
    Moved(String),
    /// It has been removed for good.
    Gone,
}

impl FormerAddresses {
    /// The row for a path below the base; the path is as the client sent it, without its leading slash. Costs
    /// nothing if there are no rows.
    pub fn look_up(&self, path: &str) -> Option<&FormerAddress> {
        if self.rows.is_empty() {
            return None;
        }
        let path = percent_decode_str(path).decode_utf8().ok()?;
        self.rows.get(path.trim_end_matches('/'))
    }

    /// Adds a row of `[[moved]]`.
    ///
    /// # Errors
    /// The key that is wrong, and the reason.
    pub fn add_moved(&mut self, from: &str, to: &str) -> Result<(), (&'static str, String)> {
        let target = target(to).map_err(|message| ("moved.to", message))?;
        self.add(from, FormerAddress::Moved(target)).map_err(|message| ("moved.from", message))
    }

    /// Adds a row of `[[gone]]`.
    ///
    /// # Errors
    /// The key that is wrong, and the reason.
    pub fn add_gone(&mut self, path: &str) -> Result<(), (&'static str, String)> {
        self.add(path, FormerAddress::Gone).map_err(|message| ("gone.path", message))
    }

    fn add(&mut self, from: &str, to: FormerAddress) -> Result<(), String> {
        let key = key(from)?;
        if key.is_empty() {
            return Err("the front page cannot be moved or removed".to_owned());
        }
        // A redirect to a redirect costs each reader two requests, and two redirects to each other never end.
        if let FormerAddress::Moved(target) = &to
            && let Some(next) = decoded(target)
            && (next == key || self.rows.contains_key(&next))
        {
            return Err(format!(
                "'{target}' has itself a row of [[moved]] or [[gone]]; name the final address"
            ));
        }
        let points_here = |former: &FormerAddress| match former {
            FormerAddress::Moved(target) => decoded(target).as_ref() == Some(&key),
            FormerAddress::Gone => false,
        };
        if let Some((other, _)) = self.rows.iter().find(|(_, former)| points_here(former)) {
            return Err(format!(
                "the row of '/{other}' redirects to '{from}'; name the final address in that row"
            ));
        }
        match self.rows.insert(key, to) {
            None => Ok(()),
            Some(_) => Err(format!("'{from}' has two rows; remove one")),
        }
    }
}

/// The key of a row: a path from the site's root, without a query, decoded.
fn key(path: &str) -> Result<String, String> {
    let refuse = || format!("'{path}' is not a path such as /old/feed.xml");
    if path.contains(['?', '#', '\\']) || path.contains(char::is_control) {
        return Err(refuse());
    }
    path.strip_prefix('/').and_then(decoded).ok_or_else(refuse)
}

/// The decoded path; `None` for a URL.
fn decoded(path: &str) -> Option<String> {
    let text = percent_decode_str(path).decode_utf8().ok()?;
    (!path.contains("://")).then(|| text.trim_end_matches('/').to_owned())
}

fn target(to: &str) -> Result<String, String> {
    let sound = !to.contains(|c: char| c.is_control() || c.is_whitespace() || !c.is_ascii());
    match to.strip_prefix('/') {
        Some(path) if sound && !path.starts_with('/') => Ok(path.to_owned()),
        _ if sound && is_web_url(to) => Ok(to.to_owned()),
        _ => Err(format!(
            "'{to}' is neither a path such as /feed.xml nor a URL such as https://example.org/feed.xml; \
             percent-encode other characters"
        )),
    }
}

fn is_web_url(url: &str) -> bool {
    let without_query = url.split(['?', '#']).next().unwrap_or_default();
    BaseUrl::parse(without_query).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_every_spelling() {
        let mut addresses = FormerAddresses::default();
        assert_eq!(addresses.look_up("old"), None);
        addresses.add_moved("/old/stra%C3%9Fe.xml", "/feed.xml").unwrap();
        addresses.add_moved("/elsewhere/", "https://example.org/feed?x=1").unwrap();
        addresses.add_gone("/comments/feed").unwrap();
        let to = |to: &str| Some(FormerAddress::Moved(to.to_owned()));
        for (path, former) in [
            ("old/straße.xml", to("feed.xml")),
            ("old/stra%c3%9fe.xml", to("feed.xml")),
            ("elsewhere", to("https://example.org/feed?x=1")),
            ("elsewhere/", to("https://example.org/feed?x=1")),
            ("comments/feed/", Some(FormerAddress::Gone)),
            ("comments", None),
            ("%ff", None),
        ] {
            assert_eq!(addresses.look_up(path).cloned(), former, "{path}");
        }
    }

    #[test]
    fn invalid_rows_are_rejected() {
        let moved = [
            ("old", "/feed.xml", "moved.from"),
            ("/old?x", "/feed.xml", "moved.from"),
            ("/", "/feed.xml", "moved.from"),
            ("/old", "feed.xml", "moved.to"),
            ("/old", "//evil.example/", "moved.to"),
            ("/old", "ftp://example.org/", "moved.to"),
            ("/old", "/a b", "moved.to"),
            ("/old", "/old", "moved.from"),
            ("/old", "/old/", "moved.from"),
            ("/old", "/one", "moved.from"),
            ("/two", "/x", "moved.from"),
            ("/one", "/x", "moved.from"),
        ];
        for (from, to, key) in moved {
            let mut addresses = FormerAddresses::default();
            addresses.add_moved("/one", "/two").unwrap();
            assert_eq!(addresses.add_moved(from, to).map_err(|(key, _)| key), Err(key), "{from} to {to}");
        }
    }
}
