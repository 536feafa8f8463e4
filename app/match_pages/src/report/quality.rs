//! How far the positions can be trusted, and how the two clocks fit.

use leptos::prelude::*;
use match_report::{ClockOffset, Loss, LossCause, MatchReport, Quality, Warning};
use page_base::wording;
use page_kit::controls::{Icon, Panel, Symbol};

use super::{
    figures::{decimal, per_cent},
    missing::missing,
    switches::period_word,
};

/// The panel with the figure, its reasons and the clocks.
pub(crate) fn quality(report: &MatchReport, data: Option<&str>) -> AnyView {
    let Some(quality) = &report.quality else {
        return missing(
            "Data quality",
            "Quality is told of positions. Add tracking files under Data.",
            data,
        );
    };
    let losses = if quality.losses.is_empty() {
        view! { <p>"Nothing took points away: everybody was seen all the time."</p> }.into_any()
    } else {
        let items = quality.losses.iter().map(|loss| lost(loss, quality)).collect_view();
        view! { <ul class="quality-reasons">{items}</ul> }.into_any()
    };
    let warnings = quality.warnings.iter().map(|warning| warned(report, warning)).collect_view();
    let clocks = report.offsets.iter().map(clock).collect_view();
    let source = report.positions.as_ref();
    let filter = source.and_then(|source| source.filter.clone());
    let Quality { score, coverage, interpolated, gaps, longest_gap_secs, jumps, .. } = *quality;
    let frames = source.map(|source| wording::count(source.count)).unwrap_or_default();
    view! {
        <Panel title="Data quality" meta="of the positions">
            <p class="quality-figure">
                <strong>{score}</strong>
                " of 100"
            </p>
            {losses}
            <ul class="quality-warnings">{warnings}</ul>
            <dl class="facts">
                <dt>"Frames"</dt>
                <dd>{frames}</dd>
                <dt>"Players seen"</dt>
                <dd>{per_cent(coverage, 1)} " of their time"</dd>
                <dt>"Filled in"</dt>
                <dd>{per_cent(interpolated, 1)} " of their time"</dd>
                <dt>"Gaps"</dt>
                <dd>
                    {wording::count(gaps.into())} ", the longest " {decimal(longest_gap_secs, 1)} " s"
                </dd>
                <dt>"Jumps replaced"</dt>
                <dd>{wording::count(jumps.into())}</dd>
                <dt>"Velocities"</dt>
                <dd>{filter}</dd>
                {clocks}
            </dl>
        </Panel>
    }
    .into_any()
}

fn lost(loss: &Loss, quality: &Quality) -> impl IntoView + use<> {
    let why = match loss.cause {
        LossCause::Coverage => {
            ["Players were out of sight for ", &per_cent(loss.points / 100.0, 1), " of their time."]
                .concat()
        }
        LossCause::Interpolated => {
            ["Short gaps of ", &per_cent(quality.interpolated, 1), " of the time were filled in."]
                .concat()
        }
        LossCause::Jumps => {
            let places = wording::counted(quality.jumps.into(), "place was", "places were");
            [&places, " replaced: nobody runs that fast."].concat()
        }
        LossCause::FramesMissing => {
            [&per_cent(quality.frames_missing, 1), " of the frames are missing."].concat()
        }
        LossCause::BallUnseen => [
            "The ball was out of sight for ",
            &per_cent(quality.ball_unseen, 1),
            " of the time in play.",
        ]
        .concat(),
    };
    view! {
        <li>
            <span class="points">"−" {decimal(loss.points, 1)}</span>
            {why}
        </li>
    }
}

fn warned(report: &MatchReport, warning: &Warning) -> impl IntoView + use<> {
    let told = match warning {
        Warning::NoPossession => {
            "The file does not say who has the ball: nothing is told by phase.".to_owned()
        }
        Warning::NoBallInPlay => {
            "The file does not say when the ball is in play: it counts while it is seen.".to_owned()
        }
        Warning::NoDirection { period } => {
            format!("{}: nobody can tell which way the teams attack.", period_word(*period))
        }
        Warning::TooManyPlayers { side, period } => format!(
            "{}: more than eleven players of {} at once.",
            period_word(*period),
            report.team_name(*side)
        ),
        Warning::Nameless { places } => {
            format!("{} places of people without a name are in no figure.", wording::count(*places))
        }
        Warning::TooFast { players } => format!(
            "Speeds of {} come out beyond 12 m/s, where they were seen for moments only: top speeds \
             are unknown, sprints and distances at speed too high.",
            wording::counted((*players).into(), "player", "players")
        ),
        Warning::OnlyInEvents { players } => format!(
            "{} of the line-up not found among the positions.",
            wording::counted((*players).into(), "player", "players")
        ),
        Warning::NeverSeen { players } => format!(
            "{} of the line-up never seen.",
            wording::counted((*players).into(), "player", "players")
        ),
    };
    view! {
        <li>
            <Icon symbol=Symbol::Warning/>
            {told}
        </li>
    }
}

fn clock(offset: &ClockOffset) -> impl IntoView + use<> {
    let sign = if offset.shift_secs > 0.0 { "+" } else { "" };
    let told = format!(
        "events {sign}{} s; {} of {} found in the positions",
        decimal(offset.shift_secs, 2),
        offset.found,
        offset.sought
    );
    view! {
        <dt>"Clock, " {period_word(offset.period)}</dt>
        <dd>{told}</dd>
    }
}
