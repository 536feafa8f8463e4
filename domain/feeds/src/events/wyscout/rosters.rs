//! Teams, players and line-ups, which both versions of the format write alike.

use serde::Deserialize;

use super::{
    error::WyscoutFault,
    game::{WyscoutPlayer, WyscoutTeam},
    values::{Entries, Few, Loose},
};

/// The teams of a match, by their ids.
pub(super) type Teams = Entries<Option<TeamEntry>>;

/// Who was listed, by the ids of the teams.
pub(super) type Players = Entries<Option<Few<Option<PlayerEntry>>>>;

/// What a file may say of the match besides its events.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Game {
    pub(super) wy_id: Loose,
    pub(super) label: Option<String>,
    pub(super) dateutc: Option<String>,
    teams_data: Entries<TeamData>,
}

#[derive(Deserialize)]
pub(super) struct TeamEntry {
    team: Option<Team>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Team {
    name: Option<String>,
    official_name: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct PlayerEntry {
    player: Option<Player>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Player {
    wy_id: Loose,
    short_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    role: Option<Role>,
}

#[derive(Deserialize)]
struct Role {
    code3: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TeamData {
    side: Option<String>,
    formation: Option<Formation>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Formation {
    lineup: Option<Few<Listed>>,
    bench: Option<Few<Listed>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Listed {
    player_id: Loose,
    shirt_number: Loose,
}

/// The two teams, the home team first. What tells it is, in this order: the line-ups, the label, and where the
/// file has neither, the order in which it names them.
pub(super) fn two_teams(
    teams: Teams,
    players: Players,
    game: Option<&Game>,
    label: Option<&str>,
) -> Result<[WyscoutTeam; 2], WyscoutFault> {
    let mut read = Vec::with_capacity(2);
    for (id, entry) in teams.0 {
        let Ok(id) = id.trim().parse() else {
            return Err(WyscoutFault::Match("the id of a team is no number".to_owned()));
        };
        let team = entry.and_then(|entry| entry.team).unwrap_or_default();
        read.push(WyscoutTeam {
            id,
            name: spelled(team.name),
            official_name: team.official_name.map(|name| spelled(Some(name))),
            players: Vec::new(),
        });
    }
    let found = read.len();
    let Ok(mut read) = <[WyscoutTeam; 2]>::try_from(read) else {
        return Err(WyscoutFault::Teams(found));
    };
    for (id, listed) in players.0 {
        let Some(team) = read.iter_mut().find(|team| team.id.to_string() == id) else { continue };
        let listed = listed.into_iter().flat_map(|few| few.0).flatten();
        team.players = listed.filter_map(|entry| player(entry.player?)).collect();
    }
    let lineups = game.map(|game| &game.teams_data.0[..]).unwrap_or_default();
    for (id, data) in lineups {
        let Some(team) = read.iter_mut().find(|team| team.id.to_string() == *id) else { continue };
        if let Some(formation) = &data.formation {
            line_up(team, formation);
        }
    }
    let side_of = |team: &WyscoutTeam| {
        let data = lineups.iter().find(|(id, _)| *id == team.id.to_string());
        data.and_then(|(_, data)| data.side.as_deref())
    };
    let second_is_home = match (side_of(&read[0]), side_of(&read[1])) {
        (Some("away"), _) | (_, Some("home")) => true,
        (Some("home"), _) | (_, Some("away")) => false,
        _ => {
            let names_first = |team: &WyscoutTeam| {
                let rest = label.and_then(|label| label.strip_prefix(&team.name));
                rest.is_some_and(|rest| rest.starts_with(" - "))
            };
            names_first(&read[1]) && !names_first(&read[0])
        }
    };
    if second_is_home {
        read.swap(0, 1);
    }
    Ok(read)
}

fn player(player: Player) -> Option<WyscoutPlayer> {
    Some(WyscoutPlayer {
        id: player.wy_id.whole()?,
        short_name: spelled(player.short_name),
        first_name: spelled(player.first_name),
        last_name: spelled(player.last_name),
        role: player.role.and_then(|role| role.code3),
        shirt: None,
        starts: None,
    })
}

fn line_up(team: &mut WyscoutTeam, formation: &Formation) {
    let lineup = formation.lineup.iter().flat_map(|few| &few.0).map(|listed| (listed, true));
    let bench = formation.bench.iter().flat_map(|few| &few.0).map(|listed| (listed, false));
    for (listed, starts) in lineup.chain(bench) {
        let Some(id) = listed.player_id.whole() else { continue };
        let known = team.players.iter().position(|player| player.id == id);
        let place = known.unwrap_or_else(|| {
            team.players.push(WyscoutPlayer { id, ..WyscoutPlayer::default() });
            team.players.len() - 1
        });
        team.players[place].shirt = listed.shirt_number.small();
        team.players[place].starts = Some(starts);
    }
}

/// A name without the escapes (`\u00e9`) that the public data set has in the text of its names.
fn spelled(name: Option<String>) -> String {
    let name = name.unwrap_or_default();
    if !name.contains("\\u") {
        return name;
    }
    let quoted = format!("\"{}\"", name.replace('"', "\\\""));
    serde_json::from_str(&quoted).unwrap_or(name)
}
