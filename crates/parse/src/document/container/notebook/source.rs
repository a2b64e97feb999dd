//! Text in notebooks: reads JSON strings and lists of lines, and writes fenced listings.

use serde_json::Value;

/// A text as notebooks store it: one string, or a list of lines.
pub(super) fn joined_source(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

/// Puts a text between fences that are longer than any fence in it.
pub(super) fn fenced(text: &str, language: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}{language}\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_longer_than_those_inside() {
        assert_eq!(fenced("a\n```\nb", "md"), "````md\na\n```\nb\n````");
    }
}
