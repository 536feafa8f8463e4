//! What happened: around the moment, and in the whole match.

use std::ops::Range;

use leptos::prelude::*;
use match_frames::{ReplayEventKind, ReplayManifest};
use match_replay::{around, current};
use page_kit::controls::{Choice, Segmented};

use crate::{state::Replaying, words};

/// Events shown before and after the moment.
const AROUND: [usize; 2] = [4, 2];
/// The same in the list of all events.
const AROUND_IN_LIST: [usize; 2] = [20, 20];

/// Some events around the moment.
#[component]
pub(super) fn AroundThisMoment(state: Replaying) -> impl IntoView {
    view! {
        <section class="side-part">
            <h2>"Around this moment"</h2>
            <EventsAround state reach=AROUND/>
        </section>
    }
}

/// The tab of the events.
#[component]
pub(super) fn EventsTab(state: Replaying) -> impl IntoView {
    let which = RwSignal::new("key".to_owned());
    let choices = vec![Choice::new("key", "Key moments"), Choice::new("all", "Around now")];
    let on_change = Callback::new(move |value| which.set(value));
    view! {
        <section class="side-part">
            <Segmented name="which-events" label="Which events" choices value=which on_change/>
            {move || match which.get().as_str() {
                "all" => view! { <div class="long"><EventsAround state reach=AROUND_IN_LIST/></div> }.into_any(),
                _ => view! { <div class="long"><KeyMoments state/></div> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn EventsAround(state: Replaying, reach: [usize; 2]) -> impl IntoView {
    let (manifest, timing) = (state.manifest(), state.timing());
    let events = std::sync::Arc::clone(&manifest);
    // Made anew when another event comes, not at each frame.
    let shown = Memo::new(move |_| {
        let at = state.shown();
        let (number, secs) = (timing.number(at), timing.secs(at));
        (around(&events.events, number, secs, reach), current(&events.events, number, secs))
    });
    move || {
        let (range, now): (Range<usize>, Option<usize>) = shown.get();
        if manifest.events.is_empty() {
            return view! { <NoEvents/> }.into_any();
        }
        if range.is_empty() {
            return view! { <p class="side-hint">"Nothing happened around this moment."</p> }
                .into_any();
        }
        let rows =
            range.map(|event| row(state, &manifest, event, now == Some(event))).collect_view();
        view! { <ol class="side-events">{rows}</ol> }.into_any()
    }
}

#[component]
fn KeyMoments(state: Replaying) -> impl IntoView {
    let (manifest, timing) = (state.manifest(), state.timing());
    let is_key = |kind: ReplayEventKind| {
        use ReplayEventKind::{Goal, Red, Shot, Substitution, Yellow};
        matches!(kind, Goal | Shot | Yellow | Red | Substitution)
    };
    let keys: Vec<usize> =
        (0..manifest.events.len()).filter(|event| is_key(manifest.events[*event].kind)).collect();
    let events = std::sync::Arc::clone(&manifest);
    let now = Memo::new(move |_| {
        let at = state.shown();
        current(&events.events, timing.number(at), timing.secs(at))
    });
    move || {
        if manifest.events.is_empty() {
            return view! { <NoEvents/> }.into_any();
        }
        if keys.is_empty() {
            return view! { <p class="side-hint">"No goal, shot, card or change in this match."</p> }.into_any();
        }
        let now = now.get();
        let rows = keys.iter().map(|event| row(state, &manifest, *event, now == Some(*event)));
        view! { <ol class="side-events">{rows.collect_view()}</ol> }.into_any()
    }
}

#[component]
fn NoEvents() -> impl IntoView {
    view! { <p class="side-hint">"No events were given for this match. Add an event file on its data page."</p> }
}

/// An event; pressing it goes there.
fn row(
    state: Replaying,
    manifest: &ReplayManifest,
    event: usize,
    is_now: bool,
) -> impl IntoView + use<> {
    let event = &manifest.events[event];
    let (period, secs) = (event.period, event.clock_secs);
    let go = move |_| {
        if let Some(at) = state.with(|engine| engine.timing.at_clock(period, secs)).flatten() {
            state.seek(at);
        }
    };
    let side = event.side.map_or("", Replaying::class_of);
    let team = event.side.map(|side| words::team(manifest, side));
    let line = words::event_line(manifest, event);
    let title = line.clone();
    view! {
        <li class:now=is_now>
            <button type="button" aria-current=is_now.then_some("true") on:click=go>
                <span class="event-clock">{words::event_clock(event)}</span>
                <span class=format!("event-side {side}")></span>
                <span class="sr-only">{team}</span>
                <span class="event-line" title=title>{line}</span>
                <span class="event-figure">{words::event_figure(event)}</span>
            </button>
        </li>
    }
}
