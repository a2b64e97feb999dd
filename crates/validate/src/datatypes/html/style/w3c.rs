//! `style` attributes as the W3C validator judges them: it accepts the properties of CSS 2 that it lists.

use super::super::allow_lists::{STYLE_PROPERTIES, STYLE_WORDS, is_listed};
use crate::Code;
use crate::datatypes::findings::Findings;
use crate::messages::{Finding, Param};
use std::collections::HashSet;

/// Reports the parts of a `style` that readers remove.
pub(in super::super) fn check_style_of_w3c(style: &str, findings: &mut Findings) {
    for part in removed_parts(style) {
        findings.push(
            Finding::new(Code::DangerousStyleAttr).param(Param::Attr, "style").param(Param::Value, part),
        );
    }
}

/// The parts of a `style` that readers remove, each once: properties, and values of properties that could
/// cover what is around the entry. A style that cannot be parsed unambiguously is removed as a whole.
fn removed_parts(style: &str) -> Vec<String> {
    if !is_plain(style) || !is_list_of_declarations(style) {
        return vec![style.to_owned()];
    }
    let (mut removed, mut seen): (Vec<String>, HashSet<String>) = Default::default();
    let style = style.to_lowercase();
    for (property, value) in style.split(';').filter_map(|declaration| declaration.split_once(':')) {
        let property = property.trim();
        let kind = property.split('-').next().unwrap_or_default();
        let mut add = |part: &str| {
            if seen.insert(part.to_owned()) {
                removed.push(part.to_owned());
            }
        };
        if !is_listed(&STYLE_PROPERTIES, property) {
            add(property);
        } else if matches!(kind, "background" | "border" | "margin" | "padding") {
            value.split_whitespace().filter(|word| !is_harmless(word)).for_each(add);
        }
    }
    removed
}

/// Whether the style consists of words, numbers, quoted words and numbers in parentheses, without URLs,
/// escapes and other characters.
fn is_plain(style: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = style;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        rest = match first {
            _ if is_word(first) && after.starts_with('-') => {
                let Some(after) = after.strip_prefix('-').and_then(|after| after.strip_prefix(is_word))
                else {
                    return false;
                };
                after
            }
            '\'' | '"' => match after.split_once(first) {
                Some((quoted, after))
                    if !quoted.is_empty() && quoted.chars().all(|c| is_word(c) || c.is_whitespace()) =>
                {
                    after
                }
                _ => return false,
            },
            '(' => match after.split_once(')') {
                Some((inner, after))
                    if !inner.is_empty()
                        && inner.chars().all(|c| c.is_numeric() || c == ',' || c.is_whitespace()) =>
                {
                    after
                }
                _ => return false,
            },
            _ if first.is_ascii_alphanumeric() || first.is_whitespace() || ":,;#%.!".contains(first) => after,
            _ => return false,
        };
    }
    true
}

/// Whether the style has the form `name: value; name: value`, with an optional semicolon as its last
/// character.
fn is_list_of_declarations(style: &str) -> bool {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let is_declaration = |declaration: &str| {
        let parts = declaration.split_once(':');
        parts.is_some_and(|(name, value)| is_name(name.trim()) && !value.contains(':'))
    };
    let list = style.strip_suffix(';').unwrap_or(style);
    style.is_empty() || list.split(';').all(is_declaration)
}

/// Whether a word or a number in a background, border, margin or padding is harmless: a keyword, a colour, or
/// a number of at most three digits.
fn is_harmless(word: &str) -> bool {
    if is_listed(&STYLE_WORDS, word) {
        return true;
    }
    if let Some(colour) = word.strip_prefix('#') {
        return !colour.is_empty()
            && colour.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
    }
    if let Some(colour) = word.strip_prefix("rgb(") {
        let colour = colour.strip_suffix(')').unwrap_or(colour);
        return colour.contains(',')
            && colour.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'%' | b','));
    }
    let number = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = word.get(number.len()..).unwrap_or_default();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let are_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    let is_small = match (number.contains('.'), whole.len(), fraction.len()) {
        (false, length, _) => (1..=3).contains(&length),
        (true, whole, fraction) => whole <= 1 && (1..=2).contains(&fraction),
    };
    are_digits
        && is_small
        && matches!(unit, "" | "cm" | "em" | "ex" | "in" | "mm" | "pc" | "pt" | "px" | "%" | "," | ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_styles() {
        let styles = [
            "",
            "color: red",
            "color:#ff0000;",
            "font-family: 'Times New Roman', serif; font-size: 1.5em",
            "border: 1px solid #ccc; margin: 0 auto",
            "background: rgb(1,2,3)",
            "padding: .5em 10% 100px 2.25pt",
            "text-align: center !important",
            "color: rgb(255, 0, 0)",
        ];
        for style in styles {
            assert_eq!(removed_parts(style), [""; 0], "{style}");
        }
    }

    #[test]
    fn dangerous_styles() {
        let styles: [(&str, &[&str]); 10] = [
            ("position: absolute; top: 0; position: fixed", &["position", "top"]),
            ("margin: 99999em", &["99999em"]),
            ("background: repeat-x", &["repeat-x"]),
            ("COLOR: red; Z-INDEX: 9", &["z-index"]),
            ("background: url(http://example.org/)", &["background: url(http://example.org/)"]),
            ("margin: -5px", &["margin: -5px"]),
            ("bogus", &["bogus"]),
            ("color: red; ", &["color: red; "]),
            ("c\\6flor: red", &["c\\6flor: red"]),
            ("any: a; padding: 1000px 10.5px", &["any", "1000px", "10.5px"]),
        ];
        for (style, expected) in styles {
            assert_eq!(removed_parts(style), expected, "{style}");
        }
    }
}
