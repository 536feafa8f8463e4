//! Which events stand on the line, and how they are drawn there.

use football::Side;
use leptos::prelude::*;
use match_frames::{ReplayEvent, ReplayEventKind, ReplayManifest};

use super::Scale;
use crate::words;

/// Height of the drawing, pixels: home, threat, away, minutes.
pub(super) const HEIGHT: f64 = 80.0;
/// Where the marks of home and away are.
const ROWS: [f64; 2] = [9.0, 53.0];
/// Above and below of where threat is drawn, and its middle.
const THREAT: [f64; 3] = [17.0, 45.0, 31.0];

/// A mark on the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LineMark {
    pub(super) share: f64,
    pub(super) kind: ReplayEventKind,
    pub(super) side: Side,
    pub(super) title: String,
}

/// The events that stand on the line: goals, shots, cards and changes of a team.
pub(super) fn line_marks(manifest: &ReplayManifest, scale: &Scale) -> Vec<LineMark> {
    let mark = |event: &ReplayEvent| {
        use ReplayEventKind::{Goal, Red, Shot, Substitution, Yellow};

        let period = manifest.periods.iter().position(|period| period.number == event.period)?;
        matches!(event.kind, Goal | Shot | Yellow | Red | Substitution).then_some(())?;
        Some(LineMark {
            share: scale.share(period, event.clock_secs),
            kind: event.kind,
            side: event.side?,
            title: [&words::event_clock(event), " ", &words::event_line(manifest, event)].concat(),
        })
    };
    let mut marks: Vec<_> = manifest.events.iter().filter_map(mark).collect();
    // What is drawn last lies above the others: goals.
    marks.sort_by_key(|mark| mark.kind == ReplayEventKind::Goal);
    marks
}

/// A bar of a minute's threat: where it begins and ends, and how high it is, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ThreatBar {
    pub(super) span: [f64; 2],
    pub(super) side: Side,
    pub(super) height: f64,
}

/// The bars of all minutes, the highest as high as there is room; none where no event has threat.
pub(super) fn threat_bars(manifest: &ReplayManifest, scale: &Scale) -> Vec<ThreatBar> {
    let mut bars = Vec::new();
    for (place, period) in manifest.periods.iter().enumerate() {
        let secs = f64::from(period.ticks) / manifest.rate_hz;
        let minutes = match_replay::minutes_of_threat(&manifest.events, period.number, secs);
        let mut from_secs = 0.0;
        for minute in minutes {
            let span = [scale.share(place, from_secs), scale.share(place, from_secs + 60.0)];
            from_secs += 60.0;
            for (side, height) in [Side::Home, Side::Away].into_iter().zip(minute) {
                if height > 0.0 {
                    bars.push(ThreatBar { span, side, height });
                }
            }
        }
    }
    let highest = bars.iter().map(|bar| bar.height).fold(0.0, f64::max);
    for bar in &mut bars {
        bar.height /= highest;
    }
    bars
}

/// A share as SVG has it, so that the line is as wide as its place.
pub(super) fn percent(share: f64) -> String {
    format!("{:.3}%", share * 100.0)
}

fn class(side: Side) -> &'static str {
    match side {
        Side::Home => "home",
        Side::Away => "away",
    }
}

/// Everything of the line that does not move.
#[component]
pub(super) fn LineDrawing(
    /// The match.
    manifest: std::sync::Arc<ReplayManifest>,
    /// Its line.
    scale: Scale,
) -> impl IntoView {
    let [top, bottom, middle] = THREAT;
    let grounds = scale
        .spans()
        .iter()
        .map(|[from, to]| {
            view! {
                <rect class="line-ground" x=percent(*from) y=top width=percent(to - from) height=bottom - top></rect>
                <line class="line-middle" x1=percent(*from) x2=percent(*to) y1=middle y2=middle></line>
            }
        })
        .collect_view();
    let bars = threat_bars(&manifest, &scale)
        .into_iter()
        .map(|ThreatBar { span: [from, to], side, height }| {
            let height = height * (middle - top);
            let y = if side == Side::Home { middle - height } else { middle };
            let width = (to - from) * 0.86;
            view! { <rect class=class(side) x=percent(from) y=y width=percent(width) height=height></rect> }
        })
        .collect_view();
    let marks = line_marks(&manifest, &scale).into_iter().map(drawn).collect_view();
    let labels = scale
        .labels()
        .into_iter()
        .map(|label| {
            let anchor = match label.share {
                share if share < 0.02 => "start",
                share if share > 0.98 => "end",
                _ => "middle",
            };
            view! {
                <text class:minor=!label.is_major x=percent(label.share) y=HEIGHT - 5.0 text-anchor=anchor>
                    {label.text}
                </text>
            }
        })
        .collect_view();
    view! {
        <svg class="line-drawing" width="100%" height=HEIGHT aria-hidden="true">
            {grounds}
            <g class="line-threat">{bars}</g>
            <g class="line-marks">{marks}</g>
            <g class="line-labels">{labels}</g>
        </svg>
    }
}

