//! How far the positions can be trusted: a figure from 0 to 100, with what took the rest away, and warnings.

use football::Side;
use serde::{Deserialize, Serialize};
use tracking::{phase::is_alive, presence::data_quality};

use crate::{MatchInputs, PlayerPhysical, figure, number};

/// Points for each hundredth of the time that was filled in between two places.
const INTERPOLATED_WEIGHT: f64 = 50.0;
/// Jumps of a player in an hour that cost a point.
const JUMPS_A_POINT: f64 = 10.0;
/// What jumps and an unseen ball cost at most, points.
const MOST_OF_ONE: f64 = 20.0;
/// Players of a team on the pitch.
const TEAM: usize = 11;
/// A moment with more players than that counts as a fault from this share of the moments on.
const TOO_MANY_SHARE: f64 = 0.01;

/// How far positions can be trusted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// 100 less the points below, not less than 0.
    pub score: u8,
    /// What takes points away, most first; causes that take none are not in it.
    pub losses: Vec<Loss>,
    /// What else somebody should know who reads the figures.
    pub warnings: Vec<Warning>,
    /// The share of the time on the pitch in which players were seen, 0 to 1.
    pub coverage: f64,
    /// The share of it that was filled in between two places.
    pub interpolated: f64,
    /// Stretches in which a player was not seen.
    pub gaps: u32,
    /// The longest of them, seconds.
    pub longest_gap_secs: f64,
    /// Places that were replaced, because nobody runs that fast.
    pub jumps: u32,
    /// The share of the frames that the file has none for.
    pub frames_missing: f64,
    /// The share of the time in play in which the ball was not seen.
    pub ball_unseen: f64,
}

/// Points that a cause takes away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// Why.
    pub cause: LossCause,
    /// How many.
    pub points: f64,
}

/// What takes points away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossCause {
    /// Players were out of sight where there are frames: a point for each hundredth of their time.
    Coverage,
    /// Short gaps were filled in: half a point for each hundredth of the time.
    Interpolated,
    /// Places jumped: a point for ten an hour of a player, at most 20.
    Jumps,
    /// Frames are missing: a point for each hundredth.
    FramesMissing,
    /// The ball was out of sight in play: a fifth of a point for each hundredth, at most 20.
    BallUnseen,
}

/// What else should be known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Nobody says who has the ball: nothing is told by phase.
    NoPossession,
    /// Nobody says when the ball is in play: it counts as in play while it is seen.
    NoBallInPlay,
    /// The direction of a period cannot be told: what depends on it is left out.
    NoDirection {
        /// The period.
        period: u8,
    },
    /// More than eleven players of a team were on the pitch at once.
    TooManyPlayers {
        /// The team.
        side: Side,
        /// The period.
        period: u8,
    },
    /// Places of people whom the provider did not name: they are in no figure.
    Nameless {
        /// How many.
        places: u64,
    },
    /// Speeds came out beyond what anybody runs, at the ends of short stays in sight: sprints and distances at speed
    /// are too high.
    TooFast {
        /// Of how many players.
        players: u32,
    },
    /// Players of the events who are not among those of the positions.
    OnlyInEvents {
        /// How many of those who played.
        players: u32,
    },
    /// A listed player was never seen.
    NeverSeen {
        /// How many.
        players: u32,
    },
}

