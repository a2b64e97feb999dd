//! `cargo xtask compare OLD NEW`: two tidings binaries must give the same bytes for the same folders.
//!
//! Compared are the rows of `tidings check`, the results of `tidings validate`, and every feed that `tidings
//! serve` offers. The wording of problems and the HTML pages are for people and are not compared.

mod crawl;
mod document_cases;
mod edits;
mod feed_cases;
mod findings;
mod first_seen;
mod material;
mod program;
mod responses;
mod site;

use crate::error::Error;
use crate::files;
use findings::{Difference, Findings};
use material::Task;
use program::Program;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// The maximum number of differences that are printed; the rest is counted.
const MAX_PRINTED: usize = 40;

/// Runs the comparison; returns whether there is no difference.
pub(crate) fn run(arguments: &[String]) -> Result<bool, Error> {
    let arguments = Arguments::parse(arguments)?;
    let (old, new) = (Program::new(&arguments.old)?, Program::new(&arguments.new)?);
    let scratch = tempfile::tempdir().map_err(Error::io(&std::env::temp_dir()))?;
    let mut tasks = material::tasks(&files::repository(), &arguments.shared, scratch.path())?;
    if let Some(only) = &arguments.only {
        tasks.retain(|task| task.name().contains(only.as_str()));
    }
    let started = Instant::now();
    let findings = run_all(&tasks, &old, &new)?;
    println!("{} tasks took {:.0} s", tasks.len(), started.elapsed().as_secs_f32());
    print(&findings);
    if findings.is_empty() {
        return Err(Error::Usage("nothing was compared: no test material found".to_owned()));
    }
    Ok(findings.differences.is_empty())
}

/// Runs the tasks on all processors. The first error stops the rest.
fn run_all(tasks: &[Task], old: &Program, new: &Program) -> Result<Findings, Error> {
    let (next, total) = (AtomicUsize::new(0), Mutex::new(Findings::default()));
    let work = || {
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            match task.run(old, new) {
                Ok(findings) => total.lock().unwrap_or_else(PoisonError::into_inner).add(findings),
                Err(error) => {
                    next.store(tasks.len(), Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(())
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let panicked = || Error::Usage("a worker thread panicked".to_owned());
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| panicked())?)
    })?;
    Ok(total.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn print(findings: &Findings) {
    let mut differences: Vec<&Difference> = findings.differences.iter().collect();
    differences.sort();
    for difference in differences.iter().take(MAX_PRINTED) {
        println!("DIFFERENT {difference}");
    }
    if differences.len() > MAX_PRINTED {
        println!("... and {} more", differences.len() - MAX_PRINTED);
    }
    println!(
        "compared {} responses, {} rows of check, {} results of validate: {} differences",
        findings.responses,
        findings.rows,
        findings.validations,
        differences.len()
    );
}

#[derive(Debug)]
struct Arguments {
    old: PathBuf,
    new: PathBuf,
    shared: PathBuf,
    /// Only the tasks whose name contains this text are run.
    only: Option<String>,
}

impl Arguments {
    fn parse(arguments: &[String]) -> Result<Self, Error> {
        let usage = || Error::Usage(crate::USAGE.to_owned());
        let (mut programs, mut shared, mut only) = (Vec::new(), files::shared(), None);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--shared" => shared = rest.next().ok_or_else(usage)?.into(),
                "--only" => only = Some(rest.next().ok_or_else(usage)?.clone()),
                _ if argument.starts_with('-') => return Err(usage()),
                path => programs.push(PathBuf::from(path)),
            }
        }
        let [old, new] = <[PathBuf; 2]>::try_from(programs).map_err(|_| usage())?;
        Ok(Self { old, new, shared, only })
    }
}
