//! The match information: teams, line-ups and the size of the pitch.

use football::{GameTeam, ListedPlayer, Pitch, Position, Side};

use crate::events::{
    error::{EventsError, EventsFault},
    growing::GrowingEvents,
    markup::{Element, Markup, Part},
};

/// Lengths and widths that a pitch may have, metres.
const PITCH_M: std::ops::RangeInclusive<f64> = 20.0..=150.0;

/// A game without events.
pub(super) fn read(bytes: &[u8]) -> Result<GrowingEvents, EventsError> {
    let (mut markup, mut game) = (Markup::default(), GrowingEvents::new(Pitch::STANDARD));
    let mut side = None;
    markup.push(bytes, &mut |part| {
        match part {
            Part::Start(element) => start(element, &mut side, &mut game)?,
            Part::End("Team") => side = None,
            _ => {}
        }
        Ok(())
    })?;
    markup.finish()?;
    let known = game.game();
    if known.home.provider_id.is_none() || known.away.provider_id.is_none() {
        return Err(EventsFault::Missing("the home or the guest team").of_file());
    }
    Ok(game)
}

fn start(
    element: &Element,
    side: &mut Option<Side>,
    game: &mut GrowingEvents,
) -> Result<(), EventsFault> {
    match element.name.as_str() {
        "General" => game.game().provider_id = element.get("MatchId").map(ToOwned::to_owned),
        "Environment" => {
            if let (Some(length_m), Some(width_m)) =
                (element.number("PitchX")?, element.number("PitchY")?)
            {
                for metres in [length_m, width_m] {
                    if !PITCH_M.contains(&metres) {
                        let what = "a side of the pitch in metres";
                        return Err(EventsFault::Absurd { what, found: metres.to_string() });
                    }
                }
                game.game().pitch = Pitch { length_m, width_m };
            }
        }
        "Team" => {
            let own = GameTeam {
                provider_id: Some(element.need("TeamId")?.to_owned()),
                name: element.get("TeamName").map(ToOwned::to_owned),
                formation: element.get("LineUp").map(ToOwned::to_owned),
            };
            match element.need("Role")? {
                "home" => (game.game().home, *side) = (own, Some(Side::Home)),
                "guest" => (game.game().away, *side) = (own, Some(Side::Away)),
                other => {
                    return Err(EventsFault::unexpected(other.as_bytes(), "`home` or `guest`"));
                }
            }
        }
        "Player" => {
            let Some(side) = *side else { return Ok(()) };
            let names = ["FirstName", "LastName"].map(|name| element.get(name).unwrap_or_default());
            let full = names.join(" ").trim().to_owned();
            let place = element.get("PlayingPosition");
            game.list(ListedPlayer {
                side,
                provider_id: Some(element.need("PersonId")?.to_owned()),
                name: Some(full).filter(|name| !name.is_empty()),
                shirt: element.get("ShirtNumber").and_then(|shirt| shirt.parse().ok()),
                starter: Some(element.get("Starting") == Some("true")),
                position: place.and_then(position),
                provider_position: place.map(ToOwned::to_owned),
            })?;
        }
        _ => {}
    }
    Ok(())
}

/// The position of an abbreviation, which is of German words: `IVL` is `Innenverteidiger links`.
fn position(code: &str) -> Option<Position> {
    Some(match code {
        "TW" => Position::Goalkeeper,
        "IVL" | "IVR" | "IVZ" => Position::CentreBack,
        "LV" => Position::LeftBack,
        "RV" => Position::RightBack,
        "DML" | "DMR" | "DMZ" | "DLM" | "DRM" => Position::DefensiveMidfield,
        "MZ" | "HL" | "HR" => Position::CentralMidfield,
        "LM" | "OLM" => Position::LeftMidfield,
        "RM" | "ORM" => Position::RightMidfield,
        "ZO" => Position::AttackingMidfield,
        "LA" => Position::LeftWinger,
        "RA" => Position::RightWinger,
        "HST" => Position::SecondStriker,
        "STL" | "STR" | "STZ" => Position::CentreForward,
        _ => return None,
    })
}
