//! The memory of responses that are being sent: counted for each connection and for all of them.

use bytes::Bytes;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

/// Maximum number of bytes of files that are in memory for all connections together.
const TOTAL: usize = 64 * 1024 * 1024;

/// From how many bytes on a connection gets small chunks. A client of HTTP/2 that opens all its streams and
/// takes nothing keeps one chunk for each: no more than a quarter of a megabyte in all.
const PER_CONNECTION: usize = 128 * 1024;

/// Size of the chunks of a connection with few bytes in memory, and with many.
const CHUNK: usize = 32 * 1024;
const SMALL_CHUNK: usize = 4 * 1024;

/// The bytes in memory for all connections.
#[derive(Debug, Default)]
pub(in crate::net) struct AllBuffers {
    used: AtomicUsize,
}

/// The bytes in memory for one connection.
#[derive(Debug)]
pub(in crate::net) struct ConnectionBuffers {
    used: AtomicUsize,
    all: Arc<AllBuffers>,
}

/// Wakes the body that waits until its last chunk was sent.
#[derive(Debug, Default)]
pub(in crate::net) struct ChunkSlot {
    inner: Mutex<SlotState>,
}

#[derive(Debug, Default)]
struct SlotState {
    is_occupied: bool,
    waker: Option<Waker>,
}

/// A chunk that counts until it is dropped.
struct Chunk {
    bytes: Vec<u8>,
    buffers: Arc<ConnectionBuffers>,
    slot: Option<Arc<ChunkSlot>>,
}

impl AllBuffers {
    /// Whether another chunk may be read.
    pub(in crate::net) fn has_room(&self) -> bool {
        self.used.load(Ordering::Relaxed) < TOTAL
    }
}

impl ConnectionBuffers {
    pub(in crate::net) fn new(all: Arc<AllBuffers>) -> Arc<Self> {
        Arc::new(Self { used: AtomicUsize::new(0), all })
    }

    /// The buffers of all connections.
    pub(in crate::net) fn all(&self) -> &AllBuffers {
        &self.all
    }

    /// The size of the next chunk.
    pub(in crate::net) fn chunk_size(&self) -> usize {
        if self.used.load(Ordering::Relaxed) < PER_CONNECTION { CHUNK } else { SMALL_CHUNK }
    }

    /// Counts a chunk until the last copy of the returned bytes is dropped. It occupies `slot` until then.
    pub(in crate::net) fn count(self: &Arc<Self>, bytes: Vec<u8>, slot: Option<&Arc<ChunkSlot>>) -> Bytes {
        self.used.fetch_add(bytes.capacity(), Ordering::Relaxed);
        self.all.used.fetch_add(bytes.capacity(), Ordering::Relaxed);
        if let Some(slot) = slot {
            slot.lock().is_occupied = true;
        }
        Bytes::from_owner(Chunk { bytes, buffers: Arc::clone(self), slot: slot.cloned() })
    }
}

impl ChunkSlot {
    fn lock(&self) -> std::sync::MutexGuard<'_, SlotState> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ready when the slot is free.
    pub(in crate::net) fn poll_free(&self, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.lock();
        if !state.is_occupied {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl AsRef<[u8]> for Chunk {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Chunk {
    fn drop(&mut self) {
        self.buffers.used.fetch_sub(self.bytes.capacity(), Ordering::Relaxed);
        self.buffers.all.used.fetch_sub(self.bytes.capacity(), Ordering::Relaxed);
        let Some(slot) = &self.slot else { return };
        let waker = {
            let mut state = slot.lock();
            state.is_occupied = false;
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_takes_nothing_gets_small_chunks() {
        let all = Arc::new(AllBuffers::default());
        let buffers = ConnectionBuffers::new(all.clone());
        let chunks: Vec<Bytes> =
            (0..32).map(|_| buffers.count(vec![0; buffers.chunk_size()], None)).collect();
        assert!(buffers.used.load(Ordering::Relaxed) <= 256 * 1024);
        assert_eq!(all.used.load(Ordering::Relaxed), buffers.used.load(Ordering::Relaxed));
        let copies = chunks.clone();
        drop(chunks);
        assert!(all.used.load(Ordering::Relaxed) > 0, "copies keep the bytes");
        drop(copies);
        assert_eq!(all.used.load(Ordering::Relaxed), 0);
    }
}
