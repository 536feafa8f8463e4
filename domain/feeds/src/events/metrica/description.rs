//! The description of a game in the form of FIFA's standard for tracking (EPTS): teams, squads, the pitch and who
//! attacks which way.

use std::collections::HashSet;

use football::{GameTeam, ListedPlayer, Pitch, Position, Side};

use crate::events::{
    ends::Ends,
    error::{EventsError, EventsFault},
    growing::GrowingEvents,
    markup::{Element, Markup, Part},
};

/// Lengths and widths that a pitch may have, metres.
const PITCH_M: std::ops::RangeInclusive<f64> = 20.0..=150.0;
/// Who stands at a position that is taken came on for who took it.
const STARTERS: usize = 11;

#[derive(Default)]
struct Description {
    home: Option<String>,
    away: Option<String>,
    size: [Option<f64>; 2],
    teams: Vec<Team>,
    players: Vec<Player>,
    /// The elements that are open within `Metadata`.
    open: Vec<String>,
    parameter: String,
}

struct Team {
    id: String,
    name: Option<String>,
    attacks_right: Option<bool>,
}

struct Player {
    id: String,
    team: String,
    name: Option<String>,
    shirt: Option<u16>,
    position: Option<String>,
}

/// A game without events, and which way its teams attack.
pub(super) fn read(bytes: &[u8]) -> Result<(GrowingEvents, Ends), EventsError> {
    let (mut markup, mut description) = (Markup::default(), Description::default());
    markup.push(bytes, &mut |part| description.take(part))?;
    markup.finish()?;
    description.game().map_err(EventsFault::of_file)
}

impl Description {
    fn take(&mut self, part: Part<'_>) -> Result<(), EventsFault> {
        match part {
            Part::Start(element) => {
                self.open.push(element.name.clone());
                self.start(element)
            }
            Part::Text(text) => {
                self.text(text);
                Ok(())
            }
            Part::End(_) => {
                self.open.pop();
                Ok(())
            }
        }
    }

    fn start(&mut self, element: &Element) -> Result<(), EventsFault> {
        let own = |name: &'static str| element.need(name).map(ToOwned::to_owned);
        match element.name.as_str() {
            "Score" => {
                self.home = Some(own("idLocalTeam")?);
                self.away = Some(own("idVisitingTeam")?);
            }
            "Team" if self.teams.len() == 2 => {
                return Err(EventsFault::Item("there is a third team".to_owned()));
            }
            "Team" => self.teams.push(Team { id: own("id")?, name: None, attacks_right: None }),
            "Player" if self.players.len() == 200 => {
                return Err(EventsFault::TooManyPlayers { most: 200 });
            }
            "Player" => self.players.push(Player {
                id: own("id")?,
                team: own("teamId")?,
                name: None,
                shirt: None,
                position: None,
            }),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let within = |name: &str| self.open.iter().any(|open| open == name);
        let (player, team) = (within("Player"), within("Team"));
        let outer = self.open.len().checked_sub(2).map_or("", |outer| self.open[outer].as_str());
        let element = self.open.last().map_or("", String::as_str);
        let parameter = self.parameter.as_str();
        match (outer, element) {
            ("FieldSize", "Width") => self.size[0] = text.parse().ok(),
            ("FieldSize", "Height") => self.size[1] = text.parse().ok(),
            ("ProviderParameter", "Name") => text.clone_into(&mut self.parameter),
            ("ProviderParameter", "Value") if player && parameter == "position_type" => {
                if let Some(player) = self.players.last_mut() {
                    player.position = Some(text.to_owned());
                }
            }
            ("ProviderParameter", "Value")
                if team && parameter == "attack_direction_first_half" =>
            {
                if let Some(team) = self.teams.last_mut() {
                    team.attacks_right = match text {
                        "left_to_right" => Some(true),
                        "right_to_left" => Some(false),
                        _ => None,
                    };
                }
            }
            ("Player", "Name") => {
                if let Some(player) = self.players.last_mut() {
                    player.name = Some(text.to_owned());
                }
            }
            ("Player", "ShirtNumber") => {
                if let Some(player) = self.players.last_mut() {
                    player.shirt = text.parse().ok();
                }
            }
            ("Team", "Name") => {
                if let Some(team) = self.teams.last_mut() {
                    team.name = Some(text.to_owned());
                }
            }
            _ => {}
        }
    }

    fn game(self) -> Result<(GrowingEvents, Ends), EventsFault> {
        let mut pitch = Pitch::STANDARD;
        if let [Some(length_m), Some(width_m)] = self.size {
            for metres in [length_m, width_m] {
                if !PITCH_M.contains(&metres) {
                    let what = "a side of the pitch in metres";
                    return Err(EventsFault::Absurd { what, found: metres.to_string() });
                }
            }
            pitch = Pitch { length_m, width_m };
        }
        let (mut game, mut ends) = (GrowingEvents::new(pitch), Ends::default());
        let (Some(home), Some(away)) = (self.home, self.away) else {
            return Err(EventsFault::Missing("the `Score` that names the two teams"));
        };
        game.game().home.provider_id = Some(home);
        game.game().away.provider_id = Some(away);
        for team in self.teams {
            let side = game.side(&team.id)?;
            let known = match side {
                Side::Home => &mut game.game().home,
                Side::Away => &mut game.game().away,
            };
            *known = GameTeam { name: team.name, ..std::mem::take(known) };
            if let Some(right) = team.attacks_right {
                ends.told(1, side, right);
                ends.told(2, side, !right);
            }
        }
        let (mut taken, mut begun) = (HashSet::new(), [0, 0]);
        for player in self.players {
            let side = game.side(&player.team)?;
            let own = &mut begun[usize::from(side == Side::Away)];
            let free = taken.insert((side, player.position.clone()));
            let starter = free && player.position.is_some() && *own < STARTERS;
            *own += usize::from(starter);
            game.list(ListedPlayer {
                side,
                provider_id: Some(player.id),
                name: player.name,
                shirt: player.shirt,
                starter: Some(starter),
                position: player.position.as_deref().and_then(position),
                provider_position: player.position,
            })?;
        }
        Ok((game, ends))
    }
}

/// `Defensive Right Center Midfielder (5)`; the numbers say of how many a line is.
fn position(words: &str) -> Option<Position> {
    let has = |word: &str| words.contains(word);
    Some(match () {
        () if has("Goalkeeper") => Position::Goalkeeper,
        () if has("Center Back") => Position::CentreBack,
        () if has("Right Back") || has("Right Wing Back") => Position::RightBack,
        () if has("Left Back") || has("Left Wing Back") => Position::LeftBack,
        () if has("Defensive") => Position::DefensiveMidfield,
        () if has("Attacking Center") => Position::AttackingMidfield,
        () if has("Center Midfielder") => Position::CentralMidfield,
        () if has("Attacking Right") || has("Right Wing") => Position::RightWinger,
        () if has("Attacking Left") || has("Left Wing") => Position::LeftWinger,
        () if has("Right Midfielder") => Position::RightMidfield,
        () if has("Left Midfielder") => Position::LeftMidfield,
        () if has("Forward") => Position::CentreForward,
        () => return None,
    })
}
