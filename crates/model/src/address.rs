//! Where the site lives on the web, and the addresses that follow from it.

use url::Url;

/// The address of the site's front page; ends in a slash, has no query and no fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Why a text is no [`BaseUrl`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an http or https address such as https://example.org/")]
pub struct BaseUrlError(String);

impl BaseUrl {
    /// Reads an http(s) address; a missing slash at its end is added.
    ///
    /// # Errors
    /// Another scheme, no host, a user name, a query or a fragment.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let refuse = || BaseUrlError(text.to_owned());
        let mut url = Url::parse(text.trim()).map_err(|_| refuse())?;
        let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
        let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if !web || !plain {
            return Err(refuse());
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self(url))
    }

    /// The whole address, with its slash at the end.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host name, lower case, without the port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The path, from slash to slash: `/` or `/news/`.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The address of `path` (already percent-encoded; a leading slash means the site's own root).
    pub fn join(&self, path: &str) -> String {
        format!("{}{}", self.as_str(), path.trim_start_matches('/'))
    }

    /// The permalink of the article with this slug.
    pub fn permalink(&self, slug: &str) -> String {
        self.join(&format!("articles/{slug}/"))
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
    fn a_base_url_always_ends_in_a_slash() {
        let base = BaseUrl::parse("https://Example.org/news").unwrap();
        assert_eq!(base.as_str(), "https://example.org/news/");
        assert_eq!(base.permalink("a-b"), "https://example.org/news/articles/a-b/");
        assert_eq!(base.join("/feed.xml"), "https://example.org/news/feed.xml");
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for text in ["", "example.org", "ftp://example.org/", "https://u@example.org/", "https://x.org/?a"] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }
}