pub(crate) fn of(inputs: &MatchInputs<'_>, physical: &[PlayerPhysical]) -> Option<Quality> {
    let game = inputs.tracking.as_deref()?;
    let all = data_quality(game);
    let on_pitch: f64 = all.iter().map(|of| of.on_pitch_secs).sum();
    let seen: f64 = all.iter().map(|of| of.seen_secs).sum();
    let interpolated: f64 = all.iter().map(|of| of.interpolated_secs).sum();
    let jumps: u32 = all.iter().map(|of| of.jumps_replaced).sum();
    let (mut ticks, mut missing, mut alive, mut unseen) = (0.0, 0.0, 0.0, 0.0);
    for period in &game.periods {
        ticks += number(period.ticks.len());
        missing += number(period.ticks.iter().filter(|tick| !tick.recorded).count());
        for tick in (0..period.ticks.len()).filter(|tick| is_alive(period, *tick)) {
            alive += 1.0;
            unseen += f64::from(u8::from(period.ball.x_m[tick].is_nan()));
        }
    }
    let of = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let (frames_missing, ball_unseen) = (of(missing, ticks), of(unseen, alive));
    // Of nobody who was seen nothing can be told.
    let coverage = of(seen, on_pitch);
    let points = [
        // In a frame that is missing nobody was seen: that is counted there.
        (LossCause::Coverage, (100.0 * (1.0 - coverage - frames_missing)).max(0.0)),
        (LossCause::Interpolated, INTERPOLATED_WEIGHT * of(interpolated, on_pitch)),
        (
            LossCause::Jumps,
            (of(f64::from(jumps) * 3600.0, on_pitch) / JUMPS_A_POINT).min(MOST_OF_ONE),
        ),
        (LossCause::FramesMissing, 100.0 * frames_missing),
        (LossCause::BallUnseen, MOST_OF_ONE * ball_unseen),
    ];
    let lost: f64 = points.iter().map(|(_, points)| points).sum();
    let mut losses: Vec<Loss> = points
        .into_iter()
        .map(|(cause, points)| Loss { cause, points: figure::rounded(points, 1) })
        .filter(|loss| loss.points > 0.0)
        .collect();
    losses.sort_by(|one, other| other.points.total_cmp(&one.points));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number from 0 to 100"
    )]
    let score = (100.0 - lost).clamp(0.0, 100.0).floor() as u8;
    Some(Quality {
        score,
        losses,
        warnings: warnings(inputs, physical),
        coverage: figure::rounded(coverage, 4),
        interpolated: figure::rounded(of(interpolated, on_pitch), 4),
        gaps: all.iter().map(|of| of.gaps).sum(),
        longest_gap_secs: figure::rounded(
            all.iter().map(|of| of.longest_gap_secs).fold(0.0, f64::max),
            1,
        ),
        jumps,
        frames_missing: figure::rounded(frames_missing, 4),
        ball_unseen: figure::rounded(ball_unseen, 4),
    })
}

fn warnings(inputs: &MatchInputs<'_>, physical: &[PlayerPhysical]) -> Vec<Warning> {
    let Some(game) = inputs.tracking.as_deref() else { return Vec::new() };
    let mut found = Vec::new();
    let ticks = || game.periods.iter().flat_map(|period| &period.ticks);
    if ticks().all(|tick| tick.possession.is_none()) {
        found.push(Warning::NoPossession);
    }
    if ticks().all(|tick| tick.alive.is_none()) {
        found.push(Warning::NoBallInPlay);
    }
    for (period, attacks) in game.periods.iter().zip(&inputs.attacks) {
        if attacks.iter().any(Option::is_none) {
            found.push(Warning::NoDirection { period: period.number });
        }
        for side in [Side::Home, Side::Away] {
            if too_many(game, period, side) {
                found.push(Warning::TooManyPlayers { side, period: period.number });
            }
        }
    }
    if game.nameless_places > 0 {
        let places = u64::try_from(game.nameless_places).unwrap_or(u64::MAX);
        found.push(Warning::Nameless { places });
    }
    let players = &inputs.roster.players;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let is_broken =
        |of: &&PlayerPhysical| of.total.known_minutes > 0.0 && of.total.top_speed_mps.is_none();
    let too_fast = physical.iter().filter(is_broken).count();
    if too_fast > 0 {
        found.push(Warning::TooFast { players: count(too_fast) });
    }
    let only_in_events =
        players.iter().filter(|player| !player.tracked && player.starter == Some(true)).count();
    if only_in_events > 0 {
        found.push(Warning::OnlyInEvents { players: count(only_in_events) });
    }
    let is_unseen = |player: &usize| {
        let unseen = |period: &football::TrackedPeriod| period.players[*player].known() == 0;
        players[*player].starter == Some(true) && game.periods.iter().all(unseen)
    };
    let never_seen = (0..game.players.len()).filter(is_unseen).count();
    if never_seen > 0 {
        found.push(Warning::NeverSeen { players: count(never_seen) });
    }
    found
}

/// Whether more than eleven of a team were seen at once for a while.
fn too_many(game: &football::TrackedGame, period: &football::TrackedPeriod, side: Side) -> bool {
    let mut counts = vec![0_u8; period.ticks.len()];
    for (player, places) in game.players.iter().zip(&period.players) {
        if player.side == side {
            for (count, x) in counts.iter_mut().zip(&places.x_m) {
                *count = count.saturating_add(u8::from(!x.is_nan()));
            }
        }
    }
    let over = counts.iter().filter(|count| usize::from(**count) > TEAM).count();
    number(over) > TOO_MANY_SHARE * number(counts.len())
}
