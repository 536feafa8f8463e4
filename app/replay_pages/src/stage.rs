//! The pitch: the canvas, what is pressed and drawn on it, and what stands there while frames are awaited.

use std::{cell::RefCell, rc::Rc};

use football::Pitch;
use leptos::{ev::PointerEvent, html, prelude::*};
use match_replay::{Arrow, Mark, Zone};
use page_kit::controls::{Button, ButtonSize, Icon, Symbol};

use crate::{
    canvas::svg_path,
    driving::Driver,
    engine::Frames,
    projection::Projection,
    state::{Replaying, Tool},
    words,
};

/// The lines of a pitch, until the canvas is there.
#[component]
pub(crate) fn PitchSketch() -> impl IntoView {
    view! {
        <svg class="pitch-sketch" viewBox="-55.1 -35.4 110.2 70.8" role="img" aria-label="A pitch">
            <rect class="pitch-ground" x="-52.5" y="-34" width="105" height="68"></rect>
            <path class="pitch-lines" d=svg_path(Pitch::STANDARD)></path>
        </svg>
    }
}

type Driving = Rc<RefCell<Option<Rc<Driver>>>>;

/// The canvas and what lies over it.
#[component]
pub(crate) fn Stage(
    /// The replay.
    state: Replaying,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let driving = Driving::default();
    let starts = Rc::clone(&driving);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get()
            && starts.borrow().is_none()
        {
            *starts.borrow_mut() = Driver::start(state, canvas);
        }
    });
    let place = {
        let driving = Rc::clone(&driving);
        move |event: &PointerEvent| -> Option<(Projection, [f64; 2])> {
            let corner = canvas.get_untracked()?.get_bounding_client_rect();
            let at = [
                f64::from(event.client_x()) - corner.left(),
                f64::from(event.client_y()) - corner.top(),
            ];
            let projection = driving.borrow().as_ref()?.projection()?;
            Some((projection, at))
        }
    };
    let press = {
        let place = place.clone();
        move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            let Some((projection, at)) = place(&event) else { return };
            if let Some(tool) = state.tool.get_untracked() {
                if let Some(canvas) = canvas.get_untracked() {
                    // Fails only for a pointer that is gone; then nothing is drawn.
                    let _ = canvas.set_pointer_capture(event.pointer_id());
                }
                let from = projection.place_m(at);
                state.draft.set(Some(mark(tool, from, from)));
            } else {
                let scene = state.with(crate::engine::Engine::scene).flatten();
                let found = scene.and_then(|scene| projection.player_at(&scene.players, at));
                let is_same = found == state.chosen.get_untracked();
                state.choose(found.filter(|_| !is_same));
            }
        }
    };
    let drag = {
        let place = place.clone();
        move |event: PointerEvent| {
            let Some(draft) = state.draft.get_untracked() else { return };
            if let Some((projection, at)) = place(&event) {
                state.draft.set(Some(ended(draft, projection.place_m(at))));
            }
        }
    };
    let release = move |_: PointerEvent| {
        if let Some(draft) = state.draft.get_untracked() {
            state.sketch.update(|sketch| sketch.add(draft));
            state.draft.set(None);
        }
    };
    view! {
        <div class="replay-stage" class:drawing=move || state.tool.get().is_some()>
            <canvas
                node_ref=canvas
                class="replay-canvas"
                role="img"
                aria-label=move || summary(state)
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=release
                on:pointercancel=move |_| state.draft.set(None)
            ></canvas>
            <Waiting state/>
        </div>
    }
}

fn mark(tool: Tool, from_m: [f64; 2], to_m: [f64; 2]) -> Mark {
    match tool {
        Tool::Arrow => Mark::Arrow(Arrow { from_m, to_m }),
        Tool::Zone => Mark::Zone(Zone { corner_m: from_m, opposite_m: to_m }),
    }
}

fn ended(mark: Mark, at_m: [f64; 2]) -> Mark {
    match mark {
        Mark::Arrow(arrow) => Mark::Arrow(Arrow { to_m: at_m, ..arrow }),
        Mark::Zone(zone) => Mark::Zone(Zone { opposite_m: at_m, ..zone }),
    }
}

/// What the picture shows, in a sentence. While it runs the sentence stays.
fn summary(state: Replaying) -> String {
    let manifest = state.manifest();
    if state.runs() {
        return format!("{} against {}, playing", manifest.home, manifest.away);
    }
    let Some(scene) = state.scene() else { return "The pitch, without a frame yet".to_owned() };
    let (seen, _) = scene.seen();
    let ball = match scene.attacking {
        Some(side) => format!("{} have the ball", words::team(&manifest, side)),
        None => "the ball was not seen".to_owned(),
    };
    format!("{seen} players on the pitch; {ball}. Their places are in the table of this frame.")
}

/// Frames on their way, or that did not come.
#[component]
fn Waiting(state: Replaying) -> impl IntoView {
    move || match state.frames.get() {
        Frames::There => ().into_any(),
        Frames::Awaited => {
            view! { <p class="replay-wait" role="status">"Loading these seconds"</p> }.into_any()
        }
        Frames::Failed => view! {
            <div class="replay-wait notice" role="alert">
                <Icon symbol=Symbol::Failed/>
                <div class="notice-body">
                    <p class="notice-title">"These seconds could not be loaded."</p>
                    <p>"The rest of the match can still be played."</p>
                    <div class="row">
                        <Button icon=Symbol::Retry on:click=move |_| state.retry()>"Retry"</Button>
                    </div>
                </div>
            </div>
        }
        .into_any(),
    }
}

/// Arrows and zones over the frame, and taking them back.
#[component]
pub(crate) fn DrawingTools(
    /// The replay.
    state: Replaying,
) -> impl IntoView {
    let tool = move |tool: Tool, word: &'static str, says: &'static str| {
        let is_on = move || state.tool.get() == Some(tool);
        view! {
            <button
                type="button"
                class="button small toggle"
                aria-pressed=move || if is_on() { "true" } else { "false" }
                title=says
                on:click=move |_| {
                    state.pause();
                    state.tool.update(|now| *now = (*now != Some(tool)).then_some(tool));
                }
            >
                {move || is_on().then(|| view! { <Icon symbol=Symbol::Check/> })}
                {word}
            </button>
        }
    };
    let nothing = Signal::derive(move || state.sketch.with(|sketch| sketch.marks().is_empty()));
    let nothing_undone = Signal::derive(move || state.sketch.with(|sketch| !sketch.can_redo()));
    view! {
        <div class="drawing-tools" role="group" aria-label="Draw on the pitch">
            {tool(Tool::Arrow, "Arrow", "Draw an arrow on the pitch: press, drag, let go")}
            {tool(Tool::Zone, "Zone", "Draw a zone on the pitch: press, drag, let go")}
            <Button
                size=ButtonSize::Small
                icon=Symbol::Undo
                reason="Take the last mark back"
                disabled=nothing
                on:click=move |_| state.sketch.update(match_replay::Sketch::undo)
            />
            <Button
                size=ButtonSize::Small
                icon=Symbol::Redo
                reason="Put the last mark back"
                disabled=nothing_undone
                on:click=move |_| state.sketch.update(match_replay::Sketch::redo)
            />
            <Button
                size=ButtonSize::Small
                icon=Symbol::Trash
                reason="Take all marks back"
                disabled=nothing
                on:click=move |_| state.sketch.update(match_replay::Sketch::clear)
            />
        </div>
    }
}
