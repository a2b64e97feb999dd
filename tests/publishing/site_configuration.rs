//! The configuration of a site generator beside the articles: its values replace the defaults before anything is
//! announced, and never change what subscribers have read.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::Site;

const POST: &str = "---\ntitle: First\ndate: 2026-03-01 10:00\n---\nText.\n";

const HUGO: &str = "baseURL = 'https://blog.example/'\ntitle = 'My Blog'\ntimeZone = 'Europe/Berlin'\n\
    languageCode = 'de'\n[params]\nauthor = 'Jane Doe'\ndescription = 'About things'\n";

fn page(title: &str) -> String {
    format!("<html><head><title>{title}</title></head><body><p>Text of {title}.</p></body></html>")
}

fn published(site: &Site) -> String {
    site.item("First").published.unwrap().to_rfc3339()
}

#[test]
fn the_first_start_takes_title_author_language_and_time_zone() {
    let site = Site::with(&[("hugo.toml", HUGO), ("content/posts/first.md", POST)]);
    let feed = site.get("/feed.json").text();
    let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
    assert_eq!(feed["title"], "My Blog");
    assert_eq!(feed["description"], "About things");
    assert_eq!(feed["language"], "de");
    assert_eq!(feed["items"][0]["date_published"], "2026-03-01T09:00:00Z");
    assert_eq!(feed["authors"][0]["name"], "Jane Doe");
    // The generator's address is not the address of this server.
    assert!(!feed.to_string().contains("blog.example"), "{feed}");
}

#[test]
fn settings_of_tidings_have_priority_value_by_value() {
    let settings = "[site]\ntitle = 'Own'\ntimezone = 'UTC'\n";
    let site = Site::with_settings(settings, &[("hugo.toml", HUGO), ("content/first.md", POST)]);
    let feed: serde_json::Value = serde_json::from_str(&site.get("/feed.json").text()).unwrap();
    assert_eq!((&feed["title"], &feed["description"]), (&"Own".into(), &"About things".into()));
    assert_eq!(published(&site), "2026-03-01T10:00:00+00:00");
}

#[test]
fn values_that_come_or_change_later_change_no_entry() {
    let mut site = Site::with(&[("hugo.toml", HUGO), ("content/first.md", POST)]);
    let before = site.get("/feed.json").body;
    for later in [
        HUGO.replace("Europe/Berlin", "Asia/Tokyo")
            .replace("Jane Doe", "Other")
            .replace("My Blog", "Renamed"),
        String::new(),
    ] {
        site.stop();
        site.write("hugo.toml", &later);
        site.start();
        // The address contains the port of this start.
        assert_eq!(published(&site), "2026-03-01T09:00:00+00:00");
        let feed: serde_json::Value = serde_json::from_str(&site.get("/feed.json").text()).unwrap();
        let old: serde_json::Value = serde_json::from_slice(&before).unwrap();
        for key in ["title", "description", "language", "authors"] {
            assert_eq!(feed[key], old[key]);
        }
    }
    // A folder that was published without a configuration, as by an earlier version.
    let mut site = Site::with(&[("content/first.md", POST)]);
    site.stop();
    site.write("hugo.toml", HUGO);
    site.start();
    assert_eq!(published(&site), "2026-03-01T10:00:00+00:00");
    assert!(!site.get("/feed.json").text().contains("Jane Doe"));
}

#[test]
fn an_empty_first_start_has_announced_nothing() {
    let mut site = Site::empty();
    site.stop();
    site.write("hugo.toml", HUGO).write("content/first.md", POST);
    site.start();
    assert_eq!(published(&site), "2026-03-01T09:00:00+00:00");
}

#[test]
fn output_and_theme_of_a_generator_are_no_second_set_of_articles() {
    let (first, list) = (page("First"), page("Tags"));
    let projects: [&[(&str, &str)]; 6] = [
        &[
            ("hugo.toml", HUGO),
            ("content/posts/first.md", POST),
            ("public/index.html", &list),
            ("public/posts/first/index.html", &first),
            ("themes/x/exampleSite/content/a.md", "# A\n\nText.\n"),
            ("notes.md", "# Notes on the project\n\nText.\n"),
        ],
        &[
            ("_config.yml", "title: H\nsource_dir: source\npublic_dir: public\n"),
            ("source/_posts/first.md", POST),
            ("public/first/index.html", &first),
        ],
        &[
            ("astro.config.mjs", "export default defineConfig({});"),
            ("src/content/blog/first.md", POST),
            ("dist/blog/first/index.html", &first),
            ("public/old.html", &list),
        ],
        &[
            ("_config.yml", "title: J\ndestination: ./www\n"),
            ("_posts/2026-03-01-first.md", POST),
            ("www/2026/03/01/first.html", &first),
        ],
        &[
            ("pelicanconf.py", "SITENAME = 'P'\nPATH = 'content'\n"),
            ("content/first.md", POST),
            ("output/first.html", &first),
        ],
        &[("mkdocs.yml", "site_name: M\n"), ("docs/first.md", POST), ("site/first/index.html", &first)],
    ];
    for files in projects {
        let site = Site::with(files);
        site.expect_titles(&["First"]);
        // Output that is written while the server runs.
        let output = files.iter().find(|(_, text)| *text == first).unwrap().0;
        site.write(&output.replace("first", "second"), &page("Second"));
        site.write(&files[1].0.replace("first", "third"), &POST.replace("First", "Third"));
        let titles = ["First", "Third"];
        let last = crate::support::site::until(|| {
            let mut now = site.titles("/atom.xml");
            now.sort();
            if now == titles { Ok(()) } else { Err(now) }
        });
        assert_eq!(last, Ok(()), "{files:?}");
    }
}

