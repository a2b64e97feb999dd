//! What checks of values take and give.

use crate::{Code, Options};

/// A check of one value.
pub(crate) type Check = fn(&Value<'_>, &mut Findings);

/// A value and what a check may have to know besides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    /// As written.
    pub(crate) raw: &'a str,
    /// What the judgement knows of the document: its address, the moment.
    pub(crate) options: &'a Options,
    /// Address that relative ones are relative to: the nearest `xml:base`, else the document's.
    pub(crate) base: &'a str,
    /// Whether it is an attribute's.
    pub(crate) is_attribute: bool,
    /// What it was read from, from the start tag of its element.
    pub(crate) source: &'a str,
    /// Whether it stands in RSS 2.0, whose profile has advice of its own.
    pub(crate) is_rss2: bool,
}

impl<'a> Value<'a> {
    /// Without the white space around it that makes no difference to readers: around the text of an element.
    /// In an attribute it does.
    pub(crate) fn text(&self) -> &'a str {
        if self.is_attribute { self.raw } else { self.raw.trim() }
    }
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) params: Vec<(&'static str, String)>,
}

/// What checks found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// One more. The value itself is added as `value` by the judge.
    pub(crate) fn say(&mut self, code: Code) {
        self.say_with(code, &[]);
    }

    /// One more, with what its text names besides.
    pub(crate) fn say_with(&mut self, code: Code, params: &[(&'static str, &str)]) {
        let params = params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.0.push(Finding { code, params });
    }

    /// Whether the codes of all of them are such.
    pub(crate) fn are_all(&self, is_such: impl Fn(Code) -> bool) -> bool {
        self.0.iter().all(|finding| is_such(finding.code))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Those of another list.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// All of them; leaves none.
    pub(crate) fn take(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.0)
    }
}
