//! One value of one setting: which types a setting may be written in, and how serde reads a value from each
//! layer.

use serde::de::value::{Error as TextError, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

/// A value as one layer gives it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// From the configuration file: the value has a TOML type and a position.
    Toml {
        /// The value.
        value: &'a Spanned<DeValue<'a>>,
        /// The folder of the file, where relative paths start.
        folder: &'a Path,
    },
    /// From the environment or the command line: text, which becomes a number or a list if the setting takes
    /// one.
    Text(&'a str),
}

/// Why a value cannot be used.
#[derive(Debug)]
pub(super) struct InvalidValue {
    /// What is wrong, and a valid value.
    pub(super) message: String,
    /// Where in the file, in bytes, if that is more precise than the start of the value (an item of a list).
    pub(super) offset: Option<usize>,
}

/// A type in which settings are written.
pub(super) trait Written: DeserializeOwned {
    /// Its name in an error: "expected …".
    const EXPECTED: &'static str;
}

impl Written for String {
    const EXPECTED: &'static str = "text in quotes";
}

impl Written for i64 {
    const EXPECTED: &'static str = "a whole number";
}

impl Written for Vec<String> {
    const EXPECTED: &'static str = "a list of texts in quotes, [\"…\", \"…\"]";
}

/// A quantity: a number, or text with a unit.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Quantity {
    /// In the setting's default unit.
    Number(i64),
    /// `2s`, `512 KiB`.
    Text(String),
}

impl Written for Quantity {
    const EXPECTED: &'static str = "a whole number, or text in quotes with a unit";
}

/// A list that may be written as one text if it has one item.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    /// `"rust"`.
    One(String),
    /// `["rust", "cargo"]`.
    Many(Vec<String>),
}

impl Written for OneOrMany {
    const EXPECTED: &'static str = "text in quotes, or a list of such texts";
}

impl OneOrMany {
    /// The items.
    pub(super) fn items(self) -> Vec<String> {
        match self {
            Self::One(item) => vec![item],
            Self::Many(items) => items,
        }
    }
}

impl Value<'_> {
    /// Reads the value as the type that `check` takes, and stores the result of `check` in `field`.
    pub(super) fn read<W, T, F>(
        self,
        check: impl FnOnce(W) -> Result<T, String>,
        field: &mut F,
    ) -> Result<(), InvalidValue>
    where
        W: Written,
        F: From<T>,
    {
        let checked = check(self.deserialize()?);
        *field = checked.map_err(|message| InvalidValue { message, offset: None })?.into();
        Ok(())
    }

    /// Reads a path and stores it in `field`. A relative path in a file starts from the folder of that file.
    pub(super) fn read_path<F: From<PathBuf>>(self, field: &mut F) -> Result<(), InvalidValue> {
        let folder = match self {
            Self::Toml { folder, .. } => folder,
            Self::Text(_) => Path::new(""),
        };
        let check = |path: String| match path.is_empty() {
            true => Err("it must not be empty".to_owned()),
            false => Ok(folder.join(path)),
        };
        self.read(check, field)
    }

    fn deserialize<W: Written>(self) -> Result<W, InvalidValue> {
        match self {
            Self::Toml { value, .. } => {
                W::deserialize(ValueDeserializer::from(value.clone())).map_err(|error| {
                    let offset = error.span().map(|span| span.start);
                    let mut items = value.get_ref().as_array().into_iter().flatten();
                    let item = items.find(|item| Some(item.span().start) == offset).unwrap_or(value);
                    let found = item.get_ref().type_str();
                    InvalidValue { message: format!("expected {}, found {found}", W::EXPECTED), offset }
                })
            }
            Self::Text(text) => W::deserialize(TextDeserializer(text)).map_err(|_| InvalidValue {
                message: format!("expected {}, found '{text}'", W::EXPECTED),
                offset: None,
            }),
        }
    }
}

/// Reads text of the environment or the command line as the type that serde requests.
struct TextDeserializer<'a>(&'a str);

impl<'de> Deserializer<'de> for TextDeserializer<'_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_str(self.0)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        match self.0.parse() {
            Ok(number) => visitor.visit_i64(number),
            Err(_) => visitor.visit_str(self.0),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_seq(SeqDeserializer::new(split_list(self.0).into_iter()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Splits a list at its commas, except those inside braces (`*.{md,txt}`).
fn split_list(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = items.last_mut() {
            last.push(c);
        }
    }
    items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_the_type_that_is_asked_for() {
        let read = |text: &'static str| Value::Text(text);
        assert_eq!(read("2026").deserialize::<String>().unwrap(), "2026");
        assert_eq!(read("-3").deserialize::<i64>().unwrap(), -3);
        assert_eq!(
            read("posts/**, *.{md,txt},").deserialize::<Vec<String>>().unwrap(),
            ["posts/**", "*.{md,txt}"]
        );
        assert!(matches!(read("2s").deserialize::<Quantity>(), Ok(Quantity::Text(text)) if text == "2s"));
        let error = read("many").deserialize::<i64>().unwrap_err();
        assert_eq!(error.message, "expected a whole number, found 'many'");
    }
}
