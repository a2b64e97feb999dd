//! The constructs of all formats: one row each.

mod asciidoc;
mod front_matter;
mod html;
mod mail;
mod markdown;
mod notebook;
mod office;
mod org;
mod rst;
mod shortcodes;
mod text;

/// A document that consists of one construct.
pub(crate) struct Construct {
    /// The format and the construct.
    pub(crate) name: String,
    extension: &'static str,
    body: Body,
}

/// How the text of a given length is made.
enum Body {
    /// The head once, the unit as often as fits, the tail once. `{n}` in the unit is the number of the
    /// repetition.
    Repeat { head: &'static str, unit: &'static str, tail: &'static str },
    /// Each start as often as each end, one half of the text each.
    Nest {
        head: &'static str,
        start: &'static str,
        middle: &'static str,
        end: &'static str,
        tail: &'static str,
    },
    /// Made by a function of the length.
    Build(fn(usize) -> Vec<u8>),
}

impl Construct {
    /// The path of the document.
    pub(crate) fn path(&self) -> String {
        format!("a.{}", self.extension)
    }

    /// The document with about `length` bytes.
    pub(crate) fn document(&self, length: usize) -> Vec<u8> {
        match &self.body {
            Body::Repeat { head, unit, tail } => {
                let mut out = String::with_capacity(length + 64);
                out.push_str(head);
                let mut number = 0;
                while out.len() + unit.len() + tail.len() < length {
                    push_unit(&mut out, unit, number);
                    number += 1;
                }
                out.push_str(tail);
                out.into_bytes()
            }
            Body::Nest { head, start, middle, end, tail } => {
                let count = length.saturating_sub(head.len() + middle.len()) / (start.len() + end.len());
                let (starts, ends) = (start.repeat(count), end.repeat(count));
                [head, starts.as_str(), middle, &ends, tail].concat().into_bytes()
            }
            Body::Build(build) => build(length),
        }
    }
}

/// Appends the unit with its number in place of `{n}`.
fn push_unit(out: &mut String, unit: &str, number: usize) {
    for (at, part) in unit.split("{n}").enumerate() {
        if at > 0 {
            out.push_str(&number.to_string());
        }
        out.push_str(part);
    }
}

/// The unit as often as fits into the length, with its number in place of `{n}`.
pub(crate) fn filled(unit: &str, length: usize) -> String {
    let mut out = String::with_capacity(length + 64);
    let mut number = 0;
    while out.len() < length {
        push_unit(&mut out, unit, number);
        number += 1;
    }
    out
}

/// Repeats one unit.
fn repeat(
    extension: &'static str,
    name: &str,
    head: &'static str,
    unit: &'static str,
    tail: &'static str,
) -> Construct {
    Construct { name: format!("{extension}: {name}"), extension, body: Body::Repeat { head, unit, tail } }
}

/// Nests.
fn nest(
    extension: &'static str,
    name: &str,
    head: &'static str,
    start: &'static str,
    middle: &'static str,
    end: &'static str,
) -> Construct {
    Construct {
        name: format!("{extension}: {name}"),
        extension,
        body: Body::Nest { head, start, middle, end, tail: "\n" },
    }
}

/// Builds with a function.
fn build(extension: &'static str, name: &str, build: fn(usize) -> Vec<u8>) -> Construct {
    Construct { name: format!("{extension}: {name}"), extension, body: Body::Build(build) }
}

/// All constructs.
pub(crate) fn all() -> Vec<Construct> {
    [
        markdown::constructs(),
        html::constructs(),
        text::constructs(),
        org::constructs(),
        asciidoc::constructs(),
        rst::constructs(),
        front_matter::constructs(),
        shortcodes::constructs(),
        mail::constructs(),
        notebook::constructs(),
        office::constructs(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
