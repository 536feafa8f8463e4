//! F7: teams and line-ups.

use football::{GameTeam, ListedPlayer, Position, Side};

use super::Coded;
use crate::events::{
    error::{EventsError, EventsFault},
    markup::{Element, Markup, Part},
};

/// What stands in the file before and within the place that the reader has reached.
#[derive(Default)]
struct F7 {
    team: Option<String>,
    player: Option<String>,
    names: [String; 3],
    element: String,
    sides: Vec<(String, Side)>,
}

/// Reads teams and line-ups into a game.
pub(super) fn read(bytes: &[u8], coded: &mut Coded) -> Result<(), EventsError> {
    let (mut markup, mut f7) = (Markup::default(), F7::default());
    markup.push(bytes, &mut |part| f7.take(part, coded))?;
    markup.finish()?;
    if f7.sides.len() != 2 {
        return Err(EventsFault::Missing("the `TeamData` of two teams").of_file());
    }
    Ok(())
}

impl F7 {
    fn take(&mut self, part: Part<'_>, coded: &mut Coded) -> Result<(), EventsFault> {
        match part {
            Part::Start(element) => self.start(element, coded),
            Part::Text(text) => {
                self.text(text, coded);
                Ok(())
            }
            Part::End("Player") => self.end_player(coded),
            Part::End("Team") => {
                self.team = None;
                Ok(())
            }
            Part::End(_) => {
                self.element.clear();
                Ok(())
            }
        }
    }

    fn start(&mut self, element: &Element, coded: &mut Coded) -> Result<(), EventsFault> {
        element.name.clone_into(&mut self.element);
        match element.name.as_str() {
            "SoccerDocument" => {
                coded.game.game().provider_id = element.get("uID").map(without_letter);
            }
            "TeamData" => {
                let side = match element.need("Side")? {
                    "Home" => Side::Home,
                    "Away" => Side::Away,
                    other => {
                        return Err(EventsFault::unexpected(other.as_bytes(), "`Home` or `Away`"));
                    }
                };
                let team = without_letter(element.need("TeamRef")?);
                let own = GameTeam {
                    provider_id: Some(team.clone()),
                    name: None,
                    formation: element.get("Formation").map(ToOwned::to_owned),
                };
                match side {
                    Side::Home => coded.game.game().home = own,
                    Side::Away => coded.game.game().away = own,
                }
                if self.sides.len() == 2 {
                    return Err(EventsFault::Item("there is a third team".to_owned()));
                }
                self.sides.push((team, side));
            }
            "MatchPlayer" => {
                let Some((_, side)) = self.sides.last() else {
                    return Err(EventsFault::Missing("the team of a line-up"));
                };
                let starts = element.need("Status")? == "Start";
                let place = if starts { None } else { element.get("SubPosition") };
                let place = place.or_else(|| element.get("Position"));
                coded.game.list(ListedPlayer {
                    provider_id: Some(without_letter(element.need("PlayerRef")?)),
                    shirt: element.get("ShirtNumber").and_then(|shirt| shirt.parse().ok()),
                    starter: Some(starts),
                    // Of the others only the line is told.
                    position: (place == Some("Goalkeeper")).then_some(Position::Goalkeeper),
                    provider_position: place.map(ToOwned::to_owned),
                    ..ListedPlayer::unknown(*side)
                })?;
            }
            "Team" => self.team = element.get("uID").map(without_letter),
            "Player" => {
                self.player = element.get("uID").map(without_letter);
                self.names = Default::default();
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, coded: &mut Coded) {
        match (self.element.as_str(), &self.player, &self.team) {
            ("First", Some(_), _) => text.clone_into(&mut self.names[0]),
            ("Last", Some(_), _) => text.clone_into(&mut self.names[1]),
            ("Known", Some(_), _) => text.clone_into(&mut self.names[2]),
            ("Name", None, Some(team)) => {
                let side = coded.game.side(team);
                let game = coded.game.game();
                match side {
                    Ok(Side::Home) => game.home.name = Some(text.to_owned()),
                    Ok(Side::Away) => game.away.name = Some(text.to_owned()),
                    Err(_) => {}
                }
            }
            _ => {}
        }
    }

    /// A squad may be longer than the line-up: only those of the line-up are named.
    fn end_player(&mut self, coded: &mut Coded) -> Result<(), EventsFault> {
        let known = self.player.take().filter(|id| coded.game.known(id).is_some());
        let Some((id, team)) = known.zip(self.team.as_deref()) else { return Ok(()) };
        let side = coded.game.side(team)?;
        let [first, last, known_as] = &self.names;
        let name = if known_as.is_empty() { format!("{first} {last}") } else { known_as.clone() };
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        coded.game.list(ListedPlayer {
            provider_id: Some(id),
            name,
            ..ListedPlayer::unknown(side)
        })?;
        Ok(())
    }
}

/// Ids of F7 begin with a letter, those of F24 do not: `p111319`.
fn without_letter(id: &str) -> String {
    id.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).to_owned()
}
