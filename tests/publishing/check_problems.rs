//! What `tidings check` reports: missing files, implausible dates, unsupported documents, and the numbers.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::{Site, dated};
use std::process::{Command, Output};

fn check(site: &Site, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command.arg("check").arg(site.folder()).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn lines_with<'t>(text: &'t str, part: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.contains(part)).map(str::trim).collect()
}

#[test]
fn references_that_lead_nowhere_are_reported_with_their_line() {
    let post = "---\ntitle: Post\ndate: 2026-03-04\ntags: [rust]\naliases: [/old/post/]\nimage: cover.png\n\
        enclosure: episode.mp3\n---\n![a](a.png) ![b](/img/b.png) ![c](missing.png)\n\n\
        [sibling](other.md) [address](/articles/other/) [as elsewhere](/other.html) [alias](/old/post/)\n\
        [tag](/tags/rust/) [feed](/feed.xml) [top](#x) [mail](mailto:a@example.org) [out](https://example.org/x.png)\n\
        [none](/nowhere/) [draft](draft.md) [scheduled](/later/)\n";
    let site = Site::stopped(
        &[
            ("posts/post.md", post),
            ("posts/other.md", &dated("Other", "2026-03-05")),
            ("posts/draft.md", "---\ntitle: Draft\ndraft: true\n---\n![x](y.png)\n"),
            ("later.md", "---\ntitle: Later\ndate: 2090-01-01\n---\nText.\n"),
            ("posts/a.png", "x"),
            ("static/img/b.png", "x"),
        ],
        "",
    );
    let output = text(&check(&site, &[]));
    let mut told: Vec<&str> = lines_with(&output, "warning: ");
    told.sort_unstable();
    let expected = [
        "the enclosure 'posts/episode.mp3' is not in the folder",
        "line 13: a link leads to 'later', and the article there is not public",
        "line 13: a link leads to 'nowhere', where there is no file and no page",
        "line 5: the picture 'posts/y.png' is not in the folder",
        "line 6: the picture 'posts/cover.png' is not in the folder",
        "line 9: the picture 'posts/missing.png' is not in the folder",
    ];
    for part in expected {
        assert!(told.iter().any(|line| line.contains(part)), "{part}: {told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn many_missing_references_are_summed_up() {
    let pictures: String = (0..500).map(|number| format!("![x]({number}.png)\n")).collect();
    let site = Site::stopped(&[("a.md", &format!("# A\n\n{pictures}"))], "");
    let output = text(&check(&site, &[]));
    assert_eq!(lines_with(&output, "warning").len(), 12, "{output}");
    assert!(output.contains("490 more references lead to no file and no page"), "{output}");
}

#[test]
fn implausible_years_are_reported_and_change_nothing() {
    let site = Site::stopped(
        &[
            ("a.md", "---\ntitle: A\ndate: 1404-12-10\n---\nText.\n"),
            ("b.md", "---\ntitle: B\ndate: 2206-03-01\n---\nText.\n"),
            (
                "c.html",
                "<html><head><title>C</title><meta property=article:published_time content=1950-03-01></head>\
                 <body><p>Text.</p></body></html>",
            ),
            ("d.md", "---\ntitle: D\ndate: 2026-03-01\nexpires: 9999-01-01\n---\nText.\n"),
        ],
        "",
    );
    let output = text(&check(&site, &[]));
    assert!(output.contains("a.md: published 'A'") && output.contains("b.md: scheduled 'B'"), "{output}");
    assert_eq!(lines_with(&output, "is in the year").len(), 3, "{output}");
    assert!(
        output.contains("line 3: The date in 'date' is in the year 1404; in the Solar Hijri calendar"),
        "{output}"
    );
    assert!(output.contains("The date of the article (document) is in the year 1950"), "{output}");
}

#[test]
fn the_numbers_are_summed_up() {
    let files: Vec<(String, &str)> = (0..12).map(|number| (format!("{number}.md"), "Some text.\n")).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let titled = dated("Titled", "2026-03-04");
    files.extend([("a.md", titled.as_str()), ("x.png", "x"), ("y.png", "x"), ("README.md", "# R\n")]);
    let output = text(&check(&Site::stopped(&files, ""), &[]));
    for line in [
        "ignored 2 files: a picture, not a document",
        "ignored 1 file: it describes the folder and is not an article",
        "without a date: 12 articles, dated by the moment at which a server first sees the file",
        "without a title: 12 articles, titled after the file name or the first sentence",
        "16 files: 13 published, 3 ignored",
    ] {
        assert!(output.lines().any(|found| found == line), "{line}: {output}");
    }
}

#[test]
fn problems_and_exit_statuses() {
    let good = dated("Good", "2026-03-04");
    let site = Site::stopped(&[("good.md", &good), ("README.md", "# R\n")], "");
    for arguments in [&[][..], &["--problems"], &["--problems", "--fail-on", "warning"]] {
        assert_eq!(check(&site, arguments).status.code(), Some(0), "{arguments:?}");
    }
    assert!(text(&check(&site, &["--problems"])).ends_with("2 files: 1 published, 1 ignored\n"));
    assert!(!text(&check(&site, &["--problems"])).contains("good.md"));
    site.write("picture.md", "---\ntitle: P\ndate: 2026-03-05\n---\n![x](none.png)\n");
    for (arguments, status) in [(&[][..], 0), (&["--fail-on", "error"], 0), (&["--fail-on", "warning"], 1)] {
        assert_eq!(check(&site, arguments).status.code(), Some(status), "{arguments:?}");
    }
    let output = text(&check(&site, &["--problems"]));
    assert!(output.contains("picture.md: published 'P'") && !output.contains("good.md"), "{output}");
    let rows = text(&check(&site, &["--problems", "--format", "jsonl"]));
    assert_eq!(rows.lines().count(), 1, "{rows}");
    site.write("bad.md", "---\ndate: 2026-02-31\n---\nText.\n");
    assert_eq!(check(&site, &[]).status.code(), Some(1));
    assert_eq!(check(&site, &["--fail-on", "never"]).status.code(), Some(2));
}

#[test]
fn unsupported_documents_are_told_with_what_to_do() {
    let names = [
        ("letter.doc", "save it as .docx or .odt"),
        ("letter.rtf", "save it as .docx or .odt"),
        ("letter.pages", "save it as .docx or .odt"),
        ("letter.wpd", "save it as .docx or .odt"),
        ("mails.mbox", "save each e-mail as .eml"),
        ("page.mht", "save the page as .html"),
        ("page.mhtml", "save the page as .html"),
        ("old.textile", "convert it to .md or .html"),
        ("book.epub", "convert it to .md or .html"),
        ("paper.tex", "convert it to .md or .html"),
        ("paper.pdf", "save the document that it was made from"),
        ("talk.odp", "write the text as .md"),
        ("wordpress.xml", "if it is the export of a blog"),
        ("feed.xml", "if it is the export of a blog"),
        ("notes.enex", "if it is the export of a blog or of notes"),
        ("feeds.opml", "it is a list or a feed"),
    ];
    let files: Vec<(&str, &str)> = names.iter().map(|(name, _)| (*name, "x")).collect();
    let site = Site::stopped(&files, "");
    site.write("a.md", "---\ntitle: A\ndate: 2026-03-04\n---\n[the paper](paper.pdf)\n");
    let output = text(&check(&site, &[]));
    for (name, advice) in names {
        let after =
            output.split(&format!("{name}: ignored\n")).nth(1).unwrap_or_else(|| panic!("{name}: {output}"));
        let line = after.lines().next().unwrap();
        assert!(line.contains(advice), "{name}: {line}");
        let is_warning = !["paper.pdf", "feed.xml", "feeds.opml"].contains(&name);
        assert_eq!(line.contains("warning: "), is_warning, "{name}: {line}");
    }
}

#[cfg(unix)]
#[test]
fn names_and_titles_cannot_command_the_terminal() {
    let name = "a\u{1b}[2Jb\nc.md: published 'x'\u{202e}.md";
    let title = "---\ntitle: \"T\u{9b}31m\"\ndate: 2026-03-04\n---\n![x](\u{9b}2J.png)\n";
    let site = Site::stopped(&[(name, title)], "");
    let output = text(&check(&site, &[]));
    let rows = text(&check(&site, &["--format", "jsonl"]));
    for output in [&output, &rows] {
        let unsafe_characters = ['\u{1b}', '\u{9b}', '\u{202e}'];
        assert!(!output.contains(unsafe_characters), "{output:?}");
    }
    assert!(
        output.starts_with("a\\u{1b}[2Jb\\nc.md: published 'x'\\u{202e}.md: published 'T31m'\n"),
        "{output:?}"
    );
    let row: serde_json::Value = serde_json::from_str(rows.trim()).unwrap();
    assert_eq!((&row["path"], &row["title"]), (&name.into(), &"T31m".into()));
}

/// The memory of a check must not grow with the number of articles.
#[cfg(target_os = "linux")]
#[test]
fn the_memory_of_a_check_does_not_grow_with_the_folder() {
    let peak = |articles: usize| {
        let folder = tempfile::tempdir().unwrap();
        let body = "Some words of the article, which are repeated. ".repeat(300);
        for number in 0..articles {
            let article = format!("---\ntitle: Article {number}\ndate: 2026-03-04\n---\n{body} {number}\n");
            std::fs::write(folder.path().join(format!("{number}.md")), article).unwrap();
        }
        let mut process = Command::new(env!("CARGO_BIN_EXE_tidings"))
            .args(["check", "--format", "jsonl"])
            .arg(folder.path())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", process.id());
        let mut output = process.stdout.take().unwrap();
        let (mut buffer, mut peak) = (vec![0; 1 << 20], 0_u64);
        // The output is far larger than a pipe, so the process lives until most of it is read.
        while std::io::Read::read(&mut output, &mut buffer).unwrap() > 0 {
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
            peak = peak.max(kilobytes.unwrap_or_default());
        }
        process.wait().unwrap();
        assert!(peak > 0);
        peak
    };
    // 1,500 articles have 21 MB of text, which is held several times if it is held at all.
    let (few, many) = (peak(300), peak(1500));
    assert!(many < few + 20_000, "{few} kB for 300 articles, {many} kB for 1500");
}
