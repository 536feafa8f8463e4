//! The third version of the format, one match in a file, with words where the second has numbers.
//!
//! Read as far as public descriptions and samples tell: kind, place, pass, shot, duel, run and card. Possessions are
//! left out.

mod game_events;
mod raw;

use super::{
    error::{WyscoutError, WyscoutFault},
    game::WyscoutTeam,
    reader::LONGEST_OBJECT,
    rosters::two_teams,
    second::{MOST_EVENTS, period, place},
};
use raw::{Event, File, Named};

/// A match of the third version.
#[derive(Clone, Debug, PartialEq)]
pub struct WyscoutMatchV3 {
    /// Its id at Wyscout.
    pub id: i64,
    /// "Home - Away, h - a", where the file has it.
    pub label: Option<String>,
    /// The home team first, as in [`super::WyscoutMatch`].
    pub teams: [WyscoutTeam; 2],
    /// What happened, in the order of the file.
    pub events: Vec<WyscoutV3Event>,
}

/// Something that happened, in words of the third version.
#[derive(Clone, Debug, PartialEq)]
pub struct WyscoutV3Event {
    /// Its id at Wyscout.
    pub id: i64,
    /// What it was: `pass`, `shot`, `duel`, `interception`, `own_goal`, ...
    pub primary: String,
    /// What else it was: `head_pass`, `ground_duel`, `loss`, ...
    pub secondary: Vec<String>,
    /// 1 and 2 are the halves, 3 and 4 extra time, 5 the penalty shoot-out.
    pub period: u8,
    /// Seconds since the match began by the clock of the match: half-time is at 2,700.
    pub clock_secs: f64,
    /// Whose it was.
    pub team: i64,
    /// Who did it; `None` where the file names nobody.
    pub player: Option<i64>,
    /// Where he plays: `gk`, `RCB3`, `AMF`.
    pub position: Option<String>,
    /// How his team stands: `4-2-3-1`.
    pub formation: Option<String>,
    /// Where: x and y in percent of the pitch, as the acting team sees it.
    pub start_percent: Option<[f64; 2]>,
    /// The pass that it was.
    pub pass: Option<WyscoutPassV3>,
    /// The shot that it was.
    pub shot: Option<WyscoutShotV3>,
    /// The duel that it was.
    pub duel: Option<WyscoutDuelV3>,
    /// Where a run with the ball went, percent.
    pub carried_to_percent: Option<[f64; 2]>,
    /// The card that he saw: `true` for the red one.
    pub red_card: Option<bool>,
}

/// What the third version says of a pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WyscoutPassV3 {
    /// Whether a team mate got it.
    pub accurate: Option<bool>,
    /// Where it went, percent.
    pub end_percent: Option<[f64; 2]>,
    /// Whom it was for.
    pub recipient: Option<i64>,
    /// Whether it went through the air.
    pub high: bool,
}

/// What the third version says of a duel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WyscoutDuelV3 {
    /// Whether it was in the air.
    pub aerial: bool,
    /// Whether he tried to get past his opponent.
    pub take_on: bool,
    /// Whether he had the first touch in the air, kept the ball, or stopped who had it.
    pub won: Option<bool>,
}

/// What the third version says of a shot.
#[derive(Clone, Debug, PartialEq)]
pub struct WyscoutShotV3 {
    /// Whether it was a goal.
    pub goal: bool,
    /// Whether it would have been one without the goalkeeper.
    pub on_target: bool,
    /// Where it went: `gb` is low in the middle of the goal, `otr` over its right corner, `bc` blocked.
    pub zone: Option<String>,
    /// `left_foot`, `right_foot`, `head_or_other`.
    pub body_part: Option<String>,
    /// The provider's own probability of a goal.
    pub expected_goals: Option<f64>,
    /// The same, known where it went.
    pub expected_after_shot: Option<f64>,
}

/// Reads a file of the third version.
///
/// # Errors
/// It is not of that version, is longer than any match, has no events or another number of teams than two, or an
/// event has an absurd value.
pub fn read_wyscout_v3(file: &[u8]) -> Result<WyscoutMatchV3, WyscoutError> {
    if file.len() > LONGEST_OBJECT {
        return Err(WyscoutFault::TooLong { most: LONGEST_OBJECT }.at(1));
    }
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    let file: File = serde_json::from_slice(file).map_err(|error| {
        let line = u64::try_from(error.line()).unwrap_or(1);
        WyscoutFault::Match(error.to_string()).at(line)
    })?;
    of_file(file).map_err(|fault| fault.at(1))
}

