//! The sets of rules that a document can be validated by.

use std::fmt;
use std::str::FromStr;

/// A set of rules.
///
/// ```
/// use tidings_validate::{Options, Profile, validate};
///
/// let options = Options { profile: Profile::W3c, ..Options::default() };
/// let report = validate(b"<opml version='1.0'><head/><body/></opml>", &options);
/// assert!(!report.is_valid());
/// assert_eq!("psp-1".parse(), Ok(Profile::Psp1));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// The specifications as they are today.
    #[default]
    Default,
    /// The verdicts of the W3C feed validator, also where a specification has changed or contradicts them.
    W3c,
    /// The default rules, and what Apple's directory requires of a podcast.
    Apple,
    /// The default rules, and the first specification of the Podcast Standards Project.
    Psp1,
}

impl Profile {
    /// Every profile.
    pub const ALL: &'static [Self] = &[Self::Default, Self::W3c, Self::Apple, Self::Psp1];

    /// The name: `default`, `w3c`, `apple` or `psp-1`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::W3c => "w3c",
            Self::Apple => "apple",
            Self::Psp1 => "psp-1",
        }
    }

    /// Whether the verdicts are those of the W3C validator.
    pub(crate) fn is_w3c(self) -> bool {
        self == Self::W3c
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// The error for a name that no profile has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownProfile(String);

impl fmt::Display for UnknownProfile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Profile::ALL.iter().map(|profile| profile.name()).collect();
        write!(out, "there is no profile '{}'; the profiles are {}", self.0, names.join(", "))
    }
}

impl std::error::Error for UnknownProfile {}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(name: &str) -> Result<Self, UnknownProfile> {
        let found = Self::ALL.iter().copied().find(|profile| profile.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| UnknownProfile(name.to_owned()))
    }
}
