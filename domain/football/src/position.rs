//! Where a player plays.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::player::UnknownWord;

/// Where a player plays, by the fine code scouts use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Position {
    /// Goalkeeper.
    #[serde(rename = "GK")]
    Goalkeeper,
    /// Centre-back.
    #[serde(rename = "CB")]
    CentreBack,
    /// Left-back.
    #[serde(rename = "LB")]
    LeftBack,
    /// Right-back.
    #[serde(rename = "RB")]
    RightBack,
    /// Defensive midfielder.
    #[serde(rename = "DM")]
    DefensiveMidfield,
    /// Central midfielder.
    #[serde(rename = "CM")]
    CentralMidfield,
    /// Attacking midfielder.
    #[serde(rename = "AM")]
    AttackingMidfield,
    /// Left midfielder.
    #[serde(rename = "LM")]
    LeftMidfield,
    /// Right midfielder.
    #[serde(rename = "RM")]
    RightMidfield,
    /// Left winger.
    #[serde(rename = "LW")]
    LeftWinger,
    /// Right winger.
    #[serde(rename = "RW")]
    RightWinger,
    /// Second striker.
    #[serde(rename = "SS")]
    SecondStriker,
    /// Centre-forward.
    #[serde(rename = "CF")]
    CentreForward,
}

/// The four groups in which players are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PositionGroup {
    /// Goalkeepers.
    #[serde(rename = "GK")]
    Goalkeeper,
    /// Centre-backs and full-backs.
    #[serde(rename = "DEF")]
    Defender,
    /// Midfielders, wide ones included.
    #[serde(rename = "MID")]
    Midfielder,
    /// Wingers and strikers.
    #[serde(rename = "ATT")]
    Attacker,
}

impl Position {
    /// Every position, from the goal forward.
    pub const ALL: [Self; 13] = [
        Self::Goalkeeper,
        Self::CentreBack,
        Self::LeftBack,
        Self::RightBack,
        Self::DefensiveMidfield,
        Self::CentralMidfield,
        Self::LeftMidfield,
        Self::RightMidfield,
        Self::AttackingMidfield,
        Self::LeftWinger,
        Self::RightWinger,
        Self::SecondStriker,
        Self::CentreForward,
    ];

    /// The code: `CB`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Goalkeeper => "GK",
            Self::CentreBack => "CB",
            Self::LeftBack => "LB",
            Self::RightBack => "RB",
            Self::DefensiveMidfield => "DM",
            Self::CentralMidfield => "CM",
            Self::AttackingMidfield => "AM",
            Self::LeftMidfield => "LM",
            Self::RightMidfield => "RM",
            Self::LeftWinger => "LW",
            Self::RightWinger => "RW",
            Self::SecondStriker => "SS",
            Self::CentreForward => "CF",
        }
    }

    /// The name in prose, lower case: `centre-back`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Goalkeeper => "goalkeeper",
            Self::CentreBack => "centre-back",
            Self::LeftBack => "left-back",
            Self::RightBack => "right-back",
            Self::DefensiveMidfield => "defensive midfielder",
            Self::CentralMidfield => "central midfielder",
            Self::AttackingMidfield => "attacking midfielder",
            Self::LeftMidfield => "left midfielder",
            Self::RightMidfield => "right midfielder",
            Self::LeftWinger => "left winger",
            Self::RightWinger => "right winger",
            Self::SecondStriker => "second striker",
            Self::CentreForward => "centre-forward",
        }
    }

    /// The group in which the position is compared.
    pub const fn group(self) -> PositionGroup {
        match self {
            Self::Goalkeeper => PositionGroup::Goalkeeper,
            Self::CentreBack | Self::LeftBack | Self::RightBack => PositionGroup::Defender,
            Self::DefensiveMidfield
            | Self::CentralMidfield
            | Self::AttackingMidfield
            | Self::LeftMidfield
            | Self::RightMidfield => PositionGroup::Midfielder,
            Self::LeftWinger | Self::RightWinger | Self::SecondStriker | Self::CentreForward => {
                PositionGroup::Attacker
            }
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Position {
    type Err = UnknownWord;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|position| position.code() == code)
            .ok_or_else(|| UnknownWord { word: code.to_owned(), expected: "a position code" })
    }
}

impl PositionGroup {
    /// Every group, from the goal forward.
    pub const ALL: [Self; 4] = [Self::Goalkeeper, Self::Defender, Self::Midfielder, Self::Attacker];

    /// The code: `DEF`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Goalkeeper => "GK",
            Self::Defender => "DEF",
            Self::Midfielder => "MID",
            Self::Attacker => "ATT",
        }
    }

    /// The plural in prose: `defenders`.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Goalkeeper => "goalkeepers",
            Self::Defender => "defenders",
            Self::Midfielder => "midfielders",
            Self::Attacker => "attackers",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back_from_its_code() {
        for position in Position::ALL {
            assert_eq!(position.code().parse(), Ok(position));
        }
    }
}
