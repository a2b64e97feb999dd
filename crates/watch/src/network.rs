//! Recognises network file systems, which do not report what other machines write.

use std::path::Path;

/// The type numbers that `statfs` returns (Linux's `magic.h` and the headers of the file systems), and the
/// names that users know. FUSE is in the list because most FUSE file systems are remote, and because virtiofs
/// has its number.
#[cfg(target_os = "linux")]
const NETWORK_FILE_SYSTEMS: [(u32, &str); 16] = [
    (0x0000_6969, "NFS"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB"),
    (0x0000_517B, "SMB"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9p"),
    (0x00C3_6400, "Ceph"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS"),
    (0x7375_7245, "Coda"),
    (0x0116_1970, "GFS2"),
    (0x7461_636F, "OCFS2"),
    (0x0BD0_0BD0, "Lustre"),
    (0x786F_4256, "a VirtualBox shared folder"),
    (0xBACB_ACBC, "a VMware shared folder"),
    (0x7C7C_6673, "a Parallels shared folder"),
];

/// The kind of network file system that the path is on; `None` for a local one, or if the kind cannot be
/// determined.
#[cfg(target_os = "linux")]
pub fn network_file_system(path: &Path) -> Option<&'static str> {
    // `f_type` is as wide as the machine's word, the number never wider than 32 bits (and negative for CIFS
    // on i386).
    let kind = rustix::fs::statfs(path).ok()?.f_type as u32;
    NETWORK_FILE_SYSTEMS.iter().find(|(number, _)| *number == kind).map(|(_, name)| *name)
}

/// The kind of network file system that the path is on; on this platform always `None`.
#[cfg(not(target_os = "linux"))]
pub fn network_file_system(_path: &Path) -> Option<&'static str> {
    None
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn local_file_systems_have_no_kind() {
        for path in ["/proc", "/sys", "/no/such/path"] {
            assert_eq!(network_file_system(Path::new(path)), None, "{path}");
        }
    }

    #[test]
    fn each_number_is_listed_once() {
        let numbers: std::collections::BTreeSet<u32> = NETWORK_FILE_SYSTEMS.iter().map(|row| row.0).collect();
        assert_eq!(numbers.len(), NETWORK_FILE_SYSTEMS.len());
    }
}
