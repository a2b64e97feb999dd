//! Rules by which a file is not an article because of its path, before its bytes are read.

use super::markup::{is_article_extension, markup_of_extension};
use super::model::Format;
use super::unsupported_type;
use std::borrow::Cow;
use tidings_model::ContentPath;

/// The part of a path that a row of [`RULES`] tests.
enum PathTest {
    /// The name of one of the directories above the file.
    Directory(fn(&str) -> bool),
    /// The start of the file name.
    Prefix(&'static str),
    /// The end of the file name.
    Suffix(&'static str),
    /// A part of the file name.
    Contains(&'static str),
    /// The whole file name.
    Name(&'static [&'static str]),
    /// The first word of the file name: `README`, `readme.fr.md`, `LICENSE-MIT`.
    FirstWord(&'static [&'static str]),
    /// The extension.
    Extension(&'static [&'static str]),
    /// Any property of the path.
    Path(fn(&ContentPath) -> bool),
}

/// The rules, tried in order: a test and the reason that is reported. Names are compared in lower case.
const RULES: &[(PathTest, &str)] = &[
    (PathTest::Directory(|name| name.starts_with('.')), "it is in a hidden directory"),
    (PathTest::Directory(is_private_directory), "it is in a directory whose name begins with _"),
    (PathTest::Directory(is_system_directory), "it is in a directory that only programs use"),
    // The lock and autosave files of Emacs, and the partial files of rsync, begin with a dot or end in a
    // special character; vim creates a file named 4913 to test whether a directory is writable.
    (PathTest::Prefix(".#"), "it is an editor's lock file"),
    (PathTest::Path(|path| enclosed_in_hashes(path.file_name())), "it is an editor's autosave file"),
    (PathTest::Prefix("."), "its name begins with a dot"),
    (PathTest::Suffix("~"), "it is an editor's backup"),
    (PathTest::Prefix("~$"), "it is an office program's lock file"),
    (PathTest::Name(&["4913"]), "it is an editor's test file"),
    (PathTest::Extension(&["swp", "swo", "swx", "swn"]), "it is an editor's swap file"),
    (PathTest::Extension(&["bak", "orig", "old", "rej", "save"]), "it is a backup"),
    (
        PathTest::Extension(&[
            "tmp",
            "temp",
            "part",
            "partial",
            "crdownload",
            "download",
            "filepart",
            "lock",
        ]),
        "it is an incomplete or temporary file",
    ),
    (PathTest::Path(|path| is_temporary_copy(path.file_name())), "it is an editor's temporary file"),
    (PathTest::Contains(".sync-conflict-"), "it is a conflict copy made by a file synchroniser"),
    (PathTest::Contains("conflicted copy"), "it is a conflict copy made by a file synchroniser"),
    (PathTest::Prefix("_"), "its name begins with _"),
    (PathTest::Path(is_folder_readme), "it describes the folder and is not an article"),
    (
        PathTest::FirstWord(&["license", "licence", "copying", "contributing", "unlicense"]),
        "it describes the folder and is not an article",
    ),
    (
        PathTest::Name(&[
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
        "it is a file for programs",
    ),
    (PathTest::Path(|path| path.stem() == "404"), "it is the site's page for errors (404)"),
    (PathTest::Path(is_generator_scaffold), "it is a generator's template for new articles"),
    (PathTest::Path(is_theme_file), "it belongs to a generator's theme"),
    // In capitals: the table of contents of a book (mdBook, GitBook) and the documents of a repository. In
    // lower case they may be articles.
    (
        PathTest::Path(|path| {
            ["SUMMARY.md", "CHANGELOG.md", "SECURITY.md", "MAINTAINERS.md"].contains(&path.file_name())
        }),
        "it describes the folder and is not an article",
    ),
    (
        PathTest::Path(|path| path.is_erb() && !has_format(path, Format::Markdown)),
        "it is a template for a program (ERB)",
    ),
];

/// Words that editors and other tools put between the extension of the original and a number of their own:
/// `post.md.tmp.93809.4dbd`.
const TEMPORARY_WORDS: [&str; 6] = ["tmp", "temp", "bak", "backup", "orig", "swp"];

/// Whether the name has the shape of a temporary file that a tool writes beside the original: `post.md___jb_tmp___`
/// (JetBrains' safe write), `sedAbC123` (sed -i, GNU sed's mkostemp template "sedXXXXXX"), `post.md.tmp.93809`.
fn is_temporary_copy(name: &str) -> bool {
    let is_sed = name.strip_prefix("sed").is_some_and(|rest| {
        let is_random = rest.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        rest.len() == 6 && is_random && rest.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let is_jetbrains = name.ends_with("___jb_tmp___") || name.ends_with("___jb_old___");
    let parts: Vec<&str> = name.split('.').collect();
    let is_numbered = parts.windows(2).skip(1).any(|pair| match pair {
        [extension, word] => {
            is_article_extension(&extension.to_lowercase())
                && TEMPORARY_WORDS.contains(&word.to_lowercase().as_str())
        }
        _ => false,
    });
    is_sed || is_jetbrains || is_numbered
}

/// The reason why the file is not an article, by its path alone. `None`: its content decides.
pub fn ignored_because(path: &ContentPath) -> Option<Cow<'static, str>> {
    let name = path.file_name().to_lowercase();
    let directories: Vec<&str> = path.directory().split('/').filter(|part| !part.is_empty()).collect();
    let extension = path.extension().unwrap_or_default();
    let matches = |test: &PathTest| match test {
        PathTest::Directory(matches) => directories.iter().any(|directory| matches(directory)),
        PathTest::Prefix(prefix) => name.starts_with(prefix),
        PathTest::Suffix(suffix) => name.ends_with(suffix),
        PathTest::Contains(part) => name.contains(part),
        PathTest::Name(names) => names.contains(&name.as_str()),
        PathTest::FirstWord(words) => words.contains(&first_word(&name)),
        PathTest::Extension(extensions) => extensions.contains(&extension.as_str()),
        PathTest::Path(matches) => matches(path),
    };
    if let Some((_, reason)) = RULES.iter().find(|(test, _)| matches(test)) {
        return Some(Cow::Borrowed(reason));
    }
    (!has_article_extension(path)).then(|| unsupported_type::reason(&extension))
}

/// Whether the file is in a `_drafts` directory, where Jekyll keeps drafts.
pub fn is_in_drafts_folder(path: &ContentPath) -> bool {
    path.directory().split('/').any(|part| part.eq_ignore_ascii_case("_drafts"))
}

fn is_private_directory(name: &str) -> bool {
    name.starts_with('_') && !["_posts", "_drafts"].contains(&name.to_lowercase().as_str())
}

/// Whether the file describes its folder. In a directory named by a date, a README is the article of that
/// day, since repository hosts display it there.
fn is_folder_readme(path: &ContentPath) -> bool {
    let directory = path.directory().rsplit('/').next().unwrap_or_default();
    let shape: String =
        directory.chars().take(10).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let is_dated = shape == "0000-00-00" && path.stem().eq_ignore_ascii_case("readme");
    first_word(&path.file_name().to_lowercase()) == "readme" && !is_dated
}

/// Whether the file is a template for new articles: Hugo and Hexo keep them beside the articles.
fn is_generator_scaffold(path: &ContentPath) -> bool {
    let first = path.directory().split('/').next().unwrap_or_default();
    ["archetypes", "scaffolds"].contains(&first)
}

/// `themes/NAME/layouts/…`, and the layouts at the root that replace those of a theme.
fn is_theme_file(path: &ContentPath) -> bool {
    const PARTS: [&str; 8] =
        ["archetypes", "assets", "exampleSite", "layout", "layouts", "source", "static", "templates"];
    let directories: Vec<&str> = path.directory().split('/').collect();
    match directories.as_slice() {
        ["themes", _, part, ..] => PARTS.contains(part),
        ["layouts", ..] => has_format(path, Format::Html),
        _ => false,
    }
}

fn is_system_directory(name: &str) -> bool {
    ["node_modules", "@eaDir", "lost+found", "$RECYCLE.BIN", "System Volume Information"].contains(&name)
}

fn enclosed_in_hashes(name: &str) -> bool {
    name.len() > 2 && name.starts_with('#') && name.ends_with('#')
}

fn first_word(name: &str) -> &str {
    name.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

/// Whether the file's extension belongs to the format.
fn has_format(path: &ContentPath, format: Format) -> bool {
    let markup = path.extension().and_then(|extension| markup_of_extension(&extension));
    markup.is_some_and(|markup| markup.format == format)
}

fn has_article_extension(path: &ContentPath) -> bool {
    let Some(extension) = path.extension() else { return true };
    // `release 1.4.1` and `St. Kitts and Nevis` have a dot but no extension.
    let is_extension = extension.len() <= 8
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    !is_extension || is_article_extension(&extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLES: [&str; 29] = [
        "sedentary",
        "sedan.md",
        "a.md.tmpl.md",
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
    const OTHERS: [&str; 44] = [
        "sedAbC123",
        "post.md___jb_old___",
        "post.md___jb_tmp___",
        "post.md.tmp.93809.4dbd",
        "notes/post.html.bak.2",
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
