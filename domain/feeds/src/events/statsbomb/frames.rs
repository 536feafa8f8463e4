//! Who stood where: the frame that comes with a shot, and the frames of the 360 file.

use football::{FreezeFrame, FrozenPerson};
use serde::Deserialize;

use super::{raw::Named, spot};
use crate::events::{error::EventsFault, growing};

/// More people than any camera sees on a pitch.
const MOST_PEOPLE: usize = 64;

/// A frame of the 360 file.
#[derive(Debug, Deserialize)]
pub(super) struct RawFrame {
    pub event_uuid: String,
    /// x and y by turns.
    #[serde(default)]
    visible_area: Vec<f64>,
    #[serde(default)]
    freeze_frame: Vec<RawPerson>,
}

/// Somebody in a frame.
#[derive(Debug, Deserialize)]
pub(super) struct RawPerson {
    location: Vec<f64>,
    teammate: bool,
    #[serde(default)]
    actor: bool,
    #[serde(default)]
    keeper: bool,
    player: Option<Named>,
    position: Option<Named>,
}

impl RawFrame {
    pub(super) fn check(&self) -> Result<(), EventsFault> {
        check(&self.freeze_frame)?;
        if self.visible_area.len() > 2 * MOST_PEOPLE {
            return Err(EventsFault::Item("the visible area has too many corners".to_owned()));
        }
        Ok(())
    }

    /// The frame of an event of this player.
    pub(super) fn of_event(&self, player: Option<usize>) -> FreezeFrame {
        let mut frame = frame(&self.freeze_frame, |_| None);
        for person in &mut frame.people {
            person.player = if person.actor { player } else { None };
        }
        let (corners, _) = self.visible_area.as_chunks::<2>();
        frame.visible_area = corners.iter().filter_map(|corner| spot(corner)).collect();
        frame
    }
}

/// Whether these can have been seen.
pub(super) fn check(people: &[RawPerson]) -> Result<(), EventsFault> {
    if people.len() > MOST_PEOPLE {
        let many = format!("a frame has {} people", people.len());
        return Err(EventsFault::Item(many));
    }
    for person in people {
        let Some(at) = spot(&person.location) else {
            return Err(EventsFault::Item("somebody in a frame has no place".to_owned()));
        };
        growing::check(at)?;
    }
    Ok(())
}

/// The frame of these people; `known` gives the places of players.
pub(super) fn frame(people: &[RawPerson], known: impl Fn(&str) -> Option<usize>) -> FreezeFrame {
    let person = |raw: &RawPerson| {
        Some(FrozenPerson {
            at: spot(&raw.location)?,
            teammate: raw.teammate,
            actor: raw.actor,
            keeper: raw.keeper
                || raw.position.as_ref().is_some_and(|position| position.name == "Goalkeeper"),
            player: raw.player.as_ref().and_then(|player| known(&player.id.to_string())),
        })
    };
    FreezeFrame { visible_area: Vec::new(), people: people.iter().filter_map(person).collect() }
}
