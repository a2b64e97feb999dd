//! Rules by which the text of a file shows that the file is not an article: keys, dumps, exports of whole sites,
//! signatures, scripts.

mod conflict_marks;

pub(super) use conflict_marks::conflict_marks;

use super::model::Format;
use super::path_rules::{Certainty, draft_path};
use tidings_model::ContentPath;

/// How many characters of a text most rules examine.
const HEAD: usize = 4096;

/// Whether a rule concerns a secret, which is never served, or only says that the file is not an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Private,
    Other,
}

/// A row: the test of the text, and the reason.
type ContentRule = (fn(&TextParts) -> bool, Reach, &'static str);

/// The parts of a text that the rows test.
struct TextParts<'t> {
    text: &'t str,
    /// The beginning of the text, without white space and empty lines in front.
    head: &'t str,
    first_line: &'t str,
    stem: &'t str,
    /// Whether the file is in a directory for templates of notes.
    is_in_templates: bool,
    /// Whether nothing but the content says what the file is: plain text.
    is_plain: bool,
}

/// The rules, tried in order.
const RULES: &[ContentRule] = &[
    (|parts| begins_armoured(parts.first_line, "PRIVATE KEY"), Reach::Private, "it is a private key"),
    (|parts| parts.is_plain && has_key(parts.text), Reach::Private, "it contains a private key"),
    (
        |parts| {
            let is_age = parts.head.lines().take(5).any(|line| line.starts_with("AGE-SECRET-KEY-1"));
            is_age || parts.head.starts_with("PuTTY-User-Key-File-")
        },
        Reach::Private,
        "it is a private key",
    ),
    (
        |parts| {
            parts.is_plain
                && parts.head.lines().any(|line| {
                    line.starts_with("PrivateKey = ") || line.starts_with("aws_secret_access_key")
                })
        },
        Reach::Private,
        "it contains a private key",
    ),
    (
        |parts| parts.is_plain && is_environment(parts.head),
        Reach::Private,
        "it is a list of environment variables, which often contain passwords",
    ),
    (
        |parts| parts.is_plain && is_password_file(parts.head),
        Reach::Private,
        "it is a list of password hashes",
    ),
    (|parts| is_database_dump(parts), Reach::Private, "it is a copy of a database"),
    (
        |parts| begins_armoured(parts.first_line, "PGP SIGNED MESSAGE"),
        Reach::Other,
        "it is a signed copy of a text (PGP); save the text without the signature",
    ),
    (
        |parts| parts.first_line.starts_with("-----BEGIN ") && parts.first_line.ends_with("-----"),
        Reach::Other,
        "it is a signature, a certificate or an encrypted message",
    ),
    (|parts| is_script(parts.first_line), Reach::Other, "it is a script"),
    (
        |parts| is_movable_type_export(parts),
        Reach::Other,
        "it is an export of a whole site (Movable Type), which may contain drafts; save each entry as a file of its own",
    ),
    (
        |parts| parts.is_plain && is_xml(parts.head),
        Reach::Other,
        "it is an XML file, such as a feed or an export of a whole site; save each article as a file of its own",
    ),
    (
        |parts| parts.is_plain && is_mailbox(parts.head, parts.text),
        Reach::Other,
        "it is a mailbox (mbox); save each e-mail as .eml",
    ),
    (
        |parts| parts.first_line.eq_ignore_ascii_case("<!DOCTYPE NETSCAPE-Bookmark-file-1>"),
        Reach::Other,
        "it is an export of a browser's bookmarks",
    ),
    (
        |parts| ["BEGIN:VCARD", "BEGIN:VCALENDAR"].contains(&parts.first_line),
        Reach::Private,
        "it is a file of contacts or appointments",
    ),
    (is_note_template, Reach::Other, "it is a template of notes"),
    (|parts| is_verification(parts), Reach::Other, "it proves to a search engine who owns the site"),
];

