//! How many streams one account has open in this process.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use app::error::AppError;
use backroom::AccountId;

/// Most streams of one account at once: a person with twenty tabs.
const MOST: usize = 20;
/// What somebody with too many is told to wait, in seconds.
const RETRY_AFTER_SECS: u32 = 5;

/// The open streams by account. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct StreamSlots {
    open: Arc<Mutex<HashMap<AccountId, usize>>>,
}

/// One open stream; closed when it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    slots: StreamSlots,
    account: AccountId,
}

impl StreamSlots {
    /// A place for one more stream of `account`.
    ///
    /// # Errors
    /// `TooManyRequests` when it has [`MOST`] already.
    pub(super) fn take(&self, account: AccountId) -> Result<Slot, AppError> {
        let mut open = self.lock();
        let count = open.entry(account).or_default();
        if *count >= MOST {
            return Err(AppError::TooManyRequests { retry_after_secs: RETRY_AFTER_SECS });
        }
        *count += 1;
        Ok(Slot { slots: self.clone(), account })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, usize>> {
        // A map of counts is whole after any panic.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
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
        let mut taken: Vec<_> = (0..MOST).map(|_| slots.take(ada).unwrap()).collect();

        assert!(matches!(slots.take(ada), Err(AppError::TooManyRequests { .. })));
        assert!(slots.take(bob).is_ok());
        taken.pop();
        assert!(slots.take(ada).is_ok());
        taken.clear();
        assert!(slots.lock().is_empty(), "nothing is kept of who has gone");
    }
}
