//! What happened, action by action.

use football::Side;

/// An action of a simulated match. Places are metres in the directions of the game's own coordinates: teams
/// change ends.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulatedEvent {
    /// 1 or 2.
    pub period: u8,
    /// The frame at which it happened, by the numbers of the period's frames.
    pub frame: i64,
    /// Seconds since the period began.
    pub clock_secs: f64,
    /// Whose action it was.
    pub side: Side,
    /// Who did it: a place among the game's players.
    pub player: usize,
    /// What he did.
    pub kind: EventKind,
    /// What came of it.
    pub outcome: Outcome,
    /// Where he did it: where the ball was, or he without it.
    pub place_m: [f64; 2],
    /// Where the ball was when the action ended; `None` of what has no end.
    pub end_m: Option<[f64; 2]>,
    /// The other one: who received the pass, was fouled or tackled, or came on.
    pub other: Option<usize>,
}

/// What a player did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// A pass in open play.
    Pass,
    /// A pass from the side in front of the goal.
    Cross,
    /// The pass that begins or resumes the match at the centre spot.
    KickOff,
    /// A throw-in.
    ThrowIn,
    /// A goal kick.
    GoalKick,
    /// A corner kick.
    Corner,
    /// A free kick that is passed.
    FreeKick,
    /// A run with the ball of three metres or more.
    Carry,
    /// A shot in open play.
    Shot,
    /// A free kick that is shot at the goal.
    FreeKickShot,
    /// A penalty kick.
    Penalty,
    /// The ball hit away from danger, to nobody.
    Clearance,
    /// A pass of the other team caught.
    Interception,
    /// A ball won that nobody had.
    Recovery,
    /// An attempt to take the ball from who runs with it.
    Tackle,
    /// A shot that the goalkeeper held or turned away.
    Save,
    /// A foul.
    Foul,
    /// An offside; the pass before it is told as one.
    Offside,
    /// A player left for another.
    Substitution,
}

/// What came of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// It succeeded: a pass reached a teammate, a tackle won the ball.
    Complete,
    /// It did not: the other team got the ball or it went out.
    Incomplete,
    /// A pass to somebody who was offside.
    Offside,
    /// A shot that scored.
    Goal,
    /// A shot that the goalkeeper kept out.
    Saved,
    /// A shot that an outfield player stopped.
    Blocked,
    /// A shot that missed the goal.
    OffTarget,
    /// A shot against post or crossbar.
    Woodwork,
}

impl EventKind {
    /// Whether it is a pass, from open play or a restart.
    pub fn is_pass(self) -> bool {
        matches!(
            self,
            Self::Pass
                | Self::Cross
                | Self::KickOff
                | Self::ThrowIn
                | Self::GoalKick
                | Self::Corner
                | Self::FreeKick
        )
    }

    /// Whether it is an attempt at goal.
    pub fn is_shot(self) -> bool {
        matches!(self, Self::Shot | Self::FreeKickShot | Self::Penalty)
    }
}
