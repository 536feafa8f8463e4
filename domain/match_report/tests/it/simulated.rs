//! A simulated match: what the report says is what was so.

use football::{PassOutcome, Side};
use match_report::{
    HeatUnit, LossCause, Provenance, ReportPhase, TeamMeasure, TimelineKind, XgSource,
};
use match_simulator::{EventKind, Flaws, MatchPlan, Outcome, simulate};

use crate::whole;

#[test]
fn distances_minutes_and_sprints_are_the_truth() {
    let (played, _, report) = whole();
    let mut runners = 0;
    for player in &report.physical {
        let truth = &played.truth.players[usize::from(player.player)];
        assert!((player.total.minutes - truth.minutes()).abs() < 0.001, "{player:?}");
        let zones: f64 = player.total.zone_m.iter().sum();
        assert!((zones - player.total.distance_m).abs() < 0.5, "{player:?}");
        let parts: f64 = player.periods.iter().map(|(_, part)| part.distance_m).sum();
        assert!((parts - player.total.distance_m).abs() < 0.5, "{player:?}");
        if truth.minutes() >= 10.0 {
            runners += 1;
            assert!((player.total.distance_m / truth.distance_m() - 1.0).abs() < 0.004);
            assert!(player.total.sprints.abs_diff(truth.sprints()) <= 3, "{player:?}");
            let top = player.total.top_speed_mps.unwrap();
            assert!((top - truth.top_speed_mps()).abs() < 0.25, "{player:?}");
            let a_minute = player.total.metres_per_minute().unwrap();
            assert!((a_minute - truth.distance_m() / truth.minutes()).abs() < 1.0);
        }
    }
    let seen = played.truth.players.iter().filter(|player| !player.stays.is_empty()).count();
    assert_eq!(report.physical.len(), seen);
    assert!(runners >= 22, "{runners}");
}

#[test]
fn formations_of_the_first_half_are_those_that_were_played() {
    for seed in 1..=3 {
        let plan = MatchPlan { half_secs: [600, 60], ..MatchPlan::invented(seed) };
        let played = simulate(&plan).unwrap();
        let report = match_report::of_match(Some(&played.game), None);
        for (place, side) in [Side::Home, Side::Away].into_iter().enumerate() {
            let found: Vec<_> = report
                .formations
                .iter()
                .filter(|of| {
                    of.side == side
                        && of.from.period == 1
                        && of.phase == ReportPhase::OutOfPossession
                })
                .collect();
            let [window] = found[..] else { panic!("one window: {found:?}") };
            assert_eq!(window.players.len(), 10);
            assert_eq!(
                window.name.as_deref(),
                Some(played.truth.formations[place].name()),
                "{seed}"
            );
        }
    }
}

#[test]
fn shots_goals_passes_and_substitutions_are_those_that_happened() {
    let (played, events, report) = whole();
    let shots = report.shots.as_ref().unwrap();
    assert_eq!(shots.xg_from, XgSource::Model);
    for (place, side) in [Side::Home, Side::Away].into_iter().enumerate() {
        let own = played.events.iter().filter(|event| event.side == side);
        let taken = own.clone().filter(|event| event.kind.is_shot()).count();
        let goals = own.clone().filter(|event| event.outcome == Outcome::Goal).count();
        let changes = own.clone().filter(|event| event.kind == EventKind::Substitution).count();
        assert_eq!(shots.count(side), taken);
        assert_eq!(usize::from(report.score.unwrap()[place]), goals);
        let entries = |wanted: &[TimelineKind]| {
            let counts = |entry: &&match_report::TimelineEntry| {
                entry.side == side && wanted.contains(&entry.kind)
            };
            report.timeline.iter().filter(counts).count()
        };
        assert_eq!(entries(&[TimelineKind::Goal, TimelineKind::Penalty]), goals);
        assert_eq!(entries(&[TimelineKind::Substitution]), changes);
        let xg: f64 =
            shots.taken().filter(|shot| shot.side == side).filter_map(|shot| shot.xg).sum();
        assert!((xg - shots.sums()[place]).abs() < 1e-4);
        let completed = report
            .comparison
            .iter()
            .find(|figure| figure.measure == TeamMeasure::PassesCompleted)
            .unwrap();
        let counted = events.events.iter().filter(|event| {
            event.side == Some(side)
                && matches!(event.kind, football::EventKind::Pass(pass) if pass.outcome == PassOutcome::Complete)
        });
        assert_eq!(
            completed.values[place],
            Some(f64::from(u32::try_from(counted.count()).unwrap()))
        );
    }
}

