//! What an event is.

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// A pass, a restart that is one included.
    Pass(Pass),
    /// A pass was received, or should have been.
    Reception {
        /// Whether the ball was brought under control.
        complete: bool,
    },
    /// A player moved with the ball.
    Carry,
    /// A player tried to get past an opponent with the ball.
    TakeOn {
        /// Whether he did.
        won: Option<bool>,
    },
    /// An attempt at goal. An own goal is none.
    Shot(Shot),
    /// A player put the ball into his own goal; the event is his team's.
    OwnGoal,
    /// An own goal once more, as an event of the team that it counts for.
    OwnGoalFor,
    /// Two opponents contested the ball.
    Duel {
        /// Whether it was in the air.
        aerial: bool,
        /// Whether this player won it.
        won: Option<bool>,
    },
    /// A player went for the ball of an opponent.
    Tackle {
        /// Whether his team got it.
        won: Option<bool>,
    },
    /// An opponent got past this player.
    DribbledPast,
    /// A player cut off a pass.
    Interception {
        /// Whether his team got the ball.
        won: Option<bool>,
    },
    /// A player stopped a shot or a pass with his body.
    Block,
    /// A player got the ball away from his goal.
    Clearance,
    /// A player got a ball that nobody had.
    Recovery {
        /// Whether he kept it.
        won: Option<bool>,
    },
    /// A player pressed the one with the ball.
    Pressure,
    /// A foul.
    Foul(Foul),
    /// A foul by an opponent.
    FoulWon,
    /// A card outside of a foul.
    Card(Card),
    /// A player left for another.
    Substitution {
        /// Who came: a place in the game's players.
        replacement: Option<usize>,
    },
    /// A player came on, where that is told beside the substitution.
    PlayerOn,
    /// A player left without another coming, or came back.
    PlayerAway {
        /// Whether he came back.
        back: bool,
    },
    /// What a goalkeeper did.
    Goalkeeper(GoalkeeperAction),
    /// The ball went out of play.
    BallOut,
    /// Play begins again, where that is told beside the pass or shot.
    Restart(Restart),
    /// A player was offside.
    Offside,
    /// A player lost the ball by a poor touch.
    Miscontrol,
    /// A player lost the ball to an opponent.
    Dispossessed,
    /// A touch that is nothing else.
    Touch,
    /// A mistake that led to a chance.
    Error,
    /// A player kept an opponent from the ball.
    Shield,
    /// The line-up of a team.
    LineUp,
    /// A team changed its formation.
    FormationChange {
        /// The new one, from the back: `442`.
        formation: Option<String>,
    },
    /// A period began.
    PeriodStart,
    /// A period ended.
    PeriodEnd,
    /// Play was interrupted.
    Stoppage,
    /// Something else; [`GameEvent::provider_type`](super::GameEvent::provider_type) says what.
    Other,
}

/// A pass.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "marks that do not exclude each other")]
pub struct Pass {
    /// For whom it was, or who got it: a place in the game's players.
    pub receiver: Option<usize>,
    /// What came of it.
    pub outcome: PassOutcome,
    /// How play began with it; `None` in open play.
    pub restart: Option<Restart>,
    /// How high it went.
    pub height: Option<PassHeight>,
    /// What it was played with.
    pub body_part: Option<BodyPart>,
    /// From the side into the box.
    pub cross: bool,
    /// Through the last line.
    pub through_ball: bool,
    /// From the goal line back.
    pub cut_back: bool,
    /// Across the pitch.
    pub switch: bool,
    /// A shot came of it.
    pub shot_assist: bool,
    /// A goal came of it.
    pub goal_assist: bool,
}

impl Pass {
    /// A pass of which only the outcome is known.
    pub const fn of(outcome: PassOutcome) -> Self {
        Self {
            receiver: None,
            outcome,
            restart: None,
            height: None,
            body_part: None,
            cross: false,
            through_ball: false,
            cut_back: false,
            switch: false,
            shot_assist: false,
            goal_assist: false,
        }
    }
}

/// What came of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassOutcome {
    /// A teammate got it.
    Complete,
    /// No teammate got it.
    Incomplete,
    /// It left the pitch.
    Out,
    /// It went to somebody who was offside.
    Offside,
    /// The provider does not say, or play was stopped.
    Unknown,
}

/// How high a pass went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassHeight {
    /// Along the ground.
    Ground,
    /// Below the shoulders.
    Low,
    /// Higher.
    High,
}

/// How play begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restart {
    /// A kick-off.
    KickOff,
    /// A free kick.
    FreeKick,
    /// A corner kick.
    Corner,
    /// A throw-in.
    ThrowIn,
    /// A goal kick.
    GoalKick,
    /// A penalty kick.
    Penalty,
    /// A dropped ball.
    DroppedBall,
}

/// What the ball was played with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyPart {
    /// The head.
    Head,
    /// The left foot.
    LeftFoot,
    /// The right foot.
    RightFoot,
    /// A hand or an arm: a throw-in, a goalkeeper.
    Hand,
    /// Something else.
    Other,
}

/// An attempt at goal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shot {
    /// What came of it; `None` where the provider does not say.
    pub outcome: Option<ShotOutcome>,
    /// What it was played with.
    pub body_part: Option<BodyPart>,
    /// The provider's probability of a goal, before it was known where the shot went.
    pub xg: Option<f64>,
    /// The provider's probability of a goal, given where the shot went.
    pub post_shot_xg: Option<f64>,
    /// A penalty, a direct free kick or a corner; `None` in open play.
    pub restart: Option<Restart>,
    /// How high the ball was where it ended, metres.
    pub end_height_m: Option<f64>,
}

/// What came of a shot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShotOutcome {
    /// A goal.
    Goal,
    /// The goalkeeper, or somebody on the line, kept it out.
    Saved,
    /// Past the goal.
    OffTarget,
    /// Against post or bar.
    Woodwork,
    /// An outfield player was in the way.
    Blocked,
}

/// A foul.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Foul {
    /// With the hand.
    pub handball: bool,
    /// It gave a penalty.
    pub penalty: bool,
    /// The card that came with it.
    pub card: Option<Card>,
}

/// A card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// Yellow.
    Yellow,
    /// The second yellow, and so red.
    SecondYellow,
    /// Red.
    Red,
}

/// What a goalkeeper did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalkeeperAction {
    /// Kept a shot out.
    Save,
    /// Faced a shot that he did not have to keep out.
    ShotFaced,
    /// Let a goal in.
    GoalConceded,
    /// Faced a penalty.
    PenaltyFaced,
    /// Caught a ball from the air.
    Claim,
    /// Missed a ball that he came for.
    ClaimMissed,
    /// Punched the ball away.
    Punch,
    /// Picked the ball up.
    PickUp,
    /// Threw himself on the ball at an opponent's feet.
    Smother,
    /// Left his goal to play the ball first.
    Sweep,
    /// Something else.
    Other,
}
