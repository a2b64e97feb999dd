//! Measures the CPU time of the thread and the memory of the process during some work.

use rustix::time::{ClockId, clock_gettime};

/// What some work cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// CPU time of this thread.
    pub(crate) seconds: f64,
    /// How much the resident memory grew at most, in bytes; 0 where the system does not tell.
    pub(crate) bytes: f64,
    /// How much of it is still resident afterwards, in bytes.
    pub(crate) kept: f64,
}

/// Runs `work` and measures it.
pub(crate) fn measure<T>(work: impl FnOnce() -> T) -> (Cost, T) {
    // What was freed before would be used again, and not count.
    tidings_libc_calls::return_free_memory();
    // Linux: sets the peak to the present value.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (before, from) = (resident("VmRSS:"), cpu_seconds());
    let result = work();
    let seconds = cpu_seconds() - from;
    let bytes = (resident("VmHWM:") - before).max(0.0);
    tidings_libc_calls::return_free_memory();
    let kept = (resident("VmRSS:") - before).max(0.0);
    (Cost { seconds, bytes, kept }, result)
}

fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// A line of the process' status, in bytes.
fn resident(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default() * 1024.0
}
