//! `cargo xtask ci`: everything that must hold before a change is merged, as a list of steps.
//!
//! `.ci/run` installs the tools and calls this. A step whose tools or test material are absent is left out
//! with a message.

mod context;
mod steps;

use crate::error::Error;
use context::Context;
use std::time::Instant;
use steps::{STEPS, Step};

/// Runs all steps, or the named ones; returns whether none has failed. With `CI=true` the first failure ends
/// the run.
pub(crate) fn run(arguments: &[String]) -> Result<bool, Error> {
    if arguments.iter().any(|argument| argument == "--list") {
        STEPS.iter().for_each(|step| println!("{:<18} {}", step.name, step.about));
        return Ok(true);
    }
    let steps = selected(arguments)?;
    let context = Context::new();
    let stops_early = std::env::var("CI").is_ok_and(|value| value == "true");
    let mut counts = Counts::default();
    for step in &steps {
        let outcome = run_step(step, &context);
        counts.count(outcome);
        if outcome == StepOutcome::Failed && stops_early && counts.total() < steps.len() {
            println!("\nstopped: the step '{}' failed, so the steps after it were not run", step.name);
            break;
        }
    }
    println!("\n{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.skipped);
    Ok(counts.failed == 0)
}

/// The steps with these names, in the order of the list; all if no name is given.
fn selected(names: &[String]) -> Result<Vec<&'static Step>, Error> {
    let is_known = |name: &&String| STEPS.iter().any(|step| step.name == name.as_str());
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        return Err(Error::Usage(format!(
            "there is no step '{unknown}'; 'cargo xtask ci --list' prints them"
        )));
    }
    let is_named = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(is_named).collect())
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StepOutcome {
    Passed,
    Failed,
    Skipped,
}

#[derive(Debug, Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Counts {
    fn count(&mut self, outcome: StepOutcome) {
        match outcome {
            StepOutcome::Passed => self.passed += 1,
            StepOutcome::Failed => self.failed += 1,
            StepOutcome::Skipped => self.skipped += 1,
        }
    }

    fn total(&self) -> usize {
        self.passed + self.failed + self.skipped
    }
}

fn run_step(step: &Step, context: &Context) -> StepOutcome {
    println!("\n== {}: {}", step.name, step.about);
    if let Some(missing) = step.needs.iter().find_map(|need| context.missing(*need)) {
        println!("left out: {missing}");
        return StepOutcome::Skipped;
    }
    let started = Instant::now();
    let result = (step.run)(context);
    let seconds = started.elapsed().as_secs_f32();
    match result {
        Ok(true) => {
            println!("-- {} passed in {seconds:.1} s", step.name);
            StepOutcome::Passed
        }
        Ok(false) => {
            println!("-- {} FAILED after {seconds:.1} s", step.name);
            StepOutcome::Failed
        }
        Err(error) => {
            println!("-- {} FAILED after {seconds:.1} s: {error}", step.name);
            StepOutcome::Failed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use context::Need;

    fn step(needs: &'static [Need], run: fn(&Context) -> Result<bool, Error>) -> Step {
        Step { name: "test", about: "test", needs, run }
    }

    #[test]
    fn a_step_passes_fails_or_is_left_out() {
        let context = Context::new();
        assert_eq!(run_step(&step(&[], |_| Ok(true)), &context), StepOutcome::Passed);
        assert_eq!(run_step(&step(&[], |_| Ok(false)), &context), StepOutcome::Failed);
        let error = |_: &Context| Err(Error::Usage("test".to_owned()));
        assert_eq!(run_step(&step(&[], error), &context), StepOutcome::Failed);
        let needs = &[Need::Shared("is/not/there")];
        assert_eq!(run_step(&step(needs, |_| Ok(false)), &context), StepOutcome::Skipped);
    }

    #[test]
    fn steps_are_selected_by_name() {
        assert_eq!(selected(&[]).unwrap().len(), STEPS.len());
        assert_eq!(selected(&["tables".to_owned()]).unwrap()[0].name, "tables");
        assert!(selected(&["no-such-step".to_owned()]).is_err());
    }
}
