//! The code runs one way: a module uses only what stands above it in `src/lib.rs`, and an outside crate is named
//! only in the module that is its door.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

#[path = "support/rust_source.rs"]
#[allow(unreachable_pub, reason = "shared with nobody yet")]
mod rust_source;

use rust_source::{Mention, NamedPath, declared_modules, mentions};
use std::path::{Path, PathBuf};

/// Who may name an outside crate.
#[derive(Debug, Clone, Copy)]
enum Door {
    /// These modules, whose business it is. `main` is `src/main.rs`.
    Of(&'static [&'static str]),
    /// Everybody: it carries values, and does nothing.
    Open,
}
use Door::{Of, Open};

/// Every dependency of `Cargo.toml` has its row; a new one is decided on here.
const DOORS: &[(&str, Door)] = &[
    ("ammonia", Of(&["parse"])),
    ("arc-swap", Of(&["server", "app"])),
    ("askama", Of(&["server"])),
    ("atom_syndication", Of(&["feed"])),
    ("blake3", Open),
    ("brotli", Of(&["server"])),
    ("bytes", Of(&["server"])),
    ("chardetng", Of(&["document"])),
    ("chrono", Open),
    ("chrono-tz", Open),
    ("clap", Of(&["cli"])),
    ("deunicode", Of(&["article"])),
    ("dom_query", Of(&["parse"])),
    ("encoding_rs", Of(&["document", "validate"])),
    ("flate2", Of(&["fetch", "server"])),
    ("globset", Of(&["config"])),
    ("http-body-util", Of(&["server"])),
    ("httparse", Of(&["server"])),
    ("httpdate", Of(&["server"])),
    ("hyper", Of(&["server"])),
    ("hyper-util", Of(&["server"])),
    ("imagesize", Of(&["app"])),
    ("mail-parser", Of(&["document"])),
    ("mime_guess", Of(&["article", "server"])),
    ("notify", Of(&["watch"])),
    ("percent-encoding", Open),
    ("pulldown-cmark", Of(&["parse"])),
    ("quick-xml", Of(&["document", "feed"])),
    ("rss", Of(&["feed"])),
    ("rusqlite", Of(&["catalogue"])),
    ("rustix", Of(&["app", "watch", "server"])),
    ("serde", Open),
    ("serde-saphyr", Of(&["document"])),
    ("serde_json", Open),
    ("strsim", Of(&["cli", "config", "parse"])),
    ("thiserror", Open),
    ("tokio", Of(&["server", "app"])),
    ("tokio-rustls", Of(&["server"])),
    ("toml", Of(&["config", "document"])),
    ("tracing", Open),
    ("tracing-subscriber", Of(&["cli"])),
    ("ureq", Of(&["fetch"])),
    ("url", Open),
    ("uuid", Of(&["article"])),
    ("whatlang", Of(&["parse"])),
    ("zip", Of(&["document"])),
    ("zstd", Of(&["server"])),
    // For tests only, wherever they stand.
    ("criterion", Open),
    ("fastrand", Open),
    ("feed-rs", Open),
    ("insta", Open),
    ("proptest", Open),
    ("rcgen", Open),
    ("stats_alloc", Open),
    ("tempfile", Open),
];

/// A source file and the path of its module: `["watch", "scan"]`.
struct SourceFile {
    name: String,
    module: Vec<String>,
    text: String,
}

