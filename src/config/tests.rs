//! Tests of the configuration: the order of the layers, and the error for each kind of mistake.

use super::{Config, Overrides, load};
use std::time::Duration;
use tidings_feed::FeedText;

fn with_file(text: &str, environment: &[(&str, &str)], overrides: Overrides) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tidings.toml");
    std::fs::write(&file, text).unwrap();
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let overrides = Overrides { config: Some(file), ..overrides };
    load(&overrides, environment)
        .map_err(|error| error.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

fn error_of(text: &str) -> String {
    with_file(text, &[], Overrides::default()).unwrap_err()
}

#[test]
fn later_layers_take_precedence() {
    let file = "[http]\nlisten = '127.0.0.1:1'\n[site]\ntitle = 'From the file'\n[feeds]\nentries = 7\n";
    let environment = [("TIDINGS_HTTP__LISTEN", "127.0.0.1:2"), ("TIDINGS_FEEDS__TEXT", "summary")];
    let overrides = Overrides { listen: Some("localhost:3".to_owned()), ..Overrides::default() };
    let config = with_file(file, &environment, overrides).unwrap();
    assert_eq!(config.http.listen.to_string(), "127.0.0.1:3");
    assert_eq!(config.site.title, "From the file");
    assert_eq!((config.feeds.entries, config.feeds.text), (7, FeedText::Summary));
    assert_eq!(config.content.settle, Duration::from_secs(2));
}

#[test]
fn text_from_the_environment_takes_the_type_of_its_setting() {
    let environment = [
        ("TIDINGS_SITE__TITLE", "2026"),
        ("TIDINGS_FEEDS__ENTRIES", "7"),
        ("TIDINGS_FEEDS__BYTES", "1 MiB"),
        ("TIDINGS_CONTENT__RESCAN", "90"),
        ("TIDINGS_FEEDS__HUBS", "https://a.example/, https://b.example/"),
    ];
    let config = with_file("", &environment, Overrides::default()).unwrap();
    assert_eq!(config.site.title, "2026");
    assert_eq!((config.feeds.entries, config.feeds.bytes), (7, 1 << 20));
    assert_eq!(config.content.rescan, Duration::from_secs(90));
    assert_eq!(config.feeds.hubs, ["https://a.example/", "https://b.example/"]);
    let error = with_file("", &[("TIDINGS_FEEDS__ENTRIES", "many")], Overrides::default()).unwrap_err();
    assert_eq!(
        error,
        "environment variable TIDINGS_FEEDS__ENTRIES: 'feeds.entries': expected a whole number, found 'many'"
    );
}

#[test]
fn the_error_of_an_unknown_key_names_its_position_and_the_nearest_key() {
    assert_eq!(
        error_of("[site]\ntitle = 'x'\nbase_ulr = 'y'\n"),
        "tidings.toml:3:1: unknown setting 'site.base_ulr' (did you mean 'site.base_url'?)"
    );
    assert_eq!(
        error_of("[feeds]\nlisten = 'x'"),
        "tidings.toml:2:1: unknown setting 'feeds.listen' (did you mean 'http.listen'?)"
    );
    assert_eq!(error_of("colour = 'red'"), "tidings.toml:1:1: unknown setting 'colour'");
    let error = with_file("", &[("TIDINGS_SITE__TITEL", "x")], Overrides::default()).unwrap_err();
    assert_eq!(
        error,
        "environment variable TIDINGS_SITE__TITEL: unknown setting 'site.titel' (did you mean 'site.title'?)"
    );
}

#[test]
fn the_error_of_a_bad_value_names_its_position_and_the_fix() {
    let cases = [
        (
            "[http]\nlisten = 'nowhere'",
            "tidings.toml:2:10: 'http.listen': 'nowhere' is not an address with a port",
        ),
        ("[http]\nlisten = 8080", "tidings.toml:2:10: 'http.listen': expected text in quotes, found integer"),
        (
            "[feeds]\nhubs = ['https://a.example/', 3]",
            "tidings.toml:2:31: 'feeds.hubs': expected a list of texts in quotes, [\"…\", \"…\"], found integer",
        ),
        (
            "[feeds]\nentries = '7'",
            "tidings.toml:2:11: 'feeds.entries': expected a whole number, found string",
        ),
        ("[http]\nmin_age = -1", "tidings.toml:2:11: 'http.min_age': '-1' is not a whole number from 0 to"),
        (
            "[content]\ninclude = 'a'",
            "tidings.toml:2:11: 'content.include': expected a list of texts in quotes",
        ),
        ("[feeds]\nentries = 0", "tidings.toml:2:11: 'feeds.entries': '0' is not a whole number from 1 to"),
        ("[feeds]\ntext = 'none'", "tidings.toml:2:8: 'feeds.text': 'none' is not one of 'full', 'summary'"),
        ("[site]\ntimezone = 'CEST'", "tidings.toml:2:12: 'site.timezone': 'CEST' is not an IANA time zone"),
        (
            "[site]\nbase_url = 'example.org'",
            "tidings.toml:2:12: 'site.base_url': 'example.org' is not an http",
        ),
        ("[site]\ntitle = 'x\n", "tidings.toml:2:"),
        ("[[moved]]\nfrom = 'old'\nto = '/x'", "tidings.toml:2:8: 'moved.from': 'old' is not a path such as"),
        ("[[moved]]\nfrom = '/old'", "tidings.toml:1:1: 'moved.to': every [[moved]] must have one"),
        (
            "[[moved]]\nfrom = '/a'\nto = '/a'",
            "tidings.toml:2:8: 'moved.from': 'a' has itself a row of [[moved]] or [[gone]]",
        ),
        (
            "[[gone]]\npath = '/a'\n[[gone]]\npath = '/a/'",
            "tidings.toml:4:8: 'gone.path': '/a/' has two rows",
        ),
        (
            "[http.tls]\nkey = 'x'",
            "TLS needs both 'http.tls.certificate' and 'http.tls.key': 'http.tls.certif",
        ),
        ("[http.tls]\ncert = 'x'", "tidings.toml:2:1: unknown setting 'http.tls.cert'"),
        ("[http.tls]\nkey = 1", "tidings.toml:2:7: 'http.tls.key': expected text in quotes"),
        ("[http]\ntls = 1", "tidings.toml:2:1: unknown setting 'http.tls'"),
        ("[[gone]]\nfrom = '/a'", "tidings.toml:2:1: unknown setting 'gone.from'"),
    ];
    for (text, beginning) in cases {
        let error = error_of(text);
        assert!(error.starts_with(beginning), "{error}");
    }
}

#[test]
fn feeds_that_the_publisher_defines() {
    let text = "[[feed]]\npath = '/rust-news/'\ntitle = 'News'\nany = ['Rust', 'C++']\nlanguages = 'pt_br'\n\
                text = 'summary'\nlimit = 5\n[[feed]]\npath = 'b/c'\ntitle = 'C'\n";
    let feeds = with_file(text, &[], Overrides::default()).unwrap().custom;
    assert_eq!((feeds[0].path.as_str(), feeds[1].path.as_str()), ("rust-news", "b/c"));
    assert_eq!(feeds[0].rule.any, ["rust", "c-plus-plus"]);
    assert_eq!(feeds[0].rule.languages, ["pt-BR"]);
    assert_eq!((feeds[0].text, feeds[0].limit, feeds[1].limit), (Some(FeedText::Summary), Some(5), None));
    let cases = [
        ("[feed]\npath = 'a'", "tidings.toml:1:1: 'feed': write [[feed]]"),
        ("[[feed]]\npath = 'a'", "tidings.toml:1:1: 'feed.title': every [[feed]] must have one"),
        (
            "[[feed]]\npath = 'tags/a'\ntitle = 'x'",
            "tidings.toml:2:8: 'feed.path': 'tags' is the path of other",
        ),
        ("[[feed]]\npath = '../a'\ntitle = 'x'", "tidings.toml:2:8: 'feed.path': '../a' is not a path"),
        ("[[feed]]\nsome = 'x'", "tidings.toml:2:1: unknown setting 'feed.some'"),
        (
            "[[feed]]\ntitel = 'x'",
            "tidings.toml:2:1: unknown setting 'feed.titel' (did you mean 'feed.title'?)",
        ),
        ("[[feeds]]\npath = 'x'", "tidings.toml:1:1: 'feeds': the table of a feed of your own is [[feed]]"),
        ("[[feed]]\npath = '/feed/'", "tidings.toml:2:8: 'feed.path': 'feed' is where readers look for"),
        ("[[feed]]\npath = 'a/archive'", "tidings.toml:2:8: 'feed.path': 'a/archive' is not a path"),
        (
            "[[feed]]\npath = 'A b'",
            "tidings.toml:2:8: 'feed.path': 'A b' is not a path of lower-case letters",
        ),
        ("[[feed]]\ntext = 'ful'", "tidings.toml:2:8: 'feed.text': "),
        ("[[feed]]\nlimit = 0", "tidings.toml:2:9: 'feed.limit': '0' is not a whole number from 1"),
        ("[[feed]]\nlimit = [3]", "tidings.toml:2:9: 'feed.limit': expected a whole number, found array"),
        (
            "[[feed]]\nany = 3",
            "tidings.toml:2:7: 'feed.any': expected text in quotes, or a list of such texts, found integer",
        ),
        (
            "[[feed]]\npath = 'a'\ntitle = 'x'\n[[feed]]\npath = 'a'\ntitle = 'y'",
            "tidings.toml:4:1: 'feed.path': another [[feed]] has the same path",
        ),
    ];
    for (text, beginning) in cases {
        let error = error_of(text);
        assert!(error.starts_with(beginning), "{error}");
    }
}

#[test]
fn a_relative_folder_in_a_file_is_relative_to_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tidings.toml");
    std::fs::write(&file, "[content]\nfolder = 'posts'\n").unwrap();
    let config = load(&Overrides { config: Some(file), ..Overrides::default() }, []).unwrap();
    assert_eq!(config.folder().unwrap(), folder.path().join("posts"));
    assert_eq!(config.site.title, "posts");
}

#[test]
fn beyond_loopback_the_base_url_is_required() {
    let listen = |listen: &str, base_url: Option<&str>| {
        let overrides = Overrides {
            listen: Some(listen.to_owned()),
            base_url: base_url.map(str::to_owned),
            folder: Some("x".into()),
            ..Overrides::default()
        };
        load(&overrides, []).unwrap().check_reachable().is_ok()
    };
    assert!(listen("127.0.0.1:0", None) && listen("[::1]:80", None));
    assert!(!listen("0.0.0.0:80", None) && !listen("192.0.2.1:80", None));
    assert!(listen("0.0.0.0:80", Some("https://example.org/")));
}
