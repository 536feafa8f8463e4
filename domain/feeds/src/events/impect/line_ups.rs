//! The line-ups of a game with its substitutions, and the names that stand in the lists of squads and players.

use std::collections::HashMap;

use football::{EventKind, GameEvents, GameTeam, ListedPlayer, Pitch, Position, Side};
use serde::Deserialize;

use super::{Clock, moment};
use crate::events::{
    error::{EventsError, EventsFault},
    growing::{self, GrowingEvents},
    items::{self, Items, Step},
};

/// Who comes for whom is told minutes apart at most.
const EXCHANGE_SECS: f64 = 60.0;
/// The position of who does not play.
const BENCH: &str = "BANK";
/// The lists are of competitions: thousands of players.
const MOST_NAMES: usize = 50_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Squad {
    id: i64,
    starting_formation: Option<String>,
    #[serde(default)]
    players: Vec<Player>,
    #[serde(default)]
    starting_positions: Vec<Starter>,
    #[serde(default)]
    substitutions: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Player {
    id: i64,
    shirt_number: Option<u16>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Starter {
    player_id: i64,
    position: String,
    position_side: Option<String>,
}

/// A player changes his position, from or to the bench.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    game_time: Clock,
    player_id: i64,
    from_position: String,
    to_position: String,
}

/// A squad or a player of the lists.
#[derive(Deserialize)]
struct Named {
    id: i64,
    name: Option<String>,
    commonname: Option<String>,
    firstname: Option<String>,
    lastname: Option<String>,
}

/// Reads the line-ups of a game; `squads` and `players` are the lists of names, either may be empty.
///
/// # Errors
/// A file is not what it should be.
pub fn read_impect_line_ups(
    line_ups: &[u8],
    squads: &[u8],
    players: &[u8],
) -> Result<GameEvents, EventsError> {
    read(line_ups, squads, players).map(GrowingEvents::finish)
}

/// A game with its line-ups and substitutions.
pub(super) fn read(
    line_ups: &[u8],
    squads: &[u8],
    players: &[u8],
) -> Result<GrowingEvents, EventsError> {
    let (squads, players) = (names(squads)?, names(players)?);
    let mut found: [Option<Squad>; 2] = [None, None];
    let mut id = None;
    let mut file = Items::new(|way| match way {
        [own] => own.is("id") || own.is("squadHome") || own.is("squadAway"),
        _ => false,
    });
    file.push(line_ups, &mut |way, item| {
        match way.first().and_then(Step::key) {
            Some("squadHome") => found[0] = Some(items::read(item)?),
            Some("squadAway") => found[1] = Some(items::read(item)?),
            _ => id = Some(items::read::<i64>(item)?),
        }
        Ok(())
    })?;
    file.finish()?;
    let [Some(home), Some(away)] = found else {
        return Err(EventsFault::Missing("`squadHome` or `squadAway`").of_file());
    };
    let mut game = GrowingEvents::new(Pitch::STANDARD);
    game.game().provider_id = id.map(|id| id.to_string());
    for (side, squad) in [(Side::Home, &home), (Side::Away, &away)] {
        let own = GameTeam {
            provider_id: Some(squad.id.to_string()),
            name: squads.get(&squad.id).cloned(),
            formation: squad
                .starting_formation
                .as_ref()
                .map(|formation| formation.replace('-', "")),
        };
        match side {
            Side::Home => game.game().home = own,
            Side::Away => game.game().away = own,
        }
        add(&mut game, side, squad, &players).map_err(EventsFault::of_file)?;
    }
    Ok(game)
}

fn names(list: &[u8]) -> Result<HashMap<i64, String>, EventsError> {
    let mut names = HashMap::new();
    if list.is_empty() {
        return Ok(names);
    }
    let mut read = Items::new(|way| matches!(way, [Step::Item(_)]));
    read.push(list, &mut |_, item| {
        if names.len() == MOST_NAMES {
            return Err(EventsFault::TooManyPlayers { most: MOST_NAMES });
        }
        let entry: Named = items::read(item)?;
        let full = [entry.firstname, entry.lastname].map(Option::unwrap_or_default).join(" ");
        let full = Some(full.trim().to_owned()).filter(|name| !name.is_empty());
        if let Some(name) = entry.name.or(entry.commonname).or(full) {
            names.insert(entry.id, name);
        }
        Ok(())
    })?;
    read.finish()?;
    Ok(names)
}

fn add(
    game: &mut GrowingEvents,
    side: Side,
    squad: &Squad,
    names: &HashMap<i64, String>,
) -> Result<(), EventsFault> {
    for player in &squad.players {
        let starter =
            squad.starting_positions.iter().find(|starter| starter.player_id == player.id);
        game.list(ListedPlayer {
            side,
            provider_id: Some(player.id.to_string()),
            name: names.get(&player.id).cloned(),
            shirt: player.shirt_number,
            starter: Some(starter.is_some()),
            position: starter.and_then(position),
            provider_position: starter.map(|starter| {
                let across = starter.position_side.as_deref().unwrap_or_default();
                format!("{} {across}", starter.position).trim().to_owned()
            }),
        })?;
    }
    let off = |change: &&Change| change.to_position == BENCH && change.from_position != BENCH;
    let mut on: Vec<&Change> = squad
        .substitutions
        .iter()
        .filter(|change| change.from_position == BENCH && change.to_position != BENCH)
        .collect();
    for (number, change) in squad.substitutions.iter().filter(off).enumerate() {
        let (period, clock_secs) = moment(&change.game_time)?;
        let near = |other: &&Change| {
            (other.game_time.game_time_in_sec - change.game_time.game_time_in_sec).abs()
                <= EXCHANGE_SECS
        };
        // Without anybody coming he was sent off or hurt.
        let came = on.iter().position(near).map(|place| on.remove(place));
        let kind = match came {
            Some(came) => EventKind::Substitution {
                replacement: Some(game.player(side, &came.player_id.to_string(), None)?),
            },
            None => EventKind::PlayerAway { back: false },
        };
        let id = format!("{}-{number}", squad.id);
        let mut event = growing::event(id, "substitution".to_owned(), kind);
        event.period = period;
        event.clock_secs = clock_secs;
        event.side = Some(side);
        event.player = Some(game.player(side, &change.player_id.to_string(), None)?);
        game.add(event)?;
    }
    Ok(())
}

fn position(starter: &Starter) -> Option<Position> {
    Some(match starter.position.as_str() {
        "GOALKEEPER" => Position::Goalkeeper,
        "CENTRAL_DEFENDER" => Position::CentreBack,
        "LEFT_WINGBACK_DEFENDER" => Position::LeftBack,
        "RIGHT_WINGBACK_DEFENDER" => Position::RightBack,
        "DEFENSE_MIDFIELD" => Position::DefensiveMidfield,
        "CENTRAL_MIDFIELD" => Position::CentralMidfield,
        "ATTACKING_MIDFIELD" => Position::AttackingMidfield,
        "LEFT_WINGER" => Position::LeftWinger,
        "RIGHT_WINGER" => Position::RightWinger,
        "SECOND_STRIKER" => Position::SecondStriker,
        "CENTER_FORWARD" => Position::CentreForward,
        _ => return None,
    })
}
