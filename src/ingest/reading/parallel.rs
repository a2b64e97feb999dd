//! Reads many files on all cores and returns the results in the order of the paths.

use super::chunk_queue::{ChunkQueue, CloseOnDrop};
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Sender, channel};
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

/// The size of files whose results a thread hands over together, in bytes.
const PART_BYTES: u64 = 1024 * 1024;

/// Results of a chunk.
struct Part<T> {
    chunk: usize,
    results: Vec<T>,
    /// The size of their files.
    bytes: u64,
    is_last: bool,
}

/// Reads the files at `paths`: calls `read` for each on some thread, and `consume` on this thread with the
/// results, a few dozen at a time. `weigh` returns the size of a file in bytes, which limits how much is read
/// ahead. The results keep the order of `paths`: the slug of an article must not
/// depend on which thread was faster. `read` returns `None` for a path that has no result. With
/// `lower_priority` the reading threads run at a lower priority than those that serve.
///
/// # Errors
/// The first error of `consume`; no more files are read then.
pub(super) fn read_in_order<T: Send, E>(
    paths: &[ContentPath],
    lower_priority: bool,
    weigh: impl Fn(&ContentPath) -> u64 + Sync,
    read: impl Fn(&ContentPath) -> Option<T> + Sync,
    mut consume: impl FnMut(Vec<T>) -> Result<(), E>,
) -> Result<(), E> {
    let chunks: Vec<&[ContentPath]> = paths.chunks(CHUNK).collect();
    if chunks.len() < 2 {
        // One dropped file, the usual case, needs no other thread, nor the twenty system calls that count the
        // cores.
        return read_here(paths, weigh, read, consume);
    }
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(chunks.len());
    let ahead = if lower_priority { AHEAD_WHEN_SERVING } else { AHEAD };
    let queue = ChunkQueue::new(chunks.len(), threads * ahead);
    std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for _ in 0..threads {
            let (sender, queue, chunks, read, weigh) = (sender.clone(), &queue, &chunks, &read, &weigh);
            scope.spawn(move || {
                if lower_priority {
                    lower_thread_priority();
                }
                while let Some((number, chunk)) = queue.next().and_then(|at| Some((at, chunks.get(at)?))) {
                    if read_chunk(number, chunk, queue, weigh, read, &sender).is_none() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let _close = CloseOnDrop(&queue);
        let mut early: BTreeMap<usize, VecDeque<Part<T>>> = BTreeMap::new();
        let mut expected = 0;
        while expected < chunks.len() {
            let Some(part) = early.get_mut(&expected).and_then(VecDeque::pop_front) else {
                // A thread ended without its chunk, which only a panic does: the scope passes the panic on.
                let Ok(part) = receiver.recv() else { return Ok(()) };
                early.entry(part.chunk).or_default().push_back(part);
                continue;
            };
            if part.is_last {
                early.remove(&expected);
                expected += 1;
                queue.set_consumed(expected);
            }
            consume(part.results)?;
            queue.release(part.bytes);
        }
        Ok(())
    })
}

/// Reads a few files on this thread.
fn read_here<T, E>(
    paths: &[ContentPath],
    weigh: impl Fn(&ContentPath) -> u64,
    read: impl Fn(&ContentPath) -> Option<T>,
    mut consume: impl FnMut(Vec<T>) -> Result<(), E>,
) -> Result<(), E> {
    let (mut results, mut bytes) = (Vec::new(), 0);
    for path in paths {
        // A single file needs no system call for its size.
        bytes += if paths.len() > 1 { weigh(path) } else { 0 };
        results.extend(read(path));
        if bytes >= PART_BYTES {
            bytes = 0;
            consume(std::mem::take(&mut results))?;
        }
    }
    if results.is_empty() { Ok(()) } else { consume(results) }
}

/// Reads a chunk and sends its results. `None`: nobody wants them.
fn read_chunk<T>(
    number: usize,
    chunk: &[ContentPath],
    queue: &ChunkQueue,
    weigh: &impl Fn(&ContentPath) -> u64,
    read: &impl Fn(&ContentPath) -> Option<T>,
    sender: &Sender<Part<T>>,
) -> Option<()> {
    let (mut results, mut bytes) = (Vec::new(), 0);
    for (at, path) in chunk.iter().enumerate() {
        let size = weigh(path);
        queue.wait_for_room(number, size).then_some(())?;
        results.extend(read(path));
        bytes += size;
        let is_last = at + 1 == chunk.len();
        if is_last || bytes >= PART_BYTES {
            let results = std::mem::take(&mut results);
            sender.send(Part { chunk: number, results, bytes, is_last }).ok()?;
            bytes = 0;
        }
    }
    Some(())
}

/// Lets threads that answer requests run before this one.
#[cfg(target_os = "linux")]
pub(in crate::ingest) fn lower_thread_priority() {
    // Linux applies the value to this thread alone. If the call is refused, the files are read at full
    // priority.
    let _ = rustix::process::setpriority_process(None, NICE);
}

/// Elsewhere the priority would apply to the whole process.
#[cfg(not(target_os = "linux"))]
pub(in crate::ingest) fn lower_thread_priority() {}
