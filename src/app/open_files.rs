//! The limit of open files of the process: each connection is one, and so is each file that is sent or read.

/// Raises the soft limit of open files (RLIMIT_NOFILE), as far as the hard limit allows, to what this number of
/// connections needs (`None`: as many as the server allows by default). Most systems begin with a soft limit of
/// 1,024, for programs that use select(2). Logs a warning if the hard limit is too low for a number that the
/// settings name: the server then allows fewer connections.
#[cfg(unix)]
pub(super) fn raise_open_file_limit(connections: Option<usize>) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let needed = tidings_server::descriptors_for(connections) as u64;
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
    if let Some(connections) = connections.filter(|_| reached < needed) {
        tracing::warn!(
            "the system allows this process {reached} open files, but {connections} connections need {needed}; the \
             server allows fewer; raise the limit ('ulimit -n {needed}', or LimitNOFILE={needed} in the systemd \
             unit) or lower 'http.connections'"
        );
    }
}

/// There is no such limit on this system.
#[cfg(not(unix))]
pub(super) fn raise_open_file_limit(_connections: Option<usize>) {}
