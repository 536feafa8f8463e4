//! The line as something to press and drag.

use leptos::{ev::PointerEvent, html, prelude::*};
use match_replay::{match_clock, minutes_of_threat};

use super::{
    Scale,
    marks::{HEIGHT, LineDrawing, percent},
};
use crate::state::Replaying;

/// The line of the whole match with its playhead.
#[component]
pub(crate) fn Timeline(
    /// The replay.
    state: Replaying,
) -> impl IntoView {
    let manifest = state.manifest();
    let timing = state.timing();
    let scale = Scale::new(timing.clone());
    let track = NodeRef::<html::Div>::new();
    let has_threat = manifest
        .periods
        .first()
        .is_some_and(|p| !minutes_of_threat(&manifest.events, p.number, 0.0).is_empty());
    let [home, away] = [manifest.home.clone(), manifest.away.clone()];

    let pointed = StoredValue::new(scale.clone());
    let seek = move |event: &PointerEvent| {
        let Some(track) = track.get() else { return };
        let place = track.get_bounding_client_rect();
        if place.width() > 0.0 {
            let share = (f64::from(event.client_x()) - place.left()) / place.width();
            state.seek(pointed.with_value(|scale| scale.at(share)));
        }
    };
    let press = move |event: PointerEvent| {
        if event.button() == 0 {
            if let Some(track) = track.get() {
                // Fails only for a pointer that is gone; then it was a press and no drag.
                let _ = track.set_pointer_capture(event.pointer_id());
            }
            seek(&event);
        }
    };
    let drag = move |event: PointerEvent| {
        let is_held =
            track.get().is_some_and(|track| track.has_pointer_capture(event.pointer_id()));
        if is_held {
            seek(&event);
        }
    };

    let stands = scale.clone();
    let share = Memo::new(move |_| percent(stands.of(state.shown())));
    let ticks: u32 = timing.periods.iter().map(|(_, ticks)| *ticks).sum();
    let length = f64::from(ticks) / timing.rate_hz;
    let now_secs = {
        let timing = timing.clone();
        move || {
            let at = state.shown();
            let before: u32 = (0..at.period).map(|period| timing.ticks(period)).sum();
            format!("{:.0}", f64::from(before + at.tick) / timing.rate_hz)
        }
    };
    let said = move || {
        let at = state.shown();
        match_clock(timing.number(at), timing.secs(at))
    };
    view! {
        <div class="replay-line">
            <div class="line-names" aria-hidden="true">
                <span class="home">{home}</span>
                <span>{if has_threat { "xT, 1 min" } else { "" }}</span>
                <span class="away">{away}</span>
            </div>
            <div
                class="line-track"
                node_ref=track
                role="slider"
                tabindex="0"
                aria-label="Instant of the match"
                aria-valuemin="0"
                aria-valuemax=format!("{length:.0}")
                aria-valuenow=now_secs
                aria-valuetext=said
                on:pointerdown=press
                on:pointermove=drag
            >
                <LineDrawing manifest scale/>
                <svg class="line-playhead" width="100%" height=HEIGHT aria-hidden="true">
                    <svg x=move || share.get() y="0" overflow="visible">
                        <line y1="6" y2="64"></line>
                        <path d="M-5 0h10v6l-5 5-5-5z"></path>
                    </svg>
                </svg>
            </div>
        </div>
    }
}
