//! `DataFactory`: everything of a game in one JSON object, incidences by class.
//!
//! Places are from -1 to 1 in both directions, y downwards, on the pitch as it lies: teams change ends, and which way
//! they attack is seen from shots and corners. A goal stands among the goals and among the shots; it is read once.

mod kinds;

use football::{GameEvents, GameTeam, ListedPlayer, Pitch, Position, Side, Spot};
use serde::Deserialize;

use super::{
    ends::Ends,
    error::{EventsError, EventsFault},
    growing::{self, GrowingEvents},
    items::{self, Items, Step},
};

/// The line of a coach in the list of players.
const COACH: i64 = 5;
/// Two squads with their coaches, and mistakes.
const MOST_LISTED: usize = 400;
/// Seven times what a game has.
const MOST_INCIDENCES: usize = 30_000;

/// Reads a game.
#[derive(Debug)]
pub struct DataFactoryReader {
    items: Items,
    read: Read,
}

#[derive(Debug, Default)]
struct Read {
    game: Option<Match>,
    teams: Vec<(String, Team)>,
    players: Vec<(String, Player)>,
    incidences: Vec<Incidence>,
}

#[derive(Debug, Deserialize)]
struct Match {
    #[serde(rename = "matchId")]
    id: Option<i64>,
    #[serde(rename = "homeTeamId")]
    home: i64,
    #[serde(rename = "awayTeamId")]
    away: i64,
}

#[derive(Debug, Deserialize)]
struct Team {
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Player {
    team_id: i64,
    squad_no: Option<u16>,
    posn_id: Option<i64>,
    #[serde(default)]
    substitute: bool,
    name: Option<PlayerName>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlayerName {
    nick: Option<String>,
    short_name: Option<String>,
}

/// An incidence, as the provider writes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawIncidence {
    #[serde(rename = "type")]
    kind: i64,
    t: Time,
    team: Option<i64>,
    plyr_id: Option<i64>,
    recv_id: Option<i64>,
    off_id: Option<i64>,
    in_id: Option<i64>,
    coord: Option<Places>,
}

#[derive(Debug, Deserialize)]
struct Time {
    half: i64,
    m: Option<f64>,
    s: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct Places {
    #[serde(rename = "1")]
    start: Option<Place>,
    #[serde(rename = "2")]
    end: Option<Place>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Place {
    x: f64,
    y: f64,
}

/// An incidence with its class and id.
#[derive(Debug)]
struct Incidence {
    class: String,
    id: String,
    period: u8,
    /// Seconds of the clock, which runs on from 45 minutes in the second half.
    clock_secs: f64,
    raw: RawIncidence,
}

impl Default for DataFactoryReader {
    fn default() -> Self {
        let items = Items::new(|way| match way {
            [own] => own.is("match"),
            [list, Step::Key(_)] => list.is("teams") || list.is("players"),
            [list, class, Step::Key(_)] => list.is("incidences") && !class.is("goals"),
            _ => false,
        });
        Self { items, read: Read::default() }
    }
}

impl DataFactoryReader {
    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first item that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { items, read } = self;
        items.push(bytes, &mut |way, item| read.take(way, item))
    }

    /// The game, its events by the clock.
    ///
    /// # Errors
    /// The file was cut off, says nothing of the match, or an incidence is of a team that does not play.
    pub fn finish(self) -> Result<GameEvents, EventsError> {
        self.items.finish()?;
        self.read.game().map_err(EventsFault::of_file)
    }
}

impl Read {
    fn take(&mut self, way: &[Step], item: &[u8]) -> Result<(), EventsFault> {
        let key = |place: usize| way.get(place).and_then(Step::key).unwrap_or_default().to_owned();
        match (key(0).as_str(), way.len()) {
            ("match", _) => self.game = Some(items::read(item)?),
            ("teams", _) if self.teams.len() < 2 => self.teams.push((key(1), items::read(item)?)),
            ("teams", _) => return Err(EventsFault::Item("there is a third team".to_owned())),
            ("players", _) if self.players.len() == MOST_LISTED => {
                return Err(EventsFault::TooManyPlayers { most: MOST_LISTED });
            }
            ("players", _) => self.players.push((key(1), items::read(item)?)),
            _ => {
                if self.incidences.len() == MOST_INCIDENCES {
                    return Err(EventsFault::TooManyEvents { most: MOST_INCIDENCES });
                }
                let raw: RawIncidence = items::read(item)?;
                // The first whistle stands before the first half.
                let period = growing::period(raw.t.half.max(1))?;
                let clock_secs = raw.t.m.unwrap_or_default() * 60.0 + raw.t.s.unwrap_or_default();
                self.incidences.push(Incidence {
                    class: key(1),
                    id: key(2),
                    period,
                    clock_secs,
                    raw,
                });
            }
        }
        Ok(())
    }

    fn game(mut self) -> Result<GameEvents, EventsFault> {
        let told = self.game.take().ok_or(EventsFault::Missing("`match`"))?;
        let mut game = GrowingEvents::new(Pitch::STANDARD);
        game.game().provider_id = told.id.map(|id| id.to_string());
        let [home, away] = [told.home, told.away].map(|id| {
            let id = id.to_string();
            let team = self.teams.iter().find(|(own, _)| *own == id);
            let name = team.and_then(|(_, team)| team.name.clone());
            GameTeam { provider_id: Some(id), name, formation: None }
        });
        (game.game().home, game.game().away) = (home, away);
        for (id, player) in self.players {
            if player.posn_id == Some(COACH) {
                continue;
            }
            let side = game.side(&player.team_id.to_string())?;
            let name = player.name.and_then(|name| name.short_name.or(name.nick));
            game.list(ListedPlayer {
                provider_id: Some(id),
                name,
                shirt: player.squad_no,
                starter: Some(!player.substitute),
                // Of the others only the line is told.
                position: (player.posn_id == Some(1)).then_some(Position::Goalkeeper),
                provider_position: player.posn_id.map(|line| line.to_string()),
                ..ListedPlayer::unknown(side)
            })?;
        }
        let by_clock = |one: &Incidence, other: &Incidence| {
            (one.period.cmp(&other.period))
                .then(one.clock_secs.total_cmp(&other.clock_secs))
                .then(one.id.cmp(&other.id))
        };
        self.incidences.sort_by(by_clock);
        let mut ends = Ends::default();
        kinds::add(&self.incidences, &mut game, &mut ends)?;
        let mut game = game.finish();
        if game.events.is_empty() {
            return Err(EventsFault::Missing("an incidence"));
        }
        ends.turn(&mut game);
        Ok(game)
    }
}

/// The team of an incidence; some are told without one, and then it is that of the player.
fn side(raw: &RawIncidence, game: &GrowingEvents) -> Result<Option<Side>, EventsFault> {
    match (raw.team, raw.plyr_id) {
        (Some(team), _) => game.side(&team.to_string()).map(Some),
        (None, player) => Ok(player.and_then(|id| game.side_of(&id.to_string()))),
    }
}

fn spot(place: Place) -> Spot {
    let Pitch { length_m, width_m } = Pitch::STANDARD;
    Spot { x_m: place.x * length_m / 2.0, y_m: -place.y * width_m / 2.0 }
}
