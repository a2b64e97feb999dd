//! Who takes part, by the Podcast Taxonomy: <https://podcasttaxonomy.com/>.

use super::{Attribute, Element, Judge, Node};
use crate::Code;
use crate::datatypes::{not_blank, web_address};

/// `podcast:person`.
pub(super) const PERSON: Element = Element::text("person", &[not_blank])
    .with(&[
        Attribute::optional("role", &[]),
        Attribute::optional("group", &[]),
        Attribute::optional("img", &[web_address]),
        Attribute::optional("href", &[web_address]),
    ])
    .rules(&[by_taxonomy]);

/// The taxonomy is what a role should be of, not must.
fn by_taxonomy(person: &Node, judge: &mut Judge<'_>) {
    for (name, known) in [("role", ROLES), ("group", GROUPS)] {
        let Some(value) = person.attribute(name) else { continue };
        if known.binary_search(&value.trim().to_lowercase().as_str()).is_err() {
            let params = [("attr", name), ("param", value), ("value", value)];
            judge.say_of(person, Code::UndefinedParam, &params);
        }
    }
}

/// In small letters, sorted. One of them is misspelt there, and stands here in both spellings.
const ROLES: &[&str] = &[
    "announcer",
    "assistant camera",
    "assistant director",
    "assistant editor",
    "associate producer",
    "audio editor",
    "audio engineer",
    "author",
    "booking coordinator",
    "camera grip",
    "camera operator",
    "co-host",
    "co-writer",
    "composer",
    "consultant",
    "content manager",
    "cover art designer",
    "creative director",
    "development producer",
    "director",
    "editor",
    "editorial director",
    "executive producer",
    "fact checker",
    "foley artist",
    "graphic designer",
    "guest",
    "guest host",
    "guest writer",
    "host",
    "intern",
    "lighting designer",
    "logger",
    "managing editor",
    "marketing manager",
    "music contributor",
    "music production",
    "narrator",
    "post production engineer",
    "producer",
    "production assistant",
    "production coordinator",
    "remote recording engineer",
    "reporter",
    "researcher",
    "sales manager",
    "sales representative",
    "script coordinator",
    "script editor",
    "senior producer",
    "social media manager",
    "songwriter",
    "sound designer",
    "story editor",
    "studio coordinator",
    "technical director",
    "technical manager",
    "theme music",
    "transcriber",
    "translater",
    "translator",
    "voice actor",
    "writer",
];

/// In small letters, sorted.
const GROUPS: &[&str] = &[
    "administration",
    "audio post-production",
    "audio production",
    "cast",
    "community",
    "creative direction",
    "misc",
    "misc.",
    "video post-production",
    "video production",
    "visuals",
    "writing",
];

#[cfg(test)]
mod tests {
    use super::{GROUPS, ROLES};

    #[test]
    fn are_sorted() {
        assert!(ROLES.is_sorted());
        assert!(GROUPS.is_sorted());
    }
}
