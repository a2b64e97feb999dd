//! Reads many files on all cores and returns the results in the order of the paths.

use super::chunk_queue::{ChunkQueue, CloseOnDrop};
use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use tidings_model::ContentPath;

/// Files that a thread reads before it hands them over.
const CHUNK: usize = 32;

/// Chunks per thread that may be read ahead of the consumer during the initial scan, when reading is the
/// faster side.
const AHEAD: usize = 4;

/// Chunks per thread that may be read ahead while the site is served: as many files as one write batch has,
/// so that one batch is read while the previous one is written.
const AHEAD_WHEN_SERVING: usize = 32;

/// The scheduling priority of reading threads while the site is served, of at most 19.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Reads the files at `paths`: calls `read` for each on some thread, and `consume` on this thread with the
/// results, a few dozen at a time. The results keep the order of `paths`: the slug of an article must not
/// depend on which thread was faster. `read` returns `None` for a path that has no result. With
/// `lower_priority` the reading threads run at a lower priority than those that serve.
///
/// # Errors
/// The first error of `consume`; no more files are read then.
pub(super) fn read_in_order<T: Send, E>(
    paths: &[ContentPath],
    lower_priority: bool,
    read: impl Fn(&ContentPath) -> Option<T> + Sync,
    mut consume: impl FnMut(Vec<T>) -> Result<(), E>,
) -> Result<(), E> {
    let chunks: Vec<&[ContentPath]> = paths.chunks(CHUNK).collect();
    if chunks.len() < 2 {
        // One dropped file, the usual case, needs no other thread, nor the twenty system calls that count the
        // cores.
        let results: Vec<T> = paths.iter().filter_map(read).collect();
        return if results.is_empty() { Ok(()) } else { consume(results) };
    }
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(chunks.len());
    let ahead = if lower_priority { AHEAD_WHEN_SERVING } else { AHEAD };
    let queue = ChunkQueue::new(chunks.len(), threads * ahead);
    std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for _ in 0..threads {
            let (sender, queue, chunks, read) = (sender.clone(), &queue, &chunks, &read);
            scope.spawn(move || {
                if lower_priority {
                    lower_thread_priority();
                }
                while let Some((number, chunk)) = queue.next().and_then(|at| Some((at, chunks.get(at)?))) {
                    let results: Vec<T> = chunk.iter().filter_map(read).collect();
                    if sender.send((number, results)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let _close = CloseOnDrop(&queue);
        let mut early = BTreeMap::new();
        for expected in 0..chunks.len() {
            while !early.contains_key(&expected) {
                match receiver.recv() {
                    Ok((number, results)) => drop(early.insert(number, results)),
                    // A thread ended without its chunk, which only a panic does: the scope passes the panic
                    // on.
                    Err(_) => return Ok(()),
                }
            }
            queue.set_consumed(expected + 1);
            consume(early.remove(&expected).unwrap_or_default())?;
        }
        Ok(())
    })
}

/// Lets threads that answer requests run before this one.
#[cfg(target_os = "linux")]
fn lower_thread_priority() {
    // Linux applies the value to this thread alone. If the call is refused, the files are read at full
    // priority.
    let _ = rustix::process::setpriority_process(None, NICE);
}

/// Elsewhere the priority would apply to the whole process.
#[cfg(not(target_os = "linux"))]
fn lower_thread_priority() {}
