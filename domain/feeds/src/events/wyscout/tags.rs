//! What Wyscout says of an event besides its kind.

macro_rules! tags {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// A tag of an event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum WyscoutTag {
            $($(#[doc = $doc])+ $name,)+
        }

        impl WyscoutTag {
            /// All of them, by their ids.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The tag with this id.
            pub fn from_id(id: u16) -> Option<Self> {
                match id {
                    $($id => Some(Self::$name),)+
                    _ => None,
                }
            }

            /// Its id at Wyscout.
            pub fn id(self) -> u16 {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

tags! {
    /// A goal; also at the save attempt that did not prevent it.
    Goal = 101,
    /// An own goal.
    OwnGoal = 102,
    /// A chance.
    Opportunity = 201,
    /// The pass before a goal.
    Assist = 301,
    /// A pass that made a chance.
    KeyPass = 302,
    /// With the left foot.
    LeftFoot = 401,
    /// With the right foot.
    RightFoot = 402,
    /// With the head or another part of the body.
    HeadOrBody = 403,
    /// Free space on the right.
    FreeSpaceRight = 501,
    /// Free space on the left.
    FreeSpaceLeft = 502,
    /// Past the opponent on the left.
    TakeOnLeft = 503,
    /// Past the opponent on the right.
    TakeOnRight = 504,
    /// The opponent saw it coming.
    Anticipated = 601,
    /// The player saw it coming.
    Anticipation = 602,
    /// A duel that was lost.
    Lost = 701,
    /// A duel that nobody won.
    Neutral = 702,
    /// A duel that was won.
    Won = 703,
    /// High.
    High = 801,
    /// Low.
    Low = 802,
    /// Through the defence.
    Through = 901,
    /// Fair play.
    FairPlay = 1001,
    /// A direct free kick.
    Direct = 1101,
    /// An indirect free kick.
    Indirect = 1102,
    /// A shot at the goal, low in its middle.
    GoalLowCentre = 1201,
    /// A shot at the goal, low on the right.
    GoalLowRight = 1202,
    /// A shot at the goal, in its middle.
    GoalMidCentre = 1203,
    /// A shot at the goal, in the middle of the left.
    GoalMidLeft = 1204,
    /// A shot at the goal, low on the left.
    GoalLowLeft = 1205,
    /// A shot at the goal, in the middle of the right.
    GoalMidRight = 1206,
    /// A shot at the goal, high in its middle.
    GoalHighCentre = 1207,
    /// A shot at the goal, high on the left.
    GoalHighLeft = 1208,
    /// A shot at the goal, high on the right.
    GoalHighRight = 1209,
    /// A shot past the goal, low on the right.
    OutLowRight = 1210,
    /// A shot past the goal, in the middle of the left.
    OutMidLeft = 1211,
    /// A shot past the goal, low on the left.
    OutLowLeft = 1212,
    /// A shot past the goal, in the middle of the right.
    OutMidRight = 1213,
    /// A shot over the goal.
    OutHighCentre = 1214,
    /// A shot past the goal, high on the left.
    OutHighLeft = 1215,
    /// A shot past the goal, high on the right.
    OutHighRight = 1216,
    /// A shot at the right post, low.
    PostLowRight = 1217,
    /// A shot at the left post, in its middle.
    PostMidLeft = 1218,
    /// A shot at the left post, low.
    PostLowLeft = 1219,
    /// A shot at the right post, in its middle.
    PostMidRight = 1220,
    /// A shot at the bar.
    PostHighCentre = 1221,
    /// A shot at the left post, high.
    PostHighLeft = 1222,
    /// A shot at the right post, high.
    PostHighRight = 1223,
    /// A feint.
    Feint = 1301,
    /// The ball was missed.
    MissedBall = 1302,
    /// An interception.
    Interception = 1401,
    /// A clearance.
    Clearance = 1501,
    /// A sliding tackle.
    SlidingTackle = 1601,
    /// A red card.
    RedCard = 1701,
    /// A yellow card.
    YellowCard = 1702,
    /// The second yellow card.
    SecondYellowCard = 1703,
    /// It succeeded.
    Accurate = 1801,
    /// It failed.
    NotAccurate = 1802,
    /// Part of a counter-attack.
    CounterAttack = 1901,
    /// The ball was lost where that is dangerous.
    DangerousBallLost = 2001,
    /// Blocked by an opponent.
    Blocked = 2101,
}

/// The tags of an event, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WyscoutTags(u64);

impl WyscoutTags {
    /// Whether the event has this tag.
    pub fn has(self, tag: WyscoutTag) -> bool {
        self.0 & bit(tag) != 0
    }

    /// Whether the event has one of these tags.
    pub fn has_any(self, tags: &[WyscoutTag]) -> bool {
        tags.iter().any(|tag| self.has(*tag))
    }

    /// The same with one tag more.
    #[must_use]
    pub fn with(self, tag: WyscoutTag) -> Self {
        Self(self.0 | bit(tag))
    }

    /// The same with one tag less.
    #[must_use]
    pub fn without(self, tag: WyscoutTag) -> Self {
        Self(self.0 & !bit(tag))
    }
}

fn bit(tag: WyscoutTag) -> u64 {
    1 << tag as u64
}