/// The reason why a text is not an article, by its content. `format` is the one that the file's container states.
pub(super) fn not_article_because(
    path: &ContentPath,
    text: &str,
    format: Option<Format>,
) -> Option<&'static str> {
    // A container (Word, e-mail) is an article whatever its text begins with.
    if format.is_some() {
        return None;
    }
    let extension = path.extension().unwrap_or_default();
    let is_plain = extension.is_empty() || ["txt", "text", "asc"].contains(&extension.as_str());
    let is_in_templates = draft_path(path).is_some_and(|said| said.certainty == Certainty::Templates);
    let head = beginning(text.trim_start());
    let first_line = head.lines().next().unwrap_or_default().trim_end();
    let parts = TextParts { text, head, first_line, stem: path.stem(), is_in_templates, is_plain };
    RULES.iter().find(|(test, _, _)| test(&parts)).map(|(_, _, reason)| *reason)
}

/// The reason why the content of a file must never be sent to anyone: it begins like a key, a list of passwords or
/// a copy of a database. `head` is the beginning of the file, 4 KiB or more if it has as much.
pub fn private_content(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"SQLite format 3\0") || head.starts_with(b"PGDMP") {
        return Some("it is a copy of a database");
    }
    let text = String::from_utf8_lossy(head.get(..HEAD).unwrap_or(head));
    let head = text.trim_start_matches('\u{FEFF}').trim_start();
    let first_line = head.lines().next().unwrap_or_default().trim_end();
    let parts = TextParts { text: head, head, first_line, stem: "", is_in_templates: false, is_plain: true };
    let mut rules = RULES.iter().filter(|(_, reach, _)| *reach == Reach::Private);
    rules.find(|(test, _, _)| test(&parts)).map(|(_, _, reason)| *reason)
}

/// Whether a text that is an article contains a whole private key, as a listing might by mistake. The line is that
/// of the key's beginning, from 1.
pub(super) fn line_of_private_key(text: &str) -> Option<u32> {
    let mut lines = text.lines().enumerate();
    loop {
        let (at, _) = lines.find(|(_, line)| begins_armoured(line.trim(), "PRIVATE KEY"))?;
        // A tutorial shortens its key (`MIIE…`): a real one has more than one whole line of Base64.
        let is_base64 = |line: &str| {
            let line = line.trim();
            line.len() >= 60
                && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
        };
        if lines.by_ref().take(2).all(|(_, line)| is_base64(line)) {
            return u32::try_from(at + 1).ok();
        }
    }
}

fn beginning(text: &str) -> &str {
    let end = (0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

/// `-----BEGIN OPENSSH PRIVATE KEY-----` (RFC 7468), for a kind that the label contains.
fn begins_armoured(line: &str, kind: &str) -> bool {
    let label = line.strip_prefix("-----BEGIN ").and_then(|rest| rest.strip_suffix("-----"));
    label.is_some_and(|label| label.contains(kind))
}

fn has_key(text: &str) -> bool {
    text.contains("-----BEGIN ") && text.lines().any(|line| begins_armoured(line.trim(), "PRIVATE KEY"))
}

/// `export NAME=value` lines and comments only, at least two.
fn is_environment(head: &str) -> bool {
    let is_variable = |line: &str| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        line.split_once('=').is_some_and(|(name, _)| {
            name.len() > 1
                && name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        })
    };
    let mut count = 0;
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    // The last line of the beginning may be cut.
    for line in lines.take(200) {
        if !is_variable(line) {
            return false;
        }
        count += 1;
    }
    count >= 2
}

/// `jane:$2y$05$…` (htpasswd), `root:x:0:0:…` (passwd).
fn is_password_file(head: &str) -> bool {
    const HASHES: [&str; 8] = ["$apr1$", "$2y$", "$2a$", "$2b$", "$5$", "$6$", "$y$", "{SHA}"];
    let first = head.lines().next().unwrap_or_default();
    first.split_once(':').is_some_and(|(user, hash)| {
        !user.contains(char::is_whitespace)
            && (HASHES.iter().any(|start| hash.starts_with(start))
                || (user == "root" && hash.starts_with("x:0:")))
    })
}

fn is_database_dump(parts: &TextParts) -> bool {
    const BANNERS: [&str; 11] = [
        "-- mysql dump",
        "-- mariadb dump",
        "-- postgresql database dump",
        "-- phpmyadmin sql dump",
        "# phpmyadmin",
        "-- adminer",
        "-- heidisql",
        "-- dump created by",
        "-- host:",
        "/*m!999999",
        "/*!40",
    ];
    const STATEMENTS: [&str; 6] = [
        "insert into ",
        "create table ",
        "drop table ",
        "pragma foreign_keys",
        "begin transaction;",
        "set sql_mode",
    ];
    let mut lines = parts.head.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty());
    if lines.by_ref().take(4).any(|line| BANNERS.iter().any(|banner| line.starts_with(banner))) {
        return true;
    }
    let first = parts.head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("--"));
    let first = first.unwrap_or_default();
    // `Insert into the oven.` is no statement.
    let is_statement = first.contains(['(', '`', ';', '"'])
        || first.starts_with(|c: char| c.is_uppercase()) && {
            let second = first.chars().nth(1);
            second.is_some_and(char::is_uppercase)
        };
    let first = first.to_lowercase();
    parts.is_plain && is_statement && STATEMENTS.iter().any(|statement| first.starts_with(statement))
}

