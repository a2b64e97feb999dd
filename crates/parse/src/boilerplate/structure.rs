//! Furniture that is told by where it stands, not by its words.

use super::{Furniture, furniture, is_count};
use crate::formats::text::shape::{Shape, ends_sentence, folded, shape, words};
use crate::formats::text::unit::{Kind, Unit};
use std::collections::HashMap;

/// A unit with what the rules ask of it, worked out once.
struct Piece {
    unit: Unit,
    shape: Shape,
    furniture: Option<Furniture>,
    /// A dateline on its own line.
    is_date: bool,
    keep: bool,
}

impl Piece {
    fn is_prose(&self) -> bool {
        self.furniture.is_none()
            && !self.is_date
            && match self.unit.kind {
                Kind::Verse | Kind::Code | Kind::Quote => true,
                Kind::Text | Kind::Item { .. } => self.shape == Shape::Prose,
                Kind::Heading | Kind::Break => false,
            }
    }

    /// Text that no list of links has: prose, or a sentence with its full stop.
    fn is_sentence(&self) -> bool {
        self.is_prose()
            || (self.furniture.is_none()
                && !self.is_date
                && matches!(self.unit.kind, Kind::Text | Kind::Item { .. })
                && self.shape == Shape::Sentence)
    }
}

/// Takes the furniture out. `is_date` tells datelines; the article's own, near its top, stays.
pub(crate) fn strip(units: Vec<Unit>, is_date: &dyn Fn(&str) -> bool) -> Vec<Unit> {
    let mut pieces: Vec<Piece> = units
        .into_iter()
        .map(|unit| {
            let is_line = matches!(unit.kind, Kind::Text | Kind::Item { .. } | Kind::Heading);
            Piece {
                shape: shape(&unit.text),
                furniture: match unit.kind {
                    // `>>> Read: another story`: arrows, no quotation.
                    Kind::Quote => furniture(&unit.text).filter(|found| *found == Furniture::Box),
                    _ if is_line => furniture(&unit.text),
                    _ => None,
                },
                is_date: is_line && unit.text.len() <= 120 && is_date(&unit.text),
                keep: true,
                unit,
            }
        })
        .collect();
    drop_masthead(&mut pieces);
    drop_inserted(&mut pieces);
    drop_comments(&mut pieces);
    drop_boxes(&mut pieces);
    drop_repeats(&mut pieces);
    drop_outer_counts(&mut pieces);
    drop_trailing(&mut pieces);
    for piece in &mut pieces {
        piece.keep &= piece.furniture.is_none();
    }
    pieces.into_iter().filter(|piece| piece.keep).map(|piece| piece.unit).collect()
}

/// Short lines above a site's menu are its name and its sections, if a headline is still to come.
fn drop_masthead(pieces: &mut [Piece]) {
    let first = pieces.iter().position(Piece::is_sentence).unwrap_or(pieces.len());
    let Some(menu) = pieces[..first].iter().rposition(|piece| piece.furniture == Some(Furniture::Navigation))
    else {
        return;
    };
    let is_headline = |piece: &Piece| {
        piece.furniture.is_none()
            && !piece.is_date
            && piece.shape == Shape::Title
            && words(&piece.unit.text) >= 2
    };
    if !pieces[menu..first].iter().any(is_headline) {
        return;
    }
    for piece in &mut pieces[..menu] {
        piece.keep &= piece.is_date || words(&piece.unit.text) > 5;
    }
}

/// `| Another story, says a minister`: what is left of an 'Also read | …' between paragraphs.
fn drop_inserted(pieces: &mut [Piece]) {
    for piece in pieces.iter_mut().filter(|piece| piece.unit.kind == Kind::Text) {
        let rest = piece.unit.text.strip_prefix('|');
        if rest.is_some_and(|rest| !rest.contains('|') && words(rest) <= 25) {
            piece.keep = false;
        }
    }
}

/// From the comments' heading on everything is readers'. Only after some prose: above the article '3 Comments' is
/// a count.
fn drop_comments(pieces: &mut [Piece]) {
    let Some(first) = pieces.iter().position(Piece::is_sentence) else { return };
    let heading = (first..pieces.len())
        .find(|at| pieces[*at].furniture == Some(Furniture::Comments) && is_below_the_text(pieces, *at));
    let heading = heading.or_else(|| first_comment(pieces, first));
    if let Some(at) = heading {
        for piece in &mut pieces[at..] {
            piece.keep = false;
        }
    }
}

