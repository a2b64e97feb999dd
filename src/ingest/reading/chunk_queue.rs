//! Hands out chunks of files to reading threads, with limits on how far they may read ahead: in files, and
//! in bytes.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The most bytes of files that are read ahead. A result has about the size of its file.
const MAX_HELD_BYTES: u64 = 24 * 1024 * 1024;

/// The numbers `0..end`, each handed out once, in order. At most `ahead` chunks are handed out beyond those
/// that were consumed: one slow file must not let all files after it pile up in memory.
pub(super) struct ChunkQueue {
    state: Mutex<State>,
    changed: Condvar,
    ahead: usize,
    end: usize,
}

#[derive(Default)]
struct State {
    next: usize,
    consumed: usize,
    is_closed: bool,
    /// The size of the files that are being read or whose results were not consumed.
    held_bytes: u64,
    waiting_for_room: usize,
}

/// Closes the queue when it is dropped, so that no thread waits for a consumer that is gone.
pub(super) struct CloseOnDrop<'q>(pub(super) &'q ChunkQueue);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl ChunkQueue {
    pub(super) fn new(end: usize, ahead: usize) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), ahead, end }
    }

    /// Waits until the next chunk may be read and returns its number; `None` if no chunk is left or the queue
    /// was closed.
    pub(super) fn next(&self) -> Option<usize> {
        let must_wait = |state: &mut State| {
            !state.is_closed && state.next < self.end && state.next >= state.consumed + self.ahead
        };
        let mut state =
            self.changed.wait_while(self.lock(), must_wait).unwrap_or_else(PoisonError::into_inner);
        if state.is_closed || state.next >= self.end {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    /// Waits until a file of this size may be read: until few bytes are held, or nothing is before the chunk
    /// of the file. Returns false if the queue was closed.
    pub(super) fn wait_for_room(&self, chunk: usize, bytes: u64) -> bool {
        let mut state = self.lock();
        state.waiting_for_room += 1;
        let must_wait = |state: &mut State| {
            !state.is_closed && chunk != state.consumed && state.held_bytes + bytes > MAX_HELD_BYTES
        };
        let mut state = self.changed.wait_while(state, must_wait).unwrap_or_else(PoisonError::into_inner);
        state.waiting_for_room -= 1;
        state.held_bytes += bytes;
        !state.is_closed
    }

    /// Records that the results of files of this size were consumed.
    pub(super) fn release(&self, bytes: u64) {
        let mut state = self.lock();
        state.held_bytes = state.held_bytes.saturating_sub(bytes);
        if state.waiting_for_room > 0 {
            self.changed.notify_all();
        }
    }

    /// Records that the first `count` chunks were consumed. Waiting threads are woken only when there is work
    /// for a while: to sleep and wake for each single chunk costs as much as to read some of its files.
    pub(super) fn set_consumed(&self, count: usize) {
        let mut state = self.lock();
        state.consumed = count;
        let free = (count + self.ahead).saturating_sub(state.next);
        let is_wanted = state.waiting_for_room > 0;
        drop(state);
        if is_wanted || free >= self.ahead.div_ceil(2) {
            self.changed.notify_all();
        }
    }

    fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_wait_until_those_before_them_are_consumed() {
        let queue = ChunkQueue::new(10, 10);
        assert!(queue.wait_for_room(1, MAX_HELD_BYTES) && queue.wait_for_room(0, MAX_HELD_BYTES));
        std::thread::scope(|scope| {
            let third = scope.spawn(|| queue.wait_for_room(2, 1));
            while queue.lock().waiting_for_room == 0 {
                std::thread::yield_now();
            }
            queue.release(MAX_HELD_BYTES);
            assert!(!third.is_finished(), "the limit is still reached");
            queue.set_consumed(1);
            queue.release(MAX_HELD_BYTES);
            assert!(third.join().unwrap());
            assert!(queue.wait_for_room(1, MAX_HELD_BYTES), "nothing is before this chunk");
            let last = scope.spawn(|| queue.wait_for_room(3, 1));
            drop(CloseOnDrop(&queue));
            assert!(!last.join().unwrap());
        });
    }

    #[test]
    fn one_slow_file_does_not_let_the_others_pile_up() {
        let queue = ChunkQueue::new(10, 2);
        assert_eq!((queue.next(), queue.next()), (Some(0), Some(1)));
        std::thread::scope(|scope| {
            let third = scope.spawn(|| queue.next());
            queue.set_consumed(1);
            assert_eq!(third.join().unwrap(), Some(2));
            let fourth = scope.spawn(|| queue.next());
            drop(CloseOnDrop(&queue));
            assert_eq!(
                fourth.join().unwrap(),
                None,
                "a thread that waits when the queue is closed gets nothing"
            );
        });
    }
}
