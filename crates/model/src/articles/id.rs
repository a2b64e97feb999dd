//! Article ids, which never change once a subscriber has seen them.

use crate::files::content_path::ContentPath;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The UUID namespace in which site ids are hashed: a random UUID, which must never change.
const TIDINGS_NAMESPACE: Uuid = Uuid::from_u128(0x8a1c_6a0e_52d3_4b53_9c55_0c2f_7a5e_91d4);

/// An article's id as feeds write it in `guid` and `id`: minted once, or given by the author.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

impl ArticleId {
    /// Mints the id of a file first seen at `path`: UUIDv5 (RFC 9562) of the site's id and the path, so that
    /// a lost catalogue that is rebuilt from the folder has the same ids. `attempt` is 0, or higher if an
    /// article that was renamed still has the id of this path.
    pub fn mint(site_id: &str, path: &ContentPath, attempt: u32) -> Self {
        let site = Uuid::new_v5(&TIDINGS_NAMESPACE, site_id.as_bytes());
        let name = match attempt {
            0 => path.as_str().to_owned(),
            // People do not end file names with a newline and a number, so no other path has this name.
            more => format!("{}\n{more}", path.as_str()),
        };
        Self(Uuid::new_v5(&site, name.as_bytes()).urn().to_string())
    }

    /// The id for an author's explicit id. Atom requires an IRI (RFC 4287, 4.2.6), so any other text is
    /// converted: a bare UUID to its URN, anything else to the UUIDv5 of the text.
    pub fn explicit(given: &str, site_id: &str) -> Self {
        let given = given.trim();
        if let Ok(uuid) = Uuid::try_parse(given) {
            return Self(uuid.urn().to_string());
        }
        let has_scheme = given.split_once(':').is_some_and(|(scheme, rest)| {
            let mut letters = scheme.chars();
            letters.next().is_some_and(|c| c.is_ascii_alphabetic())
                && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
                && !rest.is_empty()
        });
        if has_scheme && url::Url::parse(given).is_ok() && !given.contains(char::is_whitespace) {
            return Self(given.to_owned());
        }
        let site = Uuid::new_v5(&TIDINGS_NAMESPACE, site_id.as_bytes());
        Self(Uuid::new_v5(&site, format!("id\n{given}").as_bytes()).urn().to_string())
    }

    /// Wraps an id that the ledger stored, unchanged.
    pub fn from_ledger(text: String) -> Self {
        Self(text)
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minting_depends_on_site_path_and_attempt_only() {
        let path = ContentPath::new("a/b.md").unwrap();
        let id = ArticleId::mint("example.org", &path, 0);
        assert_eq!(id, ArticleId::mint("example.org", &path, 0));
        assert_ne!(id, ArticleId::mint("example.org", &path, 1));
        assert_ne!(id, ArticleId::mint("example.net", &path, 0));
        assert!(id.as_str().starts_with("urn:uuid:"));
    }

    #[test]
    fn explicit_ids_are_kept_if_they_are_valid_in_atom() {
        let kept = ["https://example.org/?p=1", "tag:example.org,2026:x", "urn:isbn:1"];
        for id in kept {
            assert_eq!(ArticleId::explicit(id, "s").as_str(), id);
        }
        let bare = ArticleId::explicit("00000000-0000-4000-8000-00000000000A", "s");
        assert_eq!(bare.as_str(), "urn:uuid:00000000-0000-4000-8000-00000000000a");
        assert!(ArticleId::explicit("post-17", "s").as_str().starts_with("urn:uuid:"));
    }
}