fn is_script(first_line: &str) -> bool {
    first_line.strip_prefix("#!").is_some_and(|rest| rest.trim_start().starts_with('/'))
}

/// Movable Type's import format: lines of metadata, a rule of five hyphens, the body, a rule of eight.
fn is_movable_type_export(parts: &TextParts) -> bool {
    const KEYS: [&str; 9] = [
        "TITLE: ",
        "AUTHOR: ",
        "DATE: ",
        "STATUS: ",
        "BASENAME: ",
        "ALLOW COMMENTS: ",
        "PRIMARY CATEGORY: ",
        "CATEGORY: ",
        "UNIQUE URL: ",
    ];
    let is_key = |line: &str| KEYS.iter().any(|key| line.starts_with(key));
    is_key(parts.first_line)
        && parts.text.contains("\n-----\n")
        && ["\nBODY:\n", "\nEXTENDED BODY:\n", "\nEXCERPT:\n"].iter().any(|part| parts.text.contains(part))
}

fn is_xml(head: &str) -> bool {
    const ROOTS: [&str; 7] = ["<rss", "<feed", "<opml", "<livejournal", "<rdf:RDF", "<urlset", "<en-export"];
    let mut rest = head;
    while let Some(after) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        rest = after.split_once('>').map_or("", |(_, rest)| rest).trim_start();
    }
    ROOTS.iter().any(|root| rest.starts_with(root))
}

/// Several messages after separator lines `From jane@example.org Mon Mar  2 …`, or one with its headers.
fn is_mailbox(head: &str, text: &str) -> bool {
    let Some(first) = head.strip_prefix("From ") else { return false };
    let envelope = first.lines().next().unwrap_or_default();
    let has_year = envelope
        .split_whitespace()
        .any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let has_header =
        |text: &str| ["\nFrom: ", "\nSubject: ", "\nDate: "].iter().any(|name| text.contains(name));
    let is_address =
        envelope.split_whitespace().next().is_some_and(|word| word.contains('@') || word == "MAILER-DAEMON");
    has_year && (has_header(head) || (is_address && text.contains("\n\nFrom ")))
}

/// Whether the file is a template from which a note program or a generator makes new files: its title or its date
/// is a placeholder. In running text and in listings, placeholders are what an article is about.
fn is_note_template(parts: &TextParts) -> bool {
    if parts.is_in_templates && has_placeholder(parts.head) {
        return true;
    }
    let mut lines = parts.head.lines().peekable();
    if parts.first_line.starts_with("---") || parts.first_line.starts_with("+++") {
        lines.next();
        for line in lines.by_ref() {
            if line.starts_with("---") || line.starts_with("+++") {
                break;
            }
            let value = line.split_once([':', '=']).map_or("", |(_, value)| value).trim();
            if is_placeholder(value.trim_matches(['"', '\''])) {
                return true;
            }
        }
    }
    let first = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    first.trim().strip_prefix("# ").is_some_and(|title| is_placeholder(title.trim()))
}

/// `<% tp.file.title %>` (Templater), `{{title}}` (Obsidian, Hexo), `{{ .Date }}` (Hugo).
fn is_placeholder(value: &str) -> bool {
    let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    ["<%tp.", "<%*", "<%+tp.", "<%-tp."].iter().any(|start| bare.starts_with(start))
        || ["{{title}}", "{{date}}", "{{time}}", "{{.date}}", "{{.name}}", "{{name}}", "{{value}}"]
            .contains(&bare.as_str())
        || ["{{date:", "{{time:", "{{value:", "{{replace.name", "{{.name|"]
            .iter()
            .any(|start| bare.starts_with(start))
}

