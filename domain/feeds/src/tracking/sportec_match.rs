//! Who plays in a match of the Deutsche Fußball Liga: Sportec's match information, in XML.

use football::{Pitch, Side, TrackedPlayer};

use super::{
    description::{Node, text, told, walk_xml},
    error::TrackingFault,
};

/// The line-ups and the teams' ids.
#[derive(Debug, Default)]
pub(super) struct Match {
    pub(super) teams: Vec<(String, Side)>,
    pub(super) players: Vec<TrackedPlayer>,
    pub(super) pitch: Option<Pitch>,
}

impl Match {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TrackingFault> {
        let mut read = Self::default();
        let mut side = None;
        walk_xml(text(bytes)?, &mut |node| {
            match node {
                Node::Start("Environment", attributes) => {
                    let long_and_wide = (attributes.number("PitchX"), attributes.number("PitchY"));
                    if let (Some(length_m), Some(width_m)) = long_and_wide {
                        read.pitch = Some(Pitch { length_m, width_m });
                    }
                }
                Node::Start("Team", attributes) => {
                    side = match attributes.get("Role") {
                        Some("home") => Some(Side::Home),
                        Some("guest") => Some(Side::Away),
                        _ => None,
                    };
                    let id = attributes.get("TeamId").map(str::to_owned);
                    read.teams.extend(id.zip(side));
                }
                Node::End("Team", _) => side = None,
                Node::Start("Player", attributes) => {
                    let Some(side) = side else { return Ok(()) };
                    let word = |name| attributes.get(name).filter(|word| !word.is_empty());
                    let names = ["FirstName", "LastName"].map(|name| word(name).unwrap_or(""));
                    let name = names.join(" ").trim().to_owned();
                    read.players.push(TrackedPlayer {
                        side,
                        shirt: word("ShirtNumber").and_then(|shirt| shirt.parse().ok()),
                        provider_id: word("PersonId").map(str::to_owned),
                        name: (!name.is_empty()).then_some(name),
                    });
                }
                _ => {}
            }
            Ok(())
        })?;
        if read.teams.len() != 2 {
            return Err(told(&format!("it is about {} teams, not about two", read.teams.len())));
        }
        Ok(read)
    }
}
