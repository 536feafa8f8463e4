//! Which rows are selected: one by one, all, or from the last one to this one with Shift.

use football::PlayerId;

/// The selected rows of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    chosen: Vec<PlayerId>,
    /// The row that was pressed last: where a range begins.
    last: Option<PlayerId>,
}

impl Selection {
    pub(super) fn contains(&self, id: PlayerId) -> bool {
        self.chosen.contains(&id)
    }

    pub(super) fn len(&self) -> usize {
        self.chosen.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    pub(super) fn ids(&self) -> &[PlayerId] {
        &self.chosen
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Turns one row on or off.
    pub(super) fn set(&mut self, id: PlayerId, on: bool) {
        self.chosen.retain(|other| *other != id);
        if on {
            self.chosen.push(id);
        }
        self.last = Some(id);
    }

    /// Turns every row on or off.
    pub(super) fn set_all(&mut self, rows: &[PlayerId], on: bool) {
        self.clear();
        if on {
            self.chosen.extend_from_slice(rows);
        }
    }

    /// Turns the rows from the one pressed last to this one on or off.
    pub(super) fn set_range(&mut self, rows: &[PlayerId], id: PlayerId, on: bool) {
        let place = |id: PlayerId| rows.iter().position(|row| *row == id);
        let (Some(from), Some(to)) = (self.last.and_then(place), place(id)) else {
            self.set(id, on);
            return;
        };
        for row in &rows[from.min(to)..=from.max(to)] {
            self.set(*row, on);
        }
        self.last = Some(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_selects_from_the_last_row_to_this_one_in_both_directions() {
        let rows: Vec<_> = (1..=6).map(PlayerId).collect();
        let mut selection = Selection::default();

        selection.set(PlayerId(4), true);
        selection.set_range(&rows, PlayerId(2), true);
        selection.set_range(&rows, PlayerId(3), false);

        let mut ids = selection.ids().to_vec();
        ids.sort_unstable();
        assert_eq!(ids, [PlayerId(4)]);
    }

    #[test]
    fn a_range_without_a_beginning_is_one_row() {
        let rows: Vec<_> = (1..=3).map(PlayerId).collect();
        let mut selection = Selection::default();

        selection.set_range(&rows, PlayerId(2), true);
        assert_eq!(selection.ids(), [PlayerId(2)]);
        selection.set_all(&rows, true);
        assert_eq!(selection.len(), 3);
        selection.set_all(&rows, false);
        assert!(selection.is_empty());
    }
}
