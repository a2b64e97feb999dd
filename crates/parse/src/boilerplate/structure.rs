//! Recognises boilerplate by its position on the page instead of its words.

use super::line::{Boilerplate, classify_line, is_count};
use crate::formats::text::shape::{Shape, ends_sentence, folded, shape, words};
use crate::formats::text::unit::{Unit, UnitKind};
use std::collections::HashMap;

/// A unit of text with the properties that the rules need, computed once.
struct ClassifiedBlock {
    unit: Unit,
    shape: Shape,
    boilerplate: Option<Boilerplate>,
    /// The unit is a dateline on a line of its own.
    is_date: bool,
    keep: bool,
}

impl ClassifiedBlock {
    fn is_prose(&self) -> bool {
        self.boilerplate.is_none()
            && !self.is_date
            && match self.unit.kind {
                UnitKind::Verse | UnitKind::Code | UnitKind::Quote => true,
                UnitKind::Text | UnitKind::Item { .. } => self.shape == Shape::Prose,
                UnitKind::Heading | UnitKind::Break => false,
            }
    }

    /// Returns true for text that does not occur in a list of links: prose, or a sentence with its full stop.
    fn is_sentence(&self) -> bool {
        self.is_prose()
            || (self.boilerplate.is_none()
                && !self.is_date
                && matches!(self.unit.kind, UnitKind::Text | UnitKind::Item { .. })
                && self.shape == Shape::Sentence)
    }
}

/// Units at the start and at the end of a text that can be boilerplate. A unit takes some 10 µs, and in the
/// middle of a book it is the author's.
const EDGE_UNITS: usize = 2000;

/// Removes boilerplate. `is_date` recognises datelines; the article's own dateline, near the top, is kept.
pub(crate) fn remove_boilerplate(units: Vec<Unit>, is_date: &dyn Fn(&str) -> bool) -> Vec<Unit> {
    let inner = EDGE_UNITS..units.len().saturating_sub(EDGE_UNITS);
    let mut blocks: Vec<ClassifiedBlock> = units
        .into_iter()
        .enumerate()
        .map(|(at, unit)| {
            let is_inner = inner.contains(&at);
            let is_line = matches!(unit.kind, UnitKind::Text | UnitKind::Item { .. } | UnitKind::Heading);
            ClassifiedBlock {
                shape: shape(&unit.text),
                boilerplate: match unit.kind {
                    _ if is_inner => None,
                    // `>>> Read: another story` begins with arrows; it is not a quotation.
                    UnitKind::Quote => {
                        classify_line(&unit.text).filter(|found| *found == Boilerplate::SideBox)
                    }
                    _ if is_line => classify_line(&unit.text),
                    _ => None,
                },
                is_date: is_line && !is_inner && unit.text.len() <= 120 && is_date(&unit.text),
                keep: true,
                unit,
            }
        })
        .collect();
    drop_masthead(&mut blocks);
    drop_inserted(&mut blocks);
    drop_comments(&mut blocks);
    drop_side_boxes(&mut blocks);
    drop_repeats(&mut blocks);
    drop_outer_counts(&mut blocks);
    drop_trailing(&mut blocks);
    for block in &mut blocks {
        block.keep &= block.boilerplate.is_none();
    }
    blocks.into_iter().filter(|block| block.keep).map(|block| block.unit).collect()
}

/// Removes the short lines above the site's menu (its name and sections), if a headline follows.
fn drop_masthead(blocks: &mut [ClassifiedBlock]) {
    let first = blocks.iter().position(ClassifiedBlock::is_sentence).unwrap_or(blocks.len());
    let Some(menu) =
        blocks[..first].iter().rposition(|block| block.boilerplate == Some(Boilerplate::Navigation))
    else {
        return;
    };
    let is_headline = |block: &ClassifiedBlock| {
        block.boilerplate.is_none()
            && !block.is_date
            && block.shape == Shape::Title
            && words(&block.unit.text) >= 2
    };
    if !blocks[menu..first].iter().any(is_headline) {
        return;
    }
    for block in &mut blocks[..menu] {
        block.keep &= block.is_date || words(&block.unit.text) > 5;
    }
}

