//! A few things kept in memory, the longest unasked-for given up first.

/// What is kept, by key, within a bound of bytes.
#[derive(Debug)]
pub(super) struct Kept<K, V> {
    /// The one asked for last stands last.
    entries: Vec<(K, V, usize)>,
    bound_bytes: usize,
}

impl<K: PartialEq, V: Clone> Kept<K, V> {
    pub(super) const fn within(bound_bytes: usize) -> Self {
        Self { entries: Vec::new(), bound_bytes }
    }

    /// What is kept under `key`.
    pub(super) fn find(&mut self, key: &K) -> Option<V> {
        let place = self.entries.iter().position(|(own, ..)| own == key)?;
        let entry = self.entries.remove(place);
        let value = entry.1.clone();
        self.entries.push(entry);
        Some(value)
    }

    /// Keeps `value`, and gives up others until all are within the bound. The newest is kept even where
    /// it is greater: whoever made it is about to ask again.
    pub(super) fn keep(&mut self, key: K, value: V, bytes: usize) {
        self.entries.retain(|(own, ..)| *own != key);
        self.entries.push((key, value, bytes));
        let mut all: usize = self.entries.iter().map(|(.., bytes)| bytes).sum();
        while all > self.bound_bytes && self.entries.len() > 1 {
            let (.., bytes) = self.entries.remove(0);
            all -= bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unasked_for_goes_first() {
        let mut kept = Kept::within(10);
        kept.keep("a", 1, 4);
        kept.keep("b", 2, 4);
        assert_eq!(kept.find(&"a"), Some(1));

        kept.keep("c", 3, 4);

        assert_eq!([kept.find(&"a"), kept.find(&"b"), kept.find(&"c")], [Some(1), None, Some(3)]);
    }

    #[test]
    fn what_is_too_large_is_kept_alone_and_what_is_kept_again_counts_once() {
        let mut kept = Kept::within(10);
        kept.keep("a", 1, 4);
        kept.keep("b", 2, 50);
        assert_eq!([kept.find(&"a"), kept.find(&"b")], [None, Some(2)]);

        kept.keep("b", 3, 5);
        kept.keep("c", 4, 5);

        assert_eq!([kept.find(&"b"), kept.find(&"c")], [Some(3), Some(4)]);
    }
}
