//! Teams and line-ups as a provider of events tells them.

use crate::{Position, Side};

/// A team of a game, as the provider knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GameTeam {
    /// Its id at the provider.
    pub provider_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// How it began, from the back: `442`.
    pub formation: Option<String>,
}

/// A player of a game, as the provider knows him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPlayer {
    /// His team.
    pub side: Side,
    /// His id at the provider.
    pub provider_id: Option<String>,
    /// His name.
    pub name: Option<String>,
    /// The number on his shirt.
    pub shirt: Option<u16>,
    /// Whether he began; `None` for who did something and is in no line-up.
    pub starter: Option<bool>,
    /// Where he played at first, or plays as a rule.
    pub position: Option<Position>,
    /// The provider's own word for that.
    pub provider_position: Option<String>,
}

impl ListedPlayer {
    /// A player of whom nothing but the team is known.
    pub const fn unknown(side: Side) -> Self {
        Self {
            side,
            provider_id: None,
            name: None,
            shirt: None,
            starter: None,
            position: None,
            provider_position: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_unknown_is_in_no_line_up() {
        let player = ListedPlayer::unknown(Side::Away);
        assert_eq!((player.side, player.starter, player.shirt), (Side::Away, None, None));
    }
}
