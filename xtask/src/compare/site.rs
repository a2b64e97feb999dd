//! Compares one folder: its rows in `tidings check`, and its feeds in `tidings serve`.

use super::crawl::{Responses, crawl};
use super::edits;
use super::findings::{Difference, Findings};
use super::first_seen::RunTime;
use super::program::{Environment, Program};
use super::responses;
use crate::error::Error;
use crate::files;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Last-Modified grows with every change, so after two changes within a second it is ahead of the clock.
const LAST_MODIFIED_AHEAD: i64 = 2;

/// A folder of articles.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) name: String,
    pub(super) folder: PathBuf,
    pub(super) environment: Environment,
}

/// Compares what `tidings check --format jsonl` prints. `arguments` are further ones, such as `--config`.
pub(super) fn compare_check(
    site: &Site,
    arguments: &[&str],
    old: &Program,
    new: &Program,
) -> Result<Findings, Error> {
    let scratch = tempfile::tempdir().map_err(Error::io(&std::env::temp_dir()))?;
    let (state, folder) = (scratch.path().to_string_lossy(), site.folder.to_string_lossy());
    let mut command = vec!["check", "--format", "jsonl", "--base-url", super::program::BASE_URL];
    command.extend_from_slice(arguments);
    command.extend(["--state", &state, &folder]);
    let (old, new) = (old.output(&command, &site.environment)?, new.output(&command, &site.environment)?);
    let subject = format!("{}, check", site.name);
    let (old_rows, new_rows) = (check_rows(&old.stdout, &subject)?, check_rows(&new.stdout, &subject)?);
    let mut findings = Findings { rows: old_rows.len(), ..Findings::default() };
    findings.differences.extend(Difference::of_texts(&subject, &old_rows.join("\n"), &new_rows.join("\n")));
    if old.status != new.status {
        let (old, new) = (old.status.to_string(), new.status.to_string());
        findings.differences.push(Difference::new(subject, "exit status", old, new));
    }
    Ok(findings)
}

/// The rows without the wording of problems.
fn check_rows(output: &[u8], subject: &str) -> Result<Vec<String>, Error> {
    let output = String::from_utf8_lossy(output);
    let row = |line: &str| {
        let json = |source| Error::Json { path: subject.into(), source };
        let mut row: Value = serde_json::from_str(line).map_err(json)?;
        if let Some(problems) = row.get_mut("problems").and_then(Value::as_array_mut) {
            problems.iter_mut().filter_map(Value::as_object_mut).for_each(drop_wording);
            problems.sort_by_cached_key(Value::to_string);
        }
        Ok(row.to_string())
    };
    output.lines().map(row).collect()
}

fn drop_wording(problem: &mut Map<String, Value>) {
    problem.remove("message");
    problem.remove("remedy");
}

/// Compares all feeds in three situations: NEW over the catalogue that OLD has written, NEW from an empty
/// state, and both over the same catalogue after the folder was edited.
pub(super) fn compare_feeds(site: &Site, old: &Program, new: &Program) -> Result<Findings, Error> {
    let scratch = tempfile::tempdir().map_err(Error::io(&std::env::temp_dir()))?;
    let state = |name: &str| scratch.path().join("states").join(name);
    let start_from_old = |name: &str| files::copy_folder(&state("old"), &state(name));
    let before = serve(site, old, &state("old"))?;

    start_from_old("reopened")?;
    let reopened = serve(site, new, &state("reopened"))?;
    let subject = format!("{}, reopened", site.name);
    let mut findings = Findings { responses: reopened.responses.len(), ..Findings::default() };
    findings.differences.extend(responses::differences(&subject, &before.responses, &reopened.responses));
    let announced = announcement(&reopened.log)
        .map(|line| Difference::new(&subject, "log", "a catalogue of before announces nothing", line));
    findings.differences.extend(announced);

    let fresh = serve(site, new, &state("fresh"))?;
    findings.add(compare_runs(&format!("{}, fresh", site.name), &before, &fresh));

    // The name of the folder is the title of the site, so it stays.
    let folder = scratch.path().join("content").join(files::name(&site.folder));
    files::copy_folder(&site.folder, &folder)?;
    if edits::edit(&folder)? {
        let edited = Site { name: site.name.clone(), folder, environment: site.environment.clone() };
        start_from_old("edited by old")?;
        start_from_old("edited by new")?;
        // In the same second, an article would count as changed when it was first seen.
        while now() <= *before.run_time.end() - LAST_MODIFIED_AHEAD {
            std::thread::sleep(Duration::from_millis(50));
        }
        // The catalogue has moments of the first run in it already.
        let since = |served: Served| {
            let run_time = *before.run_time.start()..=*served.run_time.end();
            Served { run_time, ..served }
        };
        let by_old = since(serve(&edited, old, &state("edited by old"))?);
        let by_new = since(serve(&edited, new, &state("edited by new"))?);
        findings.add(compare_runs(&format!("{}, edited", site.name), &by_old, &by_new));
    }
    Ok(findings)
}

/// Compares two runs in which articles were seen or changed for the first time.
fn compare_runs(subject: &str, old: &Served, new: &Served) -> Findings {
    let differences = responses::differences_but_first_seen(
        subject,
        (&old.responses, &old.run_time),
        (&new.responses, &new.run_time),
    );
    Findings { responses: new.responses.len(), differences, ..Findings::default() }
}

/// What one run of `tidings serve` gave.
struct Served {
    responses: Responses,
    run_time: RunTime,
    log: String,
}

fn serve(site: &Site, program: &Program, state: &Path) -> Result<Served, Error> {
    let (start, log) = (now(), state.with_extension("log"));
    std::fs::create_dir_all(state).map_err(Error::io(state))?;
    let server = program.serve(&site.folder, state, &log, &site.environment)?;
    let responses = crawl(&server)?;
    server.stop()?;
    let run_time = start..=now() + LAST_MODIFIED_AHEAD;
    Ok(Served { responses, run_time, log: files::read_text(&log)? })
}

/// The log line that announces a change of an article, if there is one: it names the article's page, or
/// counts the changed articles. The line about the scan of a folder is not an announcement.
fn announcement(log: &str) -> Option<&str> {
    let is_change =
        |line: &&str| line.contains("articles/") || (line.contains("articles") && line.contains("changed"));
    log.lines().filter(|line| line.contains(" INFO ")).find(is_change)
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        check_rows(text.as_bytes(), "test").unwrap()
    }

    #[test]
    fn only_the_wording_of_problems_may_differ() {
        let row = |id: &str, severity: &str, message: &str| {
            format!(
                r#"{{"id":"{id}","problems":[{{"severity":"{severity}","message":"{message}","remedy":"r"}}]}}"#
            )
        };
        let old = rows(&row("1", "note", "a"));
        assert_eq!(old, rows(&row("1", "note", "b")));
        assert_ne!(old, rows(&row("2", "note", "a")));
        assert_ne!(old, rows(&row("1", "error", "a")));
        assert_ne!(old, rows(r#"{"id":"1","problems":[]}"#));
    }

    #[test]
    fn an_announced_change_is_found_in_the_log() {
        let line = "2026-11-30T20:47:11Z  INFO new: articles/a/";
        assert_eq!(announcement(&format!("x\n{line}\n")), Some(line));
        let many = "2026-11-30T20:47:11Z  INFO 40 articles came, changed or went";
        assert_eq!(announcement(many), Some(many));
        assert_eq!(announcement("2026-11-30T20:47:11Z  WARN 1 warning\n"), None);
        assert_eq!(announcement("2026-11-30T20:47:11Z  INFO 300 articles were read in 1.2 s\n"), None);
    }
}