/// Removes the rest of a link to another story between paragraphs: `| Another story, says a minister` after
/// 'Also read'.
fn drop_inserted(blocks: &mut [ClassifiedBlock]) {
    for block in blocks.iter_mut().filter(|block| block.unit.kind == UnitKind::Text) {
        let rest = block.unit.text.strip_prefix('|');
        if rest.is_some_and(|rest| !rest.contains('|') && words(rest) <= 25) {
            block.keep = false;
        }
    }
}

/// Removes the comments: everything from their heading on. The heading must follow some prose; above the
/// article, '3 Comments' is a count.
fn drop_comments(blocks: &mut [ClassifiedBlock]) {
    let Some(first) = blocks.iter().position(ClassifiedBlock::is_sentence) else { return };
    let heading = (first..blocks.len()).find(|at| {
        blocks[*at].boilerplate == Some(Boilerplate::Comments) && starts_comment_section(blocks, *at)
    });
    let heading = heading.or_else(|| first_comment(blocks, first));
    if let Some(at) = heading {
        for block in &mut blocks[at..] {
            block.keep = false;
        }
    }
}

/// The first comment, if the comments have no heading: a line that names a speaker, below the boilerplate at
/// the end of the article.
fn first_comment(blocks: &[ClassifiedBlock], first: usize) -> Option<usize> {
    let below = (first..blocks.len()).find(|at| {
        matches!(blocks[*at].boilerplate, Some(Boilerplate::Line)) && is_pager_like(&blocks[*at])
    })?;
    let names_speaker = |block: &ClassifiedBlock| {
        let text = block.unit.text.trim_end_matches([':', '…', '.']);
        let has_verb_of_speech = ["says", "said", "wrote", "schrieb", "sagt", "dit", "dijo"]
            .iter()
            .any(|verb| text.ends_with(verb));
        (words(text) <= 6 && has_verb_of_speech)
            || (words(text) <= 10 && block.is_date && text.contains(" on "))
    };
    (below..blocks.len()).find(|at| names_speaker(&blocks[*at]))
}

/// Returns true for the links to the previous and next article, which follow the text of a page.
fn is_pager_like(block: &ClassifiedBlock) -> bool {
    block.unit.text.contains(['«', '»', '←', '→']) || block.unit.text.to_lowercase().contains("post")
}

/// Returns true if the line at `at` is the heading of the comments, and not the heading of a section in an
/// article *about* comments: it is not marked up as a heading, or at least two lines of boilerplate follow.
fn starts_comment_section(blocks: &[ClassifiedBlock], at: usize) -> bool {
    let is_form = |block: &ClassifiedBlock| block.boilerplate.is_some();
    let alone = matches!(blocks[at].unit.kind, UnitKind::Text | UnitKind::Item { .. });
    alone || blocks[at + 1..].iter().filter(|block| is_form(block)).count() >= 2
}

/// Removes the boxes: a heading and the teasers below it (titles, dates, counts, cut-off texts). The article
/// continues where prose begins again, unless the rest of the page consists of teasers with a sentence each.
fn drop_side_boxes(blocks: &mut [ClassifiedBlock]) {
    let Some(first) = blocks.iter().position(ClassifiedBlock::is_sentence) else { return };
    for at in first..blocks.len() {
        if !blocks[at].keep || blocks[at].boilerplate != Some(Boilerplate::SideBox) {
            continue;
        }
        let is_about_author =
            folded(&blocks[at].unit.text).iter().any(|word| word.starts_with("aut") || word == "me");
        let has_text_after_colon =
            blocks[at].unit.text.split_once(':').is_some_and(|(_, rest)| words(rest) > 2);
        let end = match has_text_after_colon {
            true => at + 1,
            false => box_end(blocks, at + 1, is_about_author),
        };
        for block in &mut blocks[at..end] {
            block.keep = false;
        }
    }
}