#[test]
fn a_plain_folder_of_html_named_public_stays_articles() {
    let site = Site::with(&[("public/first.html", &page("First")), ("config.toml", "[server]\nport = 1\n")]);
    site.expect_titles(&["First"]);
}

#[test]
fn articles_that_were_published_from_the_output_stay() {
    let mut site =
        Site::with(&[("public/first.html", &page("First")), ("content/a.md", &POST.replace("First", "A"))]);
    assert_eq!(site.titles("/atom.xml").len(), 2);
    site.stop();
    site.write("hugo.toml", HUGO);
    site.start();
    assert_eq!(site.titles("/atom.xml").len(), 2);
    let check = check(&site, &[]);
    assert!(
        check.contains("'public' is not a content folder of Hugo, but articles were published from it"),
        "{check}"
    );
}

fn check(site: &Site, arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .arg("check")
        .arg(site.folder())
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_configuration_above_a_content_folder_is_read() {
    for (project, folder, text) in [
        ("hugo.toml", "content", HUGO),
        ("_config.yml", "_posts", "title: My Blog\ntimezone: Europe/Berlin\nauthor: Jane Doe\n"),
        (
            "src/consts.ts",
            "src/content/blog",
            "export const SITE_TITLE = 'My Blog';\nexport const TIMEZONE = 'Europe/Berlin';\n",
        ),
    ] {
        let outer = Site::stopped(&[(project, text), ("astro.config.mjs", "export default {}")], "");
        outer.write(&format!("{folder}/first.md"), POST);
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
            .args(["check", "--format", "jsonl"])
            .arg(outer.file(folder))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("2026-03-01T10:00:00+01:00"), "{project}: {text}");
        assert!(text.contains("\"value\":\"My Blog\""), "{project}: {text}");
    }
    // A folder with another name is no content folder of the project above it.
    let outer = Site::stopped(&[("hugo.toml", HUGO)], "");
    outer.write("notes/first.md", POST);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .arg("check")
        .arg(outer.file("notes"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("2026-03-01T10:00:00Z") && !text.contains("Hugo"), "{text}");
}

#[test]
fn check_tells_what_was_taken_from_where() {
    let site = Site::stopped(
        &[("hugo.toml", HUGO), ("content/first.md", POST), ("public/first.html", &page("First"))],
        "",
    );
    site.write("tidings.toml", "[site]\nauthor = 'Me'\n");
    let text = check(&site, &[]);
    for part in [
        "configuration of Hugo: hugo.toml\n",
        "title 'My Blog' (hugo.toml, line 2, 'title'): used\n",
        "author 'Jane Doe' (hugo.toml, line 5, 'params.author'): not used: tidings has a setting of its own\n",
        "base_url 'https://blog.example/' (hugo.toml, line 1, 'baseURL'): not used: set site.base_url to publish",
        "left out: public\n",
        "published: only content\n",
        "public/first.html: ignored\n    note: not an article: it is in 'public', the output of Hugo\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let rows = check(&site, &["--format", "jsonl"]);
    let rows: Vec<serde_json::Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let row = rows.iter().find(|row| row["path"] == "hugo.toml").unwrap();
    assert_eq!(row["site"]["values"][0]["outcome"], "used");
    assert!(rows.iter().all(|row| row["problems"].is_array()));
    site.write("hugo.toml", &HUGO.replace("'Europe/Berlin'", "'Middle Earth'"));
    let text = check(&site, &["--problems"]);
    assert!(text.contains("'Middle Earth' in 'timeZone' is not a valid timezone"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_configuration_outside_of_the_project_is_not_read() {
    let secret = tempfile::tempdir().unwrap();
    std::fs::write(secret.path().join("hugo.toml"), HUGO).unwrap();
    let site = Site::stopped(&[("content/first.md", POST)], "");
    std::os::unix::fs::symlink(secret.path().join("hugo.toml"), site.file("hugo.toml")).unwrap();
    let text = check(&site, &[]);
    assert!(!text.contains("My Blog") && text.contains("first.md: published"), "{text}");
    let made = std::process::Command::new("mkfifo").arg(site.file("_config.yml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    assert!(check(&site, &[]).contains("first.md: published"), "a pipe is not opened");
}
