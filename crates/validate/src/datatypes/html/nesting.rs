//! The nesting of HTML elements (HTML Living Standard, 13.2.6): which elements are open, and whether a reader
//! would have to repair them.

use super::elements::{
    BLOCK, FOREIGN, FORMATTING, HEADING, IMPLIED_END, MISPLACED, SCOPE, SPECIAL, Traits, VOID, traits,
};
use std::borrow::Cow;

/// The maximum depth of elements. Browsers stop there too, and no content that readers show is deeper.
const MAX_DEPTH: usize = 512;

/// A fault that a reader would have to repair.
pub(super) type Fault = &'static str;

const MISPLACED_START: Fault = "an element where it may not stand";
const UNMATCHED_END: Fault = "an end tag without its start tag, or before that of an element inside";

/// HTML elements that end SVG and MathML, which do not have them.
#[rustfmt::skip]
const ENDS_FOREIGN: [&str; 44] = [
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol",
    "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul",
    "var",
];

/// The open elements, the innermost last.
#[derive(Debug, Default)]
pub(super) struct OpenElements<'t> {
    open: Vec<OpenElement<'t>>,
}

#[derive(Debug)]
struct OpenElement<'t> {
    name: Cow<'t, str>,
    traits: Traits,
    /// Whether its content is SVG or MathML.
    is_foreign: bool,
}

impl<'t> OpenElements<'t> {
    /// Whether the current position is inside SVG or MathML.
    pub(super) fn is_foreign(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_foreign)
    }

    /// Handles a start tag, given the properties of its element.
    pub(super) fn handle_start_tag(
        &mut self,
        name: Cow<'t, str>,
        traits: Traits,
        is_closed: bool,
    ) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err("elements nested too deeply");
        }
        if self.is_foreign() {
            return self.start_foreign(name, is_closed);
        }
        self.prepare_start(&name, traits)?;
        if is_closed && traits & (VOID | FOREIGN) == 0 {
            return Err("a slash in the tag of an element that has an end tag");
        }
        if traits & VOID == 0 && !(is_closed && traits & FOREIGN != 0) {
            self.open.push(OpenElement { name, traits, is_foreign: traits & FOREIGN != 0 });
        }
        Ok(())
    }

    /// Handles an end tag.
    pub(super) fn handle_end_tag(&mut self, name: &str) -> Result<(), Fault> {
        let last = self.open.last().ok_or(UNMATCHED_END)?;
        if last.is_foreign || last.name == name {
            let is_right = last.name == name;
            self.open.pop();
            return is_right.then_some(()).ok_or(UNMATCHED_END);
        }
        let traits = traits(name);
        // The end tag of an element without special rules closes only elements without special rules.
        if traits & (SPECIAL | BLOCK | FORMATTING) == 0 && last.traits & SPECIAL != 0 {
            return Err(UNMATCHED_END);
        }
        if traits & FORMATTING != 0
            || !self.is_open_in_scope(name, |open| open.traits & SCOPE != 0 && open.name != name)
        {
            return self.handle_end_tag_in_table(name);
        }
        self.close(name)
    }

    /// Reports an element that is still open at the end and must be closed.
    pub(super) fn check_all_closed(&self) -> Result<(), Fault> {
        let may_stay_open = |open: &OpenElement<'_>| matches!(&*open.name, "dd" | "dt" | "li" | "p");
        self.open.iter().all(may_stay_open).then_some(()).ok_or("an element that is never closed")
    }

    fn innermost(&self) -> &str {
        self.open.last().map_or("", |open| &open.name)
    }

    /// Closes the elements that a start tag closes, and checks whether its element is allowed here.
    fn prepare_start(&mut self, name: &str, traits: Traits) -> Result<(), Fault> {
        match self.innermost() {
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
        let is_misplaced = match name {
            "a" | "nobr" | "button" => is_in_scope(name),
            "form" => self.open.iter().any(|open| open.name == "form"),
            "rp" | "rt" if is_in_scope("ruby") => {
                self.close_implied("");
                self.innermost() != "ruby"
            }
            _ => traits & HEADING != 0 && self.open.last().is_some_and(|open| open.traits & HEADING != 0),
        };
        if is_misplaced { Err(MISPLACED_START) } else { Ok(()) }
    }

    /// Closes the list item that the next item ends.
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
        let push = |open: &mut Vec<OpenElement<'t>>, name: &'static str| {
            open.push(OpenElement { name: name.into(), traits: traits(name), is_foreign: false });
        };
        loop {
            match (self.innermost(), name) {
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
                _ => return Err(MISPLACED_START),
            }
        }
    }

    fn start_in_select(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "option" => self.close_while(|open| open == "option"),
            "optgroup" | "hr" => self.close_while(|open| matches!(open, "option" | "optgroup")),
            "script" | "template" => {}
            _ => return Err(MISPLACED_START),
        }
        Ok(())
    }

    /// Handles a part of a table, which closes the cell that it is in.
    fn start_table_part(&mut self, name: &str) -> Result<(), Fault> {
        let is_part = |open: &OpenElement<'_>| matches!(&*open.name, "td" | "th" | "caption" | "table");
        let cell = self.open.iter().rev().find(|open| is_part(open)).map(|open| open.name.clone());
        let Some(cell) = cell.filter(|cell| matches!(&**cell, "td" | "th")) else {
            return Err(MISPLACED_START);
        };
        if matches!(name, "html" | "head" | "body" | "frame" | "frameset" | "image" | "isindex") {
            return Err(MISPLACED_START);
        }
        self.close(&cell)?;
        self.start_in_table(name)
    }

    fn start_foreign(&mut self, name: Cow<'t, str>, is_closed: bool) -> Result<(), Fault> {
        if ENDS_FOREIGN.contains(&&*name) {
            return Err(MISPLACED_START);
        }
        if !is_closed {
            let holds_html = matches!(
                &*name,
                "foreignobject" | "desc" | "title" | "mi" | "mo" | "mn" | "ms" | "mtext" | "annotation-xml"
            );
            let traits = if holds_html { SCOPE | SPECIAL } else { 0 };
            self.open.push(OpenElement { name, traits, is_foreign: !holds_html });
        }
        Ok(())
    }

    /// Handles an end tag that also closes the cells, rows and row groups inside its element.
    fn handle_end_tag_in_table(&mut self, name: &str) -> Result<(), Fault> {
        let is_part = matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr");
        if !is_part || !self.is_open_in_scope(name, |open| open.name == "table" && name != "table") {
            return Err(UNMATCHED_END);
        }
        self.close(name)
    }

    /// Closes an element and the elements inside it whose end tags are optional.
    fn close(&mut self, name: &str) -> Result<(), Fault> {
        let is_table_part = matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr");
        loop {
            self.close_implied(name);
            let last = self.open.pop().ok_or(UNMATCHED_END)?;
            if last.name == name {
                return Ok(());
            }
            let is_closed_too = is_table_part
                && matches!(&*last.name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "colgroup");
            if !is_closed_too {
                return Err(UNMATCHED_END);
            }
        }
    }

    fn close_implied(&mut self, except: &str) {
        while self.open.last().is_some_and(|open| open.traits & IMPLIED_END != 0 && open.name != except) {
            self.open.pop();
        }
    }

    fn close_while(&mut self, predicate: impl Fn(&str) -> bool) {
        while predicate(self.innermost()) {
            self.open.pop();
        }
    }

    /// Whether an element is open and there is no boundary between the element and the current position.
    fn is_open_in_scope(&self, name: &str, is_boundary: impl Fn(&OpenElement<'t>) -> bool) -> bool {
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
