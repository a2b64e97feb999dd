//! Kills the server (`kill -9`) again and again, and compares what subscribers see with what they saw first.
//!
//! `cargo test` runs a few rounds; `TIDINGS_CRASH_ROUNDS=500 cargo test --release --test crash_recovery` runs
//! more. The tests print their seeds, and `TIDINGS_CRASH_SEED` repeats a run.

mod random_writer;
#[cfg(target_os = "linux")]
mod saves;
#[path = "../support/mod.rs"]
mod support;

/// The number of rounds and the seed of the random numbers, from the environment.
#[allow(clippy::print_stdout, reason = "the seed repeats a failed run")]
fn rounds_and_seed(default: u64) -> (u64, u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let rounds = number("TIDINGS_CRASH_ROUNDS").unwrap_or(default);
    let seed = number("TIDINGS_CRASH_SEED").unwrap_or_else(|| fastrand::Rng::new().u64(..));
    println!("seed {seed}, {rounds} rounds");
    (rounds, seed)
}
