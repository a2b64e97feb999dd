//! `style` attributes: the declarations that load something, lie over other content, or run.
//!
//! Any other property is harmless, whether this crate knows it or not: a reader that does not know a property
//! ignores it.

mod w3c;

pub(super) use w3c::check_style_of_w3c;

use crate::Code;
use crate::datatypes::findings::Findings;
use crate::messages::{Finding, Param};

/// Reports the declarations of a `style` that readers remove.
pub(super) fn check_style(style: &str, at: usize, findings: &mut Findings) {
    for part in removed_declarations(style) {
        findings.push(
            Finding::new(Code::DangerousStyleAttr)
                .within(at)
                .param(Param::Attr, "style")
                .param(Param::Value, part),
        );
    }
}

fn removed_declarations(style: &str) -> Vec<String> {
    // An escape hides the name of a property or function from readers that look for them.
    if style.contains('\\') {
        return vec![style.to_owned()];
    }
    let plain = without_comments(style).to_ascii_lowercase();
    let is_removed = |declaration: &&str| {
        let (property, value) = declaration.split_once(':').unwrap_or((declaration, ""));
        is_dangerous(property.trim(), value.trim())
    };
    declarations(&plain).into_iter().filter(is_removed).map(|part| part.trim().to_owned()).collect()
}

fn without_comments(style: &str) -> String {
    let mut parts = style.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| out.push_str(part.split_once("*/").map_or("", |(_, rest)| rest)));
    out
}

/// The declarations between semicolons, except those in parentheses and quotes.
fn declarations(style: &str) -> Vec<&str> {
    let (mut depth, mut quote) = (0_usize, None);
    let is_end = |c: char| {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('(', None) => depth += 1,
            (')', None) => depth = depth.saturating_sub(1),
            _ => return c == ';' && depth == 0,
        }
        false
    };
    style.split(is_end).collect()
}

fn is_dangerous(property: &str, value: &str) -> bool {
    let is_offset = property.starts_with("margin")
        || property.starts_with("inset")
        || matches!(property, "top" | "right" | "bottom" | "left" | "text-indent");
    match property {
        "behavior" | "-ms-behavior" | "-moz-binding" => true,
        "position" => matches!(
            value.split_whitespace().next(),
            Some("absolute" | "fixed" | "sticky" | "-webkit-sticky")
        ),
        _ => runs_or_loads(value) || is_offset && is_far(value),
    }
}

/// Whether a value contains a script or an address that readers fetch. Data and fragments are in the document.
fn runs_or_loads(value: &str) -> bool {
    let compact: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    let loads = |function: &str| {
        compact.split(function).skip(1).any(|argument| {
            let address = argument.trim_start_matches(['"', '\'']);
            !address.starts_with("data:image/") && !address.starts_with('#')
        })
    };
    let has = |word: &str| compact.contains(word);
    has("expression(")
        || has("javascript:")
        || has("vbscript:")
        || has("@import")
        || loads("url(")
        || loads("image-set(")
        || loads("src(")
}

/// Whether a value contains a negative length of three digits or more, which moves content over what is around
/// the entry.
fn is_far(value: &str) -> bool {
    value.split(['-', ' ', ',', '(']).count() > 1
        && value.match_indices('-').any(|(at, _)| {
            let is_sign =
                value.get(..at).is_none_or(|before| !before.ends_with(|c: char| c.is_alphanumeric()));
            let number = value.get(at + 1..).unwrap_or_default();
            is_sign && number.bytes().take_while(u8::is_ascii_digit).count() >= 3
        })
}

#[cfg(test)]
mod tests {
    use super::removed_declarations;

    #[test]
    fn styles_of_today_are_harmless() {
        for style in [
            "",
            "color: red;",
            "max-width:100%;height:auto;aspect-ratio:4 / 3",
            "border-radius: 4px 8px; box-shadow: 0 1px 2px rgb(0 0 0 / 20%)",
            "--tide-height: 1.5; width: calc(100% - var(--tide-height) * 2px)",
            "color: light-dark(#111, #eee); background: linear-gradient(to right, red, blue)",
            "font-family: 'Quay Sans', \"a;b\", serif",
            "position: relative; top: 2px; margin: -8px auto",
            "flex: 1.33 1 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(10em, 1fr))",
            "background-image: url(data:image/png;base64,iVBORw0KGgo=)",
            "clip-path: url(#a); /* position: fixed */ inset-inline: 0",
            "bogus",
            "z-index: 2; transform: rotate(-100deg)",
        ] {
            assert_eq!(removed_declarations(style), [""; 0], "{style}");
        }
    }

    #[test]
    fn dangerous_styles_are_found() {
        for (style, part) in [
            ("POSITION: Fixed; top: 0", "position: fixed"),
            ("color: red; position:absolute !important", "position:absolute !important"),
            ("background: url(https://quay.example/a.png)", "background: url(https://quay.example/a.png)"),
            ("background: URL ( 'a.png' )", "background: url ( 'a.png' )"),
            ("background: image-set('a.png' 1x)", "background: image-set('a.png' 1x)"),
            ("width: exp/**/ression(alert(1))", "width: expression(alert(1))"),
            ("behavior: none", "behavior: none"),
            ("-moz-binding: none", "-moz-binding: none"),
            ("p\\6fsition: fixed", "p\\6fsition: fixed"),
            ("margin-top: -1000px", "margin-top: -1000px"),
            ("inset: 0 -100vw", "inset: 0 -100vw"),
        ] {
            assert_eq!(removed_declarations(style), [part], "{style}");
        }
    }
}
