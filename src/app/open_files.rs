//! The limit of open files of the process: each connection is one, and so is each file that is read.

/// Files that the process has open besides its connections: the catalogue, the watches, the files that are read.
#[cfg(unix)]
const BESIDES_CONNECTIONS: u64 = 512;

/// Raises the soft limit of open files (RLIMIT_NOFILE), as far as the hard limit allows, to what this number of
/// connections needs when each also reads a file. Most systems begin with a soft limit of 1,024, at which a
/// server with 1,000 connections can neither accept another one nor read a dropped file. Logs a warning if the
/// hard limit is too low.
#[cfg(unix)]
pub(super) fn raise_open_file_limit(connections: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let needed = (connections as u64).saturating_mul(2).saturating_add(BESIDES_CONNECTIONS);
    let limit = getrlimit(Resource::Nofile);
    let Some(current) = limit.current.filter(|current| *current < needed) else { return };
    let target = limit.maximum.map_or(needed, |maximum| maximum.min(needed));
    let raised = Rlimit { current: Some(target), maximum: limit.maximum };
    let reached = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => target,
        Err(error) => {
            tracing::debug!(%error, "the limit of open files was not raised");
            current
        }
    };
    if reached < needed {
        tracing::warn!(
            "the system allows this process {reached} open files, but {connections} connections may need {needed}; \
             raise the limit ('ulimit -n {needed}', or LimitNOFILE={needed} in the systemd unit) or lower \
             'http.connections'"
        );
    }
}

/// There is no such limit on this system.
#[cfg(not(unix))]
pub(super) fn raise_open_file_limit(_connections: usize) {}