/// Reads a match.
pub(super) fn read(object: &[u8]) -> Result<WyscoutMatchV3, WyscoutFault> {
    let file = serde_json::from_slice(object);
    of_file(file.map_err(|error| WyscoutFault::Match(error.to_string()))?)
}

fn of_file(file: File) -> Result<WyscoutMatchV3, WyscoutFault> {
    let first = file.events.first().ok_or(WyscoutFault::NoEvents)?;
    if file.events.len() > MOST_EVENTS {
        return Err(WyscoutFault::TooManyEvents { most: MOST_EVENTS });
    }
    let game = file.game.as_ref();
    let label = game.and_then(|game| game.label.clone());
    let id = game.and_then(|game| game.wy_id.whole()).or_else(|| first.match_id.whole());
    let teams = two_teams(file.teams, file.players, game, label.as_deref())?;
    let events: Vec<_> = file.events.into_iter().map(event).collect::<Result<_, _>>()?;
    let stranger = |event: &&WyscoutV3Event| teams.iter().all(|team| team.id != event.team);
    if let Some(event) = events.iter().find(stranger) {
        return Err(WyscoutFault::Stranger { event: event.id, team: event.team });
    }
    Ok(WyscoutMatchV3 { id: id.unwrap_or_default(), label, teams, events })
}

fn event(read: Event) -> Result<WyscoutV3Event, WyscoutFault> {
    let Some(id) = read.id.whole() else {
        return Err(WyscoutFault::Match("an event has no id".to_owned()));
    };
    let absurd = |what, found: String| WyscoutFault::Absurd { event: id, what, found };
    let at = |location| place(location).map_err(|found| absurd("a place", found));
    let clock_secs = read.match_timestamp.as_deref().and_then(clock).or_else(|| {
        Some(read.minute.whole()? * 60 + read.second.whole()?)
            .and_then(|secs| Some(f64::from(i32::try_from(secs).ok()?)))
    });
    let pass = match read.pass {
        None => None,
        Some(pass) => Some(WyscoutPassV3 {
            accurate: pass.accurate,
            end_percent: at(pass.end_location)?,
            recipient: pass.recipient.as_ref().and_then(known_player),
            high: pass.height.as_deref() == Some("high"),
        }),
    };
    let card = |infraction: raw::Infraction| match (infraction.red_card, infraction.yellow_card) {
        (Some(true), _) => Some(true),
        (_, Some(true)) => Some(false),
        _ => None,
    };
    Ok(WyscoutV3Event {
        id,
        primary: read.kind.primary,
        secondary: read.kind.secondary,
        period: period(&read.match_period)
            .ok_or_else(|| absurd("the period", read.match_period.chars().take(20).collect()))?,
        clock_secs: clock_secs
            .filter(|secs| (0.0..=14_400.0).contains(secs))
            .ok_or_else(|| absurd("the clock", read.match_timestamp.unwrap_or_default()))?,
        team: read.team.id.whole().ok_or_else(|| absurd("the team", "no number".to_owned()))?,
        player: read.player.as_ref().and_then(known_player),
        position: read.player.and_then(|player| player.position),
        formation: read.team.formation,
        start_percent: at(read.location)?,
        pass,
        shot: read.shot.map(Into::into),
        duel: read.aerial_duel.map(Into::into).or(read.ground_duel.map(Into::into)),
        carried_to_percent: at(read.carry.and_then(|carry| carry.end_location))?,
        red_card: read.infraction.and_then(card),
    })
}

fn known_player(named: &Named) -> Option<i64> {
    named.id.whole().filter(|id| *id != 0)
}

/// `00:00:01.849` in seconds.
fn clock(text: &str) -> Option<f64> {
    let mut secs = 0.0;
    for part in text.split(':') {
        secs = secs * 60.0 + part.parse::<f64>().ok()?;
    }
    Some(secs)
}
