//! What the panel says of a frame's data, as words.

use football::Side;
use match_frames::{ReplayEventKind, ReplayManifest};
use match_replay::{Playhead, Scene, Shares, Timing, current};

use crate::words;

/// A line of the panel: what, and its figure; `None` is unknown, with why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) figure: Result<String, &'static str>,
}

/// What the data of a frame is: who was seen, what was put in, the ball, the filter, the clock of the events.
pub(super) fn data_facts(
    manifest: &ReplayManifest,
    timing: &Timing,
    at: Playhead,
    scene: Option<&Scene>,
) -> Vec<Fact> {
    const NO_FRAME: &str = "The frame is being loaded.";

    let (number, secs) = (timing.number(at), timing.secs(at));
    let sent_off = manifest
        .events
        .iter()
        .filter(|event| event.kind == ReplayEventKind::Red)
        .filter(|event| (event.period, event.clock_secs) <= (number, secs))
        .count();
    let seen = scene.map(Scene::seen);
    let of_period = manifest.periods.get(at.period).map_or(0.0, |period| period.interpolated);
    let height = match scene {
        None => Err(NO_FRAME),
        Some(scene) => scene
            .ball_height_m
            .map(|metres| format!("{metres:.1} m"))
            .ok_or("The file does not say how high the ball is."),
    };
    let play = match scene.map(|scene| scene.alive) {
        None => Err(NO_FRAME),
        Some(None) => Err("The file does not say whether the ball is in play."),
        Some(Some(true)) => Ok("in play".to_owned()),
        Some(Some(false)) => Ok("out of play".to_owned()),
    };
    let moved =
        current(&manifest.events, number, secs).map(|event| manifest.events[event].moved_secs);
    let moved = match moved {
        None => Err("No event in the last 5 seconds."),
        Some(None) => Err("The events were not put on the clock of the positions."),
        Some(Some(secs)) => Ok(words::offset(secs)),
    };
    vec![
        Fact {
            name: "Players seen",
            figure: seen
                .map(|(seen, _)| format!("{seen} of {}", Scene::expected(sent_off)))
                .ok_or(NO_FRAME),
        },
        Fact {
            name: "Interpolated",
            figure: seen
                .map(|(_, between)| format!("{between} (period: {})", words::share(of_period)))
                .ok_or(NO_FRAME),
        },
        Fact { name: "Ball", figure: play },
        Fact { name: "Ball height", figure: height },
        Fact { name: "Filter", figure: Ok(manifest.filter.clone()) },
        Fact { name: "Event offset", figure: moved },
    ]
}

/// A bar of shares: of what, and the home team's part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShareLine {
    /// What it is a share of; an arrow says towards which goal of the picture.
    pub(super) of: &'static str,
    /// The team whose final third it is.
    pub(super) whose: Option<String>,
    pub(super) home: f64,
}

/// The bars of pitch control.
pub(super) fn share_lines(manifest: &ReplayManifest, shares: Shares) -> Vec<ShareLine> {
    let whole = ShareLine { of: "whole pitch", whose: None, home: shares.whole };
    let third = shares.final_third.map(|home| {
        // The third is the one that the team with the ball attacks.
        let of = match shares.attacking {
            Side::Home => "final third →",
            Side::Away => "← final third",
        };
        ShareLine { of, whose: Some(words::team(manifest, shares.attacking)), home }
    });
    [Some(whole), third].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use football::Pitch;
    use match_frames::ReplayEvent;

    use super::*;
    use crate::timeline::samples::manifest;

    fn event(kind: ReplayEventKind, clock_secs: f64, moved_secs: Option<f64>) -> ReplayEvent {
        ReplayEvent {
            period: 1,
            clock_secs,
            moved_secs,
            side: Some(Side::Home),
            player: None,
            receiver: None,
            kind,
            label: "Pass".to_owned(),
            length_m: None,
            xg: None,
            xt: None,
        }
    }

    fn figures(facts: &[Fact]) -> Vec<Result<&str, &str>> {
        facts.iter().map(|fact| fact.figure.as_deref().map_err(|why| *why)).collect()
    }

    #[test]
    fn what_is_known_is_told_and_what_is_not_says_why() {
        let mut manifest = manifest();
        manifest.periods[0].interpolated = 0.004;
        manifest.events = vec![
            event(ReplayEventKind::Red, 5.0, None),
            event(ReplayEventKind::Pass, 10.0, Some(0.12)),
        ];
        let timing = Timing::of(&manifest);
        let at = timing.at(0, 11.0);
        let scene = Scene {
            pitch: Pitch::STANDARD,
            players: Vec::new(),
            ball_m: None,
            ball_height_m: None,
            alive: Some(false),
            attacking: None,
            home_attacks_right: None,
        };

        let facts = data_facts(&manifest, &timing, at, Some(&scene));
        assert_eq!(
            figures(&facts),
            [
                Ok("0 of 21"),
                Ok("0 (period: 0.4 %)"),
                Ok("out of play"),
                Err("The file does not say how high the ball is."),
                Ok("Savitzky–Golay 3, 1.0 s"),
                Ok("+0.12 s"),
            ]
        );
        let facts = data_facts(&manifest, &timing, timing.at(0, 20.0), None);
        assert_eq!(figures(&facts)[0], Err("The frame is being loaded."));
        assert_eq!(figures(&facts)[5], Err("No event in the last 5 seconds."));
    }

    #[test]
    fn the_final_third_is_that_of_the_team_with_the_ball_and_left_out_where_unknown() {
        let manifest = manifest();
        let shares = Shares { whole: 0.74, attacking: Side::Away, final_third: Some(0.395) };
        let lines = share_lines(&manifest, shares);
        assert_eq!((lines[1].of, lines[1].whose.as_deref()), ("← final third", Some("Northgate")));
        let lines = share_lines(&manifest, Shares { final_third: None, ..shares });
        assert_eq!(lines, [ShareLine { of: "whole pitch", whose: None, home: 0.74 }]);
    }
}
