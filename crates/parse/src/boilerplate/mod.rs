//! Page boilerplate: what stands on an article's page and is no part of the article.
//!
//! Two kinds of rules. Tables (`tables`) hold what pages write on their buttons and boxes, in many languages;
//! each row is a line as a page writes it, matched as a whole, so that a sentence that mentions cookies stays.
//! Structural rules (`structure`) know no words: a block that repeats, a list of dates and titles after the
//! last sentence. When neither is sure the line stays: a button in a feed is a smaller harm than a lost line.

mod credit;
mod line;
mod structure;
mod tables;

pub(crate) use line::{Boilerplate, classify_line, is_boilerplate_line, is_count, is_section};
pub(crate) use structure::remove_boilerplate;