/// Comments without a heading: a line that says who speaks, below the furniture that ends the article.
fn first_comment(pieces: &[Piece], first: usize) -> Option<usize> {
    let below = (first..pieces.len())
        .find(|at| matches!(pieces[*at].furniture, Some(Furniture::Line)) && is_pager_like(&pieces[*at]))?;
    let speaks = |piece: &Piece| {
        let text = piece.unit.text.trim_end_matches([':', '…', '.']);
        let says = ["says", "said", "wrote", "schrieb", "sagt", "dit", "dijo"]
            .iter()
            .any(|verb| text.ends_with(verb));
        (words(text) <= 6 && says) || (words(text) <= 10 && piece.is_date && text.contains(" on "))
    };
    (below..pieces.len()).find(|at| speaks(&pieces[*at]))
}

/// Links to the last and the next article end a page's text.
fn is_pager_like(piece: &Piece) -> bool {
    piece.unit.text.contains(['«', '»', '←', '→']) || piece.unit.text.to_lowercase().contains("post")
}

/// Whether no more is said below than above, headings of the comments apart: an article *about* comments may have
/// a section of that name.
fn is_below_the_text(pieces: &[Piece], at: usize) -> bool {
    let is_form = |piece: &Piece| piece.furniture.is_some();
    let alone = matches!(pieces[at].unit.kind, Kind::Text | Kind::Item { .. });
    alone || pieces[at + 1..].iter().filter(|piece| is_form(piece)).count() >= 2
}

/// A box's heading goes with the teasers it heads: titles, dates, counts, cut-off texts. Where prose begins again
/// the article goes on, unless the rest of the page is teasers with a sentence each.
fn drop_boxes(pieces: &mut [Piece]) {
    let Some(first) = pieces.iter().position(Piece::is_sentence) else { return };
    for at in first..pieces.len() {
        if !pieces[at].keep || pieces[at].furniture != Some(Furniture::Box) {
            continue;
        }
        let about_author =
            folded(&pieces[at].unit.text).iter().any(|word| word.starts_with("aut") || word == "me");
        let says_it_itself = pieces[at].unit.text.split_once(':').is_some_and(|(_, rest)| words(rest) > 2);
        let end = match says_it_itself {
            true => at + 1,
            false => box_end(pieces, at + 1, about_author),
        };
        for piece in &mut pieces[at..end] {
            piece.keep = false;
        }
    }
}

/// The index after a box whose first unit is `from`.
fn box_end(pieces: &[Piece], from: usize, about_author: bool) -> usize {
    let mut at = from;
    if about_author && pieces.get(at).is_some_and(Piece::is_sentence) {
        at += 1;
    }
    while let Some(piece) = pieces.get(at) {
        // What a screen reader says where the list is over.
        if piece.unit.text.eq_ignore_ascii_case("end of list") {
            return at + 1;
        }
        let goes_on = is_real_prose(piece) && !is_teaser_with_text(pieces, at);
        // Where prose begins again, the short line above it is its heading, if nothing but the list is before.
        if goes_on {
            let heading = at > from + 1
                && pieces[at - 1].unit.kind == Kind::Text
                && pieces[at - 1].shape == Shape::Title
                && pieces[at - 1].unit.gap
                && matches!(pieces[at - 2].unit.kind, Kind::Item { .. });
            return if heading || pieces[at - 1].unit.kind == Kind::Heading { at - 1 } else { at };
        }
        at += 1;
    }
    at
}

fn is_real_prose(piece: &Piece) -> bool {
    let cut_off = piece.unit.text.trim_end_matches([']', ')']).ends_with(['…', '.'])
        && (piece.unit.text.trim_end_matches([']', ')']).ends_with('…')
            || piece.unit.text.trim_end_matches([']', ')']).ends_with("..."));
    piece.is_prose() && !matches!(piece.unit.kind, Kind::Item { .. }) && !cut_off
}

/// Whether every paragraph from here to the end has a title of its own above it: a list of teasers.
fn is_teaser_with_text(pieces: &[Piece], at: usize) -> bool {
    let rest: Vec<usize> = (at..pieces.len()).filter(|index| pieces[*index].is_prose()).collect();
    // Many titles and hardly a sentence: a list of links, one of which is long.
    let titles = pieces[at..].iter().filter(|piece| piece.shape == Shape::Title).count();
    let before = pieces[..at].iter().rev().take_while(|piece| piece.furniture != Some(Furniture::Box));
    let titles = titles + before.filter(|piece| piece.shape == Shape::Title).count();
    if rest.len() * 2 <= titles && at * 2 > pieces.len() {
        return true;
    }
    let headed = rest.iter().filter(|index| **index > 0 && pieces[**index - 1].shape == Shape::Title).count();
    headed == rest.len()
        && (rest.len() >= 2 || pieces[at..].iter().any(|piece| piece.is_date || piece.furniture.is_some()))
}

