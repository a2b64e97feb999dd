//! Runs tests that need their own file system: a small one, or one that can be unmounted.

use std::process::Command;

/// Environment variable of the run inside the namespace.
const INSIDE: &str = "TIDINGS_TEST_MOUNT";

/// Runs an ignored test of this file in its own user and mount namespace, with a tmpfs of this size mounted
/// at [`mount`]. If the system forbids such namespaces, prints a line and does nothing.
pub fn run_with_tmpfs(kibibytes: u32, test: &str) {
    let directory = tempfile::tempdir().unwrap();
    let unshare = |script: &str| {
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
            .arg(std::env::current_exe().unwrap())
            .arg(directory.path())
            .env(INSIDE, directory.path())
            .output()
    };
    let mount = format!("mount -t tmpfs -o size={kibibytes}k tmpfs \"$1\"");
    if !unshare(&mount).is_ok_and(|output| output.status.success()) {
        println!("skipped {test}: user namespaces are not available");
        return;
    }
    let script = format!("{mount} && exec \"$0\" --exact --ignored --nocapture {test}");
    let output = unshare(&script).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let succeeded = output.status.success() && text.contains("1 passed");
    assert!(succeeded, "{text}{}", String::from_utf8_lossy(&output.stderr));
}

/// The mount point of the tmpfs; `None` outside the namespace.
pub fn mount() -> Option<std::path::PathBuf> {
    std::env::var_os(INSIDE).map(Into::into)
}
