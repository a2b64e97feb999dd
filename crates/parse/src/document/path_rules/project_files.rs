//! Files about the folder or the project that the folder belongs to, and files for programs.

use super::rule::PathTest::{Directory, Extension, Name, Path, Prefix};
use super::rule::{PathRule, first_word, other};
use tidings_model::ContentPath;

const DESCRIBES: &str = "it describes the folder and is not an article";
const FOR_PROGRAMS: &str = "it is a file for programs";
const DEPENDENCY: &str = "it is in a directory of installed packages";

/// The rules, tried in order.
pub(super) const RULES: &[PathRule] = &[
    other(
        Directory(&[
            "node_modules",
            "bower_components",
            "jspm_packages",
            "web_modules",
            "vendor",
            "venv",
            ".venv",
            "virtualenv",
            "site-packages",
            "dist-packages",
            "elm-stuff",
            "renv",
            "packrat",
        ]),
        DEPENDENCY,
    ),
    other(Path(is_cargo_output), "it is in a directory that a compiler writes"),
    other(Path(is_folder_readme), DESCRIBES),
    other(Path(is_licence_or_guide), DESCRIBES),
    other(
        Name(&[
            "code_of_conduct.md",
            "cname",
            "makefile",
            "gnumakefile",
            "dockerfile",
            "containerfile",
            "gemfile",
            "rakefile",
            "guardfile",
            "brewfile",
            "pipfile",
            "podfile",
            "justfile",
            "caddyfile",
            "procfile",
            "robots.txt",
            "humans.txt",
            "ads.txt",
            "app-ads.txt",
            "ai.txt",
            "llms.txt",
            "llms-full.txt",
            "trust.txt",
            "carbon.txt",
            "keybase.txt",
            "security.txt",
            "requirements.txt",
            "requirements-dev.txt",
            "constraints.txt",
            "runtime.txt",
            "cmakelists.txt",
            "codeowners",
            "jenkinsfile",
            "owners",
            "owners_aliases",
            "vagrantfile",
            "crontab",
            "thumbs.db",
            "desktop.ini",
        ]),
        FOR_PROGRAMS,
    ),
    other(Path(is_site_verification), "it proves to a search engine who owns the site"),
    other(Path(is_error_page), "it is the site's page for errors"),
    // A table of contents of a book (mdBook, GitBook), the documents of a repository and the instructions of
    // programs that write code have names in capitals. In lower case they may be articles.
    other(Path(is_project_document), DESCRIBES),
    other(Path(is_todo_or_version), DESCRIBES),
    other(Extension(&["unison", "log", "err"]), FOR_PROGRAMS),
    other(Prefix("_"), "its name begins with _"),
];

/// Names in capitals, without the extension.
#[rustfmt::skip]
const PROJECT_DOCUMENTS: &[&str] = &[
    "ACKNOWLEDGEMENTS", "ACKNOWLEDGMENTS", "AGENTS", "ARCHITECTURE", "AUTHORS", "BACKLOG", "BUGS", "BUILDING",
    "CHANGELOG", "CHANGES", "CLAUDE", "CODE-OF-CONDUCT", "CODE_OF_CONDUCT", "CODE_STYLE", "CODESTYLE", "CONTRIBUTORS",
    "CONVENTIONS", "COPYRIGHT", "CREDITS", "DEPLOY", "DEPLOYMENT", "DESIGN", "DEVELOPERS", "DEVELOPING",
    "DEVELOPMENT", "FUNDING", "GEMINI", "GOVERNANCE", "HACKING", "HISTORY", "INSTALL", "INSTALLATION",
    "ISSUE_TEMPLATE", "MAINTAINERS", "MANIFEST", "MIGRATING", "MIGRATION", "NOTICE", "PATENTS",
    "PULL_REQUEST_TEMPLATE", "QWEN", "RELEASE", "RELEASES", "RELEASE-NOTES", "RELEASE_NOTES", "RELEASENOTES",
    "RELEASING", "ROADMAP", "SECURITY", "SKILL", "STYLEGUIDE", "STYLE_GUIDE", "SUMMARY", "SUPPORT", "TESTING",
    "THANKS", "THIRD_PARTY_NOTICES", "TRANSLATORS", "UPGRADE", "UPGRADING",
];

/// `ROADMAP.md`, `AUTHORS`, `CLAUDE.local.md`.
fn is_project_document(path: &ContentPath) -> bool {
    let name = path.file_name();
    let stem = name.split('.').next().unwrap_or_default();
    PROJECT_DOCUMENTS.contains(&stem) && !name.ends_with(".html")
}

