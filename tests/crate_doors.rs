//! Each outside library has a door: the only crates of the workspace that depend on it. All other crates use
//! it through the types of its door, so that a library can be replaced in one place. Development dependencies
//! are free.
//!
//! Files have doors, too: the content folder and the state folder are read and written through `tidings-folder`
//! alone, which follows no symbolic link that someone exchanges.
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::BTreeMap;
use std::path::Path;

/// Libraries of plain values and small tools, which any crate may use.
const OPEN: &[&str] = &[
    "blake3",
    "chrono",
    "chrono-tz",
    "percent-encoding",
    "serde",
    "serde_json",
    "strsim",
    "thiserror",
    "tracing",
    "url",
];

/// Every other library with its doors, in the order of the alphabet. `tidings` is the program.
const DOORS: &[(&str, &[&str])] = &[
    ("ammonia", &["tidings-parse"]),
    ("arc-swap", &["tidings-server"]),
    ("askama", &["tidings-server"]),
    ("atom_syndication", &["tidings-feed"]),
    ("brotli", &["tidings-server"]),
    ("bytes", &["tidings-server"]),
    ("chardetng", &["tidings-parse"]),
    ("clap", &["tidings"]),
    ("deunicode", &["tidings-model"]),
    ("dom_query", &["tidings-parse"]),
    ("encoding_rs", &["tidings-parse", "tidings-validate"]),
    ("flate2", &["tidings", "tidings-server"]),
    ("globset", &["tidings"]),
    ("http-body-util", &["tidings-server"]),
    ("httparse", &["tidings-server"]),
    ("httpdate", &["tidings-server"]),
    ("hyper", &["tidings-server"]),
    ("hyper-util", &["tidings-server"]),
    ("icu_normalizer", &["tidings-model"]),
    ("imagesize", &["tidings"]),
    ("indicatif", &["tidings"]),
    ("libc", &["tidings-libc-calls"]),
    ("mail-parser", &["tidings-parse"]),
    ("mime_guess", &["tidings-model", "tidings-server"]),
    ("notify", &["tidings-watch"]),
    ("pulldown-cmark", &["tidings-parse"]),
    ("quick-xml", &["tidings-feed", "tidings-parse"]),
    ("quick_cache", &["tidings-server"]),
    ("rss", &["tidings-feed"]),
    ("rusqlite", &["tidings-catalogue"]),
    ("rustix", &["tidings", "tidings-folder", "tidings-server", "tidings-watch"]),
    ("serde-saphyr", &["tidings-parse"]),
    ("tokio", &["tidings", "tidings-server"]),
    ("tokio-rustls", &["tidings-server"]),
    ("toml", &["tidings", "tidings-parse"]),
    ("tracing-subscriber", &["tidings"]),
    ("ureq", &["tidings"]),
    ("uuid", &["tidings-model"]),
    ("whatlang", &["tidings-parse"]),
    ("zip", &["tidings-parse"]),
    ("zstd", &["tidings-catalogue", "tidings-server"]),
];

#[test]
fn outside_libraries_are_used_through_their_doors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = std::fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in crates.chain([root.to_owned()]) {
        let manifest: toml::Table =
            std::fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap();
        let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
        let tables = targets.filter_map(|(_, target)| target.as_table()).chain([&manifest]);
        let tables = tables.flat_map(|table| [table.get("dependencies"), table.get("build-dependencies")]);
        for library in tables.flatten().filter_map(toml::Value::as_table).flat_map(toml::Table::keys) {
            if !library.starts_with("tidings-") && !OPEN.contains(&library.as_str()) {
                users.entry(library.clone()).or_default().push(name.to_owned());
            }
        }
    }
    users.values_mut().for_each(|crates| crates.sort());
    let doors: BTreeMap<String, Vec<String>> = DOORS
        .iter()
        .map(|(library, crates)| (library.to_string(), crates.iter().map(ToString::to_string).collect()))
        .collect();
    let unknown: Vec<_> =
        users.iter().filter(|(library, crates)| doors.get(*library) != Some(crates)).collect();
    assert!(
        unknown.is_empty(),
        "not in DOORS, which must name these libraries with these crates: {unknown:?}"
    );
    let unused: Vec<_> = doors.keys().filter(|library| !users.contains_key(*library)).collect();
    assert!(unused.is_empty(), "in DOORS, but no crate depends on them: {unused:?}");
}

/// Calls that open, list or change files by their paths.
const FILE_CALLS: &[&str] = &[
    "File::open",
    "File::create",
    "File::options",
    "OpenOptions::new",
    "fs::read",
    "fs::write",
    "fs::copy",
    "fs::rename",
    "fs::remove_file",
    "fs::hard_link",
    "imagesize::size",
    "Connection::open(",
];

/// The files that may do so, with the reason.
const FILE_DOORS: &[(&str, &str)] = &[
    ("crates/folder/", "it is the door"),
    ("crates/catalogue/src/storage/disk.rs", "makes a hard link to the catalogue before it is renamed"),
    ("crates/catalogue/src/transfer/backup_file.rs", "synchronises the state folder to disk"),
    ("crates/server/src/net/bind.rs", "replaces the file of a Unix socket that the settings name"),
    ("crates/server/src/net/limits/descriptors.rs", "counts the descriptors of the process"),
    ("crates/server/src/site/files/embedded.rs", "lists the state folder at the start"),
    ("crates/watch/", "lists directories and reads metadata, never content"),
    ("src/config/", "reads the settings, which the command line names"),
    ("src/app/check/source_names.rs", "lists directories, to find the document from which a page is made"),
    ("src/app/site_import/files.rs", "lists the root of a project, to find a file by the end of its name"),
    ("src/cli/", "reads and writes files that the command line names"),
    ("src/ingest/pipeline.rs", "lists the content folder, to see whether it is mounted"),
    ("src/ingest/site_paths.rs", "lists the content folder once, to see that it can be read"),
];

#[test]
fn files_of_the_folder_are_opened_by_their_door() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let crates = std::fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path());
    // The validator is a library without I/O, and its example reads standard input.
    folders.extend(crates.map(|folder| folder.join("src")));
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.contains("/tests") && !name.ends_with("_tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
                let calls = FILE_CALLS.iter().filter(|call| code.contains(**call));
                found.extend(calls.map(|call| format!("{name}: {call}")));
            }
        }
    }
    let is_allowed = |call: &String| FILE_DOORS.iter().any(|(file, _)| call.starts_with(file));
    let others: Vec<_> = found.iter().filter(|call| !is_allowed(call)).collect();
    assert!(others.is_empty(), "use tidings_folder, or add a reason to FILE_DOORS: {others:#?}");
    let unused: Vec<_> =
        FILE_DOORS.iter().filter(|(file, _)| !found.iter().any(|call| call.starts_with(file))).collect();
    assert!(unused.is_empty(), "in FILE_DOORS, but they open no file: {unused:?}");
}
