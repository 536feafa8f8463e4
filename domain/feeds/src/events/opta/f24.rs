//! F24: the events, with the line-ups of F7.

use chrono::NaiveDateTime;
use football::GameEvents;

use super::{Coded, RawEvent, f7};
use crate::events::{
    error::{EventsError, EventsFault},
    markup::{Element, Markup, Part},
};

/// Reads the events of a game.
#[derive(Debug)]
pub struct OptaReader {
    markup: Markup,
    coded: Coded,
    event: Option<RawEvent>,
}

impl OptaReader {
    /// A reader of the events (F24) of the game of which `line_ups` (F7) tells.
    ///
    /// # Errors
    /// The line-ups cannot be read.
    pub fn new(line_ups: &[u8]) -> Result<Self, EventsError> {
        let mut coded = Coded::new();
        f7::read(line_ups, &mut coded)?;
        Ok(Self { markup: Markup::default(), coded, event: None })
    }

    /// Takes the next piece of the events.
    ///
    /// # Errors
    /// The first event that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { markup, coded, event } = self;
        markup.push(bytes, &mut |part| {
            match part {
                Part::Start(element) if element.name == "Event" => *event = Some(raw(element)?),
                Part::Start(element) if element.name == "Q" => {
                    if let Some(event) = event {
                        let value = element.get("value").map(ToOwned::to_owned);
                        event.qualifiers.push((whole(element, "qualifier_id")?, value));
                    }
                }
                Part::Start(element) if element.name == "Game" => {
                    let id = element.get("id").map(ToOwned::to_owned);
                    let known = &mut coded.game.game().provider_id;
                    *known = id.or(known.take());
                }
                Part::End("Event") => {
                    if let Some(event) = event.take() {
                        let id = event.id.clone();
                        coded
                            .take(event)
                            .map_err(|fault| EventsFault::Item(format!("event {id}: {fault}")))?;
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    /// The game. Events that were withdrawn are left out.
    ///
    /// # Errors
    /// The file was cut off, or there were no events.
    pub fn finish(self) -> Result<GameEvents, EventsError> {
        self.markup.finish()?;
        self.coded.finish().map_err(EventsFault::of_file)
    }
}

fn raw(element: &Element) -> Result<RawEvent, EventsFault> {
    let number = |name| element.number(name).map(Option::unwrap_or_default);
    Ok(RawEvent {
        id: element.need("id")?.to_owned(),
        kind: whole(element, "type_id")?,
        period: whole(element, "period_id")?.into(),
        minute: number("min")?,
        second: number("sec")?,
        time: element.get("timestamp").and_then(time),
        team: element.need("team_id")?.to_owned(),
        player: element.get("player_id").map(ToOwned::to_owned),
        player_name: None,
        outcome: element.get("outcome").map(|outcome| outcome == "1"),
        x: number("x")?,
        y: number("y")?,
        qualifiers: Vec::new(),
    })
}

fn whole(element: &Element, name: &'static str) -> Result<u32, EventsFault> {
    let text = element.need(name)?;
    let absurd = || EventsFault::Absurd { what: name, found: text.chars().take(40).collect() };
    text.parse().ok().ok_or_else(absurd)
}

/// A time of day. Its thousandths have no zeros in front: `.39` is 39 thousandths.
fn time(text: &str) -> Option<NaiveDateTime> {
    let (seconds, thousandths) = text.split_once('.').unwrap_or((text, "0"));
    let seconds = NaiveDateTime::parse_from_str(seconds, "%Y-%m-%dT%H:%M:%S").ok()?;
    let thousandths: u32 = thousandths.parse().ok().filter(|thousandths| *thousandths < 1000)?;
    seconds.checked_add_signed(chrono::TimeDelta::milliseconds(thousandths.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_counted_and_not_read_as_a_fraction() {
        let at = |text| time(text).unwrap().format("%H:%M:%S%.3f").to_string();
        assert_eq!(at("2018-09-23T15:02:14.39"), "15:02:14.039");
        assert_eq!(at("2018-09-23T15:02:14"), "15:02:14.000");
        assert_eq!(time("2018-09-23T16:56:37.7887"), None);
        assert_eq!(time("soon"), None);
    }
}
