//! Tests that need a file system of their own: a small one, or one that goes away.

use std::process::Command;

/// Set for the run inside.
const INSIDE: &str = "TIDINGS_TEST_MOUNT";

/// Runs an ignored test of this file again, in a user and mount namespace of its own where a tmpfs of so many KiB is
/// mounted at [`mount`]. Says so and does nothing where such namespaces are forbidden.
pub fn run_with_tmpfs(kibibytes: u32, test: &str) {
    let place = tempfile::tempdir().unwrap();
    let unshare = |script: &str| {
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
            .arg(std::env::current_exe().unwrap())
            .arg(place.path())
            .env(INSIDE, place.path())
            .output()
    };
    let mount = format!("mount -t tmpfs -o size={kibibytes}k tmpfs \"$1\"");
    if !unshare(&mount).is_ok_and(|output| output.status.success()) {
        println!("no namespaces here, so {test} is not run");
        return;
    }
    let script = format!("{mount} && exec \"$0\" --exact --ignored --nocapture {test}");
    let output = unshare(&script).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let is_good = output.status.success() && text.contains("1 passed");
    assert!(is_good, "{text}{}", String::from_utf8_lossy(&output.stderr));
}

/// Where the tmpfs is mounted; `None` outside.
pub fn mount() -> Option<std::path::PathBuf> {
    std::env::var_os(INSIDE).map(Into::into)
}
