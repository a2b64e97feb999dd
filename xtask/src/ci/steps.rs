//! The list of steps. A new step is one row here.

use super::context::{Context, Need};
use crate::error::Error;
use crate::{files, tables};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// One step of CI.
#[derive(Debug)]
pub(super) struct Step {
    /// The name on the command line.
    pub(super) name: &'static str,
    /// One line for people.
    pub(super) about: &'static str,
    /// If one of these is absent, the step is left out.
    pub(super) needs: &'static [Need],
    /// Returns whether the step has passed.
    pub(super) run: fn(&Context) -> Result<bool, Error>,
}

/// All steps, in the order in which they run.
pub(super) const STEPS: [Step; 16] = [
    Step { name: "test", about: "all tests", needs: &[], run: |context| context.cargo("test") },
    Step { name: "format", about: "rustfmt", needs: &[], run: |context| context.cargo("fmt --all --check") },
    Step {
        name: "clippy",
        about: "lints; a warning is an error",
        needs: &[],
        run: |context| context.cargo("clippy --workspace --all-targets -- -D warnings"),
    },
    Step {
        name: "doc",
        about: "documentation; a warning is an error",
        needs: &[],
        run: |context| context.cargo_doc("doc --workspace --no-deps"),
    },
    Step {
        name: "tables",
        about: "generated tables equal what their sources give",
        needs: &[],
        run: |_| tables::run(&["--check".to_owned()]),
    },
    Step {
        name: "validator-alone",
        about: "the validator and its examples without the rest",
        needs: &[],
        run: |context| context.cargo("build -p tidings-validate --examples"),
    },
    Step {
        name: "release",
        about: "the optimised program, for the steps below",
        needs: &[],
        run: |context| context.cargo("build --release"),
    },
    Step {
        name: "shared-documents",
        about: "the shared documents become the expected articles",
        needs: &[Need::Shared("seeds/check.py")],
        run: |context| {
            context.run(Path::new("python3"), [context.shared.join("seeds/check.py"), context.tidings()])
        },
    },
    Step {
        name: "real-folders",
        about: "articles of real folders agree with their own generators",
        needs: &[Need::Shared("corpora/corpora.tsv")],
        run: |context| {
            let arguments =
                ["tests/corpora/run.py".into(), context.tidings(), context.shared.join("corpora")];
            context.run(Path::new("python3"), arguments)
        },
    },
    Step {
        name: "validator-cases",
        about: "the validator's profile w3c agrees with the W3C's test cases",
        needs: &[Need::Shared("validator/score.py")],
        run: |context| {
            let score = context.shared.join("validator/score.py").into_os_string();
            let words = ["--list", "20", "--"].map(OsString::from);
            let command = [context.tidings().into_os_string(), "validate".into()];
            let profile = ["--profile", "w3c"].map(OsString::from);
            let arguments = [score].into_iter().chain(words).chain(command).chain(profile);
            context.run(Path::new("python3"), arguments)
        },
    },
    Step {
        name: "validator-differences",
        about: "each difference of the default profile from the W3C's test cases is listed with its clause",
        needs: &[Need::Shared("validator/score.py")],
        run: |context| {
            let script = "tests/validator/w3c_differences.py".into();
            let score = context.shared.join("validator/score.py").into_os_string();
            let words = ["tests/validator/w3c_differences.tsv", "--"].map(OsString::from);
            let command = [context.tidings().into_os_string(), "validate".into()];
            context.run(Path::new("python3"), [script, score].into_iter().chain(words).chain(command))
        },
    },
    Step {
        name: "validator-faults",
        about: "the validator says of the feeds from public reports what should be said",
        needs: &[Need::Shared("faults/score.py")],
        run: |context| {
            let folder = context.shared.join("faults");
            let arguments = [
                folder.join("score.py").into_os_string(),
                folder.join("validator.tsv").into_os_string(),
                context.tidings().into_os_string(),
                "validate".into(),
            ];
            context.run(Path::new("python3"), arguments)
        },
    },
    Step {
        name: "valid-feeds",
        about: "the feeds of seeds/ are valid",
        needs: &[],
        run: |context| validate_feeds(context, vec!["seeds".into()]),
    },
    Step {
        name: "valid-real-feeds",
        about: "the feeds of real folders are valid",
        needs: &[Need::Shared("corpora/corpora.tsv")],
        run: |context| validate_feeds(context, real_folders(context)?),
    },
    Step {
        name: "readers",
        about: "newsboat, sfeed and feedparser read the feeds",
        needs: &[
            Need::Tool("newsboat"),
            Need::Tool("sfeed_update"),
            Need::Tool("curl"),
            Need::PythonEnvironment,
        ],
        run: |context| context.run(&context.python(), ["tests/readers/run.py".into(), context.tidings()]),
    },
    Step {
        name: "editors",
        about: "vim, nano, emacs, sed, perl, rsync, git and others save an article",
        needs: &[Need::Tool("vim"), Need::Tool("sed"), Need::Tool("perl"), Need::Tool("git")],
        run: |context| context.run(Path::new("python3"), ["tests/editors/run.py".into(), context.tidings()]),
    },
];

fn validate_feeds(context: &Context, folders: Vec<PathBuf>) -> Result<bool, Error> {
    let mut arguments = vec!["tests/valid_feeds/run.py".into(), context.tidings(), context.tidings()];
    arguments.extend(folders);
    context.run(Path::new("python3"), arguments)
}

/// The folders in the first column of `corpora.tsv`.
fn real_folders(context: &Context) -> Result<Vec<PathBuf>, Error> {
    let corpora = context.shared.join("corpora");
    let table = files::read_text(&corpora.join("corpora.tsv"))?;
    let names = table.lines().skip(1).filter_map(|line| line.split('\t').next());
    Ok(names.map(|name| corpora.join(name)).collect())
}
