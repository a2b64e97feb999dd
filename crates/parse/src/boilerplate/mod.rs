//! Boilerplate removal: finds the text of a web page that is not part of its article, such as menus, buttons,
//! notices, picture credits and comments.
//!
//! There are two groups of rules. The tables (`tables`) contain the labels of buttons and boxes in many
//! languages; each row is a whole line, so that a sentence that mentions cookies is kept. The structural
//! rules (`structure`) do not depend on words: a repeated block, a list of dates and titles after the last
//! sentence. If no rule is certain the line is kept, because a button in a feed does less harm than a lost
//! line.

mod credit;
mod line;
mod structure;
mod tables;

pub(crate) use line::{Boilerplate, classify_line, is_boilerplate_line, is_count, is_section};
pub(crate) use structure::remove_boilerplate;
