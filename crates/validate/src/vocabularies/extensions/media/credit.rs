//! Who had a part in a media object.

use super::{Judged, Node, judge_attributes};
use crate::Code;
use crate::datatypes::uri;
use crate::engine::Judge;

/// The scheme that holds where none is said: the roles of the European Broadcasting Union.
const BROADCASTERS: &str = "urn:ebu";

/// The scheme that the specification has for those who post media themselves. It is no URN.
const CONTRIBUTORS: &str = "urn:yvs";

/// The roles are those of the scheme; those of any other are in lower case as well.
pub(super) fn credit(credit: &Node, judge: &mut Judge<'_>) {
    let scheme = credit.attribute("scheme").filter(|scheme| !scheme.is_empty()).unwrap_or(BROADCASTERS);
    let role = credit.attribute("role").unwrap_or_default();
    let is_role = if scheme == BROADCASTERS {
        ROLES.binary_search(&role).is_ok()
    } else {
        !role.chars().any(char::is_uppercase)
    };
    if !role.is_empty() && !is_role {
        judge.say_of(credit, Code::InvalidCreditRole, &[("attr", "role"), ("value", role)]);
    }
    if !matches!(scheme, BROADCASTERS | CONTRIBUTORS) {
        judge_attributes(credit, &[Judged::attribute("scheme", uri)], judge);
    }
}

/// The roles of the European Broadcasting Union, <https://www.ebu.ch/metadata/cs/web/ebu_RoleCodeCS_p.xml.htm>, sorted.
/// Where it has two names for a role with a stroke between them, each is one.
const ROLES: &[&str] = &[
    "actor",
    "adaptor",
    "anchor person",
    "animal trainer",
    "animator",
    "announcer",
    "armourer",
    "art director",
    "artist",
    "artist/performer",
    "assistant camera",
    "assistant chief lighting technician",
    "assistant director",
    "assistant producer",
    "assistant visual editor",
    "author",
    "broadcast assistant",
    "broadcast journalist",
    "camera operator",
    "carpenter",
    "casting",
    "causeur",
    "chief lighting technician",
    "choir",
    "choreographer",
    "clapper loader",
    "commentary or commentator",
    "commissioning broadcaster",
    "composer",
    "computer programmer",
    "conductor",
    "consultant",
    "continuity checker",
    "correspondent",
    "costume designer",
    "dancer",
    "dialogue coach",
    "director",
    "director of photography",
    "distribution company",
    "draughtsman",
    "dresser",
    "dubber",
    "editor",
    "editor/producer",
    "ensemble",
    "executive producer",
    "expert",
    "fight director",
    "floor manager",
    "focus puller",
    "foley artist",
    "foley editor",
    "foley mixer",
    "graphic assistant",
    "graphic designer",
    "greensman",
    "grip",
    "hairdresser",
    "illustrator",
    "interviewed guest",
    "interviewer",
    "key character",
    "key grip",
    "key talents",
    "leadman",
    "librettist",
    "lighting director",
    "lighting technician",
    "location manager",
    "lyricist",
    "make up artist",
    "manufacturer",
    "matte artist",
    "music arranger",
    "music group",
    "musician",
    "news reader",
    "orchestra",
    "participant",
    "performer",
    "photographer",
    "post",
    "producer",
    "production assistant",
    "production company",
    "production department",
    "production manager",
    "production secretary",
    "programme production researcher",
    "programme proposal",
    "property manager",
    "publishing company",
    "puppeteer",
    "pyrotechnician",
    "reporter",
    "rigger",
    "runner",
    "scenario",
    "scenic operative",
    "script supervisor",
    "second assistant camera",
    "second assistant director",
    "second unit director",
    "set designer",
    "set dresser",
    "sign language",
    "singer",
    "sound designer",
    "sound mixer",
    "sound recordist",
    "special effects",
    "stunts",
    "subtitles",
    "technical director",
    "term",
    "translation",
    "transportation manager",
    "treatment",
    "treatment proposal",
    "treatment/programme proposal",
    "vision mixer",
    "visual editor",
    "visual effects",
    "wardrobe",
    "witness",
];

#[cfg(test)]
mod tests {
    use super::ROLES;

    #[test]
    fn roles_are_sorted() {
        assert!(ROLES.is_sorted());
        assert!(ROLES.binary_search(&"director of photography").is_ok());
    }
}
