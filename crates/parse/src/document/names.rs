//! What is no article by its name alone, before a byte is read.

use crate::document::container;
use tidings_model::ContentPath;

/// What a row of [`RULES`] looks at.
enum Test {
    /// A directory's name, one of those above the file.
    Directory(fn(&str) -> bool),
    /// The file's name begins so.
    Prefix(&'static str),
    /// The file's name ends so.
    Suffix(&'static str),
    /// The file's name contains this.
    Contains(&'static str),
    /// The whole file name.
    Name(&'static [&'static str]),
    /// The first word of the file name: `README`, `readme.fr.md`, `LICENSE-MIT`.
    FirstWord(&'static [&'static str]),
    /// The extension.
    Extension(&'static [&'static str]),
    /// Anything else about the whole path.
    Path(fn(&ContentPath) -> bool),
}

/// One row a rule, tried in order: the test and the reason that is reported. Names are compared in lower case.
const RULES: &[(Test, &str)] = &[
    (Test::Directory(|name| name.starts_with('.')), "it lies in a hidden directory"),
    (Test::Directory(is_private_directory), "it lies in a directory whose name begins with _"),
    (Test::Directory(is_foreign_directory), "it lies in a directory that programs keep for themselves"),
    // Emacs' lock and autosave files, and rsync's partial files, begin with a dot or end in a sign of their
    // own; vim tries out a directory with a file named 4913 before it saves.
    (Test::Prefix(".#"), "it is an editor's lock file"),
    (Test::Path(|path| enclosed_in_hashes(path.file_name())), "it is an editor's autosave file"),
    (Test::Prefix("."), "its name begins with a dot"),
    (Test::Suffix("~"), "it is an editor's backup"),
    (Test::Prefix("~$"), "it is an office program's lock file"),
    (Test::Name(&["4913"]), "it is an editor's trial file"),
    (Test::Extension(&["swp", "swo", "swx", "swn"]), "it is an editor's swap file"),
    (Test::Extension(&["bak", "orig", "old", "rej", "save"]), "it is a backup"),
    (
        Test::Extension(&["tmp", "temp", "part", "partial", "crdownload", "download", "filepart", "lock"]),
        "it is not whole yet, or left over",
    ),
    (Test::Contains(".sync-conflict-"), "it is a synchroniser's conflict copy"),
    (Test::Contains("conflicted copy"), "it is a synchroniser's conflict copy"),
    (Test::Prefix("_"), "its name begins with _"),
    (Test::Path(is_readme_of_folder), "it is about the folder, not an article"),
    (
        Test::FirstWord(&["license", "licence", "copying", "contributing", "unlicense"]),
        "it is about the folder, not an article",
    ),
    (
        Test::Name(&[
            "code_of_conduct.md",
            "cname",
            "makefile",
            "gnumakefile",
            "dockerfile",
            "gemfile",
            "rakefile",
            "procfile",
            "robots.txt",
            "humans.txt",
            "ads.txt",
            "security.txt",
            "requirements.txt",
            "cmakelists.txt",
            "codeowners",
            "jenkinsfile",
            "owners",
            "owners_aliases",
            "vagrantfile",
            "thumbs.db",
            "desktop.ini",
        ]),
        "it is for programs",
    ),
    (Test::Path(|path| path.stem() == "404"), "it is the page for what is not found"),
    (Test::Path(is_for_new_articles), "it is what a generator makes new articles of"),
    (Test::Path(is_of_a_theme), "it belongs to a generator's theme"),
    // In capitals a book's table of contents (mdBook, GitBook) and a repository's own papers; else anybody's text.
    (
        Test::Path(|path| {
            ["SUMMARY.md", "CHANGELOG.md", "SECURITY.md", "MAINTAINERS.md"].contains(&path.file_name())
        }),
        "it is about the folder, not an article",
    ),
    (Test::Path(|path| path.is_erb() && !is_markdown(path)), "it is a program's template"),
    (Test::Path(|path| !has_article_extension(path)), "its extension is none of an article's"),
];

/// Extensions of files that may hold an article. Files without one may, too.
pub(super) const MARKDOWN: &[&str] = &["md", "markdown", "mdown", "mkdn", "mkd", "mdwn", "mdx", "qmd", "rmd"];
/// See [`MARKDOWN`].
pub(super) const HTML: &[&str] = &["html", "htm", "xhtml"];
/// See [`MARKDOWN`].
pub(super) const TEXT: &[&str] = &["txt", "text"];
/// See [`MARKDOWN`].
pub(super) const ORG: &[&str] = &["org"];
/// See [`MARKDOWN`].
pub(super) const ASCIIDOC: &[&str] = &["adoc", "asciidoc", "asc"];
/// See [`MARKDOWN`].
pub(super) const RST: &[&str] = &["rst", "rest"];

/// See [`MARKDOWN`].
pub(super) const LEKTOR: &[&str] = &["lr"];

/// Why the file is no article, by its path alone; `None`: its bytes decide.
pub fn ignored_because(path: &ContentPath) -> Option<&'static str> {
    let name = path.file_name().to_lowercase();
    let directories: Vec<&str> = path.directory().split('/').filter(|part| !part.is_empty()).collect();
    let extension = path.extension().unwrap_or_default();
    let holds = |test: &Test| match test {
        Test::Directory(is_one) => directories.iter().any(|directory| is_one(directory)),
        Test::Prefix(prefix) => name.starts_with(prefix),
        Test::Suffix(suffix) => name.ends_with(suffix),
        Test::Contains(part) => name.contains(part),
        Test::Name(names) => names.contains(&name.as_str()),
        Test::FirstWord(words) => words.contains(&first_word(&name)),
        Test::Extension(extensions) => extensions.contains(&extension.as_str()),
        Test::Path(is_one) => is_one(path),
    };
    RULES.iter().find(|(test, _)| holds(test)).map(|(_, reason)| *reason)
}

