//! The book of a process: faults since it was last emptied, each once with how often it came. It holds a
//! bounded number of them, so a storm of errors costs a lock an error, and no memory.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use backroom::JobId;
use chrono::{DateTime, Utc};

/// Different faults that a book holds; more are not noted until it is emptied. There are some hundred
/// routes and some ten kinds of fault.
const MOST: usize = 1_000;
/// Longest kind or place, in characters.
const LONGEST: usize = 200;

/// When a fault was met: by which request, in which job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occasion {
    /// The request; of a job, the one that asked for it.
    pub request_id: Option<String>,
    /// The job.
    pub job: Option<JobId>,
}

/// One fault with how often it came since the book was last emptied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) place: String,
    pub(super) kind: String,
    pub(super) times: u64,
    pub(super) first_seen: DateTime<Utc>,
    pub(super) last_seen: DateTime<Utc>,
    /// The last one.
    pub(super) occasion: Occasion,
}

/// Place and kind.
type Name = (String, String);

/// Where a process notes its faults. Cheap to clone; all clones are one book.
#[derive(Clone, Debug, Default)]
pub struct IncidentBook {
    entries: Arc<Mutex<BTreeMap<Name, Entry>>>,
}

impl IncidentBook {
    /// Notes that a fault of `kind` came at `place`. Neither may hold data. Never waits for the database.
    pub fn note(&self, place: &str, kind: &str, occasion: Occasion) {
        let now = Utc::now();
        self.put(Entry {
            place: shortened(place),
            kind: shortened(kind),
            times: 1,
            first_seen: now,
            last_seen: now,
            occasion,
        });
    }

    /// Empties the book.
    pub(super) fn take(&self) -> Vec<Entry> {
        std::mem::take(&mut *self.lock()).into_values().collect()
    }

    /// Puts back what could not be written, with what came meanwhile.
    pub(super) fn put_back(&self, entries: Vec<Entry>) {
        for entry in entries {
            self.put(entry);
        }
    }

    fn put(&self, entry: Entry) {
        let mut entries = self.lock();
        let is_full = entries.len() >= MOST;
        let name = (entry.place.clone(), entry.kind.clone());
        match entries.get_mut(&name) {
            Some(known) => {
                known.times += entry.times;
                known.first_seen = known.first_seen.min(entry.first_seen);
                if entry.last_seen >= known.last_seen {
                    known.last_seen = entry.last_seen;
                    known.occasion = entry.occasion;
                }
            }
            None if is_full => {}
            None => drop(entries.insert(name, entry)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Name, Entry>> {
        // A map of counts is whole after any panic.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn shortened(text: &str) -> String {
    text.chars().filter(|letter| *letter != '\0').take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(request: &str) -> Occasion {
        Occasion { request_id: Some(request.to_owned()), job: None }
    }

    #[test]
    fn a_fault_stands_in_the_book_once_with_its_last_occasion() {
        let book = IncidentBook::default();

        for number in 1..=3 {
            book.note("GET /a", "broken", by(&format!("req_{number}")));
        }
        book.note("GET /b", "broken", by("req_4"));

        let entries = book.take();
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[0].times, &entries[0].occasion), (3, &by("req_3")));
        assert!(book.take().is_empty());
    }

    #[test]
    fn what_is_put_back_is_added_to_what_came_meanwhile() {
        let book = IncidentBook::default();
        book.note("GET /a", "broken", by("req_1"));
        let taken = book.take();
        book.note("GET /a", "broken", by("req_2"));

        book.put_back(taken);

        let entries = book.take();
        assert_eq!((entries[0].times, &entries[0].occasion), (2, &by("req_2")));
        assert!(entries[0].first_seen <= entries[0].last_seen);
    }

    #[test]
    fn a_storm_of_different_faults_does_not_fill_the_memory() {
        let book = IncidentBook::default();

        for number in 0..10 * MOST {
            book.note(&format!("GET /{number}"), &"x".repeat(10_000), Occasion::default());
        }

        let entries = book.take();
        assert_eq!(entries.len(), MOST);
        assert!(entries.iter().all(|entry| entry.kind.len() == LONGEST));
    }
}
