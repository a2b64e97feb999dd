//! SARIF 2.1.0, which code scanning services read:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use super::input::is_file;
use super::results::{CheckedInput, Results};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use tidings_validate::{Code, Level, Message};

/// Characters that need no escape in the path of a URI.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes one run, with the rules that its results refer to.
pub(super) fn write(out: &mut impl Write, found: &Results) -> std::io::Result<()> {
    let messages = found.inputs.iter().filter_map(|input| input.outcome.as_ref().ok());
    let codes: BTreeSet<Code> =
        messages.flat_map(|report| &report.messages).map(|message| message.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results: Vec<Value> = found.inputs.iter().flat_map(|input| results(input, &codes)).collect();
    let notifications: Vec<Value> = found.inputs.iter().filter_map(notification).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "tidings",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    let example = if explanation.example.is_empty() {
        String::new()
    } else {
        format!("\n\n```xml\n{}\n```", explanation.example)
    };
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": explanation.why},
        "help": {
            "text": format!("{} {}", explanation.why, explanation.fix),
            "markdown": format!("{}\n\n{}{example}", explanation.why, explanation.fix),
        },
        "helpUri": explanation.link,
        "defaultConfiguration": {"level": level(code.level())},
    })
}

fn results(input: &CheckedInput, codes: &[Code]) -> Vec<Value> {
    let uri = uri(&input.name);
    let messages = input.outcome.as_ref().map_or(&[][..], |report| &report.messages);
    messages.iter().map(|message| result(message, &uri, codes)).collect()
}

fn result(message: &Message, uri: &str, codes: &[Code]) -> Value {
    json!({
        "ruleId": message.code.name(),
        "ruleIndex": codes.binary_search(&message.code).unwrap_or_default(),
        "level": level(message.level()),
        "message": {"text": message.text()},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": {
                "startLine": message.position.line,
                "startColumn": message.position.column,
            },
        }}],
    })
}

fn notification(input: &CheckedInput) -> Option<Value> {
    let error = input.outcome.as_ref().err()?;
    Some(json!({
        "level": "error",
        "message": {"text": format!("{}: {error}", input.name)},
    }))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// The URI of an input: a relative reference for a path, a web address as it is, `stdin` for standard input.
fn uri(name: &str) -> String {
    match name {
        "-" => "stdin".to_owned(),
        path if is_file(path) => {
            let path = path.replace(std::path::MAIN_SEPARATOR, "/");
            let encoded = utf8_percent_encode(&path, IN_PATH).to_string();
            if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
        }
        address => address.to_owned(),
    }
}
