//! The program on the command line: its output and its exit status.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use support::site::until;

const TIDINGS: &str = env!("CARGO_BIN_EXE_tidings");

fn tidings(arguments: &[&str]) -> Output {
    tidings_in(Path::new("."), arguments, &[])
}

fn tidings_in(directory: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(TIDINGS);
    command.current_dir(directory).args(arguments).envs(environment.iter().copied());
    command.output().expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The last line of standard error, the only line of an error.
fn error_line(output: &Output) -> String {
    let text = stderr(output);
    assert!(!text.contains("panicked") && !text.contains("backtrace"), "{text}");
    text.lines().last().unwrap_or_default().to_owned()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    folder
}

#[test]
fn startup_errors_are_one_line_with_the_reason() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let articles = folder(&[("a.md", "A\n\nText.\n"), ("bad.toml", "[http]\nlisten = 'x'\n")]);
    let path = articles.path().to_str().unwrap();
    let bad = articles.path().join("bad.toml");
    let file = articles.path().join("a.md");
    let cases: [(&[&str], i32, &str); 8] = [
        (&["serve", "/no/such/folder"], 3, "'/no/such/folder' does not exist (create it"),
        (&["check", "/no/such/folder"], 3, "'/no/such/folder' does not exist (create it"),
        (&["serve", file.to_str().unwrap()], 3, "is not a folder"),
        (&["serve", path, "--listen", &taken], 3, "another program listens there"),
        (&["serve", path, "--listen", "0.0.0.0:0"], 2, "'site.base_url' is required"),
        (
            &["serve", path, "--listen", "nonsense"],
            2,
            "--listen: 'http.listen': 'nonsense' is not an address",
        ),
        (&["serve", path, "--config", bad.to_str().unwrap()], 2, "bad.toml:2:10: 'http.listen'"),
        (&["serve", path, "--config", "/no/such.toml"], 2, "/no/such.toml: cannot read the configuration"),
    ];
    for (arguments, status, part) in cases {
        let output = tidings(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", stderr(&output));
        assert!(error_line(&output).contains(part), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn an_unusable_state_folder_is_an_error() {
    let articles = folder(&[("a.md", "A\n\nText.\n"), (".tidings", "a file where the folder should be")]);
    let output = tidings(&["serve", articles.path().to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(error_line(&output).contains("use --state DIR"), "{}", stderr(&output));
}

#[test]
fn usage_errors_and_help() {
    assert_eq!(tidings(&["--help"]).status.code(), Some(0));
    assert_eq!(tidings(&["--version"]).status.code(), Some(0));
    for wrong in [&["srve"][..], &[], &["check", "--format", "xml"]] {
        assert_eq!(tidings(wrong).status.code(), Some(2), "{wrong:?}");
    }
    let nowhere = folder(&[]);
    let output = tidings_in(nowhere.path(), &["serve"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(error_line(&output).contains("name one (tidings serve FOLDER)"), "{}", stderr(&output));
}

#[test]
fn check_shows_what_each_file_becomes() {
    let articles = folder(&[
        ("good.md", "---\ntitle: Good\ndate: 2026-03-04\ntags: [a]\n---\nText.\n"),
        ("draft.md", "---\ntitle: Held\ndraft: true\n---\nText.\n"),
        ("later.md", "---\ntitle: Later\ndate: 2999-03-04\n---\nText.\n"),
        ("over.md", "---\ntitle: Over\ndate: 2020-03-04\nexpires: 2021-01-01\n---\nText.\n"),
        ("README.md", "# Not an article\n"),
        ("picture.png", "x"),
    ]);
    let path = articles.path().to_str().unwrap();
    let output = tidings(&["check", path, "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rows: Vec<serde_json::Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let status = |path: &str| rows.iter().find(|row| row["path"] == path).map(|row| row["status"].clone());
    for (path, expected) in [
        ("good.md", "published"),
        ("draft.md", "draft"),
        ("later.md", "scheduled"),
        ("over.md", "expired"),
        ("README.md", "ignored"),
        ("picture.png", "ignored"),
    ] {
        assert_eq!(status(path), Some(expected.into()), "{path}");
    }
    let good = rows.iter().find(|row| row["path"] == "good.md").unwrap();
    assert_eq!(good["title"], "Good");
    assert_eq!(good["published"], "2026-03-04T00:00:00Z");
    assert_eq!(good["published_from"], "front matter");
    assert_eq!(good["body_html"].as_str().unwrap().trim(), "<p>Text.</p>");
    assert!(!articles.path().join(".tidings").exists(), "a check writes nothing");
    let text = tidings(&["check", path]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.contains("good.md: published 'Good'\n    2026-03-04T00:00:00Z (front matter), tagged a\n"),
        "{text}"
    );
    assert!(text.ends_with("6 files: 1 published, 1 scheduled, 1 draft, 1 expired, 2 ignored\n"), "{text}");
}

fn check_rows(folder: &Path, environment: &[(&str, &str)]) -> Vec<serde_json::Value> {
    let output = tidings_in(folder, &["check", ".", "--format", "jsonl"], environment);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let lines = output.stdout.split(|byte| *byte == b'\n');
    lines.filter_map(|line| serde_json::from_slice(line).ok()).collect()
}

fn row<'r>(rows: &'r [serde_json::Value], path: &str) -> &'r serde_json::Value {
    rows.iter().find(|row| row["path"] == path).unwrap_or_else(|| panic!("no {path}"))
}

#[test]
fn check_shows_the_authors() {
    let articles = folder(&[
        ("blog/2026-03-04-a.md", "---\ntitle: A\nauthors: [jane, Joe Roe]\n---\nText of A.\n"),
        ("blog/authors.yml", "jane:\n  name: Jane Doe\n  url: https://example.org/jane\n"),
        ("2026-03-05-b.md", "---\ntitle: B\nauthor: jane\n---\nText of B.\n"),
        ("2026-03-06-c.md", "---\ntitle: C\n---\nText of C.\n"),
        ("docs/posts/2026-03-07-d.md", "---\ntitle: D\nauthors: [jane]\n---\nText of D.\n"),
        // MkDocs Material hides this file. It is read; no other hidden file is.
        ("docs/.authors.yml", "authors:\n  jane:\n    name: Jane Poe\n    description: Writer\n"),
    ]);
    let rows = check_rows(articles.path(), &[("TIDINGS_SITE__AUTHOR", "The Editors")]);
    for (path, names) in [
        ("blog/2026-03-04-a.md", vec!["Jane Doe", "Joe Roe"]),
        // An authors file applies only to the articles beside and below it.
        ("2026-03-05-b.md", vec!["jane"]),
        ("2026-03-06-c.md", vec!["The Editors"]),
        ("docs/posts/2026-03-07-d.md", vec!["Jane Poe"]),
    ] {
        assert_eq!(row(&rows, path)["authors"], serde_json::json!(names), "{path}");
    }
}

#[test]
fn check_reports_an_undeclared_language_once() {
    let german = "Am Morgen liegt der Nebel noch über dem Fluss, und die Fischer stehen schweigend am Ufer. Niemand \
        weiß, wann das erste Boot zurückkommt, aber alle warten. Später, wenn die Sonne durchbricht, kommen die Kinder \
        aus der Schule und laufen über die alte Brücke, die man im letzten Herbst neu gestrichen hat. Der Wirt öffnet \
        seine Läden und stellt Stühle vor das Haus, obwohl es dafür eigentlich noch zu kalt ist.";
    let articles: Vec<(String, String)> = (1..=3)
        .map(|day| (format!("2026-03-0{day}-nebel.md"), format!("# Nebel {day}\n\n{german}\n")))
        .collect();
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let articles = folder(&articles);
    let problems_with = |language: &str| {
        let rows = check_rows(articles.path(), &[("TIDINGS_SITE__LANGUAGE", language)]);
        assert!(rows.iter().all(|row| row["language"].is_null()), "{rows:?}");
        rows.iter().flat_map(|row| row["problems"].as_array().unwrap().clone()).collect::<Vec<_>>()
    };
    assert_eq!(problems_with("de"), [] as [serde_json::Value; 0]);
    let problems = problems_with("en");
    assert_eq!(problems.len(), 1, "{problems:?}");
    let message = problems[0]["message"].as_str().unwrap();
    assert!(message.contains("in German") && message.ends_with("here and in 2 other files"), "{message}");
}

#[test]
fn check_applies_include_and_exclude() {
    let text = |title: &str| {
        format!("---\ntitle: {title}\ndate: 2026-03-04\nstatus: draft\n---\nText of {title}.\n")
    };
    let files = ["posts/a.md", "posts/old/b.md", "notes/c.md", "posts/README.md", "posts/_index.md"];
    let texts: Vec<(&str, String)> = files.iter().map(|path| (*path, text(path))).collect();
    let mut given: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let settings = "[content]\nstatus = 'ignore'\ninclude = ['posts/**', '**/README.md', 'about.md']\n\
                    exclude = ['posts/old/']\n";
    given.push(("tidings.toml", settings));
    // Without a date both would be pages of the site; the settings name one of them.
    given.push(("about.md", "---\ntitle: About\n---\nText.\n"));
    given.push(("posts/contact.md", "---\ntitle: Contact\n---\nText.\n"));
    let articles = folder(&given);
    let rows = check_rows(articles.path(), &[]);
    for (path, status) in files.into_iter().zip(["published", "ignored", "ignored", "published", "ignored"]) {
        assert_eq!(row(&rows, path)["status"], status, "{path}");
    }
    assert_eq!(
        (&row(&rows, "about.md")["status"], &row(&rows, "posts/contact.md")["status"]),
        (&"published".into(), &"draft".into())
    );
    assert!(row(&rows, "notes/c.md")["problems"].to_string().contains("content.include does not match it"));
    let output =
        tidings_in(articles.path(), &["check", "."], &[("TIDINGS_CONTENT__EXCLUDE", "a.md,/posts/**")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(error_line(&output).contains("must be relative to the folder of articles; write 'posts/**'"));
}

#[test]
fn check_shows_no_date_of_an_undated_article() {
    let articles = folder(&[("a.md", "---\ntitle: A\n---\nText.\n")]);
    let rows = check_rows(articles.path(), &[]);
    let a = row(&rows, "a.md");
    assert_eq!((&a["published"], &a["published_from"]), (&serde_json::Value::Null, &"first seen".into()));
    assert_eq!(a["updated"], serde_json::Value::Null);
}

#[test]
fn translations_share_a_name_and_have_different_addresses() {
    let articles = folder(&[
        ("river.fr.md", "---\ntitle: La rivière\ndate: 2026-03-04\n---\nElle monte.\n"),
        ("river.md", "---\ntitle: The river\ndate: 2026-03-04\n---\nIt rises.\n"),
    ]);
    let rows = check_rows(articles.path(), &[]);
    assert_eq!(row(&rows, "river.md")["slug"], "river");
    assert_eq!(row(&rows, "river.fr.md")["slug"], "river-fr");
}

#[test]
fn a_rejected_file_is_reported_with_its_line_and_exit_status_1() {
    let articles = folder(&[
        ("bad.md", "---\ntitle: Bad\ndate: 2026-02-31\n---\nText.\n"),
        ("good.md", "Good\n\nText.\n"),
    ]);
    let output = tidings(&["check", articles.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("bad.md: rejected") && text.contains("error: line 3"), "{text}");
    assert!(text.contains("good.md: published"), "{text}");
}

#[test]
fn serve_prints_its_addresses_and_ends_cleanly_on_a_signal() {
    let articles = folder(&[("a.md", "---\ntitle: A\ndate: 2026-03-04\n---\nText.\n")]);
    for signal in ["-INT", "-TERM"] {
        let mut server = Command::new(TIDINGS)
            .args(["serve", articles.path().to_str().unwrap()])
            .env("TIDINGS_HTTP__LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let addresses: Vec<String> = lines
            .map_while(Result::ok)
            .take_while(|line| !line.starts_with("Drop a file"))
            .filter_map(|line| {
                line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned)
            })
            .collect();
        for name in ["feed.xml", "atom.xml", "feed.json", "feeds.opml"] {
            let address = addresses.iter().find(|address| address.ends_with(name)).expect(name);
            // During the first scan of the folder the server answers 503.
            let mut answer = until(|| ureq::get(address).call()).expect("an answer");
            assert!(!answer.body_mut().read_to_string().unwrap().is_empty(), "{address}");
        }
        let pid = server.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
        assert_eq!(server.wait().unwrap().code(), Some(0), "{signal}");
    }
}

#[test]
fn serve_prints_its_port_even_if_the_addresses_do_not_contain_it() {
    let articles = folder(&[("a.md", "# A\n\nText.\n")]);
    let mut server = Command::new(TIDINGS)
        .args(["serve", articles.path().to_str().unwrap()])
        .args(["--listen", "127.0.0.1:0", "--base-url", "https://example.org/news/"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The test reads one line and closes the pipe, which must not end the server.
    let first = BufReader::new(server.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    let socket = first.rsplit(' ').next().unwrap().to_owned();
    let answer = until(|| ureq::get(format!("http://{socket}/feed.xml")).call());
    server.kill().unwrap();
    server.wait().unwrap();
    assert_eq!(answer.expect(&first).status(), 200);
}

#[test]
fn a_closed_standard_error_stops_nothing() {
    let articles = folder(&[("a.md", "# A\n\nText.\n"), ("b.md", "# B\n\nText.\n")]);
    // A link out of the folder is logged.
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", articles.path().join("out")).unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let check = Command::new(TIDINGS)
        .args(["check", articles.path().to_str().unwrap()])
        .env("TIDINGS_LOG", "debug")
        .stderr(writer)
        .stdout(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(check.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&check.stdout).contains("2 files: 2 published"));
}

#[test]
fn an_unknown_log_level_is_an_error() {
    let articles = folder(&[("a.md", "# A\n\nText.\n")]);
    for (value, status) in
        [("json", 2), ("tidings_sever=debug", 2), ("info,tidings_server=debug", 0), ("TRACE", 0), ("", 0)]
    {
        let output = tidings_in(articles.path(), &["check", "."], &[("TIDINGS_LOG", value)]);
        assert_eq!(output.status.code(), Some(status), "{value}: {}", stderr(&output));
        if status == 2 {
            let error = format!(
                "tidings: environment variable TIDINGS_LOG: '{value}' is not a log level (use error, warn"
            );
            assert!(error_line(&output).starts_with(&error), "{}", stderr(&output));
        }
    }
    let help = tidings_in(articles.path(), &["--help"], &[("TIDINGS_LOG", "json")]);
    assert_eq!(help.status.code(), Some(0));
}

/// Enough files for a progress bar.
fn many_articles() -> tempfile::TempDir {
    let texts: Vec<(String, String)> = (0..300)
        .map(|number| (format!("{number}.md"), format!("# A {number}\n\nText {number}.\n")))
        .collect();
    folder(&texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[test]
fn no_progress_bar_is_drawn_without_a_terminal() {
    let articles = many_articles();
    let output = tidings(&["check", articles.path().to_str().unwrap()]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_shows_a_progress_bar_that_is_removed_at_the_end() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use std::io::Read;

    let articles = many_articles();
    let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&controller).unwrap();
    unlockpt(&controller).unwrap();
    let name = ptsname(&controller, Vec::new()).unwrap().into_string().unwrap();
    let terminal = std::fs::File::options().read(true).write(true).open(name).unwrap();
    let mut command = Command::new(TIDINGS);
    command.args(["check", articles.path().to_str().unwrap()]).env("TERM", "xterm").stdout(Stdio::null());
    let mut check = command.stderr(terminal).spawn().unwrap();
    drop(command);
    // Reading fails with EIO once the program has closed the terminal.
    let (mut screen, mut piece, mut reader) = (Vec::new(), [0; 4096], std::fs::File::from(controller));
    while let Ok(read @ 1..) = reader.read(&mut piece) {
        screen.extend_from_slice(&piece[..read]);
    }
    assert_eq!(check.wait().unwrap().code(), Some(0));
    let screen = String::from_utf8_lossy(&screen);
    assert!(screen.contains("of 300 files"), "{screen:?}");
    assert!(screen.ends_with("\r\u{1b}[2K"), "{screen:?}");
}

#[test]
fn the_example_configuration_has_every_setting_and_serves_the_guide() {
    let text = std::fs::read_to_string("config/tidings.toml").unwrap();
    let mut section = String::new();
    let mut settings = Vec::new();
    let (text, lists) = text.split_once("# [[").unwrap();
    assert!(lists.starts_with("moved]]"), "{lists}");
    assert!(["[[gone]]", "[[feed]]"].iter().all(|list| lists.contains(list)), "{lists}");
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
        }
        let key = line.trim_start_matches("# ").split(" = ").next().unwrap_or_default();
        if line.contains(" = ") && key.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            settings.push(format!("{section}.{key}"));
        }
    }
    let known: Vec<&str> = tidings::config::keys().collect();
    assert_eq!(settings, known);
    let overrides =
        tidings::config::Overrides { config: Some("config/tidings.toml".into()), ..Default::default() };
    let config = tidings::config::load(&overrides, []).unwrap();
    assert!(config.folder().unwrap().join("how-to-subscribe.md").is_file());
}
