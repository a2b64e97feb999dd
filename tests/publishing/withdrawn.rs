//! What is withdrawn is gone: its page, its files, and the pages of terms that no other article has. Feeds stay,
//! because readers subscribe to them.

use crate::support::site::{Site, until};

const PUBLIC: &str = "---\ntitle: Withdrawn\ndate: 2026-03-04\ntags: [rare]\ncategories: [seldom]\nauthor: Jane Doe\n\
                      language: eo\naliases: [/old/]\n---\nText with ![a picture](a.png) and [a file](b.pdf).\n";

/// Addresses that exist only because of the article.
const ITS_OWN: [&str; 9] = [
    "/articles/withdrawn/",
    "/tags/rare/",
    "/categories/seldom/",
    "/authors/jane-doe/",
    "/folders/notes/",
    "/languages/eo/",
    "/notes/a.png",
    "/notes/b.pdf",
    "/notes/w.md",
];

/// Feeds of its terms.
const FEEDS: [&str; 5] = [
    "/tags/rare/feed.xml",
    "/categories/seldom/atom.xml",
    "/authors/jane-doe/feed.json",
    "/folders/notes/feed.xml",
    "/languages/eo/atom.xml",
];

fn expect(site: &Site, path: &str, accepted: &[u16]) {
    let last = until(|| match site.get(path).status {
        status if accepted.contains(&status) => Ok(()),
        status => Err(status),
    });
    assert_eq!(last, Ok(()), "{path} should have a status of {accepted:?}");
}

#[test]
fn what_only_a_withdrawn_article_had_is_gone_and_its_feeds_are_empty() {
    let other = "---\ntitle: Other\ndate: 2026-03-03\n---\nText.\n";
    let site = Site::with(&[("other.md", other), ("notes/w.md", PUBLIC)]);
    site.write("notes/a.png", "picture").write("notes/b.pdf", "document");
    let published: Vec<u16> = ITS_OWN.iter().map(|path| site.get(path).status).collect();
    assert_eq!(published, [200, 200, 200, 200, 200, 200, 200, 200, 301]);
    let drafts = [PUBLIC.replace("date:", "draft: true\ndate:"), PUBLIC.replace("date: 2026", "date: 2999")];
    for draft in &drafts {
        site.write("notes/w.md", draft).expect_titles(&["Other"]);
        for path in ITS_OWN {
            expect(&site, path, &[404, 410]);
        }
        expect(&site, "/old/", &[404, 410]);
        for path in FEEDS {
            assert_eq!(site.titles(path), [""; 0], "{path}");
        }
        for path in ["/feeds.opml", "/", "/tags/", "/categories/", "/authors/"] {
            let text = site.get(path).text().to_lowercase();
            for word in ["withdrawn", "rare", "seldom", "jane"] {
                assert!(!text.contains(word), "{path} contains {word}");
            }
        }
        site.write("notes/w.md", PUBLIC).expect_titles(&["Withdrawn", "Other"]);
        let again: Vec<u16> = ITS_OWN.iter().map(|path| site.get(path).status).collect();
        assert_eq!(again, published);
        assert_eq!(site.titles("/tags/rare/feed.xml"), ["Withdrawn"]);
    }
}

#[test]
fn a_delta_does_not_contain_what_was_withdrawn() {
    let third = "---\ntitle: Third\ndate: 2026-03-05\n---\nText.\n";
    let site =
        Site::with(&[("other.md", "---\ntitle: Other\ndate: 2026-03-03\n---\nText.\n"), ("w.md", PUBLIC)]);
    let first = site.get_with("/atom.xml", &[("User-Agent", "newsboat/2.36"), ("A-IM", "feed")]);
    site.remove("w.md").expect_titles(&["Other"]);
    site.write("third.md", third).expect_titles(&["Third", "Other"]);
    let delta = site.get_with(
        "/atom.xml",
        &[("User-Agent", "newsboat/2.36"), ("A-IM", "feed"), ("If-None-Match", first.header("etag"))],
    );
    assert_eq!(delta.status, 226);
    assert!(delta.text().contains("<title>Third</title>"), "{}", delta.text());
    assert!(!delta.text().contains("<title>Withdrawn</title>"), "{}", delta.text());
}
