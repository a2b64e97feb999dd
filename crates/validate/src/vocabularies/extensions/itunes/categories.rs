//! Apple's podcast categories, <https://podcasters.apple.com/support/1691-apple-podcasts-categories>, and the
//! categories of before 2019, which Apple's directory now files under other names.

/// Whether Apple's directory has a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CategoryStatus {
    /// The directory has the category.
    Current,
    /// The directory had the category.
    Obsolete,
    /// The directory never had the category.
    Unknown,
}

/// The status of a category: of a main category, or of a subcategory of `main`, which may be obsolete itself.
pub(crate) fn category_status(main: Option<&str>, text: &str) -> CategoryStatus {
    let is_in = |table: &[(&str, &[&str])]| match main {
        None => table.binary_search_by_key(&text, |(name, _)| name).is_ok(),
        Some(main) => table
            .binary_search_by_key(&main, |(name, _)| name)
            .ok()
            .and_then(|at| table.get(at))
            .is_some_and(|(_, parts)| parts.binary_search(&text).is_ok()),
    };
    if is_in(CURRENT) {
        CategoryStatus::Current
    } else if is_in(OBSOLETE) {
        CategoryStatus::Obsolete
    } else {
        CategoryStatus::Unknown
    }
}

/// The names of main categories and of their subcategories, both sorted.
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
    fn categories_are_sorted() {
        for table in [CURRENT, OBSOLETE] {
            assert!(table.is_sorted_by_key(|(name, _)| name));
            for (name, parts) in table {
                assert!(parts.is_sorted(), "{name}");
            }
        }
    }

    #[test]
    fn categories_have_the_status_of_the_directory() {
        for (main, text, expected) in [
            (None, "Arts", CategoryStatus::Current),
            (None, "TV & Film", CategoryStatus::Current),
            (None, "Travel", CategoryStatus::Obsolete),
            (None, "arts", CategoryStatus::Unknown),
            (None, "", CategoryStatus::Unknown),
            (Some("Arts"), "Books", CategoryStatus::Current),
            (Some("Arts"), "Literature", CategoryStatus::Obsolete),
            (Some("Arts"), "Tennis", CategoryStatus::Unknown),
            (Some("Technology"), "Podcasting", CategoryStatus::Obsolete),
            (Some("Ships"), "Books", CategoryStatus::Unknown),
        ] {
            assert_eq!(category_status(main, text), expected, "{main:?} {text:?}");
        }
    }
}
