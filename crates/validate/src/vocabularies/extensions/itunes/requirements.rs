//! What directories require of a podcast: Apple's, and the standard PSP-1.

use super::ITUNES;
use crate::messages::{Finding, Param};
use crate::vocabularies::atom::link::relation_of;
use crate::vocabularies::schema::{Context, Namespace, Node};
use crate::{Code, Profile};

/// An element that a profile asks for.
struct Wanted {
    namespace: Namespace,
    name: &'static str,
    is_required: bool,
}

const fn required(namespace: Namespace, name: &'static str) -> Wanted {
    Wanted { namespace, name, is_required: true }
}

const fn recommended(namespace: Namespace, name: &'static str) -> Wanted {
    Wanted { namespace, name, is_required: false }
}

const CORE: Namespace = Namespace::Core;
const PODCAST: Namespace = Namespace::Podcast;

/// The elements of a show: <https://podcasters.apple.com/support/823-podcast-requirements>.
const SHOW_OF_APPLE: &[Wanted] = &[
    required(CORE, "title"),
    required(CORE, "description"),
    required(CORE, "language"),
    required(ITUNES, "image"),
    required(ITUNES, "category"),
    required(ITUNES, "explicit"),
    recommended(CORE, "link"),
    recommended(ITUNES, "author"),
];

const EPISODE_OF_APPLE: &[Wanted] = &[
    required(CORE, "title"),
    required(CORE, "enclosure"),
    recommended(CORE, "guid"),
    recommended(CORE, "pubDate"),
    recommended(CORE, "description"),
    recommended(ITUNES, "duration"),
];

/// <https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification>
const SHOW_OF_PSP: &[Wanted] = &[
    required(CORE, "title"),
    required(CORE, "description"),
    required(CORE, "link"),
    required(CORE, "language"),
    required(ITUNES, "category"),
    required(ITUNES, "explicit"),
    required(ITUNES, "image"),
    recommended(PODCAST, "locked"),
    recommended(PODCAST, "guid"),
    recommended(ITUNES, "author"),
];

const EPISODE_OF_PSP: &[Wanted] = &[
    required(CORE, "title"),
    required(CORE, "enclosure"),
    required(CORE, "guid"),
    recommended(CORE, "link"),
    recommended(CORE, "pubDate"),
    recommended(CORE, "description"),
    recommended(ITUNES, "duration"),
    recommended(ITUNES, "image"),
    recommended(ITUNES, "explicit"),
    recommended(PODCAST, "transcript"),
];

/// Checks what directories require of a podcast. A feed is a podcast if the feed or one of its entries contains
/// an element of Apple's vocabulary, or if the profile is one for podcasts.
pub(crate) fn check_podcast(feed: &Node, context: &mut dyn Context<'_>) {
    let profile = context.options().profile;
    match profile {
        Profile::Apple => return check_profile(feed, "Apple", SHOW_OF_APPLE, EPISODE_OF_APPLE, context),
        Profile::Psp1 => {
            if !feed.all(Namespace::Atom, "link").any(|link| relation_of(link) == "self") {
                report(feed, "atom:link", "PSP-1", true, context);
            }
            return check_profile(feed, "PSP-1", SHOW_OF_PSP, EPISODE_OF_PSP, context);
        }
        _ if !context.has_used(ITUNES) || !profile.is_w3c() && is_blocked(feed) => return,
        _ => {}
    }
    let has_language = feed.has(feed.namespace, "language")
        || feed.language.as_deref().is_some_and(|language| !language.is_empty());
    let required = [
        (has_language, Code::MissingItunesElement, "language"),
        (feed.has(ITUNES, "category"), Code::MissingItunesElement, "itunes:category"),
        (feed.has(ITUNES, "explicit"), Code::MissingItunesElement, "itunes:explicit"),
        (feed.has(ITUNES, "owner"), Code::MissingItunesEmail, "itunes:email"),
        (profile.is_w3c() || feed.has(ITUNES, "image"), Code::MissingItunesElement, "itunes:image"),
    ];
    for (_, code, name) in required.into_iter().filter(|(has_element, ..)| !has_element) {
        context.report(Finding::new(code).on_part(feed, name));
    }
    if !profile.is_w3c() {
        check_episodes(feed, context);
    }
}

/// Whether the feed asks not to be listed in Apple's directory, so that its requirements do not matter.
fn is_blocked(feed: &Node) -> bool {
    feed.all(ITUNES, "block").any(|block| block.value().eq_ignore_ascii_case("yes"))
}

/// Each episode has a recording, and the full episodes of a serial show have numbers.
fn check_episodes(feed: &Node, context: &mut dyn Context<'_>) {
    let is_serial = feed.all(ITUNES, "type").any(|kind| kind.value() == "serial");
    for item in feed.own("item") {
        if !item.has(CORE, "enclosure") {
            context.report(Finding::new(Code::MissingItunesElement).on_part(item, "enclosure"));
        }
        let is_full = item.all(ITUNES, "episodeType").all(|kind| kind.value() == "full");
        if is_serial && is_full && !item.has(ITUNES, "episode") {
            context.report(Finding::new(Code::MissingItunesElement).on_part(item, "itunes:episode"));
        }
    }
}

fn check_profile(
    feed: &Node,
    name: &str,
    of_show: &[Wanted],
    of_episode: &[Wanted],
    context: &mut dyn Context<'_>,
) {
    let check = |node: &Node, wanted: &[Wanted], context: &mut dyn Context<'_>| {
        for Wanted { namespace, name: element, is_required } in wanted {
            let is_there = node.has(*namespace, element)
                || *element == "language"
                    && node.language.as_deref().is_some_and(|language| !language.is_empty());
            if !is_there {
                report(node, &namespace.qualify(element), name, *is_required, context);
            }
        }
    };
    check(feed, of_show, context);
    feed.own("item").for_each(|item| check(item, of_episode, context));
    if !is_blocked(feed) {
        check_serial(feed, name, context);
    }
}

fn check_serial(feed: &Node, name: &str, context: &mut dyn Context<'_>) {
    if !feed.all(ITUNES, "type").any(|kind| kind.value() == "serial") {
        return;
    }
    let is_full = |item: &&Node| item.all(ITUNES, "episodeType").all(|kind| kind.value() == "full");
    for item in feed.own("item").filter(is_full).filter(|item| !item.has(ITUNES, "episode")) {
        report(item, "itunes:episode", name, true, context);
    }
}

fn report(node: &Node, element: &str, profile: &str, is_required: bool, context: &mut dyn Context<'_>) {
    let code = if is_required { Code::RequiredByProfile } else { Code::RecommendedByProfile };
    context.report(Finding::new(code).on_part(node, element).param(Param::Name, profile));
}
