//! MA1: teams and line-ups.

use football::{GameTeam, ListedPlayer, Position, Side};
use serde::Deserialize;

use super::Coded;
use crate::events::{
    error::{EventsError, EventsFault},
    items::{self, Items, Step},
};

/// What MA1 and MA3 say of a game.
#[derive(Deserialize)]
pub(super) struct MatchInfo {
    id: Option<String>,
    contestant: Vec<Contestant>,
}

#[derive(Deserialize)]
struct Contestant {
    id: String,
    name: Option<String>,
    position: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LineUp {
    contestant_id: String,
    formation_used: Option<String>,
    #[serde(default)]
    player: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    player_id: String,
    match_name: Option<String>,
    known_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    shirt_number: Option<u16>,
    position: Option<String>,
    position_side: Option<String>,
    sub_position: Option<String>,
}

/// Reads teams and line-ups into a game.
pub(super) fn read(bytes: &[u8], coded: &mut Coded) -> Result<(), EventsError> {
    let mut read = Items::new(|way| match way {
        [info] => info.is("matchInfo"),
        [live, line_up, Step::Item(_)] => live.is("liveData") && line_up.is("lineUp"),
        _ => false,
    });
    let mut line_ups: Vec<LineUp> = Vec::new();
    let mut known = false;
    read.push(bytes, &mut |way, item| {
        if way.len() == 1 {
            known = true;
            return items::read::<MatchInfo>(item)?.into_game(coded);
        }
        if line_ups.len() == 2 {
            return Err(EventsFault::Item("there is a third team".to_owned()));
        }
        line_ups.push(items::read(item)?);
        Ok(())
    })?;
    read.finish()?;
    if !known {
        return Err(EventsFault::Missing("`matchInfo`").of_file());
    }
    if line_ups.is_empty() {
        return Err(EventsFault::Missing("`lineUp`").of_file());
    }
    line_ups
        .into_iter()
        .try_for_each(|line_up| line_up.into_game(coded))
        .map_err(EventsFault::of_file)
}

impl MatchInfo {
    /// Keeps the two teams.
    pub(super) fn into_game(self, coded: &mut Coded) -> Result<(), EventsFault> {
        let game = coded.game.game();
        game.provider_id = self.id;
        for team in self.contestant {
            let own = match team.position.as_str() {
                "home" => &mut game.home,
                "away" => &mut game.away,
                other => return Err(EventsFault::unexpected(other.as_bytes(), "`home` or `away`")),
            };
            *own = GameTeam { provider_id: Some(team.id), name: team.name, formation: None };
        }
        Ok(())
    }
}

impl LineUp {
    fn into_game(self, coded: &mut Coded) -> Result<(), EventsFault> {
        let side = coded.game.side(&self.contestant_id)?;
        let game = coded.game.game();
        match side {
            Side::Home => game.home.formation = self.formation_used,
            Side::Away => game.away.formation = self.formation_used,
        }
        for listed in self.player {
            let names = [listed.first_name, listed.last_name].map(Option::unwrap_or_default);
            let full = Some(names.join(" ").trim().to_owned()).filter(|name| !name.is_empty());
            let starter = listed.position.as_deref() != Some("Substitute");
            let place = if starter { listed.position } else { listed.sub_position };
            let across = listed.position_side.unwrap_or_default();
            coded.game.list(ListedPlayer {
                side,
                provider_id: Some(listed.player_id),
                name: listed.known_name.or(listed.match_name).or(full),
                shirt: listed.shirt_number,
                starter: Some(starter),
                position: place.as_deref().and_then(|line| position(line, &across)),
                provider_position: place.map(|line| format!("{line} {across}").trim().to_owned()),
            })?;
        }
        Ok(())
    }
}

/// The position of a line, and of the side on it: `Left/Centre` is within.
fn position(line: &str, across: &str) -> Option<Position> {
    Some(match (line, across) {
        ("Goalkeeper", _) => Position::Goalkeeper,
        ("Defender" | "Wing Back", "Left") => Position::LeftBack,
        ("Defender" | "Wing Back", "Right") => Position::RightBack,
        ("Defender", "Centre" | "Left/Centre" | "Centre/Right") => Position::CentreBack,
        ("Defensive Midfielder", _) => Position::DefensiveMidfield,
        ("Midfielder", "Left") => Position::LeftMidfield,
        ("Midfielder", "Right") => Position::RightMidfield,
        ("Midfielder", "Centre" | "Left/Centre" | "Centre/Right") => Position::CentralMidfield,
        ("Attacking Midfielder" | "Striker" | "Attacker", "Left") => Position::LeftWinger,
        ("Attacking Midfielder" | "Striker" | "Attacker", "Right") => Position::RightWinger,
        ("Attacking Midfielder", _) => Position::AttackingMidfield,
        ("Striker" | "Attacker", "Centre" | "Left/Centre" | "Centre/Right") => {
            Position::CentreForward
        }
        _ => return None,
    })
}
