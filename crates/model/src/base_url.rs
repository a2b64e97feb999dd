//! The site's base URL, and the addresses derived from it.

use crate::text::slug::article_path;
use url::Url;

/// The address of the site's front page. It ends with a slash, and has no query and no fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// The text is not a valid [`BaseUrl`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an http or https address such as https://example.org/")]
pub struct BaseUrlError(String);

impl BaseUrl {
    /// Parses an http(s) address, and adds the final slash if it is missing.
    ///
    /// # Errors
    /// The address has another scheme, no host, a user name, a password, a query or a fragment.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let error = || BaseUrlError(without_credentials(text));
        let mut url = Url::parse(text.trim()).map_err(|_| error())?;
        let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
        let has_credentials = !url.username().is_empty() || url.password().is_some();
        let is_plain = url.query().is_none() && url.fragment().is_none() && !has_credentials;
        if !is_web || !is_plain {
            return Err(error());
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self(url))
    }

    /// The whole address, with its final slash.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host name in lower case, without the port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The path with its first and last slash: `/` or `/news/`.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The address of `path`, which is already percent-encoded. A leading slash means the site's root.
    pub fn join(&self, path: &str) -> String {
        format!("{}{}", self.as_str(), path.trim_start_matches('/'))
    }

    /// The permalink of the article with this slug.
    pub fn permalink(&self, slug: &str) -> String {
        self.join(&article_path(slug))
    }
}

/// The text with `…` in place of a user name and a password, because errors are logged.
fn without_credentials(text: &str) -> String {
    let (scheme, rest) = text.split_once("://").map_or(("", text), |(scheme, rest)| (scheme, rest));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((credentials, _)) => {
            format!("{scheme}://…{}", rest.get(credentials.len()..).unwrap_or_default())
        }
        None => text.to_owned(),
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_no_password() {
        let error = BaseUrl::parse("https://jane:hunter2@example.org/news").unwrap_err();
        assert_eq!(
            error.to_string(),
            "'https://…@example.org/news' is not an http or https address such as https://example.org/"
        );
        assert!(
            BaseUrl::parse("ftp://example.org/").unwrap_err().to_string().contains("'ftp://example.org/'")
        );
    }

    #[test]
    fn a_base_url_always_ends_with_a_slash() {
        let base = BaseUrl::parse("https://Example.org/news").unwrap();
        assert_eq!(base.as_str(), "https://example.org/news/");
        assert_eq!(base.permalink("a-b"), "https://example.org/news/articles/a-b/");
        assert_eq!(base.join("/feed.xml"), "https://example.org/news/feed.xml");
    }

    #[test]
    fn other_addresses_are_rejected() {
        for text in [
            "",
            "example.org",
            "ftp://example.org/",
            "https://u@example.org/",
            "http://:password@example.org/",
            "https://x.org/?a",
        ] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }
}
