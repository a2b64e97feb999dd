//! Tests of address resolution.

use super::*;

fn resolve(document: &str, address: &str) -> (Option<String>, Vec<Reference>) {
    let path = ContentPath::new(document).unwrap();
    let mut resolver = Resolver::new(&path, None);
    let resolved = resolver.resolve(address);
    (resolved.map(shown), resolver.into_references())
}

fn shown(marked: String) -> String {
    marked.replace(SITE_MARK, "SITE/").replace(PERMALINK_MARK, "PAGE")
}

#[test]
fn addresses() {
    let cases = [
        ("figure.png", Some("SITE/posts/figure.png")),
        ("a b/é.png", Some("SITE/posts/a%20b/%C3%A9.png")),
        ("a%20b.png?v=1#x", Some("SITE/posts/a%20b.png?v=1#x")),
        ("/img/x.png", Some("SITE/img/x.png")),
        ("../x.png", Some("SITE/x.png")),
        ("../../../../x.png", Some("SITE/x.png")),
        ("./", Some("SITE/posts/")),
        ("..", Some("SITE/")),
        ("\\img\\x.png", Some("SITE/img/x.png")),
        ("#part two", Some("PAGE#part%20two")),
        ("?page=2", Some("PAGE?page=2")),
        ("", Some("PAGE")),
        ("//cdn.example.org/x.js", Some("https://cdn.example.org/x.js")),
        ("https://example.org/a?b=c&d", Some("https://example.org/a?b=c&d")),
        ("http://example.org/a b\"", Some("http://example.org/a%20b%22")),
        ("mailto:a@example.org", Some("mailto:a@example.org")),
        ("tel:+1-555", Some("tel:+1-555")),
        ("other.md", Some("SITE/posts/other.md")),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("data:image/png;base64,AA==", Some("data:image/png;base64,AA==")),
        ("{filename}/a b.md", Some("SITE/a%20b.md")),
        ("%7Bstatic%7D../x.png", Some("SITE/x.png")),
        ("|filename|b.md#c", Some("SITE/posts/b.md#c")),
        ("@/blog/b.md#c", Some("SITE/blog/b.md#c")),
        ("{other}/x", Some("SITE/posts/%7Bother%7D/x")),
        ("file:///etc/passwd", None),
        ("c:\\x.png", None),
        ("embedded:word/media/a b.png", Some("SITE/posts/a.md/word/media/a%20b.png")),
        ("embedded:../b.md", None),
    ];
    for (address, expected) in cases {
        assert_eq!(resolve("posts/a.md", address).0.as_deref(), expected, "{address}");
    }
}

#[test]
fn references_list_the_possible_paths_of_the_file() {
    let (_, references) = resolve("posts/a.md", "img/x%20y.png?v=2");
    assert_eq!(references[0].url_path, "posts/img/x y.png");
    let candidates: Vec<&str> = references[0].candidates.iter().map(ContentPath::as_str).collect();
    assert_eq!(candidates[..2], ["posts/img/x y.png", "img/x y.png"]);
    assert!(candidates.contains(&"static/img/x y.png") && candidates.contains(&"public/img/x y.png"));
    for secret in
        [".env", "/.git/config", "a/../.tidings/catalogue.db", "%2e%2e/%2egit/config", "#x", "https://x.org/"]
    {
        assert_eq!(resolve("posts/a.md", secret).1, [], "{secret}");
    }
}

#[test]
fn paths_in_metadata_begin_at_the_root_unless_the_name_is_bare() {
    let path = ContentPath::new("posts/deep/a.md").unwrap();
    let cases = [
        ("assets/x.png", Some("SITE/assets/x.png"), "assets/x.png"),
        ("x.png", Some("SITE/posts/deep/x.png"), "posts/deep/x.png"),
        ("./img/x.png", Some("SITE/posts/deep/img/x.png"), "posts/deep/img/x.png"),
        ("/x.png", Some("SITE/x.png"), "x.png"),
        ("https://example.org/x.png", Some("https://example.org/x.png"), ""),
        ("javascript:x", None, ""),
    ];
    for (address, expected, first) in cases {
        let mut resolver = Resolver::new(&path, None);
        let media = resolver.resolve_media(Media::from_url(address.to_owned()));
        assert_eq!(media.map(|media| shown(media.url)).as_deref(), expected, "{address}");
        let references = resolver.into_references();
        let candidate = references.first().map_or("", |reference| reference.candidates[0].as_str());
        assert_eq!(candidate, first, "{address}");
    }
}

#[test]
fn addresses_of_a_saved_page_refer_to_its_base() {
    let path = ContentPath::new("saved/a.html").unwrap();
    let base = Url::parse("https://x.org/news/").unwrap();
    let mut resolver = Resolver::new(&path, Some(base));
    let cases = [
        ("b.html", Some("https://x.org/news/b.html")),
        ("/b.png", Some("https://x.org/b.png")),
        ("#part", Some("PAGE#part")),
        ("javascript:x", None),
    ];
    for (address, expected) in cases {
        assert_eq!(resolver.resolve(address).map(shown).as_deref(), expected, "{address}");
    }
    assert_eq!(
        resolver.resolve_media(Media::from_url("p.jpg".to_owned())).unwrap().url,
        "https://x.org/news/p.jpg"
    );
    assert_eq!(resolver.into_references(), []);
}

#[test]
fn sets_of_sources() {
    let path = ContentPath::new("a.md").unwrap();
    let set = Resolver::new(&path, None).resolve_set("x.png 1x, /y,z.png 2x,w.png, javascript:alert(1) 3x");
    assert_eq!(shown(set), "SITE/x.png 1x, SITE/y%2Cz.png 2x, SITE/w.png");
}
