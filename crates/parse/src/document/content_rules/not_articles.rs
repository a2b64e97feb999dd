//! Texts that are not articles, and no secrets either: signatures, scripts, exports of whole sites, templates of notes.

use super::rule::{ContentRule, TextParts, other, private};

/// The rules, tried in order.
pub(super) const RULES: &[ContentRule] = &[
    other(
        |parts| parts.first_line.starts_with("-----BEGIN ") && parts.first_line.ends_with("-----"),
        "it is a signature, a certificate or an encrypted message",
    ),
    other(|parts| is_script(parts.first_line), "it is a script"),
    other(
        is_movable_type_export,
        "it is an export of a whole site (Movable Type), which may contain drafts; save each entry as a file of its own",
    ),
    other(
        |parts| parts.is_plain && is_xml(parts.head),
        "it is an XML file, such as a feed or an export of a whole site; save each article as a file of its own",
    ),
    other(
        |parts| parts.is_plain && is_mailbox(parts.head, parts.text),
        "it is a mailbox (mbox); save each e-mail as .eml",
    ),
    other(
        |parts| parts.first_line.eq_ignore_ascii_case("<!DOCTYPE NETSCAPE-Bookmark-file-1>"),
        "it is an export of a browser's bookmarks",
    ),
    private(
        |parts| ["BEGIN:VCARD", "BEGIN:VCALENDAR"].contains(&parts.first_line),
        "it is a file of contacts or appointments",
    ),
    other(
        |parts| parts.is_plain && is_json(parts),
        "it is a JSON file; save each article as a file of its own",
    ),
    other(is_note_template, "it is a template of notes"),
    other(is_verification, "it proves to a search engine who owns the site"),
];

fn is_script(first_line: &str) -> bool {
    first_line.strip_prefix("#!").is_some_and(|rest| rest.trim_start().starts_with('/'))
}

/// JSON values and nothing else, as exports and JSON Lines are. Text below the first object is the body of an article.
fn is_json(parts: &TextParts) -> bool {
    let first = parts.head.strip_prefix('[').map_or(parts.head, str::trim_start);
    let is_object = first.strip_prefix('{').is_some_and(|inside| inside.trim_start().starts_with(['"', '}']));
    is_object
        && serde_json::Deserializer::from_str(parts.text)
            .into_iter::<serde::de::IgnoredAny>()
            .all(|value| value.is_ok())
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
