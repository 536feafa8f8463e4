//! How many streams one account has open in this process.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use backroom::AccountId;
use page_base::error::AppError;

/// Most streams of one account at once: a person with twenty tabs.
const MOST: usize = 20;
/// What somebody with too many is told to wait, in seconds.
const RETRY_AFTER_SECS: u32 = 5;

/// How a stream comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StreamKind {
    /// Server-sent events.
    Events,
    /// A WebSocket.
    Socket,
}

/// The open streams by account. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct StreamSlots {
    open: Arc<Mutex<HashMap<AccountId, usize>>>,
    /// By [`StreamKind`].
    by_kind: Arc<[AtomicU64; 2]>,
}

/// One open stream; closed when it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    slots: StreamSlots,
    account: AccountId,
    kind: StreamKind,
}

impl StreamSlots {
    /// A place for one more stream of `account`.
    ///
    /// # Errors
    /// `TooManyRequests` when it has [`MOST`] already.
    pub(super) fn take(&self, account: AccountId, kind: StreamKind) -> Result<Slot, AppError> {
        let mut open = self.lock();
        let count = open.entry(account).or_default();
        if *count >= MOST {
            return Err(AppError::TooManyRequests { retry_after_secs: RETRY_AFTER_SECS });
        }
        *count += 1;
        self.of_kind(kind).fetch_add(1, Ordering::Relaxed);
        Ok(Slot { slots: self.clone(), account, kind })
    }

    /// How many event streams and web sockets are open.
    pub(crate) fn open(&self) -> (u64, u64) {
        let open = |kind| self.of_kind(kind).load(Ordering::Relaxed);
        (open(StreamKind::Events), open(StreamKind::Socket))
    }

    fn of_kind(&self, kind: StreamKind) -> &AtomicU64 {
        match kind {
            StreamKind::Events => &self.by_kind[0],
            StreamKind::Socket => &self.by_kind[1],
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, usize>> {
        // A map of counts is whole after any panic.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.slots.of_kind(self.kind).fetch_sub(1, Ordering::Relaxed);
        let mut open = self.slots.lock();
        if let Some(count) = open.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_has_twenty_streams_and_a_closed_one_makes_room() {
        let slots = StreamSlots::default();
        let (ada, bob) = (AccountId(1), AccountId(2));
        let mut taken: Vec<_> =
            (0..MOST).map(|_| slots.take(ada, StreamKind::Events).unwrap()).collect();

        assert!(matches!(
            slots.take(ada, StreamKind::Events),
            Err(AppError::TooManyRequests { .. })
        ));
        assert!(slots.take(bob, StreamKind::Socket).is_ok());
        assert_eq!(slots.open(), (20, 0), "a stream that is dropped is closed");
        taken.pop();
        assert!(slots.take(ada, StreamKind::Socket).is_ok());
        taken.clear();
        assert!(slots.lock().is_empty(), "nothing is kept of who has gone");
    }
}
