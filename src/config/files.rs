//! Which files may be articles: `content.include` and `content.exclude`.

use globset::{Glob, GlobBuilder, GlobMatcher};
use tidings_model::ContentPath;

/// Patterns of paths, each with the matcher that was made of it.
#[derive(Debug, Clone, Default)]
struct Patterns(Vec<(Glob, GlobMatcher)>);

/// Which files of the folder may be articles, by their paths alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileRules {
    include: Patterns,
    exclude: Patterns,
}

/// What the rules say of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Its name and content decide.
    Open,
    /// It is wanted, although its name would leave it out.
    Wanted,
    /// It is left out; by which setting.
    Left(&'static str),
}

impl FileRules {
    /// What the rules say of a path. A pattern of `content.include` whose last part has no wildcard (`**/README.md`,
    /// `about/index.md`) names its file, so that the file is wanted also where its name alone would leave it out or make it
    /// a page of the site.
    pub fn verdict(&self, path: &ContentPath) -> Verdict {
        let text = path.as_str();
        if self.exclude.first(text).is_some() {
            return Verdict::Left("content.exclude names it");
        }
        match self.include.first(text) {
            None if self.include.0.is_empty() => Verdict::Open,
            None => Verdict::Left("content.include does not name it"),
            Some(_) if self.include.all(text).any(names_a_file) => Verdict::Wanted,
            Some(_) => Verdict::Open,
        }
    }

    /// All patterns as text, for telling whether they changed.
    pub fn as_text(&self) -> String {
        let list = |patterns: &Patterns| {
            patterns.0.iter().map(|(glob, _)| format!("{:?}", glob.glob())).collect::<Vec<_>>().join(",")
        };
        format!("+{} -{}", list(&self.include), list(&self.exclude))
    }

    pub(super) fn set_include(&mut self, patterns: &[String]) -> Result<(), String> {
        Patterns::read(patterns).map(|patterns| self.include = patterns)
    }

    pub(super) fn set_exclude(&mut self, patterns: &[String]) -> Result<(), String> {
        Patterns::read(patterns).map(|patterns| self.exclude = patterns)
    }
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().map(|(glob, _)| glob).eq(other.0.iter().map(|(glob, _)| glob))
    }
}

impl Patterns {
    fn read(patterns: &[String]) -> Result<Self, String> {
        patterns.iter().map(|pattern| compile(pattern)).collect::<Result<_, _>>().map(Self)
    }

    fn first(&self, path: &str) -> Option<&Glob> {
        self.all(path).next()
    }

    fn all(&self, path: &str) -> impl Iterator<Item = &Glob> {
        self.0.iter().filter(move |(_, matcher)| matcher.is_match(path)).map(|(glob, _)| glob)
    }
}

/// Makes a matcher; the error says what would be right. `*` stays within one directory, `**` does not, and a directory's
/// name with a slash behind it means all below.
fn compile(pattern: &str) -> Result<(Glob, GlobMatcher), String> {
    let refuse = |why: String| Err(format!("'{pattern}' {why}"));
    let nearest = pattern.trim_start_matches("./").trim_start_matches('/');
    if nearest.is_empty() {
        return refuse("names nothing; write a pattern such as posts/** or **/*.draft.md".to_owned());
    }
    if nearest != pattern {
        return refuse(format!("starts from the folder of articles by itself; write '{nearest}'"));
    }
    if pattern.contains('\\') {
        return refuse(format!("parts directories with '\\'; write '{}'", pattern.replace('\\', "/")));
    }
    if let Some(turned) = pattern.strip_prefix('!') {
        return refuse(format!("turns nothing round; put '{turned}' into the other list"));
    }
    let whole = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    let glob = GlobBuilder::new(&whole).literal_separator(true).backslash_escape(false).build();
    match glob {
        Ok(glob) => {
            let matcher = glob.compile_matcher();
            Ok((glob, matcher))
        }
        Err(error) => refuse(format!("is no pattern of paths: {}", error.kind())),
    }
}

/// Whether the pattern names its file. `index.md` is a name only together with the directory's, by which all call it.
fn names_a_file(glob: &Glob) -> bool {
    let mut parts = glob.glob().rsplit('/').map(|part| (part, !part.contains(['*', '?', '[', '{'])));
    match parts.next() {
        Some((last, true)) if last.starts_with("index.") => parts.next().is_none_or(|(_, is_name)| is_name),
        Some((_, is_name)) => is_name,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(include: &[&str], exclude: &[&str]) -> FileRules {
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let mut rules = FileRules::default();
        rules.set_include(&owned(include)).unwrap();
        rules.set_exclude(&owned(exclude)).unwrap();
        rules
    }

    #[test]
    fn what_is_included_and_excluded() {
        use Verdict::{Left, Open, Wanted};
        let (not_named, named) = ("content.include does not name it", "content.exclude names it");
        let all = rules(&[], &[]);
        let posts = rules(&["posts/**", "notes/*.md", "**/README.md"], &["posts/old/", "**/*.draft.md"]);
        let pages = rules(&["**/index.md", "about/index.md", "*/now/index.md"], &[]);
        let cases = [
            (&all, "a/b.md", Open),
            (&posts, "posts/a.md", Open),
            (&posts, "posts/2026/a.md", Open),
            (&posts, "notes/a.md", Open),
            (&posts, "notes/deep/a.md", Left(not_named)),
            (&posts, "docs/a.md", Left(not_named)),
            (&posts, "posts/old/a.md", Left(named)),
            (&posts, "posts/older/a.md", Open),
            (&posts, "posts/a.draft.md", Left(named)),
            (&posts, "README.md", Wanted),
            (&posts, "posts/README.md", Wanted),
            (&pages, "contact/index.md", Open),
            (&pages, "about/index.md", Wanted),
            (&pages, "x/now/index.md", Wanted),
        ];
        for (rules, path, verdict) in cases {
            assert_eq!(rules.verdict(&ContentPath::new(path).unwrap()), verdict, "{path}");
        }
    }

    #[test]
    fn bad_patterns_say_what_would_be_right() {
        let cases = [
            ("", "names nothing"),
            ("/posts/**", "write 'posts/**'"),
            ("./posts", "write 'posts'"),
            ("posts\\*.md", "write 'posts/*.md'"),
            ("!posts/**", "put 'posts/**' into the other list"),
            ("posts/[a", "is no pattern of paths: unclosed character class"),
            ("{a,b", "is no pattern of paths"),
        ];
        for (pattern, part) in cases {
            let error = compile(pattern).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }
}