#[test]
fn substitutions_are_seen_in_positions_alone() {
    let (played, _, report) = whole();
    let changes = match_report::of_match(Some(&played.game), None).timeline;
    let told: Vec<_> =
        report.timeline.iter().filter(|of| of.kind == TimelineKind::Substitution).collect();
    assert_eq!(changes.len(), told.len());
    for change in &changes {
        let same = |of: &&&match_report::TimelineEntry| {
            (of.player, of.other, of.side) == (change.player, change.other, change.side)
        };
        let told = told.iter().find(same).unwrap();
        assert!((told.moment.secs - change.moment.secs).abs() < 1.0, "{change:?} {told:?}");
    }
}

#[test]
fn possession_control_and_tilt_are_shares_of_one() {
    let (_, _, report) = whole();
    for measure in [TeamMeasure::Possession, TeamMeasure::Control, TeamMeasure::FieldTilt] {
        let figure = report.comparison.iter().find(|figure| figure.measure == measure).unwrap();
        let [home, away] = figure.values.map(Option::unwrap);
        assert!((home + away - 1.0).abs() < 2e-4 && home > 0.2 && away > 0.2, "{figure:?}");
    }
    let pressing = report
        .comparison
        .iter()
        .find(|figure| figure.measure == TeamMeasure::PressingIntensity)
        .unwrap();
    assert_eq!(pressing.from, Provenance::Positions);
    assert!(
        pressing.values.iter().all(|value| (0.05..1.0).contains(&value.unwrap())),
        "{pressing:?}"
    );
}

#[test]
fn heatmaps_hold_the_seconds_in_play_on_the_half_where_a_team_stood() {
    let (played, _, report) = whole();
    let heat = report.heatmaps.as_ref().unwrap();
    assert_eq!((heat.from, heat.unit), (Provenance::Positions, HeatUnit::Seconds));
    let in_play: usize = played
        .game
        .periods
        .iter()
        .flat_map(|period| &period.ticks)
        .filter(|tick| tick.alive == Some(true))
        .count();
    let in_play = f64::from(u32::try_from(in_play).unwrap()) / 25.0;
    // Home's goalkeeper played all of it, before his own goal.
    let keeper = heat.players.iter().find(|of| of.player == 0).unwrap();
    let all: u32 = keeper.cells.iter().map(|secs| u32::from(*secs)).sum();
    assert!((f64::from(all) - in_play).abs() < 40.0, "{all} {in_play}");
    let ahead: u32 = keeper
        .cells
        .iter()
        .enumerate()
        .filter(|(cell, _)| cell % match_report::HEAT_COLUMNS > match_report::HEAT_COLUMNS / 2)
        .map(|(_, secs)| u32::from(*secs))
        .sum();
    assert_eq!(ahead, 0);
}

#[test]
fn a_shape_is_narrower_and_more_compact_without_the_ball() {
    let (_, _, report) = whole();
    for side in [Side::Home, Side::Away] {
        let of = |phase| {
            report
                .shapes
                .iter()
                .find(|shape| shape.side == side && shape.period == 1 && shape.phase == phase)
                .unwrap()
        };
        let (with, without) = (of(ReportPhase::InPossession), of(ReportPhase::OutOfPossession));
        assert!(without.width_m < with.width_m, "{with:?} {without:?}");
        assert!(without.stretch_m < with.stretch_m, "{with:?} {without:?}");
        let [defence, midfield, attack] = with.lines_m.unwrap();
        assert!(defence < midfield && midfield < attack && defence > 0.0 && attack < 105.0);
    }
}

#[test]
fn clean_positions_lose_nothing_and_flawed_ones_what_is_wrong_with_them() {
    let (_, _, report) = whole();
    let quality = report.quality.as_ref().unwrap();
    assert_eq!((quality.score, quality.losses.len(), quality.gaps), (100, 0, 0));

    let flaws = Flaws { noise_cm: 3.0, losses_per_hour: 60.0, longest_loss_secs: 4.0 };
    let plan = MatchPlan { half_secs: [300; 2], flaws, ..MatchPlan::invented(3) };
    let flawed = simulate(&plan).unwrap();
    let quality = match_report::of_match(Some(&flawed.game), None).quality.unwrap();
    // Sixty times an hour for two seconds on average: about three hundredths of the time.
    assert!((90..=99).contains(&quality.score), "{quality:?}");
    assert_eq!(quality.losses[0].cause, LossCause::Coverage);
    assert!(quality.gaps > 50 && quality.longest_gap_secs <= 4.0, "{quality:?}");
}

#[test]
fn a_report_stays_small_and_comes_back_the_same() {
    let (_, _, report) = whole();
    let json = serde_json::to_vec(report).unwrap();
    assert!(json.len() < 300_000, "{} bytes", json.len());
    let again: match_report::MatchReport = serde_json::from_slice(&json).unwrap();
    assert_eq!(&again, report);
}
