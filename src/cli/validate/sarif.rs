//! SARIF 2.1.0, which code scanning services read:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use super::input::is_file;
use super::{Judged, Verdict};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use tidings_validate::{Code, Level, Message};

/// What may stand in a path of a URI as it is.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One run with the rules that it speaks of.
pub(super) fn write(out: &mut impl Write, verdict: &Verdict) -> std::io::Result<()> {
    let messages = verdict.judged.iter().filter_map(|judged| judged.outcome.as_ref().ok());
    let codes: BTreeSet<Code> =
        messages.flat_map(|report| &report.messages).map(|message| message.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results: Vec<Value> = verdict.judged.iter().flat_map(|judged| results(judged, &codes)).collect();
    let notifications: Vec<Value> = verdict.judged.iter().filter_map(notification).collect();
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

fn results(judged: &Judged, codes: &[Code]) -> Vec<Value> {
    let uri = uri(&judged.name);
    let messages = judged.outcome.as_ref().map_or(&[][..], |report| &report.messages);
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

fn notification(judged: &Judged) -> Option<Value> {
    let error = judged.outcome.as_ref().err()?;
    Some(json!({
        "level": "error",
        "message": {"text": format!("{}: {error}", judged.name)},
    }))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// A relative reference for a path, an address as it is, a name for standard input.
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
