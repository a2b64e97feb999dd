//! The clients that are known to read a delta. feedparser sends `A-IM: feed` for every program that is built on it,
//! also for those that take status 226 for an error: rss2email 3.13 reports it at each poll, never stores the new entity
//! tag, and so never gets an article again.

use crate::settings::DeltaPolicy;

/// The names in `User-Agent` up to the version, in lower case. The source of each shows that it reads status 226 and
/// keeps the entries that the delta lacks.
const CLIENTS: [&str; 5] = [
    // src/feedretriever.cpp reads any body, src/cache.cpp keeps the old items.
    "newsboat/",
    // The program that Newsboat continues, with the same code.
    "newsbeuter/",
    // src/net.c sends the header, src/subscription.c merges.
    "liferea/",
    // lemon24/reader reads and merges every status that is no error.
    "python-reader/",
    // The download reads every status except 304 that is no error.
    "newsraft/",
];

/// Whether a client that accepts deltas gets them.
pub(in crate::site) fn may_get(policy: DeltaPolicy, user_agent: Option<&[u8]>) -> bool {
    match policy {
        DeltaPolicy::Off => false,
        DeltaPolicy::All => true,
        DeltaPolicy::Known => user_agent.is_some_and(|agent| {
            let agent = agent.to_ascii_lowercase();
            CLIENTS.iter().any(|name| agent.windows(name.len()).any(|part| part == name.as_bytes()))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clients_that_read_deltas_get_them() {
        let known = [
            "newsboat/2.36 (https://newsboat.org/)",
            "Newsboat/2.21 (Linux x86_64)",
            "Liferea/1.15.6 (Linux; https://lzone.de/liferea/) AppleWebKit (KHTML, like Gecko)",
            "python-reader/3.26 (+https://github.com/lemon24/reader)",
        ];
        let others = [
            "feedparser/6.0.11 +https://github.com/kurtmckee/feedparser/",
            "rss2email/3.14 +https://github.com/rss2email/rss2email",
            "rawdog/2.23",
            "Mozilla/5.0",
            "",
        ];
        for agent in known {
            assert!(may_get(DeltaPolicy::Known, Some(agent.as_bytes())), "{agent}");
        }
        for agent in others {
            assert!(!may_get(DeltaPolicy::Known, Some(agent.as_bytes())), "{agent}");
            assert!(may_get(DeltaPolicy::All, Some(agent.as_bytes())), "{agent}");
        }
        assert!(!may_get(DeltaPolicy::Known, None) && may_get(DeltaPolicy::All, None));
        assert!(!may_get(DeltaPolicy::Off, Some(b"newsboat/2.36")));
    }
}
