//! What checks of values take and give.

use crate::validate::{Code, Options};

/// A check of one value.
pub(in crate::validate) type Check = fn(&Value<'_>, &mut Findings);

/// A value and what a check may have to know besides.
#[derive(Debug, Clone, Copy)]
pub(in crate::validate) struct Value<'a> {
    /// As written.
    pub(in crate::validate) raw: &'a str,
    /// What the judgement knows of the document: its address, the moment.
    pub(in crate::validate) options: &'a Options,
    /// Address that relative ones are relative to: the nearest `xml:base`, else the document's.
    pub(in crate::validate) base: &'a str,
    /// Whether it is an attribute's.
    pub(in crate::validate) is_attribute: bool,
    /// What it was read from, from the start tag of its element.
    pub(in crate::validate) source: &'a str,
    /// Whether it stands in RSS 2.0, whose profile has advice of its own.
    pub(in crate::validate) is_rss2: bool,
}

impl<'a> Value<'a> {
    /// Without the white space around it that makes no difference to readers: around the text of an element.
    /// In an attribute it does.
    pub(in crate::validate) fn text(&self) -> &'a str {
        if self.is_attribute { self.raw } else { self.raw.trim() }
    }
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::validate) struct Finding {
    pub(in crate::validate) code: Code,
    pub(in crate::validate) params: Vec<(&'static str, String)>,
}

/// What checks found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::validate) struct Findings(Vec<Finding>);

impl Findings {
    /// One more. The value itself is added as `value` by the judge.
    pub(in crate::validate) fn say(&mut self, code: Code) {
        self.say_with(code, &[]);
    }

    /// One more, with what its text names besides.
    pub(in crate::validate) fn say_with(&mut self, code: Code, params: &[(&'static str, &str)]) {
        let params = params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.0.push(Finding { code, params });
    }

    /// Whether the codes of all of them are such.
    pub(in crate::validate) fn are_all(&self, is_such: impl Fn(Code) -> bool) -> bool {
        self.0.iter().all(|finding| is_such(finding.code))
    }

    /// How many there are.
    pub(in crate::validate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Those of another list.
    pub(in crate::validate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// All of them; leaves none.
    pub(in crate::validate) fn take(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.0)
    }
}
