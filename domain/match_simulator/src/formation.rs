//! Formations: where each of eleven stands in the block of his team, with the ball and without it.

use football::Position;

use Position::{
    AttackingMidfield as AM, CentralMidfield as CM, CentreBack as CB, CentreForward as CF,
    DefensiveMidfield as DM, Goalkeeper as GK, LeftBack as LB, LeftMidfield as LM,
    LeftWinger as LW, RightBack as RB, RightMidfield as RM, RightWinger as RW,
};

/// A formation that a simulated team plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formation {
    /// Two lines of four and two strikers.
    F442,
    /// One holding midfielder, two wingers.
    F433,
    /// Two holding midfielders, one behind the striker.
    F4231,
    /// Three centre-backs and two wing-backs.
    F352,
}

/// A place in a formation. Depth is a share of the block from its back line (0) to its front (1), width one of
/// half the width of the block, positive to the left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) position: Position,
    pub(crate) with_ball: [f64; 2],
    pub(crate) without_ball: [f64; 2],
}

impl Slot {
    /// Whether he belongs to the last line.
    pub(crate) fn is_back(&self) -> bool {
        self.without_ball[0] < 0.06
    }

    /// Whether he belongs to the first line.
    pub(crate) fn is_front(&self) -> bool {
        self.with_ball[0] > 0.85
    }
}

impl Formation {
    /// All that there are.
    pub const ALL: [Self; 4] = [Self::F442, Self::F433, Self::F4231, Self::F352];

    /// Players in each line from the back: `4-2-3-1`.
    pub fn name(self) -> &'static str {
        match self {
            Self::F442 => "4-4-2",
            Self::F433 => "4-3-3",
            Self::F4231 => "4-2-3-1",
            Self::F352 => "3-5-2",
        }
    }

    /// Its eleven places, the goalkeeper's first.
    pub(crate) fn slots(self) -> &'static [Slot; 11] {
        match self {
            Self::F442 => &F442,
            Self::F433 => &F433,
            Self::F4231 => &F4231,
            Self::F352 => &F352,
        }
    }
}

const fn slot(position: Position, with_ball: [f64; 2], without_ball: [f64; 2]) -> Slot {
    Slot { position, with_ball, without_ball }
}

const KEEPER: Slot = slot(GK, [-1.0, 0.0], [-1.0, 0.0]);
const FOUR_LEFT: Slot = slot(LB, [0.26, 0.86], [0.02, 0.76]);
const FOUR_LEFT_CENTRE: Slot = slot(CB, [0.0, 0.28], [0.0, 0.26]);
const FOUR_RIGHT_CENTRE: Slot = slot(CB, [0.0, -0.28], [0.0, -0.26]);
const FOUR_RIGHT: Slot = slot(RB, [0.26, -0.86], [0.02, -0.76]);

static F442: [Slot; 11] = [
    KEEPER,
    FOUR_LEFT,
    FOUR_LEFT_CENTRE,
    FOUR_RIGHT_CENTRE,
    FOUR_RIGHT,
    slot(LM, [0.62, 0.84], [0.45, 0.78]),
    slot(CM, [0.44, 0.2], [0.42, 0.24]),
    slot(CM, [0.44, -0.2], [0.42, -0.24]),
    slot(RM, [0.62, -0.84], [0.45, -0.78]),
    slot(CF, [1.0, 0.22], [0.98, 0.22]),
    slot(CF, [0.94, -0.22], [0.92, -0.22]),
];

static F433: [Slot; 11] = [
    KEEPER,
    FOUR_LEFT,
    FOUR_LEFT_CENTRE,
    FOUR_RIGHT_CENTRE,
    FOUR_RIGHT,
    slot(DM, [0.36, 0.0], [0.34, 0.0]),
    slot(CM, [0.55, 0.36], [0.46, 0.38]),
    slot(CM, [0.55, -0.36], [0.46, -0.38]),
    slot(LW, [0.95, 0.84], [0.8, 0.76]),
    slot(CF, [1.0, 0.0], [1.0, 0.0]),
    slot(RW, [0.95, -0.84], [0.8, -0.76]),
];

static F4231: [Slot; 11] = [
    KEEPER,
    FOUR_LEFT,
    FOUR_LEFT_CENTRE,
    FOUR_RIGHT_CENTRE,
    FOUR_RIGHT,
    slot(DM, [0.32, 0.22], [0.34, 0.26]),
    slot(DM, [0.32, -0.22], [0.34, -0.26]),
    slot(LM, [0.72, 0.62], [0.58, 0.66]),
    slot(AM, [0.68, 0.0], [0.7, 0.0]),
    slot(RM, [0.72, -0.62], [0.58, -0.66]),
    slot(CF, [1.0, 0.0], [1.0, 0.0]),
];

static F352: [Slot; 11] = [
    KEEPER,
    slot(CB, [0.06, 0.5], [0.0, 0.42]),
    slot(CB, [0.0, 0.0], [0.0, 0.0]),
    slot(CB, [0.06, -0.5], [0.0, -0.42]),
    slot(LM, [0.62, 0.92], [0.3, 0.94]),
    slot(CM, [0.56, 0.34], [0.46, 0.36]),
    slot(DM, [0.38, 0.0], [0.38, 0.0]),
    slot(CM, [0.56, -0.34], [0.46, -0.36]),
    slot(RM, [0.62, -0.92], [0.3, -0.94]),
    slot(CF, [1.0, 0.2], [0.98, 0.2]),
    slot(CF, [0.94, -0.2], [0.94, -0.2]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_formation_has_one_keeper_first_and_stands_evenly_on_both_sides() {
        for formation in Formation::ALL {
            let slots = formation.slots();
            let keepers = slots.iter().filter(|slot| slot.position == GK).count();
            assert_eq!((keepers, slots[0].position), (1, GK));
            let lean: f64 = slots.iter().map(|slot| slot.with_ball[1]).sum();
            assert!(lean.abs() < 1e-12, "{}", formation.name());
            let backs = slots[1..].iter().filter(|slot| slot.is_back()).count();
            assert!(formation.name().starts_with(&backs.to_string()));
        }
    }
}
