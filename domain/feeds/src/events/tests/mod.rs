//! Readers of events against public files and against faults.

mod bounds;
mod datafactory;
mod impect;
mod metrica;
mod opta;
mod properties;
mod recognise;
pub(super) mod small_files;
mod sportec;
mod statsbomb;

use std::collections::BTreeMap;

use football::{EventKind, GameEvent, GameEvents, PassOutcome, Side};
use serde_json::Value;

use super::EventsError;
use crate::public_data::public;

/// What kloppy 3.19.1 counts in a file.
fn reference(set: &str) -> Option<Value> {
    let counts: Value =
        serde_json::from_slice(&public("reference/ref_counts_kloppy.json")?).unwrap();
    let set = counts["sets"][set].clone();
    assert!(set.is_object());
    Some(set)
}

/// Reads a file in pieces of an awkward size.
fn in_pieces(
    bytes: &[u8],
    push: impl FnMut(&[u8]) -> Result<(), EventsError>,
) -> Result<(), EventsError> {
    bytes.chunks(4_093).try_for_each(push)
}

fn count(game: &GameEvents, wanted: impl Fn(&EventKind) -> bool) -> usize {
    game.events.iter().filter(|event| wanted(&event.kind)).count()
}

fn is_pass(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Pass(_))
}

fn is_complete(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Pass(pass) if pass.outcome == PassOutcome::Complete)
}

fn passes_of(game: &GameEvents, side: Side) -> usize {
    let counts = |event: &&GameEvent| event.side == Some(side) && is_pass(&event.kind);
    game.events.iter().filter(counts).count()
}

fn by_provider_type(game: &GameEvents) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for event in &game.events {
        *counts.entry(event.provider_type.as_str()).or_default() += 1;
    }
    counts
}

fn roster(game: &GameEvents) -> [usize; 2] {
    [Side::Home, Side::Away].map(|side| game.line_up(side).count())
}

fn starters(game: &GameEvents) -> [usize; 2] {
    let starts = |side| game.line_up(side).filter(|player| player.starter == Some(true)).count();
    [Side::Home, Side::Away].map(starts)
}

fn names(game: &GameEvents) -> [&str; 2] {
    [&game.home, &game.away].map(|team| team.name.as_deref().unwrap_or_default())
}

/// What a reference counts under a name.
fn told(reference: &Value, key: &str, name: &str) -> usize {
    usize::try_from(reference[key][name].as_u64().unwrap()).unwrap()
}