/// Short lines that come again and again are buttons: three times alone, twice as a block of two and more. Names
/// of speakers come again too, but with their words after them; so do a poem's refrains.
fn drop_repeats(pieces: &mut [Piece]) {
    let is_short = |piece: &Piece| {
        matches!(piece.unit.kind, Kind::Text | Kind::Item { .. })
            && !piece.is_date
            && words(&piece.unit.text) <= 6
            && !ends_sentence(&piece.unit.text)
    };
    let keys: Vec<String> = pieces.iter().map(|piece| piece.unit.text.to_lowercase()).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| is_short(piece)) {
        places.entry(keys[at].as_str()).or_default().push(at);
        debug_assert!(!piece.unit.text.is_empty() || piece.unit.kind == Kind::Break);
    }
    let first = pieces.iter().position(Piece::is_sentence).unwrap_or(0);
    let mut drop = Vec::new();
    for (key, at) in &places {
        // A line of some words that comes again only above the text is the headline.
        let first_words = pieces.get(at[0]).map_or(0, |piece| words(&piece.unit.text));
        if first_words >= 3 && at.iter().all(|at| *at < first) {
            continue;
        }
        let before_prose =
            at.iter().filter(|at| pieces.get(**at + 1).is_some_and(Piece::is_sentence)).count();
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
                .all(|at| matches!(pieces[*at].unit.kind, Kind::Item { .. }) || !pieces[*at].unit.gap);
        if alone || in_block {
            drop.extend(at.iter().copied());
        }
    }
    for at in drop {
        pieces[at].keep = false;
    }
}

/// Numbers alone above the first and below the last sentence: counts of shares and comments.
fn drop_outer_counts(pieces: &mut [Piece]) {
    let first = pieces.iter().position(Piece::is_sentence).unwrap_or(pieces.len());
    let last = pieces.iter().rposition(Piece::is_sentence).unwrap_or(0);
    for (at, piece) in pieces.iter_mut().enumerate() {
        if (at < first || at > last) && is_count(&piece.unit.text) && piece.unit.kind == Kind::Text {
            piece.keep = false;
        }
    }
}

/// Where below the last paragraph furniture outnumbers short sentences, these are an invitation's: `Sign up`, `No
/// ads.`, `Follow`. One advertisement above a last short sentence is none.
fn box_below_text(pieces: &[Piece]) -> Option<usize> {
    let is_paragraph = |piece: &Piece| piece.keep && piece.is_prose() && words(&piece.unit.text) >= 10;
    let last = pieces.iter().rposition(is_paragraph)?;
    let from = (last + 1..pieces.len()).find(|at| pieces[*at].furniture.is_some() && pieces[*at].keep)?;
    let count = |test: &dyn Fn(&Piece) -> bool| pieces[from..].iter().filter(|piece| test(piece)).count();
    let furniture = count(&|piece| piece.furniture.is_some());
    let sentences = count(&|piece| piece.is_sentence());
    (furniture >= 3 && furniture > sentences).then_some(from)
}

/// After the last sentence: once furniture or a list of dated titles begins, no line is the article's. A heading
/// with nothing below it heads nothing, so four of them are links.
fn drop_trailing(pieces: &mut [Piece]) {
    if let Some(from) = box_below_text(pieces) {
        for piece in &mut pieces[from..] {
            piece.keep = false;
        }
    }
    let Some(last) = pieces.iter().rposition(|piece| piece.keep && piece.is_sentence()) else { return };
    let tail = last + 1;
    let introduces = pieces[last].unit.text.ends_with(':');
    let is_link = |piece: &Piece| {
        piece.keep
            && piece.furniture.is_none()
            && piece.unit.kind == Kind::Text
            && matches!(piece.shape, Shape::Title)
    };
    let dates = pieces[tail..].iter().filter(|piece| piece.is_date).count();
    let links = pieces[tail..].iter().filter(|piece| is_link(piece)).count();
    let first_furniture =
        (tail..pieces.len()).find(|at| pieces[*at].furniture.is_some() || !pieces[*at].keep);
    let from = if dates >= 2 || (links >= 4 && !introduces) { Some(tail) } else { first_furniture };
    let Some(from) = from else { return };
    for piece in &mut pieces[from..] {
        piece.keep = false;
    }
}
