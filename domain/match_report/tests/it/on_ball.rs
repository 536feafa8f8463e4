//! What players did with the ball: held against the truth of a simulated match and against public events.

use feeds::events::StatsBombReader;
use match_report::{MatchInputs, PlayerOnBall, TeamMeasure, TimelineKind, of_match};

use crate::{public, whole};

/// The sum over a team of what `of` gives.
fn sum(
    report: &match_report::MatchReport,
    players: &[PlayerOnBall],
    side: football::Side,
    of: fn(&PlayerOnBall) -> f64,
) -> f64 {
    let own = players
        .iter()
        .filter(|player| report.player(player.player).is_some_and(|listed| listed.side == side));
    own.map(of).sum()
}

#[test]
fn minutes_by_line_up_and_changes_are_those_that_positions_show() {
    let (played, events, report) = whole();
    let players = MatchInputs::of(None, Some(events)).on_ball();
    let with_positions = MatchInputs::of(Some(&played.game), Some(events)).on_ball();

    let seen = played.truth.players.iter().filter(|player| !player.stays.is_empty()).count();
    assert_eq!(with_positions.len(), seen);
    assert_eq!(players.len(), seen);
    for player in &with_positions {
        let truth = played.truth.players[usize::from(player.player)].minutes();
        let minutes = player.total.minutes.unwrap();
        assert!((minutes - truth).abs() < 0.1, "{player:?}, in truth {truth}");
        let parts: f64 = player.periods.iter().filter_map(|(_, part)| part.minutes).sum();
        assert!((parts - minutes).abs() < 0.01, "{player:?}");
    }
    for (place, side) in [football::Side::Home, football::Side::Away].into_iter().enumerate() {
        let told = |measure| {
            let figure = report.comparison.iter().find(|figure| figure.measure == measure);
            figure.and_then(|figure| figure.values[place]).unwrap()
        };
        let completed =
            sum(report, &with_positions, side, |of| f64::from(of.total.passes_completed));
        assert!((completed - told(TeamMeasure::PassesCompleted)).abs() < 1e-9);
        let threat = sum(report, &with_positions, side, |of| of.total.xt);
        let by_minute = report.momentum.as_ref().unwrap();
        let minutes: f64 = by_minute.minutes.iter().map(|minute| minute.xt[place]).sum();
        assert!((threat - minutes).abs() < 0.02, "{threat} and {minutes}");
    }
}

#[test]
fn a_real_match_gives_eleven_players_a_side_its_whole_time() {
    let mut reader = StatsBombReader::default();
    let Some(line_ups) = public("statsbomb/15986_lineups.json") else { return };
    let Some(told) = public("statsbomb/15986_events.json.gz") else { return };
    reader.line_ups(&line_ups).unwrap();
    reader.push(&told).unwrap();
    let game = reader.finish().unwrap();
    let report = of_match(None, Some(&game));
    let players = MatchInputs::of(None, Some(&game)).on_ball();

    let is_red = |kind| matches!(kind, TimelineKind::Red | TimelineKind::SecondYellow);
    for side in [football::Side::Home, football::Side::Away] {
        let minutes = sum(&report, &players, side, |of| of.total.minutes.unwrap());
        let sent_off: f64 = report
            .timeline
            .iter()
            .filter(|entry| entry.side == side && is_red(entry.kind))
            .map(|entry| report.secs() - entry.moment.elapsed_secs(&report.periods))
            .sum();
        let expected = (11.0 * report.secs() - sent_off) / 60.0;
        assert!((minutes - expected).abs() < 0.5, "{minutes}, expected {expected}");
    }
    // Without positions nobody is listed who did not play.
    assert!(players.iter().all(|player| player.total.minutes.is_some_and(|played| played > 0.0)));
    let passes: u32 = players.iter().map(|player| player.total.passes).sum();
    assert!(passes > 600, "{passes}");
}

#[test]
fn without_line_ups_minutes_are_not_known() {
    let (_, mut events) = crate::short();
    for player in &mut events.players {
        player.starter = None;
    }

    let players = MatchInputs::of(None, Some(&events)).on_ball();

    assert!(!players.is_empty());
    assert!(players.iter().all(|player| player.total.minutes.is_none()));
    assert!(MatchInputs::of(None, None).on_ball().is_empty());
}