#[test]
fn the_code_runs_one_way() {
    let sources = sources();
    let map = std::fs::read_to_string(source_folder().join("lib.rs")).unwrap();
    let order = declared_modules(&map);
    assert!(order.len() > 5 && sources.len() > order.len(), "the sources were not found");
    let wrong: Vec<String> = sources.iter().flat_map(|source| complaints(source, &order)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_dependency_has_its_door() {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let mut dependencies = dependencies(&manifest);
    dependencies.sort_unstable();
    // One may stand there twice: with more features for tests.
    dependencies.dedup();
    let mut doors: Vec<&str> = DOORS.iter().map(|(name, _)| *name).collect();
    doors.sort_unstable();
    assert_eq!(dependencies, doors, "tests/module_order.rs and Cargo.toml name different crates");
}

#[test]
fn every_door_is_a_module() {
    let order = declared_modules(&std::fs::read_to_string(source_folder().join("lib.rs")).unwrap());
    for (name, door) in DOORS {
        let Of(modules) = door else { continue };
        for module in *modules {
            assert!(*module == "main" || order.iter().any(|known| known == module), "{name}: {module}");
        }
    }
}

/// The names in all tables of dependencies, those of single targets included.
fn dependencies(manifest: &toml::Table) -> Vec<&str> {
    let mut found = Vec::new();
    for (key, value) in manifest {
        let Some(table) = value.as_table() else { continue };
        match key.as_str() {
            "dependencies" | "dev-dependencies" | "build-dependencies" => {
                found.extend(table.keys().map(String::as_str));
            }
            "target" => found.extend(table.values().filter_map(|of| of.as_table()).flat_map(dependencies)),
            _ => {}
        }
    }
    found
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<SourceFile> {
    let folder = source_folder();
    let (mut sources, mut directories) = (Vec::new(), vec![folder.clone()]);
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let place = entry.unwrap().path();
            if place.is_dir() {
                directories.push(place);
            } else if place.extension().is_some_and(|extension| extension == "rs") {
                let name = place.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
                let text = std::fs::read_to_string(&place).unwrap();
                sources.push(SourceFile { module: module_of(&name), name, text });
            }
        }
    }
    sources
}

fn module_of(name: &str) -> Vec<String> {
    let path = name.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    match path {
        "lib" => Vec::new(),
        path => path.split('/').map(str::to_owned).collect(),
    }
}

/// What is wrong with a file, a line each. A test module must obey like the rest.
fn complaints(source: &SourceFile, order: &[String]) -> Vec<String> {
    let module: Vec<&str> = source.module.iter().map(String::as_str).collect();
    let room = module.first().copied().unwrap_or_default();
    let said = |mention: &Mention, what: String| format!("src/{}:{}: {what}", source.name, mention.line);
    let mentions = mentions(&source.text, "tidings", &module);
    mentions
        .iter()
        .filter_map(|mention| complaint(mention, room, order).map(|what| said(mention, what)))
        .collect()
}

fn complaint(mention: &Mention, room: &str, order: &[String]) -> Option<String> {
    let place = |name: &str| order.iter().position(|module| module == name);
    match &mention.path {
        NamedPath::Hidden(what) => Some(format!("{what} hides where code comes from")),
        NamedPath::Here(path) => {
            let used = path.first().map_or("", String::as_str);
            match (place(used), place(room)) {
                // The library's root and the programs stand below all modules.
                (Some(_), None) => None,
                (Some(used), Some(user)) if used <= user => None,
                (Some(_), Some(_)) => {
                    Some(format!("'{room}' uses '{used}', which stands below it in src/lib.rs"))
                }
                (None, _) if room.is_empty() || (room == "main" && used == "main") => None,
                (None, _) => {
                    Some(format!("'{room}' uses '{used}' of the crate's root, which holds modules only"))
                }
            }
        }
        NamedPath::Elsewhere(path) => {
            let used = path.first()?;
            let (name, door) = DOORS.iter().find(|(name, _)| name.replace('-', "_") == *used)?;
            match door {
                Open => None,
                Of(doors) if !doors.contains(&room) => {
                    Some(format!("'{room}' names {name}, whose door is {}", doors.join(" or ")))
                }
                Of(_) if mention.reexported => Some(format!("'{room}' passes {name} on to everybody")),
                Of(_) => None,
            }
        }
    }
}

/// What the rules say of a made-up source in a crate whose modules are `article`, `watch`, `feed`, `server`.
fn judge(module: &str, text: &str) -> Vec<String> {
    let order = ["article", "watch", "feed", "server"].map(str::to_owned);
    let name = format!("{module}.rs");
    complaints(&SourceFile { module: module_of(&name), name, text: text.to_owned() }, &order)
}

#[test]
fn what_is_wrong_is_found() {
    let cases = [
        ("feed", "use crate::server::Page;", 1),
        ("feed", "use crate::{article::Entry, server};", 1),
        ("feed", "use crate::{article::{Entry, Term}, server::{route::{self, Route}, Page as P}};", 3),
        ("feed", "pub use crate::server::Page;", 1),
        ("feed", "pub(crate) use crate::server::Page;", 1),
        ("feed", "fn f() { crate::server::route(1); }", 1),
        ("feed", "fn f(page: &crate::server::Page<'_>) -> Vec<crate::server::X> {}", 2),
        ("feed", "type X = <crate::server::Page as Iterator>::Item;", 1),
        ("feed", "fn f() { crate::server::page!(x); tidings::server::page!(x) }", 2),
        ("feed", "macro_rules! m { () => { $crate::server::f() } }", 1),
        ("feed", "use super::server::Page;", 1),
        ("feed/atom", "use super::super::server;", 1),
        ("feed/atom", "use super::{super::server, text};", 1),
        ("feed/mod", "mod tests { mod deep { use super::super::super::server; } }", 1),
        ("feed/mod", "mod a { fn f() {} } use super::server;", 1),
        ("feed", "#[cfg(test)] mod tests { use crate::server::Page; }", 1),
        ("feed", "use crate::*;", 1),
        ("feed", "use crate as everything;", 1),
        ("feed", "use crate::{self as everything};", 1),
        ("feed", "use super::*;", 1),
        ("feed", "use super as up;", 1),
        ("feed", "crate::exported_macro!();", 1),
        ("feed", "extern crate self as me;", 1),
        ("feed", "include!(\"../server/page.rs\");", 1),
        ("feed", "#[path = \"../server/page.rs\"] mod page;", 1),
        ("feed", "use notify::Watcher;", 1),
        ("feed", "use {notify::Watcher, hyper_util::rt};", 2),
        ("feed", "extern crate notify;", 1),
        ("feed", "fn f() { let w = ::notify::recommended_watcher(f); }", 1),
        ("feed", "#[derive(clap::Parser)] struct X;", 1),
        ("feed", "use notify as n;", 1),
        ("feed", "fn f() { notify::event!() }", 1),
        ("watch", "pub use notify::Event;", 1),
        ("watch/scan", "pub extern crate notify;", 1),
        ("main", "use notify::Event; use tidings::nothing;", 2),
        ("feed", "const Q: char = '\"'; use crate::server::Page; const R: char = '\"';", 1),
        ("feed", "fn f<'a>(x: &'a str) { crate::server::f(b'\\'', '\\u{22}', r#\"\"# , x) }", 1),
        ("feed", "/* /* nested */ */ use crate::server::Page;", 1),
        ("feed", "use r#crate_like::x; use crate::r#server::Page;", 1),
        ("feed", "use crate\n  ::\n  server\n  ::Page;", 1),
    ];
    for (module, text, wrong) in cases {
        let found = judge(module, text);
        assert_eq!(found.len(), wrong, "{module}: {text}\n{found:#?}");
    }
}

#[test]
fn what_is_right_is_let_through() {
    let cases = [
        ("server", "use crate::{article::{self, Entry}, feed, watch as w, server::route};"),
        ("server", "fn f() -> crate::article::Entry { crate::feed::f::<crate::watch::X>() }"),
        (
            "feed/atom",
            "use super::text; use super::super::article; use self::inner::X; use crate::feed::rss;",
        ),
        ("feed/mod", "mod tests { use super::*; use super::super::article::Entry; }"),
        (
            "feed",
            "// crate::server::Page\n/// [`crate::server::Page`]\n//! use notify::X\n/* crate::server::x */",
        ),
        ("feed", "const A: &str = \"use crate::server::Page; \\\" notify::X\";"),
        (
            "feed",
            "const A: &str = r##\"crate::server::f() \"# notify::X\"##; const B: &[u8] = br\"notify::X\";",
        ),
        ("feed", "pub(crate) fn f(x: u8) { x.notify(); waker.notify::<u8>(); other::notify::x(); }"),
        ("feed", "pub(in crate::feed) struct X; impl T for X { fn f() -> impl I + use<'_> {} }"),
        ("feed", "use std::{path::Path, io}; use rss::Channel; use quick_xml::{Writer, events::Event};"),
        ("watch/folder", "use notify::{Event, Watcher}; fn f() { notify::recommended_watcher(g); }"),
        ("main", "use tidings::{article, server::Page}; fn main() { tidings::feed::f() }"),
        ("lib", "pub mod article; pub mod server;"),
        ("feed", "use chrono::Utc; use serde::Serialize; fn f() { tracing::info!(\"crate::server::x\") }"),
        ("feed", "include_str!(\"x.txt\"); let include = path; let path = x;"),
    ];
    for (module, text) in cases {
        assert_eq!(judge(module, text), Vec::<String>::new(), "{module}: {text}");
    }
}

#[test]
fn a_complaint_says_file_and_line() {
    assert_eq!(
        judge("feed/atom", "//! x\n\n/* a\nb */ use crate::{\n    server,\n};\nuse notify::X;"),
        [
            "src/feed/atom.rs:4: 'feed' uses 'server', which stands below it in src/lib.rs",
            "src/feed/atom.rs:7: 'feed' names notify, whose door is watch",
        ]
    );
}
