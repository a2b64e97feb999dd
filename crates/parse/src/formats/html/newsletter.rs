//! Removes from a newsletter what is meant for one recipient: lines to unsubscribe or to open it in a browser, and
//! the recipient's codes in its links.

use crate::document::subscription_lines::{is_subscription_address, is_subscription_line, without_recipient};
use crate::output::plain;
use dom_query::{Document, NodeRef};

/// Longest line, in words, that is removed as a whole; of a longer one only the link is removed.
const MAX_LINE_WORDS: usize = 60;

/// Longest line, in words, whose own words decide.
const MAX_PHRASE_WORDS: usize = 25;

/// Removes the personal parts. `is_mail`: the page is an e-mail. Any other page is one if it has a link to
/// unsubscribe by a personal address.
pub(super) fn remove_personal_parts(document: &Document, is_mail: bool) {
    let selected = document.select("a[href]");
    let links = selected.nodes();
    if !is_mail && !links.iter().any(is_personal_unsubscribe_link) {
        return;
    }
    for image in document.select("img[src]").nodes() {
        if is_open_counter(&image.attr("src").unwrap_or_default()) {
            image.remove_from_parent();
        }
    }
    for link in links {
        if link.parent().is_none() {
            continue;
        }
        let address = link.attr("href").unwrap_or_default().to_string();
        let line = line_of(link);
        let text = plain::from_node(&line);
        let words = text.split_whitespace().count();
        let is_personal = is_subscription_address(&address)
            || is_subscription_line(&plain::from_node(link))
            || (words <= MAX_PHRASE_WORDS && is_subscription_line(&text));
        if is_personal {
            let whole = if words <= MAX_LINE_WORDS { &line } else { link };
            whole.remove_from_parent();
            continue;
        }
        match without_recipient(&address) {
            Some(clean) if clean != address.as_str() => link.set_attr("href", &clean),
            Some(_) => {}
            // The words of the link stay.
            None => link.remove_attr("href"),
        }
    }
}

/// Whether the image is loaded to learn that the e-mail was opened, although it has no size of one pixel.
fn is_open_counter(address: &str) -> bool {
    const PARTS: [&str; 10] = [
        "/track/open",
        "/wf/open",
        "/e/o/",
        "/open.aspx",
        "/open.php",
        "/o.gif",
        "/pixel.gif",
        "/pixel.png",
        "/beacon",
        "/trk/open",
    ];
    let lower = address.to_lowercase();
    PARTS.iter().any(|part| lower.contains(part))
}

/// `Unsubscribe`, at an address with a code.
fn is_personal_unsubscribe_link(link: &NodeRef) -> bool {
    let text = plain::from_node(link);
    let address = link.attr("href").unwrap_or_default();
    let has_code = address.contains(['?', '*', '{']) || without_recipient(&address).is_none();
    let unsubscribes = is_subscription_address(&address) || is_subscription_line(&text);
    text.split_whitespace().count() <= 5 && unsubscribes && has_code
}

/// The block that contains the link as part of one line of text.
fn line_of<'d>(link: &NodeRef<'d>) -> NodeRef<'d> {
    let mut line = *link;
    for above in link.ancestors_it(Some(8)) {
        let is_line = ["p", "div", "li", "td", "center", "h1", "h2", "h3", "h4", "h5", "h6", "footer"]
            .iter()
            .any(|name| above.has_name(name));
        if is_line && !above.descendants_it().any(|child| plain::is_block(&child) && child.id != above.id) {
            return above;
        }
        if plain::is_block(&above) {
            return line;
        }
        line = above;
    }
    line
}
