//! Substitutions without events: who left the positions when another came.

use football::{Side, TrackedGame};
use tracking::presence::{data_quality, presences};

use crate::{MatchInputs, Moment, TimelineEntry, TimelineKind, number};

/// Who leaves and who comes are one substitution within so many seconds.
const APART_SECS: f64 = 30.0;
/// Within so many seconds of the first and of the last whistle nobody has come or gone.
const EDGE_SECS: f64 = 5.0;
/// Who is out of sight for a larger share of his time may be on the pitch before he is seen.
const LEAST_COVERAGE: f64 = 0.95;

/// The substitutions that positions show; none where players are often out of sight.
pub(crate) fn of(inputs: &MatchInputs<'_>) -> Vec<TimelineEntry> {
    let Some(game) = inputs.tracking.as_deref() else { return Vec::new() };
    let all = data_quality(game);
    let seen: f64 = all.iter().map(|of| of.seen_secs).sum();
    let on_pitch: f64 = all.iter().map(|of| of.on_pitch_secs).sum();
    if seen < LEAST_COVERAGE * on_pitch {
        return Vec::new();
    }
    let whole: f64 = inputs.periods.iter().map(|period| period.secs).sum();
    let stays = stays(inputs, game);
    let mut entries = Vec::new();
    for side in [Side::Home, Side::Away] {
        let own = || stays.iter().filter(|stay| stay.side == side);
        let mut left: Vec<&Stay> = own().filter(|stay| stay.until < whole - EDGE_SECS).collect();
        let mut came: Vec<&Stay> = own().filter(|stay| stay.from > EDGE_SECS).collect();
        came.sort_by(|one, other| one.from.total_cmp(&other.from));
        for comes in came {
            let apart = |leaves: &Stay| (leaves.until - comes.from).abs();
            let nearest = (0..left.len())
                .filter(|place| apart(left[*place]) <= APART_SECS)
                .min_by(|one, other| apart(left[*one]).total_cmp(&apart(left[*other])));
            let Some(nearest) = nearest else { continue };
            entries.push(TimelineEntry {
                moment: comes.first,
                side,
                kind: TimelineKind::Substitution,
                player: Some(left.remove(nearest).player),
                other: Some(comes.player),
            });
        }
    }
    entries.sort_by(|one, other| {
        let secs = |entry: &TimelineEntry| entry.moment.elapsed_secs(&inputs.periods);
        secs(one).total_cmp(&secs(other))
    });
    entries
}

/// From when to when a player was seen, seconds since the first whistle, breaks left out.
struct Stay {
    player: u16,
    side: Side,
    first: Moment,
    from: f64,
    until: f64,
}

fn stays(inputs: &MatchInputs<'_>, game: &TrackedGame) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for presence in presences(game) {
        let Ok(player) = u16::try_from(presence.player) else { continue };
        let at = |tick: usize| Moment::at(presence.period, number(tick) / game.rate_hz);
        let until = at(presence.ticks.end).elapsed_secs(&inputs.periods);
        if let Some(stay) = stays.iter_mut().find(|stay| stay.player == player) {
            stay.until = until;
            continue;
        }
        let first = at(presence.ticks.start);
        let (side, from) =
            (game.players[presence.player].side, first.elapsed_secs(&inputs.periods));
        stays.push(Stay { player, side, first, from, until });
    }
    stays
}
