//! Playing: back, on, the clock, the speed, and what can be made of the moment.

use leptos::prelude::*;
use match_replay::{Speed, match_clock};
use page_base::wording;
use page_kit::controls::{Button, ButtonSize, Choice, Icon, Segmented, Symbol, use_toasts};

use crate::{clip::ClipBar, stage::DrawingTools, state::Replaying};

/// What the keys do, for people.
const KEYS: &str = "Space play · ← → frame · Shift ← → 5 s · [ ] event · + − speed";

/// The controls below the timeline.
#[component]
pub(crate) fn Transport(
    /// The replay.
    state: Replaying,
) -> impl IntoView {
    let events = state.manifest().events.len();
    view! {
        <div class="replay-transport" on:mousedown=|event| event.prevent_default()>
            <div class="transport-play">
                <IconButton state symbol=Symbol::StepBack says="One event back ([)" act=|state| state.go_to_event(false)/>
                <PlayButton state/>
                <IconButton state symbol=Symbol::StepOn says="One event on (])" act=|state| state.go_to_event(true)/>
                <Clock state/>
            </div>
            <div class="transport-speed">
                <Speeds state/>
                <span class="transport-events">
                    {wording::counted(u64::try_from(events).unwrap_or(u64::MAX), "event", "events")}
                </span>
                <CopyLink state/>
            </div>
        </div>
        <div class="replay-tools" on:mousedown=|event| event.prevent_default()>
            <DrawingTools state/>
            {state.on_clip.map(|on_clip| view! { <ClipBar state on_clip/> })}
            <p class="replay-keys" title="p pitch control, r Voronoi, t trails, v velocity, o offside line, h hulls, n names">
                {KEYS}
            </p>
        </div>
    }
}

#[component]
fn IconButton(
    state: Replaying,
    symbol: Symbol,
    says: &'static str,
    act: fn(Replaying),
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet icon-only"
            aria-label=says
            title=says
            on:click=move |_| act(state)
        >
            <Icon symbol/>
        </button>
    }
}

#[component]
fn PlayButton(state: Replaying) -> impl IntoView {
    let word = move || if state.runs() { "Pause (Space)" } else { "Play (Space)" };
    view! {
        <button
            type="button"
            class="button primary icon-only"
            aria-label=word
            title=word
            on:click=move |_| state.toggle()
        >
            {move || {
                let symbol = if state.runs() { Symbol::Pause } else { Symbol::Play };
                view! { <Icon symbol/> }
            }}
        </button>
    }
}

/// The clock, and which frame it is.
#[component]
fn Clock(state: Replaying) -> impl IntoView {
    let (manifest, timing) = (state.manifest(), state.timing());
    let rate = format!("{} Hz", (manifest.rate_hz * 100.0).round() / 100.0);
    let clock = {
        let timing = timing.clone();
        move || {
            let at = state.shown();
            match_clock(timing.number(at), timing.secs(at))
        }
    };
    let frame = move || {
        let at = state.shown();
        let first = manifest.periods.get(at.period).map_or(0, |period| period.first_frame);
        let frame = u64::try_from(first + i64::from(at.tick)).unwrap_or_default();
        let score = score(&manifest, timing.number(at), timing.secs(at));
        let score = score.map(|[home, away]| format!("{home}–{away} · ")).unwrap_or_default();
        format!("{score}frame {} · {rate}", wording::count(frame))
    };
    view! {
        <p class="transport-clock">{clock}</p>
        <p class="transport-frame">{frame}</p>
    }
}

/// Goals of home and away until an instant; `None` where no events were given.
fn score(manifest: &match_frames::ReplayManifest, period: u8, secs: f64) -> Option<[u32; 2]> {
    use football::Side;
    use match_frames::ReplayEventKind::Goal;

    let until = |event: &&match_frames::ReplayEvent| {
        event.kind == Goal && period < 5 && (event.period, event.clock_secs) <= (period, secs)
    };
    let mut goals = [0, 0];
    for event in manifest.events.iter().filter(until) {
        match event.side {
            Some(Side::Home) => goals[0] += 1,
            Some(Side::Away) => goals[1] += 1,
            None => {}
        }
    }
    (!manifest.events.is_empty() && period < 5).then_some(goals)
}

fn word(speed: Speed) -> &'static str {
    match speed {
        Speed::Quarter => "0.25×",
        Speed::Half => "0.5×",
        Speed::One => "1×",
        Speed::Two => "2×",
        Speed::Four => "4×",
    }
}

#[component]
fn Speeds(state: Replaying) -> impl IntoView {
    let choices: Vec<_> =
        Speed::ALL.into_iter().map(|speed| Choice::new(word(speed), word(speed))).collect();
    let value = Signal::derive(move || word(state.speed.get()).to_owned());
    let on_change = Callback::new(move |value: String| {
        if let Some(speed) = Speed::ALL.into_iter().find(|speed| word(*speed) == value) {
            state.set_speed(speed);
        }
    });
    view! { <Segmented name="speed" label="Speed" choices value on_change/> }
}

/// Copies the address of the instant.
#[component]
fn CopyLink(state: Replaying) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move |_| {
        let location = window().location();
        let (Some(address), Ok(origin), Ok(path), Ok(search)) =
            (state.address(), location.origin(), location.pathname(), location.search())
        else {
            return;
        };
        let link = [origin, path, address.write(&search)].concat();
        // The promise only says whether the browser allowed it; the address bar has the link too.
        let _ = window().navigator().clipboard().write_text(&link);
        toasts.show("Copied the link to this moment");
    };
    view! {
        <Button size=ButtonSize::Small icon=Symbol::Copy reason="Copy the link to this moment" on:click=copy/>
    }
}

#[cfg(test)]
mod tests {
    use football::Side;
    use match_frames::{ReplayEvent, ReplayEventKind};

    use super::*;
    use crate::timeline::samples::manifest;

    #[test]
    fn the_score_is_that_of_the_moment_and_unknown_without_events() {
        let mut manifest = manifest();
        assert_eq!(score(&manifest, 1, 0.0), None);
        let goal = |period, clock_secs, side| ReplayEvent {
            period,
            clock_secs,
            moved_secs: None,
            side: Some(side),
            player: None,
            receiver: None,
            kind: ReplayEventKind::Goal,
            label: "Goal".to_owned(),
            length_m: None,
            xg: None,
            xt: None,
        };
        manifest.events = vec![goal(1, 60.0, Side::Away), goal(2, 5.0, Side::Home)];
        assert_eq!(score(&manifest, 1, 59.0), Some([0, 0]));
        assert_eq!(score(&manifest, 1, 60.0), Some([0, 1]));
        assert_eq!(score(&manifest, 2, 5.0), Some([1, 1]));
    }
}