fn has_placeholder(text: &str) -> bool {
    ["<% tp.", "<%tp.", "<%*", "{{title}}", "{{date", "{{time", "{{VALUE"]
        .iter()
        .any(|mark| text.contains(mark))
}

/// The whole text is the file's own name (IndexNow, many services) or names it (Google).
fn is_verification(parts: &TextParts) -> bool {
    let text = parts.head.trim();
    let is_code = text.len() >= 8
        && text.len() <= 128
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (is_code && text == parts.stem) || text.starts_with("google-site-verification: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(path: &str, text: &str) -> Option<&'static str> {
        not_article_because(&ContentPath::new(path).unwrap(), text, None)
    }

    #[test]
    fn files_that_are_no_articles_by_their_text() {
        let cases = [
            ("x", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", "private key"),
            ("notes.txt", "server:\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", "private key"),
            ("x.txt", "PuTTY-User-Key-File-3: ssh-ed25519\n", "private key"),
            ("x.txt", "# created: 2026\n# public key: age1x\nAGE-SECRET-KEY-1ABC\n", "private key"),
            ("settings.txt", "# production\nDB_HOST=localhost\nDB_PASSWORD=hunter2\n", "environment"),
            ("users", "jane:$apr1$abc$def\n", "password"),
            ("old.txt", "-- MySQL dump 10.13\n--\n", "database"),
            ("old.txt", "--\n-- PostgreSQL database dump\n--\n", "database"),
            (
                "post.md.asc",
                "-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n",
                "signature",
            ),
            ("post.asc", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nText.\n", "signed"),
            ("deploy", "#!/bin/sh\nrsync -a public/ host:/srv\n", "script"),
            ("run.txt", "#! /usr/bin/env python3\n", "script"),
            (
                "export.txt",
                "AUTHOR: Jane\nTITLE: A\nSTATUS: Draft\n-----\nBODY:\nx\n-----\n--------\n",
                "Movable Type",
            ),
            ("blog.txt", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:wp=\"x\">", "XML"),
            ("mails.txt", "From jane@example.org Mon Mar  2 08:00:00 2026\nSubject: a\n\nText\n", "mailbox"),
            ("a1b2c3d4e5f60718.txt", "a1b2c3d4e5f60718\n", "search engine"),
            ("x.html", "google-site-verification: google12.html", "search engine"),
        ];
        for (path, text, part) in cases {
            assert!(
                reason(path, text).is_some_and(|reason| reason.contains(part)),
                "{path}: {:?}",
                reason(path, text)
            );
        }
    }

    #[test]
    fn articles_about_such_files_are_kept() {
        let cases = [
            ("keys.md", "# Keys\n\n```\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n```\n"),
            ("a.txt", "TITLE: An essay\n\nA text about Movable Type.\n"),
            ("a.txt", "From here on 2026 is over.\n\nFrom there too.\n"),
            ("a.txt", "A=1\nand so on\n"),
            ("a.txt", "Insert into the oven.\n"),
            ("a.md", "---\ntitle: x\n---\n#!/bin/sh\n"),
        ];
        for (path, text) in cases {
            assert_eq!(reason(path, text), None, "{path}: {text}");
        }
    }

    #[test]
    fn only_a_whole_key_in_a_listing_is_reported() {
        let line = "A".repeat(64);
        let key = format!("x\n\n```\n-----BEGIN RSA PRIVATE KEY-----\n{line}\n{line}\n");
        assert_eq!(line_of_private_key(&key), Some(4));
        assert_eq!(line_of_private_key("-----BEGIN RSA PRIVATE KEY-----\nMIIE…\n"), None);
    }

    #[test]
    fn private_content_is_recognised_in_bytes() {
        assert!(private_content(b"-----BEGIN EC PRIVATE KEY-----\nx").is_some());
        assert!(private_content(b"PGDMP\x01\x0e").is_some());
        assert_eq!(private_content(b"\x89PNG\r\n"), None);
        assert_eq!(private_content(b"-----BEGIN CERTIFICATE-----\nx"), None);
    }
}
