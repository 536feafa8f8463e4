//! What is kept of a match in rows, from its report.

use std::collections::BTreeMap;

use football::{Side, TrackedGame, TrackedPeriod};
use match_report::{
    Exertion, MatchInputs, MatchReport, PlayerOnBall, ReportPhase, VERSION, XgSource,
};
use serde_json::json;
use store::matches::{
    BallSecond, ChancesFrom, FormationRow, MatchSettings, NewLineUp, NewMatch, NewPeriod,
    NewStatistics,
};
use tracking::{
    direction::{Attack, attack_of},
    presence::data_quality,
};

use super::{files::ReadMatch, frames::FramesFile};

/// Everything that is kept of a match but its frames.
///
/// # Errors
/// The report cannot be written as JSON.
pub(super) fn new_match(
    read: &ReadMatch,
    settings: MatchSettings,
    content_key: String,
) -> anyhow::Result<NewMatch> {
    let game = read.tracking.as_ref().map(|(_, game)| game);
    let events = read.events.as_ref().map(|(_, events)| events);
    let inputs = MatchInputs::of(game, events);
    let mut report = inputs.report();
    let settings = named(settings, &report);
    report.teams[0].name = Some(settings.home.clone());
    report.teams[1].name = Some(settings.away.clone());
    Ok(NewMatch {
        score: report.score,
        content_key,
        tracking_provider: read.tracking.as_ref().map(|(provider, _)| provider.clone()),
        events_provider: read.events.as_ref().map(|(provider, _)| provider.clone()),
        quality: report.quality.as_ref().map(|quality| quality.score),
        recorded: game.map(|game| (game.rate_hz, game.pitch)),
        is_from_video: read.is_from_video,
        chances_from: report.shots.as_ref().map(|shots| match shots.xg_from {
            XgSource::Provider => ChancesFrom::Provider,
            XgSource::Model => ChancesFrom::Model,
        }),
        is_demo: false,
        line_up: line_up(&report, read),
        periods: Vec::new(),
        statistics: statistics(&report, &inputs.on_ball()),
        formations: formations(&report),
        ball: game.map(ball).unwrap_or_default(),
        events: (u32::from(VERSION), json!(inputs.replay_events())),
        report: (u32::from(VERSION), serde_json::to_value(&report)?),
        settings,
    })
}

/// Names that nobody said are those of the events, else what stands for them.
fn named(settings: MatchSettings, report: &MatchReport) -> MatchSettings {
    let or = |said: String, side: Side| {
        if said.is_empty() { report.team_name(side).to_owned() } else { said }
    };
    let (home, away) = (or(settings.home, Side::Home), or(settings.away, Side::Away));
    // Two teams of one name would be one.
    let away =
        if away.to_lowercase() == home.to_lowercase() { format!("{away} (away)") } else { away };
    MatchSettings { home, away, ..settings }
}

fn line_up(report: &MatchReport, read: &ReadMatch) -> Vec<NewLineUp> {
    let tracked = |place: usize| {
        let (provider, game) = read.tracking.as_ref()?;
        Some((provider.clone(), game.players.get(place)?.provider_id.clone()))
    };
    let listed = |side: Side, shirt: Option<u16>, name: Option<&str>| {
        let (provider, events) = read.events.as_ref()?;
        let is_he = |known: &&football::ListedPlayer| {
            known.side == side && known.shirt == shirt && known.name.as_deref() == name
        };
        let known = events.players.iter().find(is_he)?;
        Some((provider.clone(), known.provider_id.clone()))
    };
    let row = |(place, player): (usize, &match_report::ReportPlayer)| {
        let known = if player.tracked {
            tracked(place)
        } else {
            listed(player.side, player.shirt, player.name.as_deref())
        };
        let (provider, provider_id) = known.unwrap_or_default();
        NewLineUp {
            side: player.side,
            shirt: player.shirt,
            provider,
            provider_id,
            name: player.name.clone(),
            starter: player.starter,
            position: player.position,
            is_keeper: player.keeper,
            is_tracked: player.tracked,
        }
    };
    report.players.iter().enumerate().map(row).collect()
}

