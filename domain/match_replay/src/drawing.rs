//! Arrows and zones that are drawn over a frame.

use serde::{Deserialize, Serialize};

/// What is shorter than this is no mark but a slip of the hand, metres.
const LEAST_M: f64 = 0.5;

/// What is drawn over a frame: metres from the centre spot, in the directions of the frames.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// Where somebody or something goes.
    pub arrows: Vec<Arrow>,
    /// Parts of the pitch.
    pub zones: Vec<Zone>,
}

/// From one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrow {
    /// Where it begins.
    pub from_m: [f64; 2],
    /// Where its head is.
    pub to_m: [f64; 2],
}

/// A rectangle along the lines of the pitch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    /// One corner.
    pub corner_m: [f64; 2],
    /// The corner across from it.
    pub opposite_m: [f64; 2],
}

/// Something drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// An arrow.
    Arrow(Arrow),
    /// A zone.
    Zone(Zone),
}

impl Mark {
    /// Whether it is large enough to be meant.
    pub fn is_meant(self) -> bool {
        let ([ax, ay], [bx, by]) = match self {
            Self::Arrow(Arrow { from_m, to_m }) => (from_m, to_m),
            Self::Zone(Zone { corner_m, opposite_m }) => (corner_m, opposite_m),
        };
        let (dx, dy) = ((bx - ax).abs(), (by - ay).abs());
        match self {
            Self::Arrow(_) => dx.hypot(dy) >= LEAST_M,
            Self::Zone(_) => dx >= LEAST_M && dy >= LEAST_M,
        }
    }
}

/// A drawing that is being made, with what was taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    marks: Vec<Mark>,
    undone: Vec<Mark>,
}

impl Sketch {
    /// A sketch that goes on from what was kept: the zones below the arrows.
    pub fn of(drawing: Drawing) -> Self {
        let zones = drawing.zones.into_iter().map(Mark::Zone);
        let marks = zones.chain(drawing.arrows.into_iter().map(Mark::Arrow)).collect();
        Self { marks, undone: Vec::new() }
    }

    /// Adds a mark; what was taken back is gone then. One too small to be meant is not added.
    pub fn add(&mut self, mark: Mark) {
        if mark.is_meant() {
            self.marks.push(mark);
            self.undone.clear();
        }
    }

    /// Takes the last mark back.
    pub fn undo(&mut self) {
        self.undone.extend(self.marks.pop());
    }

    /// Puts the last mark that was taken back where it was.
    pub fn redo(&mut self) {
        self.marks.extend(self.undone.pop());
    }

    /// Takes all marks back; each can be put back.
    pub fn clear(&mut self) {
        while !self.marks.is_empty() {
            self.undo();
        }
    }

    /// The marks, the oldest first.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether something can be put back.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// What is to be kept.
    pub fn drawing(&self) -> Drawing {
        let mut drawing = Drawing::default();
        for mark in &self.marks {
            match mark {
                Mark::Arrow(arrow) => drawing.arrows.push(*arrow),
                Mark::Zone(zone) => drawing.zones.push(*zone),
            }
        }
        drawing
    }
}

/// A moment to keep: from when to when, and what is drawn over it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClipDraft {
    /// The period's number.
    pub period: u8,
    /// Seconds since the period's first tick.
    pub from_secs: f64,
    /// Later than `from_secs`.
    pub to_secs: f64,
    /// What is drawn over it.
    pub drawing: Drawing,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(to: f64) -> Mark {
        Mark::Arrow(Arrow { from_m: [0.0, 0.0], to_m: [to, 0.0] })
    }

    fn zone(to: [f64; 2]) -> Mark {
        Mark::Zone(Zone { corner_m: [0.0, 0.0], opposite_m: to })
    }

    #[test]
    fn marks_are_taken_back_in_order_and_put_back_until_another_is_made() {
        let mut sketch = Sketch::default();
        sketch.add(arrow(5.0));
        sketch.add(zone([10.0, 8.0]));
        sketch.undo();
        assert_eq!(sketch.marks(), [arrow(5.0)]);
        sketch.redo();
        assert_eq!(sketch.marks(), [arrow(5.0), zone([10.0, 8.0])]);

        sketch.clear();
        assert!(sketch.marks().is_empty() && sketch.can_redo());
        sketch.redo();
        assert_eq!(sketch.marks(), [arrow(5.0)]);
        sketch.add(arrow(7.0));
        assert!(!sketch.can_redo());
    }

    #[test]
    fn a_slip_of_the_hand_is_no_mark() {
        let mut sketch = Sketch::default();
        sketch.add(arrow(0.4));
        sketch.add(zone([20.0, 0.1]));
        assert_eq!(sketch.drawing(), Drawing::default());
    }

    #[test]
    fn a_drawing_is_kept_as_plain_metres() {
        let mut sketch = Sketch::default();
        sketch.add(zone([10.0, 8.0]));
        sketch.add(arrow(5.0));

        let kept = serde_json::to_value(sketch.drawing()).unwrap();
        let expected = serde_json::json!({
            "arrows": [{ "from_m": [0.0, 0.0], "to_m": [5.0, 0.0] }],
            "zones": [{ "corner_m": [0.0, 0.0], "opposite_m": [10.0, 8.0] }],
        });
        assert_eq!(kept, expected);
        let read: Drawing = serde_json::from_value(kept).unwrap();
        assert_eq!(read, sketch.drawing());
        assert_eq!(Sketch::of(read), sketch);
    }
}
