//! How many connections fit into the limit of open files of the process (RLIMIT_NOFILE).

/// Descriptors that connections never take: for SQLite (the writer, a reader for each blocking job, and their
/// write-ahead logs), the watches, the files of articles that are read, the daily export, and connections that
/// have been evicted and are about to close.
const RESERVE: usize = 256;

/// The least reserve, also with a very small limit of open files: a program without connections has 33 open on two
/// cores, and reads articles and the catalogue with the rest.
const LEAST_RESERVE: usize = 56;

/// Maximum number of connections where the settings name none. An idle connection costs about 2.5 KB, so as
/// many take about 80 MB.
const MAX_DEFAULT_CONNECTIONS: usize = 32_768;

/// How many descriptors are needed for this number of connections (`None`: as many as the default allows).
pub fn descriptors_for(connections: Option<usize>) -> usize {
    connections.unwrap_or(MAX_DEFAULT_CONNECTIONS).saturating_add(RESERVE)
}

/// The limit of connections, together with the files that are being sent: what the settings say, but no more
/// than the process can open beside the reserve. With a small limit of open files the reserve is half of it, but not
/// less than a program without connections needs.
pub(in crate::net) fn connection_limit(configured: Option<usize>, open_files: Option<u64>) -> usize {
    let wanted = configured.unwrap_or(MAX_DEFAULT_CONNECTIONS);
    let Some(open_files) = open_files.and_then(|limit| usize::try_from(limit).ok()) else { return wanted };
    let reserve = RESERVE.min((open_files / 2).max(LEAST_RESERVE));
    wanted.min(open_files.saturating_sub(reserve)).max(1)
}

/// The current limit of open files of this process; `None`: there is none.
pub(in crate::net) fn open_file_limit() -> Option<u64> {
    #[cfg(unix)]
    {
        rustix::process::getrlimit(rustix::process::Resource::Nofile).current
    }
    #[cfg(not(unix))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_follows_the_open_files() {
        for (configured, open_files, expected) in [
            (None, Some(1024), 768),
            (None, Some(20_000), 19_744),
            (None, Some(1 << 20), MAX_DEFAULT_CONNECTIONS),
            (None, None, MAX_DEFAULT_CONNECTIONS),
            (Some(1000), Some(20_000), 1000),
            (Some(100_000), Some(1024), 768),
            (None, Some(256), 128),
            (None, Some(64), 8),
            (Some(10), Some(1), 1),
        ] {
            assert_eq!(connection_limit(configured, open_files), expected, "{configured:?}, {open_files:?}");
        }
    }
}