/// Whether the file lies in a `_drafts` directory, Jekyll's place for what is not published yet.
pub fn is_in_drafts_folder(path: &ContentPath) -> bool {
    path.directory().split('/').any(|part| part.eq_ignore_ascii_case("_drafts"))
}

fn is_private_directory(name: &str) -> bool {
    name.starts_with('_') && !["_posts", "_drafts"].contains(&name.to_lowercase().as_str())
}

/// Whether the words about a folder are in it. In a directory with a date they are the article of that day, which hosts of
/// repositories show there.
fn is_readme_of_folder(path: &ContentPath) -> bool {
    let directory = path.directory().rsplit('/').next().unwrap_or_default();
    let shape: String =
        directory.chars().take(10).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let is_dated = shape == "0000-00-00" && path.stem().eq_ignore_ascii_case("readme");
    first_word(&path.file_name().to_lowercase()) == "readme" && !is_dated
}

/// Hugo's and Hexo's directories beside the one with the articles.
fn is_for_new_articles(path: &ContentPath) -> bool {
    let first = path.directory().split('/').next().unwrap_or_default();
    ["archetypes", "scaffolds"].contains(&first)
}

/// `themes/NAME/layouts/…`, and at the root the layouts that stand in for a theme's.
fn is_of_a_theme(path: &ContentPath) -> bool {
    const PARTS: [&str; 8] =
        ["archetypes", "assets", "exampleSite", "layout", "layouts", "source", "static", "templates"];
    let directories: Vec<&str> = path.directory().split('/').collect();
    match directories.as_slice() {
        ["themes", _, part, ..] => PARTS.contains(part),
        ["layouts", ..] => path.extension().is_some_and(|extension| HTML.contains(&extension.as_str())),
        _ => false,
    }
}

fn is_foreign_directory(name: &str) -> bool {
    ["node_modules", "@eaDir", "lost+found", "$RECYCLE.BIN", "System Volume Information"].contains(&name)
}

fn enclosed_in_hashes(name: &str) -> bool {
    name.len() > 2 && name.starts_with('#') && name.ends_with('#')
}

fn first_word(name: &str) -> &str {
    name.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

fn is_markdown(path: &ContentPath) -> bool {
    path.extension().is_some_and(|extension| MARKDOWN.contains(&extension.as_str()))
}

fn has_article_extension(path: &ContentPath) -> bool {
    let Some(extension) = path.extension() else { return true };
    // `release 1.4.1` and `St. Kitts and Nevis` have no extension, though they have a dot.
    let is_extension = extension.len() <= 8
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    !is_extension || is_article_extension(&extension)
}

/// Whether files of this extension, in lower case, are read as articles.
pub fn is_article_extension(extension: &str) -> bool {
    article_extensions().any(|known| known == extension)
}

/// The extensions of files that are read as articles, in lower case; those of common source formats come first.
pub fn article_extensions() -> impl Iterator<Item = &'static str> {
    let texts = [MARKDOWN, HTML, ORG, RST, ASCIIDOC, TEXT, LEKTOR];
    texts.into_iter().flatten().copied().chain(container::extensions())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLES: [&str; 26] = [
        "a.md",
        "a.MARKDOWN",
        "b/c.txt",
        "b/c.org",
        "c.asciidoc",
        "c.rst",
        "page.htm",
        "no extension",
        "release 1.4.1",
        "_posts/2026-01-01-x.md",
        "blog/_drafts/x.md",
        "readmenot.md",
        "index.md",
        "4913.md",
        "a~b.md",
        "St. Kitts and Nevis",
        "letter.docx",
        "Letter.ODT",
        "mails/hello.eml",
        "posts/summary.md",
        "notebooks/plot.ipynb",
        "blog/a-post/contents.lr",
        "posts/2026-03-04-a-post/README.md",
        "themes/of-the-year.md",
        "themes/art/layouts.md",
        "layouts/of-rooms.md",
    ];
    const OTHERS: [&str; 39] = [
        ".profile",
        ".git/HEAD.md",
        "a/.obsidian/x.md",
        "_index.md",
        "a/_index.md",
        "_includes/x.html",
        "README",
        "readme.fr.md",
        "LICENSE-MIT.txt",
        "a.md~",
        ".a.md.swp",
        "4913",
        ".#a.md",
        "#a.md#",
        "a.bak",
        "a.md.tmp",
        "a.md.part",
        "a.html.crdownload",
        "a.sync-conflict-20260101-000000-ABC.md",
        "a (Jane's conflicted copy 2026-01-01).md",
        "photo.JPG",
        "a.pdf",
        "b.doc",
        "sheet.xlsx",
        "~$b.docx",
        ".~lock.b.odt#",
        ".ipynb_checkpoints/plot-checkpoint.ipynb",
        "mails.mbox",
        "style.css",
        "feed.xml",
        "~$letter.txt",
        "node_modules/x/y.md",
        "robots.txt",
        "404.html",
        "src/SUMMARY.md",
        "archetypes/post.md",
        "scaffolds/draft.md",
        "themes/plain/exampleSite/content/a.md",
        "layouts/index.html",
    ];

    #[test]
    fn articles_and_others() {
        for path in ARTICLES {
            assert_eq!(ignored_because(&ContentPath::new(path).unwrap()), None, "{path}");
        }
        for path in OTHERS {
            assert!(ignored_because(&ContentPath::new(path).unwrap()).is_some(), "{path}");
        }
    }
}
