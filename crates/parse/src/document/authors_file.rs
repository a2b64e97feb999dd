//! Authors files: `authors.yml` maps a key such as `jane`, by which articles name an author, to the author's
//! name and address.

use super::front_matter;
use super::model::Field;
use serde_json::Value;
use std::collections::HashMap;
use tidings_model::ContentPath;

/// Names of authors files: Docusaurus' and, in `_data`, Jekyll's; with a dot, MkDocs Material's.
const NAMES: [&str; 4] = ["authors.yml", "authors.yaml", "authors.json", ".authors.yml"];

/// The entries of an authors file by their keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthorsFile(HashMap<String, Value>);

/// The directory to whose articles, at any depth, the authors file at this path applies; empty for the whole
/// folder. `None`: the path is not that of an authors file.
pub fn directory_of_authors_file(path: &ContentPath) -> Option<&str> {
    let directory = NAMES.contains(&path.file_name()).then(|| path.directory())?;
    Some(match directory.strip_suffix("_data") {
        Some(above) if above.is_empty() || above.ends_with('/') => above.trim_end_matches('/'),
        _ => directory,
    })
}

impl AuthorsFile {
    /// Parses an authors file. `None`: the text is not recognisable as one.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let fields = front_matter::parse_data_file(text.trim_start_matches('\u{feff}'))?;
        let entries = match fields.as_slice() {
            // MkDocs nests all entries below `authors:`.
            [Field { key, value: Value::Object(inner), .. }]
                if key == "authors" && inner.values().all(Value::is_object) =>
            {
                inner.clone().into_iter().collect()
            }
            _ => fields.into_iter().map(|field| (field.key, field.value)).collect(),
        };
        Some(Self(entries))
    }

    /// The value of a key: an object with a name, or a name.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_that_an_authors_file_applies_to() {
        let cases = [
            ("blog/authors.yml", Some("blog")),
            ("authors.json", Some("")),
            ("docs/blog/.authors.yml", Some("docs/blog")),
            ("_data/authors.yml", Some("")),
            ("site/_data/authors.yaml", Some("site")),
            ("my_data/authors.yml", Some("my_data")),
            ("blog/authors.md", None),
            ("blog/other.yml", None),
        ];
        for (path, directory) in cases {
            assert_eq!(directory_of_authors_file(&ContentPath::new(path).unwrap()), directory, "{path}");
        }
    }

    #[test]
    fn both_layouts_and_invalid_files() {
        for text in [
            "jane:\n  name: Jane Doe\n",
            "authors:\n  jane:\n    name: Jane Doe\n",
            "{\"jane\": {\"name\": \"Jane Doe\"}}",
        ] {
            let people = AuthorsFile::read(text.as_bytes()).unwrap();
            assert_eq!(people.get("jane").and_then(|jane| jane["name"].as_str()), Some("Jane Doe"), "{text}");
        }
        assert_eq!(AuthorsFile::read(b"\xff\xfe"), None);
        assert_eq!(AuthorsFile::read(b"- a\n- b\n"), None);
    }
}
