//! Equal bodies share their memory.
//!
//! A client that reads slowly keeps a body alive after the cache has evicted it. If the resource is requested
//! again meanwhile, it is rendered again; without sharing, each such client would hold a copy of its own.

use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

/// The hash of a body.
type Key = [u8; 32];

/// Every body that is alive, by its hash.
#[derive(Debug, Default)]
struct Bodies {
    by_hash: HashMap<Key, Weak<Vec<u8>>>,
    /// The number of bodies at which those that are no longer alive are removed from the map.
    sweep_at: usize,
}

/// The smallest number of bodies at which the map is swept.
const MIN_SWEEP: usize = 1024;

/// One for the whole process, because it has no state of its own: equal bytes are equal bytes.
static BODIES: LazyLock<Mutex<Bodies>> = LazyLock::new(Mutex::default);

/// A body that the map can find again.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The bytes, in the memory of an equal body if one is alive.
pub(super) fn shared(bytes: Vec<u8>) -> Bytes {
    let key = *blake3::hash(&bytes).as_bytes();
    Bytes::from_owner(Shared(BODIES.lock().unwrap_or_else(PoisonError::into_inner).share(key, bytes)))
}

impl Bodies {
    fn share(&mut self, key: Key, bytes: Vec<u8>) -> Arc<Vec<u8>> {
        if let Some(alive) = self.by_hash.get(&key).and_then(Weak::upgrade) {
            return alive;
        }
        if self.by_hash.len() >= self.sweep_at.max(MIN_SWEEP) {
            self.by_hash.retain(|_, body| body.strong_count() > 0);
            self.sweep_at = self.by_hash.len() * 2;
        }
        let body = Arc::new(bytes);
        self.by_hash.insert(key, Arc::downgrade(&body));
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_bodies_share_their_memory_while_one_is_alive() {
        let first = shared(b"a page that a slow client reads".to_vec());
        let rest = first.slice(5..);
        drop(first);
        let again = shared(b"a page that a slow client reads".to_vec());
        assert_eq!(again[5..].as_ptr(), rest.as_ptr());
        assert_ne!(shared(b"another page".to_vec()).as_ptr(), again.as_ptr());
    }

    #[test]
    fn bodies_that_are_gone_leave_the_map() {
        let mut bodies = Bodies::default();
        let kept = bodies.share([255; 32], vec![1]);
        for number in 0..10_000_u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_le_bytes());
            drop(bodies.share(key, vec![0]));
        }
        assert!(bodies.by_hash.len() <= MIN_SWEEP, "{}", bodies.by_hash.len());
        assert!(Arc::ptr_eq(&bodies.share([255; 32], vec![1]), &kept));
    }
}