/// A goal is a ring with a dot, a shot a ring, a card a card, a change two arrows.
fn drawn(mark: LineMark) -> impl IntoView {
    let [home, away] = ROWS;
    let (class, y) = match mark.side {
        Side::Home => ("home", home),
        Side::Away => ("away", away),
    };
    let shape = match mark.kind {
        ReplayEventKind::Goal => view! {
            <circle class="mark-goal" r="5"></circle>
            <circle class="mark-dot" r="1.8"></circle>
        }
        .into_any(),
        ReplayEventKind::Yellow => view! { <rect class="mark-yellow" x="-3" y="-4.5" width="6" height="9"></rect> }.into_any(),
        ReplayEventKind::Red => view! { <rect class="mark-red" x="-3" y="-4.5" width="6" height="9"></rect> }.into_any(),
        ReplayEventKind::Substitution => {
            view! { <path class="mark-change" d="M-2.5 4V-4M-4.5 -2 -2.5 -4 -.5 -2M2.5 -4V4M.5 2 2.5 4 4.5 2"></path> }.into_any()
        }
        _ => view! { <circle class="mark-shot" r="4.2"></circle> }.into_any(),
    };
    view! {
        <svg class=class x=percent(mark.share) y=y overflow="visible">
            <title>{mark.title}</title>
            {shape}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers are exact in a float")]

    use match_replay::Timing;

    use super::*;
    use crate::timeline::samples::manifest;

    fn event(clock_secs: f64, side: Side, kind: ReplayEventKind, xt: Option<f64>) -> ReplayEvent {
        ReplayEvent {
            period: 2,
            clock_secs,
            moved_secs: None,
            side: Some(side),
            player: None,
            receiver: None,
            kind,
            label: "Shot, saved".to_owned(),
            length_m: None,
            xg: None,
            xt,
        }
    }

    #[test]
    fn shots_stand_on_the_line_and_passes_only_add_to_the_bars() {
        let mut manifest = manifest();
        manifest.events = vec![
            event(30.0, Side::Home, ReplayEventKind::Pass, Some(0.02)),
            event(40.0, Side::Away, ReplayEventKind::Carry, Some(0.01)),
            event(60.0, Side::Away, ReplayEventKind::Shot, None),
        ];
        let scale = Scale::new(Timing::of(&manifest));

        let [shot] = &line_marks(&manifest, &scale)[..] else { panic!("one mark") };
        assert_eq!((shot.side, shot.title.as_str()), (Side::Away, "46:00 Shot, saved"));
        assert!((shot.share - scale.share(1, 60.0)).abs() < 1e-9);
        let [home, away] = &threat_bars(&manifest, &scale)[..] else { panic!("two bars") };
        assert_eq!((home.side, home.height), (Side::Home, 1.0));
        assert_eq!((away.side, away.height), (Side::Away, 0.5));
        assert_eq!(home.span, [scale.share(1, 0.0), scale.share(1, 60.0)]);
    }

    #[test]
    fn without_threat_there_are_no_bars() {
        let mut manifest = manifest();
        manifest.events = vec![event(60.0, Side::Away, ReplayEventKind::Shot, None)];
        assert_eq!(threat_bars(&manifest, &Scale::new(Timing::of(&manifest))), []);
    }
}
