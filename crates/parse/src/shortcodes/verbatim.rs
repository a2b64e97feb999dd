//! Pairs of tags that hold no templates: listings, comments, and texts that are to be shown as they are.

use super::scan::{find_end, unescaped};
use super::tag::{Syntax, Tag};
use super::{Around, Resolver};
use crate::output::plain::escape;
use crate::shortcodes::known_tags;
use std::ops::Range;

impl Resolver<'_> {
    /// A listing: all to its end is code.
    pub(super) fn listing(&mut self, tag: &Tag, language: &str, range: &Range<usize>) -> bool {
        let Some(end) = self.end_of(tag, range.end) else { return false };
        let language = known_tags::language(tag, language);
        let (container, is_alone) = self.container(range.start);
        let code = unescaped(&self.source[range.end..end.start]);
        let is_block = is_alone && self.is_last_on_line(end.end).is_some();
        if !is_block && !code.contains('\n') {
            self.push(&format!("<code>{}</code>", escape(code.trim())));
            self.go_on(end.end);
            return true;
        }
        if self.around == Around::Html {
            let class =
                if language.is_empty() { String::new() } else { format!(" class=\"language-{language}\"") };
            let code = escape(code.trim_matches(['\n', '\r']));
            self.block(&format!("<pre><code{class}>{code}\n</code></pre>"), &(range.start..end.end));
            return true;
        }
        // The container's own white space before the closing tag is none of the code's.
        let code = code.trim_end_matches([' ', '\t', '>']).trim_end();
        let lines: Vec<&str> =
            code.lines().skip_while(|line| line.trim_matches([' ', '>']).is_empty()).collect();
        let is_inside = |line: &&str| line.trim().is_empty() || line.starts_with(container.trim_end());
        let deep = container.len() - container.trim_start().len();
        let is_indented =
            |line: &&str| line.trim().is_empty() || line.len() - line.trim_start().len() >= deep;
        let carries = !lines.is_empty() && lines.iter().all(is_inside) && lines.iter().all(is_indented);
        let ticks = lines.iter().map(|line| longest_run(line)).max().unwrap_or(0).max(2) + 1;
        let fence = "`".repeat(ticks);
        let mut listing = format!("{fence}{language}\n");
        for line in lines {
            let prefix = if carries { "" } else { container.as_str() };
            listing.push_str(&format!("{prefix}{line}\n"));
        }
        listing.push_str(&format!("{container}{fence}"));
        self.block(&listing, &(range.start..end.end));
        true
    }

    /// `raw` and `comment`: what stands up to the end is no template, or nothing at all.
    pub(super) fn skip(&mut self, tag: &Tag, is_comment: bool, range: &Range<usize>) -> bool {
        let Some(end) = self.end_of(tag, range.end) else { return false };
        if is_comment {
            self.leave(range.start..end.end, true);
        } else {
            self.raw_end = Some(end);
            self.leave(range.clone(), true);
        }
        true
    }

    /// Where the pair's end stands.
    pub(super) fn end_of(&mut self, tag: &Tag, from: usize) -> Option<Range<usize>> {
        if !self.has_end(tag, from.saturating_sub(1)) || self.endless.contains(&tag.name) {
            return None;
        }
        let rest = &self.source[from..];
        let end = match tag.syntax {
            Syntax::Statement => find_end(rest, &tag.name),
            Syntax::Call => find_end(rest, "").or_else(|| find_end(rest, &tag.name)),
            Syntax::Shortcode => ["<", "%"].iter().find_map(|sign| {
                let (start, close) = (format!("{{{{{sign}"), if *sign == "<" { ">}}" } else { "%}}" });
                rest.match_indices(&start).find_map(|(at, _)| {
                    let inner = rest[at + 3..].trim_start().strip_prefix('/')?.trim_start();
                    let left = inner.strip_prefix(tag.name.as_str())?.trim_start().strip_prefix(close)?;
                    Some(at..rest.len() - left.len())
                })
            }),
            Syntax::Expression | Syntax::Component => None,
        };
        if end.is_none() {
            self.endless.insert(tag.name.clone());
        }
        end.map(|end| from + end.start..from + end.end)
    }
}

fn longest_run(line: &str) -> usize {
    line.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
