//! Names of characters in HTML.

use super::packages::Packages;
use super::rust::{head, word_literal};
use super::source::{Source, Words};
use crate::error::Error;
use crate::files;
use serde_json::Value;

pub(super) fn import(packages: &Packages) -> Result<Source, Error> {
    let names = ["character-entities", "character-entities-legacy", "character-entities-html4"];
    let origins: Result<Vec<_>, _> = names.into_iter().map(|name| packages.npm_origin(name)).collect();
    let [all, without_semicolon, html4] = names;
    let keys = |package: &str| -> Result<Words, Error> {
        let path = packages.npm(package, "index.json");
        match files::read_json(&path)? {
            Value::Object(object) => Ok(object.into_iter().map(|(name, _)| name).collect()),
            _ => Err(Error::malformed(&path, "not an object")),
        }
    };
    let sets = [
        ("all", module_keys(&files::read_text(&packages.npm(all, "index.js"))?)),
        ("without semicolon", keys(without_semicolon)?),
        ("HTML 4", keys(html4)?),
    ];
    Ok(Source::new(origins?, sets))
}

/// The keys of the object in a JavaScript module that has one key a line: `  AElig: 'Æ',`, `  apos: "'",`.
fn module_keys(module: &str) -> Words {
    let key = |line: &str| Some(line.strip_prefix("  ")?.split_once(": ")?.0.to_owned());
    module.lines().filter_map(key).collect()
}

pub(super) fn render(source: &Source) -> Result<String, Error> {
    let mut text = head("Names of characters in HTML (HTML Living Standard, 13.5; HTML 4.01, 24).", source);
    let all = source.words("all")?;
    text.push_str(
        "\n/// The names that need a semicolon after them, by their first letter: `A` to `Z`, then `a` to `z`.\n\
         pub(super) const NAMES: [&str; 52] = [\n",
    );
    for letter in ('A'..='Z').chain('a'..='z') {
        let names = all.iter().map(String::as_str).filter(|name| name.starts_with(letter));
        text.push_str(&format!("    {},\n", word_literal(names, 4)));
    }
    text.push_str("];\n");
    let rest = [
        (
            "The names that HTML also knows without a semicolon, for old pages.",
            "WITHOUT_SEMICOLON",
            "without semicolon",
        ),
        ("The names of HTML 4.01.", "OF_HTML4", "HTML 4"),
    ];
    for (comment, name, set) in rest {
        let names = word_literal(source.words(set)?.iter().map(String::as_str), 0);
        text.push_str(&format!("\n/// {comment}\npub(super) const {name}: &str = {names};\n"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_from_a_module() {
        let module =
            "/**\n * @type\n */\nexport const x = {\n  AElig: 'Æ',\n  apos: \"'\",\n  bsol: '\\\\'\n}\n";
        assert_eq!(module_keys(module).into_iter().collect::<Vec<_>>(), ["AElig", "apos", "bsol"]);
    }
}
