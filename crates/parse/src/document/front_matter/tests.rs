//! Tests of front matter: every syntax, repairs, errors with their lines, and hostile input.

use super::*;
use serde_json::{Value, json};

fn fields(file: &str) -> Vec<(String, Value, u32)> {
    let front_matter = parse(file).unwrap().unwrap_or_else(|| panic!("no front matter in {file:?}"));
    front_matter.fields.into_iter().map(|field| (field.key, field.value, field.line)).collect()
}

fn problems(file: &str) -> Vec<String> {
    match parse(file) {
        Ok(Some(front_matter)) => front_matter.problems.iter().map(ToString::to_string).collect(),
        Ok(None) => vec!["none".to_owned()],
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn field(key: &str, value: Value, line: u32) -> (String, Value, u32) {
    (key.to_owned(), value, line)
}

#[test]
fn every_syntax_gives_keys_values_and_lines() {
    let yaml = "\n---  \ntitle: A\n# note\nversion: 1.10\ndraft: true\ntags:\n  - a\n  - b: 1\n...\nbody";
    let expected = vec![
        field("title", json!("A"), 3),
        field("version", json!("1.10"), 5),
        field("draft", json!(true), 6),
        field("tags", json!(["a", {"b": 1}]), 7),
    ];
    assert_eq!(fields(yaml), expected);
    let toml = "+++\ntitle = \"A\"\ndate = 2026-03-04T05:06:07Z\n[taxonomies]\ntags = [\"a\"]\n+++\nbody";
    let expected = vec![
        field("title", json!("A"), 2),
        field("date", json!("2026-03-04T05:06:07Z"), 3),
        field("taxonomies", json!({"tags": ["a"]}), 4),
    ];
    assert_eq!(fields(toml), expected);
    let json = "{\n  \"title\": \"A {\\\"x\\\"}\",\n  \"deep\": {\"title\": 1},\n  \"n\": [1]\n}\n\nbody";
    let expected = vec![
        field("title", json!("A {\"x\"}"), 2),
        field("deep", json!({"title": 1}), 3),
        field("n", json!([1]), 4),
    ];
    assert_eq!(fields(json), expected);
    let headers = "Title: A: B\nDate: 2026-03-04\nSummary: one\n    two\nTags:\n\nbody";
    let expected = vec![
        field("Title", json!("A: B"), 1),
        field("Date", json!("2026-03-04"), 2),
        field("Summary", json!("one two"), 3),
        field("Tags", Value::Null, 5),
    ];
    assert_eq!(fields(headers), expected);
}

#[test]
fn fences_name_their_syntax() {
    assert_eq!(fields("---json\n{\"a\": 1}\n---\n"), [field("a", json!(1), 2)]);
    assert_eq!(fields("--- toml\na = 1\n---\n"), [field("a", json!(1), 2)]);
    assert_eq!(fields("---YAML \na: 1\n--- \n"), [field("a", json!(1), 2)]);
    assert_eq!(fields("---\n---\nbody"), []);
    // Hexo's posts may lack the opening fence.
    let expected = [field("title", json!("A"), 1), field("tags", json!(["b"]), 2)];
    assert_eq!(fields("title: A\ntags:\n- b\n---\nbody"), expected);
}

#[test]
fn text_that_only_looks_like_front_matter_is_left_alone() {
    let texts = [
        "---\n\nA thematic break, and no end.\n",
        "---\n\nNote: a thematic break, and no end.\n",
        "---\nText between two breaks, no keys.\n---\nMore.\n",
        "---\n- a list\n- of things\n---\n",
        "----\ntitle: a\n----\n",
        "Note: this is a sentence.\n\nAnd more.\n",
        "Title: a heading\n---\nText.\n",
        "Title: A story\nThat goes on without a key.\n",
        "{% include x.html %}\ntext",
        "{1, 2} is a set.",
        "  ---\n  indented: code\n  ---\n",
        "+++\njust pluses\n",
        "",
    ];
    for text in texts {
        assert_eq!(problems(text), ["none"], "{text:?}");
    }
}

#[test]
fn yaml_with_one_possible_meaning_is_repaired_with_a_warning() {
    let cases = [
        ("title: Rust: a language", "title", json!("Rust: a language")),
        ("title: 'It's so'", "title", json!("It's so")),
        ("title: \"It\\'s so\"", "title", json!("It's so")),
        ("title: 'It\\'s so'", "title", json!("It's so")),
        ("title: \"A \"quoted\" word\"", "title", json!("A \"quoted\" word")),
        ("title: \"Quoted\" at first", "title", json!("\"Quoted\" at first")),
        ("title: [Draft] of a thing", "title", json!("[Draft] of a thing")),
        ("title: @home", "title", json!("@home")),
        ("title: `code` first", "title", json!("`code` first")),
        ("title: 100% \ntags:\n\t- a", "tags", json!(["a"])),
        ("title: \"A text\n  that goes\non\"", "title", json!("A text that goes on")),
        ("title:Glued\ndate: 2026-01-01", "title", json!("Glued")),
    ];
    for (yaml, key, value) in cases {
        let file = format!("---\n{yaml}\nlast: 1\n---\nbody");
        let read = fields(&file);
        assert!(read.iter().any(|(name, got, _)| name == key && *got == value), "{yaml}: {read:?}");
        assert!(problems(&file).iter().any(|problem| problem.starts_with("warning: line")), "{yaml}");
    }
}

#[test]
fn ambiguous_front_matter_is_rejected_with_its_position() {
    let cases = [
        ("---\ntitle: a\ntags: [a, b\n---\n", "error: line 3"),
        ("---\ntitle: \"a\ndate: b\n---\n", "error: line "),
        ("---\ntitle: a\n\nauthor: b\n\nbody without an end fence\n", "error: line 1, column 1: "),
        ("---\ntitle: a\nbody without an end fence\n", "error: line 1, column 1: "),
        ("---\ntitle: a\ntags:\n\n- b\n\nbody\n", "error: line 1, column 1: "),
        ("---\ntitle: a\nsummary: |\n  b\n\n  c\n\nbody\n", "error: line 1, column 1: "),
        ("---\nNote: words.\n\nbody\n", "error: line 1, column 1: "),
        ("---\ntitle: a\n\nstray words\ndate: 2026-03-04\n---\nbody\n", "error: line "),
        ("+++\ntitle = a\n+++\n", "error: line 2, column 9: "),
        ("+++\ntitle = \"a\"\ntitle = \"b\"\n+++\n", "error: line 3"),
        ("{\n  \"title\": \"a\"\n  \"b\": 1\n}\n", "error: line 3, column 3: "),
        ("+++\ntitle = \"a\"\n\n[extra]\nb = 1\n\nbody\n", "error: line 1"),
        ("+++\ntitle = \"a\nbody\n", "error: line 1"),
    ];
    for (file, start) in cases {
        let problems = problems(file);
        assert!(problems[0].starts_with(start), "{file:?}: {problems:?}");
        assert!(problems[0].ends_with(')'), "no remedy: {problems:?}");
    }
}

#[test]
fn an_unclosed_front_matter_ends_with_its_last_line() {
    let cases = [
        ("---\ntitle: a\n\nbody\n", 1, 3),
        ("---\ntitle: a\ntags:\n- b\n- c\n# d\nlayout: e\n# Heading\n\nbody\n", 3, 8),
        ("---\ntitle: a\nsummary: >\n  b\n  c\n<p>body</p>\n", 2, 6),
        ("---\ntitle: a\ndate: 2026-03-04\n", 2, 4),
        ("---\ntitle: a\n\nbody\n\n---\n\nmore\n", 1, 3),
        ("---\ntitle: a\n\nA heading\n---\n\nmore\n", 1, 3),
        ("---\ntitle: a\n\n- a list\n- of things\n", 1, 3),
        ("+++\ntitle = \"a\"\ntags = [\n  \"b\",\n]\n\nbody\n", 2, 6),
    ];
    for (file, keys, body_line) in cases {
        let front_matter = parse(file).unwrap().unwrap_or_else(|| panic!("none in {file:?}"));
        assert_eq!(
            (front_matter.fields.len(), &front_matter.fields[0].value),
            (keys, &json!("a")),
            "{file:?}"
        );
        assert_eq!(1 + file[..front_matter.body_at].matches('\n').count(), body_line, "{file:?}");
        let warnings = problems(file);
        assert!(
            warnings.iter().any(|warning| warning.starts_with("warning: line 1, column 1: ")),
            "{warnings:?}"
        );
        assert!(warnings[0].contains(&format!("line {}", body_line - 1)), "{warnings:?}");
    }
}

#[test]
fn the_last_of_duplicate_keys_counts() {
    for file in
        ["---\na: 1\nb: 2\na: 3\n---\n", "{\"a\": 1,\n\"b\": 2,\n\"a\": 3}\n", "Title: 1\nb: 2\nTitle: 3\n\n"]
    {
        let read = fields(file);
        assert_eq!(read.len(), 2, "{file}");
        assert!(problems(file)[0].contains("is also on line"), "{file}");
        assert!(read.iter().any(|(_, value, _)| *value == json!(3) || *value == json!("3")), "{file}");
    }
}

#[test]
fn aliases_and_nesting_have_limits() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    bomb.push_str("---\n");
    assert!(problems(&bomb)[0].contains("10000 values"), "{:?}", problems(&bomb));
    let deep = format!("---\na: {}{}\n---\n", "[".repeat(5000), "]".repeat(5000));
    assert!(problems(&deep)[0].starts_with("error"), "{:?}", problems(&deep));
    assert_eq!(fields("---\na: &x {b: 1}\nc: {<<: *x, d: 2}\n---\n")[1].1, json!({"d": 2, "b": 1}));
}

#[test]
fn characters_that_no_feed_can_contain_are_removed_from_escapes() {
    assert_eq!(fields("---\na: \"x\\u0008y\"\n---\n")[0].1, json!("xy"));
}

/// Copying the value for each line, or comparing each key with all others, would take minutes.
#[test]
fn long_headers_take_linear_time() {
    let continued = format!("Title: a\n{}\ntext\n", " b\n".repeat(80_000));
    let front_matter = parse(&continued).unwrap().unwrap();
    assert_eq!(front_matter.fields[0].value.as_str().unwrap().len(), 1 + 2 * 80_000);
    let keys: String = (0..300_000).map(|number| format!("Key{number}: a\n")).collect();
    assert!(parse(&format!("Title: a\n{keys}\ntext\n")).unwrap().is_none());
    assert!(parse(&format!("Headline: a\n{keys}\ntext\n")).unwrap().is_none());
}
