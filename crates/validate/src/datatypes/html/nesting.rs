//! How elements nest (HTML Living Standard, 13.2.6): what is open, and whether a reader would have to repair
//! it.

use super::elements::{
    BLOCK, FOREIGN, FORMATTING, HEADING, IMPLIED_END, MISPLACED, SCOPE, SPECIAL, Traits, VOID, traits,
};
use std::borrow::Cow;

/// Deeper than that nothing nests that a reader shows, and browsers stop there.
const DEPTH: usize = 512;

/// Something that a reader would have to repair.
pub(super) type Fault = &'static str;

const STARTS_WRONG: Fault = "an element where it may not stand";
const ENDS_WRONG: Fault = "an end tag without its start tag, or before that of an element inside";

/// Elements of HTML that SVG and MathML don't have, so that they end there.
#[rustfmt::skip]
const ENDS_FOREIGN: [&str; 44] = [
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol",
    "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul",
    "var",
];

/// The elements that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Nesting<'t> {
    open: Vec<Open<'t>>,
}

#[derive(Debug)]
struct Open<'t> {
    name: Cow<'t, str>,
    traits: Traits,
    /// Whether SVG's or MathML's elements stand in it.
    is_foreign: bool,
}

impl<'t> Nesting<'t> {
    /// Whether SVG or MathML stands here.
    pub(super) fn is_foreign(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_foreign)
    }

    /// A start tag, and what is known of its element.
    pub(super) fn start(&mut self, name: Cow<'t, str>, traits: Traits, is_closed: bool) -> Result<(), Fault> {
        if self.open.len() >= DEPTH {
            return Err("elements nested too deeply");
        }
        if self.is_foreign() {
            return self.start_foreign(name, is_closed);
        }
        self.make_room(&name, traits)?;
        if is_closed && traits & (VOID | FOREIGN) == 0 {
            return Err("a slash in the tag of an element that has an end tag");
        }
        if traits & VOID == 0 && !(is_closed && traits & FOREIGN != 0) {
            self.open.push(Open { name, traits, is_foreign: traits & FOREIGN != 0 });
        }
        Ok(())
    }

    /// An end tag.
    pub(super) fn end(&mut self, name: &str) -> Result<(), Fault> {
        let last = self.open.last().ok_or(ENDS_WRONG)?;
        if last.is_foreign || last.name == name {
            let is_right = last.name == name;
            self.open.pop();
            return is_right.then_some(()).ok_or(ENDS_WRONG);
        }
        let traits = traits(name);
        // The end tag of an element without rules of its own closes nothing else but what has none either.
        if traits & (SPECIAL | BLOCK | FORMATTING) == 0 && last.traits & SPECIAL != 0 {
            return Err(ENDS_WRONG);
        }
        if traits & FORMATTING != 0
            || !self.is_open_in_scope(name, |open| open.traits & SCOPE != 0 && open.name != name)
        {
            return self.end_in_table(name);
        }
        self.close(name)
    }

    /// What is never closed and must be.
    pub(super) fn finish(&self) -> Result<(), Fault> {
        let may_stay_open = |open: &Open<'_>| matches!(&*open.name, "dd" | "dt" | "li" | "p");
        self.open.iter().all(may_stay_open).then_some(()).ok_or("an element that is never closed")
    }

    fn last(&self) -> &str {
        self.open.last().map_or("", |open| &open.name)
    }

    /// Closes what a start tag closes, if it may stand here.
    fn make_room(&mut self, name: &str, traits: Traits) -> Result<(), Fault> {
        match self.last() {
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "colgroup" => return self.start_in_table(name),
            "select" | "option" | "optgroup" if self.open.iter().any(|open| open.name == "select") => {
                return self.start_in_select(name);
            }
            _ if traits & MISPLACED != 0 => return self.start_table_part(name),
            "option" if matches!(name, "option" | "optgroup") => _ = self.open.pop(),
            _ => {}
        }
        if matches!(name, "li" | "dd" | "dt") {
            self.close_item(name)?;
        }
        if traits & BLOCK != 0
            && self.is_open_in_scope("p", |open| open.traits & SCOPE != 0 || open.name == "button")
        {
            self.close("p")?;
        }
        let is_in_scope = |name| self.is_open_in_scope(name, |open| open.traits & SCOPE != 0);
        let is_wrong = match name {
            "a" | "nobr" | "button" => is_in_scope(name),
            "form" => self.open.iter().any(|open| open.name == "form"),
            "rp" | "rt" if is_in_scope("ruby") => {
                self.close_implied("");
                self.last() != "ruby"
            }
            _ => traits & HEADING != 0 && self.open.last().is_some_and(|open| open.traits & HEADING != 0),
        };
        if is_wrong { Err(STARTS_WRONG) } else { Ok(()) }
    }

    /// The item of a list that the next one closes.
    fn close_item(&mut self, name: &str) -> Result<(), Fault> {
        for open in self.open.iter().rev() {
            let is_item = match &*open.name {
                "dd" | "dt" => name != "li",
                open => open == "li" && name == "li",
            };
            if is_item {
                let item = open.name.clone();
                return self.close(&item);
            }
            if open.traits & SPECIAL != 0 && !matches!(&*open.name, "address" | "div" | "p") {
                break;
            }
        }
        Ok(())
    }

    fn start_in_table(&mut self, name: &str) -> Result<(), Fault> {
        let push = |open: &mut Vec<Open<'t>>, name: &'static str| {
            open.push(Open { name: name.into(), traits: traits(name), is_foreign: false });
        };
        loop {
            match (self.last(), name) {
                (_, "script" | "style" | "template") => return Ok(()),
                ("table", "caption" | "colgroup" | "tbody" | "thead" | "tfoot")
                | ("tbody" | "thead" | "tfoot", "tr")
                | ("tr", "td" | "th")
                | ("colgroup", "col") => return Ok(()),
                ("table", "col") => push(&mut self.open, "colgroup"),
                ("table", "tr") => push(&mut self.open, "tbody"),
                (
                    "tbody" | "thead" | "tfoot",
                    "caption" | "colgroup" | "col" | "tbody" | "thead" | "tfoot",
                )
                | ("tr", "caption" | "colgroup" | "col" | "tbody" | "thead" | "tfoot" | "tr")
                | ("colgroup", _) => _ = self.open.pop(),
                _ => return Err(STARTS_WRONG),
            }
        }
    }

    fn start_in_select(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "option" => self.close_while(|open| open == "option"),
            "optgroup" | "hr" => self.close_while(|open| matches!(open, "option" | "optgroup")),
            "script" | "template" => {}
            _ => return Err(STARTS_WRONG),
        }
        Ok(())
    }

    /// A part of a table closes the cell that it stands in.
    fn start_table_part(&mut self, name: &str) -> Result<(), Fault> {
        let is_part = |open: &Open<'_>| matches!(&*open.name, "td" | "th" | "caption" | "table");
        let cell = self.open.iter().rev().find(|open| is_part(open)).map(|open| open.name.clone());
        let Some(cell) = cell.filter(|cell| matches!(&**cell, "td" | "th")) else { return Err(STARTS_WRONG) };
        if matches!(name, "html" | "head" | "body" | "frame" | "frameset" | "image" | "isindex") {
            return Err(STARTS_WRONG);
        }
        self.close(&cell)?;
        self.start_in_table(name)
    }

    fn start_foreign(&mut self, name: Cow<'t, str>, is_closed: bool) -> Result<(), Fault> {
        if ENDS_FOREIGN.contains(&&*name) {
            return Err(STARTS_WRONG);
        }
        if !is_closed {
            let holds_html = matches!(
                &*name,
                "foreignobject" | "desc" | "title" | "mi" | "mo" | "mn" | "ms" | "mtext" | "annotation-xml"
            );
            let traits = if holds_html { SCOPE | SPECIAL } else { 0 };
            self.open.push(Open { name, traits, is_foreign: !holds_html });
        }
        Ok(())
    }

    /// An end tag that closes the cells, rows and groups of rows inside as well, or nothing at all.
    fn end_in_table(&mut self, name: &str) -> Result<(), Fault> {
        let is_part = matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr");
        if !is_part || !self.is_open_in_scope(name, |open| open.name == "table" && name != "table") {
            return Err(ENDS_WRONG);
        }
        self.close(name)
    }

    /// Closes an element and those inside of which the end tag may be left out.
    fn close(&mut self, name: &str) -> Result<(), Fault> {
        let is_table_part = matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr");
        loop {
            self.close_implied(name);
            let last = self.open.pop().ok_or(ENDS_WRONG)?;
            if last.name == name {
                return Ok(());
            }
            let goes_along = is_table_part
                && matches!(&*last.name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "colgroup");
            if !goes_along {
                return Err(ENDS_WRONG);
            }
        }
    }

    fn close_implied(&mut self, except: &str) {
        while self.open.last().is_some_and(|open| open.traits & IMPLIED_END != 0 && open.name != except) {
            self.open.pop();
        }
    }

    fn close_while(&mut self, is_one: impl Fn(&str) -> bool) {
        while is_one(self.last()) {
            self.open.pop();
        }
    }

    /// Whether an element is open, and none around it up to here that keeps end tags in.
    fn is_open_in_scope(&self, name: &str, is_boundary: impl Fn(&Open<'t>) -> bool) -> bool {
        for open in self.open.iter().rev() {
            if open.name == name {
                return true;
            }
            if is_boundary(open) {
                return false;
            }
        }
        false
    }
}
