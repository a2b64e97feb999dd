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

/// The greatest ratio of the times of two lengths, one twice the other. Linear time has 2; the margin is for
/// caches and the machine.
const MAX_RATIO: f64 = 2.6;

/// Whether time grows faster than the length; then the times at `length`, twice and four times that. `seconds`
/// measures the work once at a length. A suspicion is measured again, since a machine that is busy changes the
/// ratio.
pub(crate) fn superlinear_times(length: usize, seconds: impl Fn(usize) -> f64) -> Option<[f64; 3]> {
    // The least time of several measurements: other processes only add to it.
    let least = |factor: usize, attempts: usize| {
        (0..attempts).map(|_| seconds(length * factor)).fold(f64::INFINITY, f64::min)
    };
    let is_above = |times: &[f64; 3]| times[2] / times[0].max(1e-9) > MAX_RATIO * MAX_RATIO;
    let times = [1, 2, 4].map(|factor| least(factor, 1));
    // Below this the fixed part of the time decides.
    if times[2] < 0.02 || !is_above(&times) {
        return None;
    }
    Some([1, 2, 4].map(|factor| least(factor, 3))).filter(is_above)
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
