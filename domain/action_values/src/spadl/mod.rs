//! SPADL, the Soccer Player Action Description Language: what happened on the ball, in one shape for all
//! providers.
//!
//! Decroos, Bransen, Van Haaren and Davis, "Actions Speak Louder than Goals", KDD 2019; names and order are those
//! of the `socceraction` library. The pitch has 105 by 68 metres with the origin at the corner to the right of the
//! home team's own goal: the home team attacks towards x = 105, y grows towards its left.

mod words;

use football::Side;

pub use words::{ActionKind, ActionResult, BodyPart};

/// From goal line to goal line, metres.
pub const LENGTH_M: f64 = 105.0;

/// From touchline to touchline, metres.
pub const WIDTH_M: f64 = 68.0;

/// An action on the ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Action {
    /// The provider's id of the event; `None` for a dribble that was put between two actions.
    pub event: Option<i64>,
    /// 1 and 2 are the halves, 3 and 4 extra time, 5 the penalty shoot-out.
    pub period: u8,
    /// Seconds since the period began.
    pub seconds: f64,
    /// Whose it was.
    pub side: Side,
    /// Who did it, by the provider's id.
    pub player: Option<i64>,
    /// Where it began, x and y.
    pub start_m: [f64; 2],
    /// Where it ended, x and y.
    pub end_m: [f64; 2],
    /// What it was.
    pub kind: ActionKind,
    /// What came of it.
    pub result: ActionResult,
    /// What it was done with.
    pub body_part: BodyPart,
}

impl Action {
    /// The same, seen by a team that attacks towards x = 105: actions of the away team are turned.
    #[must_use]
    pub fn attacking_right(self) -> Self {
        if self.side == Side::Home { self } else { self.turned() }
    }

    /// The same on the pitch turned by half a turn.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { start_m: turned(self.start_m), end_m: turned(self.end_m), ..self }
    }

    /// Whether the team scored with it; goals of a shoot-out are some too.
    pub fn is_goal(&self) -> bool {
        self.kind.is_shot() && self.result == ActionResult::Success
    }

    /// Whether the other team got a goal by it.
    pub fn is_own_goal(&self) -> bool {
        self.result == ActionResult::OwnGoal
    }
}

/// Goals of home and away in regular and extra time, own goals with those who got them.
pub fn goals(actions: &[Action]) -> [u32; 2] {
    let mut goals = [0; 2];
    for action in actions.iter().filter(|action| action.period <= 4) {
        let home = action.side == Side::Home;
        if action.is_goal() {
            goals[usize::from(!home)] += 1;
        } else if action.is_own_goal() {
            goals[usize::from(home)] += 1;
        }
    }
    goals
}

/// A place after half a turn of the pitch.
pub fn turned([x, y]: [f64; 2]) -> [f64; 2] {
    [LENGTH_M - x, WIDTH_M - y]
}
