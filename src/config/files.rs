//! Which files may be articles: `content.include`, `content.exclude`, and the layout of a site generator.

use super::layout::SiteLayout;
use globset::{Glob, GlobBuilder, GlobMatcher};
use tidings_model::ContentPath;

/// Path patterns, each with its compiled matcher.
#[derive(Debug, Clone, Default)]
struct Patterns(Vec<(Glob, GlobMatcher)>);

/// Which files of the folder may be articles, by their paths alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileRules {
    include: Patterns,
    exclude: Patterns,
    /// What a site generator, whose project the folder is, publishes.
    layout: SiteLayout,
}

/// The rule that applies to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRule<'r> {
    /// The name and the content of the file decide.
    Default,
    /// The file is an article, even if its name alone would leave it out.
    Included,
    /// The file is left out, with the reason.
    Excluded(&'r str),
}

impl FileRules {
    /// The rule that applies to a path. A pattern of `content.include` whose last component has no wildcard
    /// (`**/README.md`, `about/index.md`) names its file: the file is included even if its name alone would
    /// leave it out or make it a page of the site. One that begins with the name of a directory (`public/**`)
    /// overrules the generator's layout.
    pub fn rule(&self, path: &ContentPath) -> FileRule<'_> {
        let text = path.as_str();
        if self.exclude.first(text).is_some() {
            return FileRule::Excluded("content.exclude matches it");
        }
        match self.include.first(text) {
            None if !self.include.0.is_empty() => FileRule::Excluded("content.include does not match it"),
            Some(_) if self.include.all(text).any(names_a_file) => FileRule::Included,
            Some(_) if self.include.all(text).any(names_a_directory) => FileRule::Default,
            _ => self.layout.reason(path).map_or(FileRule::Default, FileRule::Excluded),
        }
    }

    /// Sets what a site generator publishes.
    pub fn set_layout(&mut self, layout: SiteLayout) {
        self.layout = layout;
    }

    /// All patterns as text, to detect that they changed.
    pub fn as_text(&self) -> String {
        let list = |patterns: &Patterns| {
            patterns.0.iter().map(|(glob, _)| format!("{:?}", glob.glob())).collect::<Vec<_>>().join(",")
        };
        let patterns = format!("+{} -{}", list(&self.include), list(&self.exclude));
        if self.layout == SiteLayout::default() {
            // As before layouts existed, so that their introduction reads no folder again.
            return patterns;
        }
        format!("{patterns} {:?}", self.layout)
    }

    pub(super) fn set_include(&mut self, patterns: Vec<String>) -> Result<(), String> {
        Patterns::compile(&patterns).map(|patterns| self.include = patterns)
    }

    pub(super) fn set_exclude(&mut self, patterns: Vec<String>) -> Result<(), String> {
        Patterns::compile(&patterns).map(|patterns| self.exclude = patterns)
    }
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().map(|(glob, _)| glob).eq(other.0.iter().map(|(glob, _)| glob))
    }
}

impl Patterns {
    fn compile(patterns: &[String]) -> Result<Self, String> {
        patterns.iter().map(|pattern| compile(pattern)).collect::<Result<_, _>>().map(Self)
    }

    fn first(&self, path: &str) -> Option<&Glob> {
        self.all(path).next()
    }

    fn all(&self, path: &str) -> impl Iterator<Item = &Glob> {
        self.0.iter().filter(move |(_, matcher)| matcher.is_match(path)).map(|(glob, _)| glob)
    }
}

/// Compiles a pattern; the error names a valid pattern. `*` matches within one directory, `**` across
/// directories, and the name of a directory followed by a slash matches everything below it.
fn compile(pattern: &str) -> Result<(Glob, GlobMatcher), String> {
    let reject = |why: String| Err(format!("'{pattern}' {why}"));
    let relative = pattern.trim_start_matches("./").trim_start_matches('/');
    if relative.is_empty() {
        return reject("matches nothing; write a pattern such as posts/** or **/*.draft.md".to_owned());
    }
    if relative != pattern {
        return reject(format!("must be relative to the folder of articles; write '{relative}'"));
    }
    if pattern.contains('\\') {
        return reject(format!("separates directories with '\\'; write '{}'", pattern.replace('\\', "/")));
    }
    if let Some(rest) = pattern.strip_prefix('!') {
        return reject(format!("cannot be negated with '!'; put '{rest}' into the other list"));
    }
    let whole = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    let glob = GlobBuilder::new(&whole).literal_separator(true).backslash_escape(false).build();
    match glob {
        Ok(glob) => {
            let matcher = glob.compile_matcher();
            Ok((glob, matcher))
        }
        Err(error) => reject(format!("is not a valid pattern: {}", error.kind())),
    }
}

