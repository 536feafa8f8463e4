//! The vocabulary: kinds of action, results, parts of the body.

use serde::{Deserialize, Serialize};

macro_rules! words {
    (
        $(#[doc = $about:literal])+
        $type:ident { $($(#[doc = $doc:literal])+ $word:ident = $name:literal,)+ }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $type {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $word,)+
        }

        impl $type {
            /// All of them, in SPADL's order.
            pub const ALL: &'static [Self] = &[$(Self::$word,)+];

            /// SPADL's name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $name,)+
                }
            }

            /// Its place in SPADL's order, from 0.
            pub fn index(self) -> u8 {
                self as u8
            }
        }
    };
}

words! {
    /// What an action was.
    ActionKind {
        /// A pass in open play.
        Pass = "pass",
        /// A cross in open play.
        Cross = "cross",
        /// A throw-in.
        ThrowIn = "throw_in",
        /// A free kick that was crossed into the box.
        CrossedFreeKick = "freekick_crossed",
        /// A free kick that was played short.
        ShortFreeKick = "freekick_short",
        /// A corner that was crossed into the box.
        CrossedCorner = "corner_crossed",
        /// A corner that was played short.
        ShortCorner = "corner_short",
        /// An attempt to dribble past an opponent.
        TakeOn = "take_on",
        /// A foul.
        Foul = "foul",
        /// A tackle.
        Tackle = "tackle",
        /// An interception.
        Interception = "interception",
        /// A shot in open play.
        Shot = "shot",
        /// A penalty.
        Penalty = "shot_penalty",
        /// A shot from a free kick.
        FreeKickShot = "shot_freekick",
        /// The goalkeeper saves a shot.
        KeeperSave = "keeper_save",
        /// The goalkeeper catches a cross.
        KeeperClaim = "keeper_claim",
        /// The goalkeeper punches the ball away.
        KeeperPunch = "keeper_punch",
        /// The goalkeeper picks the ball up.
        KeeperPickUp = "keeper_pick_up",
        /// A clearance.
        Clearance = "clearance",
        /// A touch that loses the ball, or an own goal.
        BadTouch = "bad_touch",
        /// Nothing on the ball.
        NonAction = "non_action",
        /// A run with the ball.
        Dribble = "dribble",
        /// A goal kick.
        GoalKick = "goalkick",
    }
}

words! {
    /// What came of an action.
    ActionResult {
        /// It failed.
        Fail = "fail",
        /// It succeeded; a shot was a goal.
        Success = "success",
        /// The pass was to a player offside.
        Offside = "offside",
        /// An own goal.
        OwnGoal = "owngoal",
        /// A yellow card.
        YellowCard = "yellow_card",
        /// A red card, or the second yellow one.
        RedCard = "red_card",
    }
}

words! {
    /// What an action was done with.
    BodyPart {
        /// A foot, not said which.
        Foot = "foot",
        /// The head.
        Head = "head",
        /// Hands, or another part.
        Other = "other",
        /// Head or another part, not said which.
        HeadOrOther = "head/other",
        /// The left foot.
        LeftFoot = "foot_left",
        /// The right foot.
        RightFoot = "foot_right",
    }
}

impl ActionKind {
    /// Whether it is a shot, a free kick at goal or a penalty.
    pub fn is_shot(self) -> bool {
        matches!(self, Self::Shot | Self::Penalty | Self::FreeKickShot)
    }
}

impl BodyPart {
    /// Whether it is a foot.
    pub fn is_foot(self) -> bool {
        matches!(self, Self::Foot | Self::LeftFoot | Self::RightFoot)
    }
}