/// The index after a box whose first unit is `from`.
fn box_end(blocks: &[ClassifiedBlock], from: usize, is_about_author: bool) -> usize {
    let mut at = from;
    if is_about_author && blocks.get(at).is_some_and(ClassifiedBlock::is_sentence) {
        at += 1;
    }
    while let Some(block) = blocks.get(at) {
        // The text for screen readers at the end of a list.
        if block.unit.text.eq_ignore_ascii_case("end of list") {
            return at + 1;
        }
        let is_article = is_uncut_prose(block) && !is_list_of_teasers(blocks, at);
        // The short line above the prose is the heading of the prose, if only the list precedes it.
        if is_article {
            let heading = at > from + 1
                && blocks[at - 1].unit.kind == UnitKind::Text
                && blocks[at - 1].shape == Shape::Title
                && blocks[at - 1].unit.gap
                && matches!(blocks[at - 2].unit.kind, UnitKind::Item { .. });
            return if heading || blocks[at - 1].unit.kind == UnitKind::Heading { at - 1 } else { at };
        }
        at += 1;
    }
    at
}

fn is_uncut_prose(block: &ClassifiedBlock) -> bool {
    let cut_off = block.unit.text.trim_end_matches([']', ')']).ends_with(['…', '.'])
        && (block.unit.text.trim_end_matches([']', ')']).ends_with('…')
            || block.unit.text.trim_end_matches([']', ')']).ends_with("..."));
    block.is_prose() && !matches!(block.unit.kind, UnitKind::Item { .. }) && !cut_off
}

/// Returns true if every paragraph from here to the end has a title above it, as in a list of teasers.
fn is_list_of_teasers(blocks: &[ClassifiedBlock], at: usize) -> bool {
    let rest: Vec<usize> = (at..blocks.len()).filter(|index| blocks[*index].is_prose()).collect();
    // Many titles with few sentences are a list of links, one of which is long.
    let titles = blocks[at..].iter().filter(|block| block.shape == Shape::Title).count();
    let before =
        blocks[..at].iter().rev().take_while(|block| block.boilerplate != Some(Boilerplate::SideBox));
    let titles = titles + before.filter(|block| block.shape == Shape::Title).count();
    if rest.len() * 2 <= titles && at * 2 > blocks.len() {
        return true;
    }
    let headed = rest.iter().filter(|index| **index > 0 && blocks[**index - 1].shape == Shape::Title).count();
    headed == rest.len()
        && (rest.len() >= 2 || blocks[at..].iter().any(|block| block.is_date || block.boilerplate.is_some()))
}

/// Removes short lines that repeat, since they are buttons: a single line that occurs three times, a block of
/// two or more lines that occurs twice. Names of speakers repeat as well, but their words follow; the refrain
/// of a poem is kept for the same reason.
fn drop_repeats(blocks: &mut [ClassifiedBlock]) {
    let is_short = |block: &ClassifiedBlock| {
        matches!(block.unit.kind, UnitKind::Text | UnitKind::Item { .. })
            && !block.is_date
            && words(&block.unit.text) <= 6
            && !ends_sentence(&block.unit.text)
    };
    let keys: Vec<String> = blocks.iter().map(|block| block.unit.text.to_lowercase()).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| is_short(block)) {
        places.entry(keys[at].as_str()).or_default().push(at);
        debug_assert!(!block.unit.text.is_empty() || block.unit.kind == UnitKind::Break);
    }
    let first = blocks.iter().position(ClassifiedBlock::is_sentence).unwrap_or(0);
    let mut drop = Vec::new();
    for (key, at) in &places {
        // A line of several words that repeats only above the text is the headline.
        let first_words = blocks.get(at[0]).map_or(0, |block| words(&block.unit.text));
        if first_words >= 3 && at.iter().all(|at| *at < first) {
            continue;
        }
        let before_prose =
            at.iter().filter(|at| blocks.get(**at + 1).is_some_and(ClassifiedBlock::is_sentence)).count();
        let alone = at.len() >= 3 && before_prose * 2 < at.len();
        let in_block = at.len() >= 2
            && at.iter().all(|at| {
                let next =
                    keys.get(at + 1).filter(|next| *next != key).and_then(|next| places.get(next.as_str()));
                let last = at.checked_sub(1).and_then(|last| places.get(keys[last].as_str()));
                [next, last].into_iter().flatten().any(|other| other.len() == places[*key].len())
            })
            && before_prose * 2 < at.len() + 1
            && at
                .iter()
                .all(|at| matches!(blocks[*at].unit.kind, UnitKind::Item { .. }) || !blocks[*at].unit.gap);
        if alone || in_block {
            drop.extend(at.iter().copied());
        }
    }
    for at in drop {
        blocks[at].keep = false;
    }
}