/// Returns true if the pattern names its file. `index.md` is a name only together with the name of its
/// directory, by which such a page is known.
fn names_a_file(glob: &Glob) -> bool {
    let mut parts = glob.glob().rsplit('/').map(|part| (part, !part.contains(['*', '?', '[', '{'])));
    match parts.next() {
        Some((last, true)) if last.starts_with("index.") => parts.next().is_none_or(|(_, is_name)| is_name),
        Some((_, is_name)) => is_name,
        None => false,
    }
}

/// Whether the pattern begins with the name of a directory, without a wildcard.
fn names_a_directory(glob: &Glob) -> bool {
    let first = glob.glob().split_once('/').map_or("", |(first, _)| first);
    !first.is_empty() && !first.contains(['*', '?', '[', '{'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(include: &[&str], exclude: &[&str]) -> FileRules {
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let mut rules = FileRules::default();
        rules.set_include(owned(include)).unwrap();
        rules.set_exclude(owned(exclude)).unwrap();
        rules
    }

    #[test]
    fn included_and_excluded_paths() {
        use FileRule::{Default, Excluded, Included};
        let unmatched = "content.include does not match it";
        let matched = "content.exclude matches it";
        let all = rules(&[], &[]);
        let posts = rules(&["posts/**", "notes/*.md", "**/README.md"], &["posts/old/", "**/*.draft.md"]);
        let pages = rules(&["**/index.md", "about/index.md", "*/now/index.md"], &[]);
        let cases = [
            (&all, "a/b.md", Default),
            (&posts, "posts/a.md", Default),
            (&posts, "posts/2026/a.md", Default),
            (&posts, "notes/a.md", Default),
            (&posts, "notes/deep/a.md", Excluded(unmatched)),
            (&posts, "docs/a.md", Excluded(unmatched)),
            (&posts, "posts/old/a.md", Excluded(matched)),
            (&posts, "posts/older/a.md", Default),
            (&posts, "posts/a.draft.md", Excluded(matched)),
            (&posts, "README.md", Included),
            (&posts, "posts/README.md", Included),
            (&pages, "contact/index.md", Default),
            (&pages, "about/index.md", Included),
            (&pages, "x/now/index.md", Included),
        ];
        for (rules, path, rule) in cases {
            assert_eq!(rules.rule(&ContentPath::new(path).unwrap()), rule, "{path}");
        }
    }

    #[test]
    fn a_pattern_with_a_directory_overrules_the_layout() {
        let path = |text: &str| ContentPath::new(text).unwrap();
        let layout = SiteLayout {
            excluded: vec![(path("public"), "output".to_owned())],
            only: Some((vec![path("content")], "outside".to_owned())),
        };
        let with = |include: &[&str]| {
            let mut rules = rules(include, &[]);
            rules.set_layout(layout.clone());
            rules
        };
        let cases = [
            (with(&[]), "content/a.md", FileRule::Default),
            (with(&[]), "public/a.html", FileRule::Excluded("output")),
            (with(&[]), "publication.md", FileRule::Excluded("outside")),
            (with(&["**", "**/README.md"]), "public/a.html", FileRule::Excluded("output")),
            (with(&["**", "**/README.md"]), "README.md", FileRule::Included),
            (with(&["public/**"]), "public/a.html", FileRule::Default),
            (with(&["content/", "notes/*.md"]), "notes/a.md", FileRule::Default),
        ];
        for (rules, file, expected) in cases {
            assert_eq!(rules.rule(&path(file)), expected, "{file}");
        }
    }

    #[test]
    fn errors_of_patterns_name_the_fix() {
        let cases = [
            ("", "matches nothing"),
            ("/posts/**", "write 'posts/**'"),
            ("./posts", "write 'posts'"),
            ("posts\\*.md", "write 'posts/*.md'"),
            ("!posts/**", "put 'posts/**' into the other list"),
            ("posts/[a", "is not a valid pattern: unclosed character class"),
            ("{a,b", "is not a valid pattern"),
        ];
        for (pattern, part) in cases {
            let error = compile(pattern).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }
}