/// A row for each player and part; the whole match is part 0.
fn statistics(report: &MatchReport, on_ball: &[PlayerOnBall]) -> Vec<NewStatistics> {
    let mut rows: BTreeMap<(u16, u8), NewStatistics> = BTreeMap::new();
    for player in &report.physical {
        let parts = player.periods.iter().map(|(number, of)| (*number, of));
        for (part, of) in parts.chain([(0, &player.total)]) {
            rows.insert((player.player, part), measured(player.player, part, of));
        }
    }
    let empty = |place, part| NewStatistics { place, part, ..NewStatistics::default() };
    for player in on_ball {
        let place = player.player;
        let parts = player.periods.iter().map(|(number, of)| (*number, of));
        for (part, of) in parts.chain([(0, &player.total)]) {
            let row = rows.entry((place, part)).or_insert_with(|| empty(place, part));
            // Minutes by positions are from the first moment to the last; the line-up knows minutes alone.
            row.minutes = row.minutes.or(of.minutes);
            row.passes = Some(of.passes);
            row.passes_completed = Some(of.passes_completed);
            row.xt = Some(of.xt);
        }
    }
    let taken = report.shots.iter().flat_map(match_report::Shots::taken);
    for shot in taken {
        let Some(place) = shot.player else { continue };
        for part in [0, shot.moment.period] {
            let row = rows.entry((place, part)).or_insert_with(|| empty(place, part));
            *row.shots.get_or_insert_default() += 1;
            *row.goals.get_or_insert_default() += u32::from(shot.is_goal());
            *row.xg.get_or_insert_default() += shot.xg.unwrap_or_default();
        }
    }
    if report.shots.is_some() {
        // Whoever was measured and did not shoot shot nought times.
        for row in rows.values_mut() {
            row.shots.get_or_insert_default();
            row.goals.get_or_insert_default();
            row.xg.get_or_insert_default();
        }
    }
    rows.into_values().collect()
}

fn measured(place: u16, part: u8, of: &Exertion) -> NewStatistics {
    NewStatistics {
        place,
        part,
        minutes: Some(of.minutes),
        known_minutes: Some(of.known_minutes),
        distance_m: Some(of.distance_m),
        high_speed_m: Some(of.fast_m()),
        sprint_m: Some(of.zone_m[4]),
        sprints: Some(of.sprints),
        top_speed_mps: of.top_speed_mps,
        accelerating_secs: Some(of.accelerating_secs),
        braking_secs: Some(of.braking_secs),
        power_w_per_kg: of.power_w_per_kg,
        interpolated: Some(of.interpolated),
        coverage: Some(of.coverage),
        ..NewStatistics::default()
    }
}

fn formations(report: &MatchReport) -> Vec<FormationRow> {
    let row = |shown: &match_report::FormationShown| {
        Some(FormationRow {
            side: side(shown.side),
            phase: match shown.phase {
                ReportPhase::All => "all",
                ReportPhase::InPossession => "in_possession",
                ReportPhase::OutOfPossession => "out_of_possession",
            },
            period: shown.from.period,
            from_secs: shown.from.secs,
            until_secs: shown.to.secs,
            shape: shown.name.clone()?,
            cost: shown.cost?,
        })
    };
    report.formations.iter().filter_map(row).collect()
}

/// Where the ball was at each second.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a period has some thousand seconds, a pitch some ten thousand centimetres"
)]
fn ball(game: &TrackedGame) -> Vec<BallSecond> {
    let mut seconds = Vec::new();
    for period in &game.periods {
        let last = (period.ticks.len() as f64 / game.rate_hz) as u32;
        for second in 0..=last {
            let tick = (f64::from(second) * game.rate_hz).round() as usize;
            let place = period.ball.x_m.get(tick).zip(period.ball.y_m.get(tick));
            let Some((along, across)) = place.filter(|(along, _)| !along.is_nan()) else {
                continue;
            };
            let cm = |metres: f32| (metres * 100.0).round().clamp(-32_000.0, 32_000.0) as i16;
            let possession = period.ticks.get(tick).and_then(|tick| tick.possession).map(side);
            seconds.push(BallSecond {
                period: period.number,
                second,
                x_cm: cm(*along),
                y_cm: cm(*across),
                possession,
            });
        }
    }
    seconds
}

/// What is kept of a period; where its files are is not known yet.
pub(super) fn new_period(
    game: &TrackedGame,
    period: &TrackedPeriod,
    file: &FramesFile,
) -> NewPeriod {
    let quality: Vec<_> =
        data_quality(game).into_iter().filter(|quality| quality.period == period.number).collect();
    let on_pitch: f64 = quality.iter().map(|quality| quality.on_pitch_secs).sum();
    let filled: f64 = quality.iter().map(|quality| quality.interpolated_secs).sum();
    NewPeriod {
        number: period.number,
        first_frame: period.first_frame,
        ticks: u32::try_from(period.ticks.len()).unwrap_or(u32::MAX),
        home_attacks_right: attack_of(game, period, Side::Home)
            .map(|attack| attack == Attack::Right),
        interpolated: if on_pitch > 0.0 { filled / on_pitch } else { 0.0 },
        frames_sha256: String::new(),
        frames_bytes: 0,
        chunk_ticks: file.chunk_ticks,
        chunk_ends: file.ends.clone(),
        table_sha256: String::new(),
        table_bytes: 0,
    }
}

const fn side(side: Side) -> &'static str {
    match side {
        Side::Home => "home",
        Side::Away => "away",
    }
}
