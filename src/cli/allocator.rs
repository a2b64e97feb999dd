//! How the memory allocator of the system treats a program that holds much for a moment and little for weeks.
//!
//! glibc raises the size from which memory goes back to the system when it is freed, as soon as something large was freed:
//! after the first reading of 100,000 articles 47 MB stayed, of which 12 were nobody's. Fixed, they go back: 35 MB stay,
//! and nothing takes longer. What glibc is told stands in the environment of the process when it begins, so it begins once
//! more in its own place, under the same number, before it has done anything.

use std::ffi::OsString;

/// What is said to glibc (mallopt(3)), each in bytes: 128 KiB, which it begins with itself.
const SAID: [(&str, &str); 2] = [("MALLOC_TRIM_THRESHOLD_", "131072"), ("MALLOC_MMAP_THRESHOLD_", "131072")];

/// The other way in which somebody may have spoken to it already.
const TUNABLES: &str = "GLIBC_TUNABLES";

/// Begins the process anew, unless glibc was told something already, by us or by whoever started the program. Returns where
/// that is so, where there is no glibc, and where it cannot be done: then more memory is held.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(super) fn let_go_of_freed_memory(arguments: &[OsString], environment: &[(String, String)]) {
    use std::os::unix::process::CommandExt;

    if let Some((name, rest)) = arguments.split_first()
        && !was_told(environment)
    {
        // Not `/proc/self/exe`: `ps` and `pkill` would know the program as `exe`.
        let begun = std::env::current_exe()
            .map(|program| std::process::Command::new(program).arg0(name).args(rest).envs(SAID).exec());
        let error = begun.unwrap_or_else(|error| error);
        tracing::debug!("glibc keeps freed memory: {error}");
    }
}

/// Other allocators are left as they are.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn let_go_of_freed_memory(_: &[OsString], _: &[(String, String)]) {}

#[cfg_attr(
    not(all(target_os = "linux", target_env = "gnu")),
    allow(dead_code, reason = "only glibc is told")
)]
fn was_told(environment: &[(String, String)]) -> bool {
    let names = SAID.map(|(name, _)| name);
    environment.iter().any(|(name, _)| *name == TUNABLES || names.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_once_and_never_against_what_somebody_said() {
        let variable = |name: &str| vec![(name.to_owned(), "1".to_owned())];
        for (name, told) in [("PATH", false), ("GLIBC_TUNABLES", true), ("MALLOC_TRIM_THRESHOLD_", true)] {
            assert_eq!(was_told(&variable(name)), told, "{name}");
        }
        let ours: Vec<_> = SAID.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        assert!(was_told(&ours));
    }
}