/// Removes single numbers above the first and below the last sentence: counts of shares and comments.
fn drop_outer_counts(blocks: &mut [ClassifiedBlock]) {
    let first = blocks.iter().position(ClassifiedBlock::is_sentence).unwrap_or(blocks.len());
    let last = blocks.iter().rposition(ClassifiedBlock::is_sentence).unwrap_or(0);
    for (at, block) in blocks.iter_mut().enumerate() {
        if (at < first || at > last) && is_count(&block.unit.text) && block.unit.kind == UnitKind::Text {
            block.keep = false;
        }
    }
}

/// The start of an invitation below the last paragraph (`Sign up`, `No ads.`, `Follow`): a stretch with more
/// lines of boilerplate than short sentences. One advertisement before a last short sentence does not
/// suffice.
fn invitation_below_text(blocks: &[ClassifiedBlock]) -> Option<usize> {
    let is_paragraph =
        |block: &ClassifiedBlock| block.keep && block.is_prose() && words(&block.unit.text) >= 10;
    let last = blocks.iter().rposition(is_paragraph)?;
    let from = (last + 1..blocks.len()).find(|at| blocks[*at].boilerplate.is_some() && blocks[*at].keep)?;
    let count =
        |test: &dyn Fn(&ClassifiedBlock) -> bool| blocks[from..].iter().filter(|block| test(block)).count();
    let boilerplate = count(&|block| block.boilerplate.is_some());
    let sentences = count(&|block| block.is_sentence());
    (boilerplate >= 3 && boilerplate > sentences).then_some(from)
}

/// Removes everything after the last sentence from the first boilerplate or list of dated titles on. Four
/// headings without text below them are links.
fn drop_trailing(blocks: &mut [ClassifiedBlock]) {
    if let Some(from) = invitation_below_text(blocks) {
        for block in &mut blocks[from..] {
            block.keep = false;
        }
    }
    let Some(last) = blocks.iter().rposition(|block| block.keep && block.is_sentence()) else { return };
    let tail = last + 1;
    let introduces = blocks[last].unit.text.ends_with(':');
    let is_link = |block: &ClassifiedBlock| {
        block.keep
            && block.boilerplate.is_none()
            && block.unit.kind == UnitKind::Text
            && matches!(block.shape, Shape::Title)
    };
    let dates = blocks[tail..].iter().filter(|block| block.is_date).count();
    let links = blocks[tail..].iter().filter(|block| is_link(block)).count();
    let first_boilerplate =
        (tail..blocks.len()).find(|at| blocks[*at].boilerplate.is_some() || !blocks[*at].keep);
    let from = if dates >= 2 || (links >= 4 && !introduces) { Some(tail) } else { first_boilerplate };
    let Some(from) = from else { return };
    for block in &mut blocks[from..] {
        block.keep = false;
    }
}
