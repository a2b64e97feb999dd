//! Apple's categories of podcasts: <https://podcasters.apple.com/support/1691-apple-podcasts-categories>, and those
//! from before 2019, which the directory files elsewhere by now.

/// How a category stands with the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is one.
    Current,
    /// It was one.
    Obsolete,
    /// It is none.
    Unknown,
}

/// How a category stands, within this one or by itself. What it is within may be obsolete.
pub(super) fn standing(main: Option<&str>, text: &str) -> Standing {
    let is_in = |table: &[(&str, &[&str])]| match main {
        None => table.binary_search_by_key(&text, |(name, _)| name).is_ok(),
        Some(main) => table
            .binary_search_by_key(&main, |(name, _)| name)
            .ok()
            .and_then(|at| table.get(at))
            .is_some_and(|(_, parts)| parts.binary_search(&text).is_ok()),
    };
    if is_in(CURRENT) {
        Standing::Current
    } else if is_in(OBSOLETE) {
        Standing::Obsolete
    } else {
        Standing::Unknown
    }
}

/// Name and parts, both sorted.
type Categories = &'static [(&'static str, &'static [&'static str])];

const CURRENT: Categories = &[
    ("Arts", &["Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"]),
    ("Business", &["Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"]),
    ("Comedy", &["Comedy Interviews", "Improv", "Stand-Up"]),
    ("Education", &["Courses", "How To", "Language Learning", "Self-Improvement"]),
    ("Fiction", &["Comedy Fiction", "Drama", "Science Fiction"]),
    ("Government", &[]),
    (
        "Health & Fitness",
        &["Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"],
    ),
    ("History", &[]),
    ("Kids & Family", &["Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"]),
    (
        "Leisure",
        &[
            "Animation & Manga",
            "Automotive",
            "Aviation",
            "Crafts",
            "Games",
            "Hobbies",
            "Home & Garden",
            "Video Games",
        ],
    ),
    ("Music", &["Music Commentary", "Music History", "Music Interviews"]),
    (
        "News",
        &[
            "Business News",
            "Daily News",
            "Entertainment News",
            "News Commentary",
            "Politics",
            "Sports News",
            "Tech News",
        ],
    ),
    (
        "Religion & Spirituality",
        &["Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"],
    ),
    (
        "Science",
        &[
            "Astronomy",
            "Chemistry",
            "Earth Sciences",
            "Life Sciences",
            "Mathematics",
            "Natural Sciences",
            "Nature",
            "Physics",
            "Social Sciences",
        ],
    ),
    (
        "Society & Culture",
        &["Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"],
    ),
    (
        "Sports",
        &[
            "Baseball",
            "Basketball",
            "Cricket",
            "Fantasy Sports",
            "Football",
            "Golf",
            "Hockey",
            "Rugby",
            "Running",
            "Soccer",
            "Swimming",
            "Tennis",
            "Volleyball",
            "Wilderness",
            "Wrestling",
        ],
    ),
    ("TV & Film", &["After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"]),
    ("Technology", &[]),
    ("True Crime", &[]),
];

const OBSOLETE: Categories = &[
    ("Arts", &["Literature"]),
    (
        "Arts & Entertainment",
        &[
            "Architecture",
            "Design",
            "Entertainment",
            "Games",
            "Performing Arts",
            "Photography",
            "Poetry",
            "Science Fiction",
        ],
    ),
    ("Audio Blogs", &[]),
    (
        "Business",
        &["Business News", "Careers", "Finance", "Investing", "Management & Marketing", "News", "Shopping"],
    ),
    ("Comedy", &[]),
    ("Education", &["Education Technology", "Higher Education", "K-12", "Language Courses", "Training"]),
    ("Family", &[]),
    ("Food", &[]),
    ("Games & Hobbies", &["Automotive", "Aviation", "Hobbies", "Other Games", "Video Games"]),
    ("Government & Organizations", &["Local", "National", "Non-Profit", "Regional"]),
    (
        "Health",
        &[
            "Alternative Health",
            "Diet & Nutrition",
            "Fitness",
            "Fitness & Nutrition",
            "Relationships",
            "Self-Help",
            "Sexuality",
        ],
    ),
    (
        "International",
        &[
            "Australian",
            "Belgian",
            "Brazilian",
            "Canadian",
            "Chinese",
            "Dutch",
            "French",
            "German",
            "Hebrew",
            "Italian",
            "Japanese",
            "Norwegian",
            "Polish",
            "Portuguese",
            "Spanish",
            "Swedish",
        ],
    ),
    ("Movies & Television", &[]),
    ("News & Politics", &["Conservative (Right)", "Liberal (Left)"]),
    ("Politics", &[]),
    ("Public Radio", &[]),
    (
        "Religion & Spirituality",
        &["Buddhism", "Christianity", "Islam", "Judaism", "New Age", "Other", "Philosophy", "Spirituality"],
    ),
    ("Science & Medicine", &["Medicine", "Natural Sciences", "Social Sciences"]),
    ("Society & Culture", &["History"]),
    ("Sports & Recreation", &["Amateur", "College & High School", "Outdoor", "Professional"]),
    ("Talk Radio", &[]),
    (
        "Technology",
        &[
            "Computers",
            "Developers",
            "Gadgets",
            "Information Technology",
            "News",
            "Operating Systems",
            "Podcasting",
            "Smart Phones",
            "Software How-To",
            "Tech News",
            "Text/Speech",
        ],
    ),
    ("Transportation", &["Automotive", "Aviation", "Bicycles", "Commuting"]),
    ("Travel", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_sorted() {
        for table in [CURRENT, OBSOLETE] {
            assert!(table.is_sorted_by_key(|(name, _)| name));
            for (name, parts) in table {
                assert!(parts.is_sorted(), "{name}");
            }
        }
    }

    #[test]
    fn stand_as_the_directory_has_them() {
        for (main, text, expected) in [
            (None, "Arts", Standing::Current),
            (None, "TV & Film", Standing::Current),
            (None, "Travel", Standing::Obsolete),
            (None, "arts", Standing::Unknown),
            (None, "", Standing::Unknown),
            (Some("Arts"), "Books", Standing::Current),
            (Some("Arts"), "Literature", Standing::Obsolete),
            (Some("Arts"), "Tennis", Standing::Unknown),
            (Some("Technology"), "Podcasting", Standing::Obsolete),
            (Some("Ships"), "Books", Standing::Unknown),
        ] {
            assert_eq!(standing(main, text), expected, "{main:?} {text:?}");
        }
    }
}
