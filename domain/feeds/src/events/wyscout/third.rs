//! The third version of the format, one match in a file, with words where the second has numbers.
//!
//! Read as far as public descriptions and samples tell: kind, place, pass and shot. Carries, duels and possessions
//! are left out.

use serde::Deserialize;

use super::{
    error::{WyscoutError, WyscoutFault},
    game::WyscoutTeam,
    reader::LONGEST_OBJECT,
    rosters::{Game, Players, Teams, two_teams},
    second::{MOST_EVENTS, period, place},
    values::{Loose, Place},
};

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
    /// Where: x and y in percent of the pitch, as the acting team sees it.
    pub start_percent: Option<[f64; 2]>,
    /// The pass that it was.
    pub pass: Option<WyscoutPassV3>,
    /// The shot that it was.
    pub shot: Option<WyscoutShotV3>,
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
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    events: Vec<Event>,
    teams: Teams,
    players: Players,
    #[serde(rename = "match")]
    game: Option<Game>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    id: Loose,
    #[serde(default)]
    match_id: Loose,
    match_period: String,
    #[serde(default)]
    match_timestamp: Option<String>,
    #[serde(default)]
    minute: Loose,
    #[serde(default)]
    second: Loose,
    team: Named,
    player: Option<Named>,
    location: Option<Place>,
    #[serde(rename = "type")]
    kind: Kind,
    pass: Option<Pass>,
    shot: Option<Shot>,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    id: Loose,
}

#[derive(Deserialize)]
struct Kind {
    primary: String,
    #[serde(default)]
    secondary: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pass {
    accurate: Option<bool>,
    end_location: Option<Place>,
    recipient: Option<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shot {
    is_goal: Option<bool>,
    on_target: Option<bool>,
    goal_zone: Option<String>,
    body_part: Option<String>,
    #[serde(default)]
    xg: Loose,
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
    read(file).map_err(|fault| fault.at(1))
}

fn read(file: File) -> Result<WyscoutMatchV3, WyscoutFault> {
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
            recipient: pass.recipient.and_then(known_player),
        }),
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
        player: read.player.and_then(known_player),
        start_percent: at(read.location)?,
        pass,
        shot: read.shot.map(|shot| WyscoutShotV3 {
            goal: shot.is_goal.unwrap_or_default(),
            on_target: shot.on_target.unwrap_or_default(),
            zone: shot.goal_zone.filter(|zone| !zone.is_empty()),
            body_part: shot.body_part,
            expected_goals: shot.xg.0.filter(|share| (0.0..=1.0).contains(share)),
        }),
    })
}

fn known_player(named: Named) -> Option<i64> {
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
