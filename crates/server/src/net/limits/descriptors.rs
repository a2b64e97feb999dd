//! How many connections fit into the limit of open files of the process (RLIMIT_NOFILE).

/// Descriptors that connections never take: for SQLite (the writer, a reader for each blocking job, and their
/// write-ahead logs), the watches, the files of articles that are read, the daily export, and connections that
/// have been evicted and are about to close.
const RESERVE: usize = 256;

/// The least reserve, also with a very small limit of open files, beside the descriptors that the program has when it
/// begins to listen: a program without connections opens about 25 more on two cores, and reads articles and the
/// catalogue with the rest.
const LEAST_RESERVE: usize = 46;

/// The descriptors that the program has open when it begins to listen, where they cannot be counted.
const OPEN_AT_START: usize = 10;

/// How many descriptors of the limit each thread that serves needs: it opens five, and requests open more.
const DESCRIPTORS_PER_WORKER: u64 = 32;

/// Maximum number of connections where the settings name none. An idle connection costs about 2.5 KB, so as
/// many take about 80 MB.
const MAX_DEFAULT_CONNECTIONS: usize = 32_768;

/// How many descriptors are needed for this number of connections (`None`: as many as the default allows).
pub fn descriptors_for(connections: Option<usize>) -> usize {
    connections.unwrap_or(MAX_DEFAULT_CONNECTIONS).saturating_add(RESERVE)
}

/// The limit of connections, together with the files that are being sent: what the settings say, but no more
/// than the process can open beside the reserve. With a small limit of open files the reserve is half of it, but not
/// less than a program without connections needs. `already_open`: the descriptors that are open now.
pub(in crate::net) fn connection_limit(
    configured: Option<usize>,
    open_files: Option<u64>,
    already_open: usize,
) -> usize {
    let wanted = configured.unwrap_or(MAX_DEFAULT_CONNECTIONS);
    let Some(open_files) = open_files.and_then(|limit| usize::try_from(limit).ok()) else { return wanted };
    let least = LEAST_RESERVE + already_open;
    let reserve = RESERVE.min(open_files / 2).max(least);
    wanted.min(open_files.saturating_sub(reserve)).max(1)
}

/// How many threads serve: one for each core, but fewer with a small limit of open files.
pub(in crate::net) fn worker_count(cores: usize, open_files: Option<u64>) -> usize {
    let affordable =
        open_files.map(|limit| usize::try_from(limit / DESCRIPTORS_PER_WORKER).unwrap_or(usize::MAX));
    cores.min(affordable.unwrap_or(usize::MAX)).max(1)
}

/// How many descriptors this process has open, those included that its parent left open.
pub(in crate::net) fn already_open() -> usize {
    // The listing itself has one open.
    std::fs::read_dir("/dev/fd").map_or(OPEN_AT_START, |entries| entries.count().saturating_sub(1))
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
        for (configured, open_files, already_open, expected) in [
            (None, Some(1024), 10, 768),
            (None, Some(20_000), 10, 19_744),
            (None, Some(1 << 20), 10, MAX_DEFAULT_CONNECTIONS),
            (None, None, 10, MAX_DEFAULT_CONNECTIONS),
            (Some(1000), Some(20_000), 10, 1000),
            (Some(100_000), Some(1024), 10, 768),
            (None, Some(256), 10, 128),
            (None, Some(64), 10, 8),
            (None, Some(64), 14, 4),
            (None, Some(1024), 700, 278),
            (Some(10), Some(1), 10, 1),
        ] {
            let limit = connection_limit(configured, open_files, already_open);
            assert_eq!(limit, expected, "{configured:?}, {open_files:?}, {already_open}");
        }
    }

    #[test]
    fn the_number_of_threads_follows_the_open_files() {
        for (cores, open_files, expected) in [
            (2, Some(64), 2),
            (64, Some(64), 2),
            (64, Some(1024), 32),
            (8, Some(1024), 8),
            (4, None, 4),
            (4, Some(1), 1),
        ] {
            assert_eq!(worker_count(cores, open_files), expected, "{cores}, {open_files:?}");
        }
    }
}
