//! Rules by which the path of a file decides, before its bytes are read, that the file is not an article, that
//! it is a draft, or that it is never served.
//!
//! Each file of this folder has the rows of one kind. Rules that look at the content of the file are in
//! `content_rules`, and rules that look at other files in `companions`. A rule that depends on the site's
//! configuration (the generator's output folder) belongs to the caller, which knows it.

mod conflict_copies;
mod deleted;
mod drafts;
mod generator_files;
mod project_files;
mod rule;
mod secrets;
mod temporary;

use super::markup::is_article_extension;
use super::unsupported_type;
pub use conflict_copies::{copied_original, copies_of};
pub use drafts::{Certainty, DraftPath, draft_path};
use rule::{PathParts, PathRule, Reach};
use std::borrow::Cow;
use tidings_model::ContentPath;

/// All rules. The first that matches gives the reason.
fn rules() -> impl Iterator<Item = &'static PathRule> {
    let tables = [
        deleted::RULES,
        generator_files::RULES,
        secrets::RULES,
        temporary::RULES,
        conflict_copies::RULES,
        project_files::RULES,
    ];
    tables.into_iter().flatten()
}

/// The reason why the file is not an article, by its path alone. `None`: its content decides.
pub fn ignored_because(path: &ContentPath) -> Option<Cow<'static, str>> {
    let parts = PathParts::new(path);
    if let Some(rule) = rules().find(|rule| parts.matches(rule)) {
        return Some(Cow::Borrowed(rule.reason));
    }
    let extension = path.extension().unwrap_or_default();
    (!has_article_extension(path)).then(|| unsupported_type::reason(&extension))
}

/// The reason why the file must never be sent to anyone, whatever refers to it: a deleted or hidden file, a key,
/// a list of passwords, a copy of a database. `None`: the file may be served if a published article refers to
/// it and its content is not [private](super::private_content).
pub fn private_because(path: &ContentPath) -> Option<&'static str> {
    let parts = PathParts::new(path);
    let hidden = path.file_name().starts_with('.').then_some("its name begins with a dot");
    let mut private = rules().filter(|rule| rule.reach == Reach::Private);
    hidden.or_else(|| private.find(|rule| parts.matches(rule)).map(|rule| rule.reason))
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

    const ARTICLES: [&str; 60] = [
        "in a .md file",
        "notes on post.md. And more",
        "tmpfiles",
        "XXth century",
        "sedimentology.txt",
        "tmp-notes.md",
        "template",
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
        "readme-driven-development.md",
        "README-of-my-life.md",
        "license-choice.md",
        "copying-files.md",
        "contributing-to-open-source.html",
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
        "drafts/a.md",
        "_drafts/a.md",
        "roadmap.md",
        "claude.md",
        "security.md",
        "env.md",
        "environment.txt",
        "secrets-of-the-forest.md",
        "passwords.md",
        "google-2026.html",
        "pinterest-for-gardeners.html",
        "yandex_review.html",
        "version-control.md",
        "vendors/a.md",
        "target/audience.md",
        "post-DESKTOP-REVIEW.md",
        "in conflict (with myself).md",
        "post 2.md",
        "500.md",
    ];
    const OTHERS: [&str; 110] = [
        "XXH6qplJ",
        "tmpK3x9Qa",
        "tmp1x2y3z4_",
        "post.md.AbCdEf",
        "post.md.2871239423",
        "post.md.vsctmp",
        "post.md.sb-fc8ad3a6-66GHcO",
        "(A Document Being Saved By TextEdit)/post.md",
        "post.md.new~",
        "Notes.TXT.BAK-2",
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
        "LICENSE-APACHE",
        "CONTRIBUTING.md",
        "post.md~HEAD",
        "post [conflict 1].md",
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
        "#recycle/old.md",
        "@Recycle/old.md",
        "a/$RECYCLE.BIN/old.md",
        ".Trash-1000/files/a.md",
        ".stversions/a.md",
        "~trash/a.md",
        "Papierkorb/a.md",
        "id_rsa",
        "keys/id_ed25519.txt",
        "env",
        ".env.production",
        "prod.env",
        "env.local",
        "passwords.txt",
        "Passwords",
        "secrets.txt",
        "credentials",
        "Vault.kdbx",
        "dump.sql",
        "backup.sql.gz",
        "AGENTS.md",
        "CLAUDE.md",
        "GEMINI.md",
        "ROADMAP.md",
        "AUTHORS",
        "AUTHORS.md",
        "VERSION",
        "version.txt",
        "TODO",
        "todo.md",
        "CODE_OF_CONDUCT.md",
        "llms.txt",
        "google1234567890abcdef.html",
        "yandex_1234567890abcdef.html",
        "pinterest-a1b2c.html",
        "vendor/x/readme-of-x.md",
        "venv/lib/x.txt",
        "lib/python3.12/site-packages/x/top_level.txt",
        "target/doc/help.html",
        "post (Case Conflict).md",
        "post (Copie en conflit de Jane 2026-03-01).md",
        "post (In Konflikt stehende Kopie von Jane 2026-03-01).md",
        "post (Copia en conflicto de Jane 2026-03-01).md",
        "post (Jane \u{7684}\u{51b2}\u{7a81}\u{526f}\u{672c} 2026-03-01).md",
        "post (SFConflict jane 2026-03-01-10-10-10).md",
        "post_conflict-20260301-101010.md",
        "post-DESKTOP-AB12CD3.md",
        "post-DESKTOP-AB12CD3-2.md",
        "post_LOCAL_1234.md",
        "post_BACKUP_1234.md",
        "post_REMOTE_1234.md",
        "a.md.rej",
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

    #[test]
    fn deleted_and_secret_files_are_never_served() {
        let refused = [
            "#recycle/a.png",
            ".git/a.png",
            "id_rsa",
            "server.pem",
            "prod.env",
            "dump.sql",
            "passwords.txt",
            "secrets/a.png",
            "a/.stversions/b.png",
        ];
        for path in refused {
            assert!(private_because(&ContentPath::new(path).unwrap()).is_some(), "{path}");
        }
        for path in ["a.png", "_images/a.png", "vendor/a.js", "drafts/a.png", "slides.key", "post.md.orig"] {
            assert_eq!(private_because(&ContentPath::new(path).unwrap()), None, "{path}");
        }
    }
}
