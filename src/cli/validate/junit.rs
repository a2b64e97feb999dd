//! JUnit's XML as Jenkins and GitLab read it: a suite for each input, a test case for each message that makes
//! it fail.

use super::results::{CheckedInput, Results};
use std::io::Write;
use tidings_validate::{Message, Report};

/// Writes the whole document.
pub(super) fn write(out: &mut impl Write, results: &Results) -> std::io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="tidings validate">"#)?;
    for input in &results.inputs {
        suite(out, input, results)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(out: &mut impl Write, input: &CheckedInput, results: &Results) -> std::io::Result<()> {
    let name = escaped(&input.name);
    let report = match &input.outcome {
        Ok(report) => report,
        Err(error) => {
            let error = escaped(&error.to_string());
            writeln!(
                out,
                r#"<testsuite name="{name}" tests="1" failures="0" errors="1" skipped="0" time="0">"#
            )?;
            writeln!(out, r#"<testcase name="can be read" classname="{name}" time="0">"#)?;
            writeln!(out, r#"<error message="{error}" type="InputError"/>"#)?;
            return writeln!(out, "</testcase>\n</testsuite>");
        }
    };
    let (failures, rest): (Vec<&Message>, Vec<&Message>) =
        report.messages.iter().partition(|message| message.level() >= results.fail_on);
    let (tests, count) = (failures.len().max(1), failures.len());
    writeln!(
        out,
        r#"<testsuite name="{name}" tests="{tests}" failures="{count}" errors="0" skipped="0" time="0">"#
    )?;
    for failure in &failures {
        case(out, &name, failure)?;
    }
    if failures.is_empty() {
        writeln!(out, r#"<testcase name="is valid" classname="{name}" time="0"/>"#)?;
    }
    let rest = Report { messages: rest.into_iter().cloned().collect() };
    let rest = rest.display(&input.name, false).to_string();
    if !rest.is_empty() {
        writeln!(out, "<system-out>{}</system-out>", escaped(&rest))?;
    }
    writeln!(out, "</testsuite>")
}

fn case(out: &mut impl Write, name: &str, message: &Message) -> std::io::Result<()> {
    let (at, code) = (message.position, message.code.name());
    let alone = Report { messages: vec![message.clone()] };
    let (text, shown) = (escaped(&message.text()), escaped(&alone.to_string()));
    let (line, column) = (at.line, at.column);
    writeln!(
        out,
        r#"<testcase name="{code} at {line}:{column}" classname="{name}" file="{name}" line="{line}" time="0">"#
    )?;
    writeln!(out, r#"<failure message="{text}" type="{code}">{shown}</failure>"#)?;
    writeln!(out, "</testcase>")
}

/// Escapes text for XML, also for an attribute value. Characters that XML forbids become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}
