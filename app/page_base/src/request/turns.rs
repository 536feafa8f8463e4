//! Work that keeps a processor busy is done a few at a time, in the order in which it was asked for.

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::error::AppError;

/// So many at once, each with what it needs for it; the others wait in line.
///
/// Twenty statements that compute share two processors by turns of some milliseconds each, so that all of
/// them end late and some very late. In line, each takes as long as it needs, and the last is no later.
#[derive(Clone, Debug)]
pub struct Turns<T> {
    free: Arc<Semaphore>,
    patience: Duration,
    lent: T,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn<T> {
    /// What may be used meanwhile.
    pub lent: T,
    _place: OwnedSemaphorePermit,
}

impl<T: Clone> Turns<T> {
    /// `at_once` may have their turn and use what is `lent`; who waits longer than `patience` is sent away.
    pub fn new(at_once: NonZeroUsize, patience: Duration, lent: T) -> Self {
        Self { free: Arc::new(Semaphore::new(at_once.get())), patience, lent }
    }

    /// Waits in line for a turn, which lasts until what it gives is dropped.
    ///
    /// # Errors
    /// `Unavailable` after so long that the line is not moving.
    pub async fn take(&self) -> Result<Turn<T>, AppError> {
        let place = Arc::clone(&self.free).acquire_owned();
        match timeout(self.patience, place).await {
            Ok(Ok(place)) => Ok(Turn { lent: self.lent.clone(), _place: place }),
            // The time is over. The semaphore is never closed.
            Ok(Err(_)) | Err(_) => Err(AppError::Unavailable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_at_once(patience: Duration) -> Turns<()> {
        Turns::new(NonZeroUsize::new(2).unwrap(), patience, ())
    }

    #[tokio::test]
    async fn turns_are_given_in_the_order_in_which_they_were_asked_for() {
        let turns = two_at_once(Duration::from_mins(1));
        let (first, second) = (turns.take().await.unwrap(), turns.take().await.unwrap());
        let (said, mut heard) = tokio::sync::mpsc::unbounded_channel();
        for name in ["third", "fourth"] {
            let (turns, said) = (turns.clone(), said.clone());
            tokio::spawn(async move {
                let turn = turns.take().await;
                said.send(name).ok();
                turn
            });
            tokio::task::yield_now().await;
        }
        assert!(heard.try_recv().is_err(), "nobody else while two have their turn");

        drop(second);
        assert_eq!(heard.recv().await, Some("third"));
        drop(first);
        assert_eq!(heard.recv().await, Some("fourth"));
    }

    #[tokio::test]
    async fn a_line_that_does_not_move_sends_people_away() {
        let turns = two_at_once(Duration::from_millis(5));
        let held = (turns.take().await.unwrap(), turns.take().await.unwrap());
        assert!(matches!(turns.take().await, Err(AppError::Unavailable)));
        drop(held);
        assert!(turns.take().await.is_ok());
    }
}
