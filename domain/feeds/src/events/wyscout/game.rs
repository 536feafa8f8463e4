//! A match as Wyscout tells it.

use super::tags::WyscoutTags;

/// A match of the second version of the format, and of the public data set.
#[derive(Clone, Debug, PartialEq)]
pub struct WyscoutMatch {
    /// Its id at Wyscout.
    pub id: i64,
    /// "Home - Away, h - a", where the file has it.
    pub label: Option<String>,
    /// The day and hour, as the file writes them.
    pub date: Option<String>,
    /// The home team first. Where the file does not say which that is, the one that it names first.
    pub teams: [WyscoutTeam; 2],
    /// What happened, in the order of the file.
    pub events: Vec<WyscoutEvent>,
}

/// A team of a match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WyscoutTeam {
    /// Its id at Wyscout.
    pub id: i64,
    /// The name that fans use.
    pub name: String,
    /// The name in the books.
    pub official_name: Option<String>,
    /// Who was listed, in the order of the file.
    pub players: Vec<WyscoutPlayer>,
}

/// A player of a team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WyscoutPlayer {
    /// His id at Wyscout.
    pub id: i64,
    /// Initial and last name.
    pub short_name: String,
    /// First names.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Line of play: `GKP`, `DEF`, `MID`, `FWD`.
    pub role: Option<String>,
    /// The number on his shirt, where the file has the line-ups.
    pub shirt: Option<u16>,
    /// Whether he was in the eleven, where the file has the line-ups.
    pub starts: Option<bool>,
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WyscoutEvent {
    /// Its id at Wyscout.
    pub id: i64,
    /// What it was: 1 duel, 2 foul, 3 free kick, 4 goalkeeper leaving the line, 5 interruption, 6 offside,
    /// 7 others on the ball, 8 pass, 9 save attempt, 10 shot.
    pub kind: u16,
    /// What it was more exactly, 10 to 100; 0 where the file does not say.
    pub sub_kind: u16,
    /// What else is said of it.
    pub tags: WyscoutTags,
    /// 1 and 2 are the halves, 3 and 4 extra time, 5 the penalty shoot-out.
    pub period: u8,
    /// Seconds since the period began.
    pub seconds: f64,
    /// Whose it was.
    pub team: i64,
    /// Who did it; `None` where the file names nobody.
    pub player: Option<i64>,
    /// Where it began: x and y in percent of the pitch, as the acting team sees it.
    pub start_percent: Option<[f64; 2]>,
    /// Where it ended; where it began, if the file has one place.
    pub end_percent: Option<[f64; 2]>,
}

impl WyscoutMatch {
    /// The eleven of a team (0 home, 1 away) that were first to do something. These are the starters in a file
    /// without line-ups, unless a substitute came on before a starter had done anything.
    pub fn first_eleven(&self, team: usize) -> Vec<i64> {
        let Some(team) = self.teams.get(team) else { return Vec::new() };
        let own = self.events.iter().filter(|event| event.team == team.id);
        first_eleven(own.map(|event| event.player))
    }
}

/// The first eleven of those who act one after the other.
pub(super) fn first_eleven(acting: impl Iterator<Item = Option<i64>>) -> Vec<i64> {
    const ELEVEN: usize = 11;
    let mut seen = Vec::with_capacity(ELEVEN);
    for player in acting.flatten() {
        if seen.len() < ELEVEN && !seen.contains(&player) {
            seen.push(player);
        }
    }
    seen
}
