//! The second version of the format, and the lines of the public data set, which are of it.

use std::collections::HashSet;

use serde::Deserialize;

use super::{
    error::WyscoutFault,
    game::{WyscoutEvent, WyscoutMatch},
    rosters::{Game, Players, Teams, two_teams},
    tags::WyscoutTags,
    values::{Ends, Loose, Place},
};

/// A match has 1,000 to 2,000 events.
pub(super) const MOST_EVENTS: usize = 20_000;

/// No period lasts longer than two hours.
const LONGEST_PERIOD_SECS: f64 = 7_200.0;

/// A line of the public data set, which has all but the label in `data`, or a file of the service.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    match_id: Loose,
    label: Option<String>,
    date: Option<String>,
    data: Option<Box<Line>>,
    events: Vec<Raw>,
    teams: Teams,
    players: Players,
    #[serde(rename = "match")]
    game: Option<Game>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    id: Loose,
    #[serde(default)]
    match_id: Loose,
    team_id: Loose,
    #[serde(default)]
    player_id: Loose,
    match_period: String,
    event_sec: Loose,
    /// The kind; some files have its number where its name should be.
    #[serde(default)]
    event_id: Loose,
    #[serde(default)]
    event_name: Loose,
    #[serde(default)]
    sub_event_id: Loose,
    #[serde(default)]
    sub_event_name: Loose,
    #[serde(default)]
    positions: Ends,
    #[serde(default)]
    tags: WyscoutTags,
}

/// Reads a match.
pub(super) fn read(object: &[u8]) -> Result<WyscoutMatch, WyscoutFault> {
    let mut line: Line =
        serde_json::from_slice(object).map_err(|error| WyscoutFault::Match(error.to_string()))?;
    let (id, label, date) = (line.match_id, line.label.take(), line.date.take());
    let inner = line.data.take().map_or(line, |data| *data);
    let game = inner.game.as_ref();
    let label = label.or_else(|| game.and_then(|game| game.label.clone()));
    let date = date.or_else(|| game.and_then(|game| game.dateutc.clone()));
    let teams = two_teams(inner.teams, inner.players, game, label.as_deref())?;
    let first = inner.events.first().ok_or(WyscoutFault::NoEvents)?;
    let id = [id, game.map(|game| game.wy_id).unwrap_or_default(), first.match_id];
    let id = id.iter().find_map(|id| id.whole()).unwrap_or_default();
    if inner.events.len() > MOST_EVENTS {
        return Err(WyscoutFault::TooManyEvents { most: MOST_EVENTS });
    }
    let events: Vec<_> = inner.events.iter().map(event).collect::<Result<_, _>>()?;
    let mut seen = HashSet::with_capacity(events.len());
    for event in &events {
        if !seen.insert(event.id) {
            return Err(WyscoutFault::Twice(event.id));
        }
        if teams.iter().all(|team| team.id != event.team) {
            return Err(WyscoutFault::Stranger { event: event.id, team: event.team });
        }
    }
    Ok(WyscoutMatch { id, label, date, teams, events })
}

fn event(read: &Raw) -> Result<WyscoutEvent, WyscoutFault> {
    let Some(id) = read.id.whole() else {
        return Err(WyscoutFault::Match("an event has no id".to_owned()));
    };
    let absurd = |what, found: String| WyscoutFault::Absurd { event: id, what, found };
    let shown = |value: Loose| value.0.map_or_else(|| "no number".to_owned(), |n| n.to_string());
    let kind = [read.event_id, read.event_name].iter().find_map(|kind| kind.small());
    let sub_kind = [read.sub_event_id, read.sub_event_name].iter().find_map(|kind| kind.small());
    Ok(WyscoutEvent {
        id,
        kind: kind.ok_or_else(|| absurd("its kind", shown(read.event_id)))?,
        sub_kind: sub_kind.unwrap_or_default(),
        tags: read.tags,
        period: period(&read.match_period)
            .ok_or_else(|| absurd("the period", read.match_period.chars().take(20).collect()))?,
        seconds: read
            .event_sec
            .0
            .filter(|seconds| (0.0..=LONGEST_PERIOD_SECS).contains(seconds))
            .ok_or_else(|| absurd("the second", shown(read.event_sec)))?,
        team: read.team_id.whole().ok_or_else(|| absurd("the team", shown(read.team_id)))?,
        player: read.player_id.whole().filter(|player| *player != 0),
        start_percent: place(read.positions.start).map_err(|found| absurd("a place", found))?,
        end_percent: place(read.positions.end).map_err(|found| absurd("a place", found))?,
    })
}

/// The number of a period.
pub(super) fn period(word: &str) -> Option<u8> {
    match word {
        "1H" => Some(1),
        "2H" => Some(2),
        "E1" | "1E" => Some(3),
        "E2" | "2E" => Some(4),
        "P" => Some(5),
        _ => None,
    }
}

/// A place on the pitch or a little beside it; what stands there, if that is elsewhere.
pub(super) fn place(place: Option<Place>) -> Result<Option<[f64; 2]>, String> {
    let Some(known) = place.and_then(Place::known) else { return Ok(None) };
    if known.iter().all(|share| (-50.0..=150.0).contains(share)) {
        Ok(Some(known))
    } else {
        Err(format!("{}, {}", known[0], known[1]))
    }
}
