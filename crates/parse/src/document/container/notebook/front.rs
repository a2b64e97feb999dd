//! The first cell, where it is front matter.

use super::source;
use serde_json::Value;

/// The front matter as text with its fences, and the number of the first cell that is none.
pub(super) fn split(cells: &[&Value]) -> (String, usize) {
    let Some(first) = cells.first() else { return (String::new(), 0) };
    let kind = first.get("cell_type").and_then(Value::as_str).unwrap_or_default();
    let text = source(first.get("source"));
    if ["raw", "markdown"].contains(&kind) && is_fenced(&text) {
        return (format!("{}\n\n", text.trim()), 1);
    }
    match (kind == "markdown").then(|| listed(&text)).flatten() {
        Some(front) => (front, 1),
        None => (String::new(), 0),
    }
}

fn is_fenced(text: &str) -> bool {
    let text = text.trim();
    let mut lines = text.lines().map(str::trim_end);
    lines.next() == Some("---") && lines.any(|line| line == "---" || line == "...")
}

/// A cell that is nothing but `# Title`, `> summary` and `- key: value`, as fences and YAML. The heading
/// alone is none.
fn listed(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let title = lines.next()?.strip_prefix("# ")?;
    let (mut summary, mut keys) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(words) = line.strip_prefix('>') {
            summary.push(words.trim());
        } else {
            let pair = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))?;
            let (key, _) = pair.split_once(':')?;
            let is_key = !key.is_empty()
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            keys.push(is_key.then_some(pair)?);
        }
    }
    if summary.is_empty() && keys.is_empty() {
        return None;
    }
    // A JSON string is a string of YAML, too.
    let quoted = |text: &str| serde_json::to_string(text.trim().trim_matches('"')).unwrap_or_default();
    let mut front = format!("---\ntitle: {}\n", quoted(title));
    if !summary.is_empty() {
        front.push_str(&format!("summary: {}\n", quoted(&summary.join(" "))));
    }
    keys.iter().for_each(|pair| front.push_str(&format!("{pair}\n")));
    front.push_str("---\n\n");
    Some(front)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cell_that_is_nothing_else() {
        let front = listed("# \"A: title\"\n> Sum\n> mary.\n\n- tags: [a, b]\n- toc: true\n");
        assert_eq!(
            front.as_deref(),
            Some("---\ntitle: \"A: title\"\nsummary: \"Sum mary.\"\ntags: [a, b]\ntoc: true\n---\n\n")
        );
        for text in ["# Title", "# Title\n\nText.", "# Title\n- a list\n- of things", "Text\n> quote"] {
            assert_eq!(listed(text), None, "{text}");
        }
    }
}