/// `TODO`, `todo.md`, `todo.txt`, `VERSION`: nobody publishes these in either case.
fn is_todo_or_version(path: &ContentPath) -> bool {
    let stem = path.file_name().split('.').next().unwrap_or_default().to_lowercase();
    let is_bare = path.extension().is_none_or(|extension| extension == "txt");
    stem == "todo" || stem == "todos" || (stem == "version" && is_bare)
}

/// Whether the file describes its folder. In a directory named by a date, a README is the article of that
/// day, since repository hosts display it there.
fn is_folder_readme(path: &ContentPath) -> bool {
    let directory = path.directory().rsplit('/').next().unwrap_or_default();
    let shape: String =
        directory.chars().take(10).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let is_dated = shape == "0000-00-00" && path.stem().eq_ignore_ascii_case("readme");
    is_name_or_variant(path, &["readme"]) && !is_dated
}

fn is_licence_or_guide(path: &ContentPath) -> bool {
    is_name_or_variant(path, &["license", "licence", "copying", "contributing", "unlicense"])
}

/// Whether the name is one of these, alone or with one short word behind it, which names a language or a licence:
/// `readme.fr.md`, `LICENSE-MIT`, in up to three letters. `readme-driven-development.md` and `license-choice.md` are articles.
fn is_name_or_variant(path: &ContentPath, names: &[&str]) -> bool {
    const MAX_VARIANT: usize = 3;
    let stem = path.stem().to_lowercase();
    let name = first_word(&stem);
    let variant =
        stem.get(name.len()..).unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_variant = variant.len() <= MAX_VARIANT && !variant.contains(char::is_whitespace);
    let is_capital = path.stem().starts_with(|c: char| c.is_uppercase())
        && path.stem().chars().take(name.len()).all(|c| !c.is_lowercase());
    let is_licence = ["apache", "mit", "bsd", "gpl", "lgpl", "agpl", "mpl", "cc"]
        .iter()
        .any(|licence| variant.starts_with(licence));
    names.contains(&name) && (is_variant || is_capital && !variant.contains(['-', '_', ' ']) || is_licence)
}

/// `target/doc/…`, `target/debug/…`: an article may be in a directory `target`, but not in these.
fn is_cargo_output(path: &ContentPath) -> bool {
    let directories: Vec<&str> = path.directory().split('/').collect();
    directories.windows(2).any(|pair| {
        pair[0] == "target" && ["debug", "release", "doc", "package", "classes", "site"].contains(&pair[1])
    })
}

/// `404.html`, and the pages of other errors that web servers show.
fn is_error_page(path: &ContentPath) -> bool {
    let is_page = path.extension().is_some_and(|extension| ["html", "htm"].contains(&extension.as_str()));
    path.stem() == "404" || (is_page && ["403", "500", "502", "503", "50x"].contains(&path.stem()))
}

/// `google1234567890abcdef.html`: an HTML file whose name is a service and a code.
fn is_site_verification(path: &ContentPath) -> bool {
    const PREFIXES: [&str; 11] = [
        "google",
        "yandex_",
        "pinterest-",
        "baidu_verify_",
        "naver",
        "mailru-verification",
        "mailru-domain",
        "wmail_",
        "sogousiteverification",
        "zohoverify",
        "shenma-site-verification",
    ];
    let is_page =
        path.extension().is_some_and(|extension| ["html", "htm", "txt"].contains(&extension.as_str()));
    let stem = path.stem();
    let is_code = |code: &str| {
        let has_digit = code.chars().any(|c| c.is_ascii_digit());
        code.len() >= 5
            && has_digit
            && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    is_page
        && PREFIXES.iter().any(|prefix| {
            let is_whole = stem == *prefix && prefix.len() > 9;
            stem.strip_prefix(prefix).is_some_and(|code| is_whole || is_one_word_code(prefix, code, is_code))
        })
}

/// The code after `google` and `naver` is hexadecimal, since `google-2026-review.html` may be an article.
fn is_one_word_code(prefix: &str, code: &str, is_code: impl Fn(&str) -> bool) -> bool {
    let is_hexadecimal = code.len() >= 16 && code.chars().all(|c| c.is_ascii_hexdigit());
    if ["google", "naver"].contains(&prefix) { is_hexadecimal } else { is_code(code) }
}
