//! The pitch: the canvas, what is pressed and drawn on it, and what stands there while frames are awaited.

use std::{cell::RefCell, rc::Rc};

use football::Pitch;
use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    html,
    prelude::*,
};
use page_kit::controls::{Button, ButtonSize, Icon, Symbol};

use crate::{
    canvas::svg_path,
    driving::Driver,
    engine::Frames,
    projection::Projection,
    sketching,
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

/// What a person hears who draws with keys.
const DRAWING: &str = "Drawing on the pitch. Arrow keys move the pencil by a metre, with Shift by five; Enter sets where \
                       a mark begins and ends; Escape puts the pencil away.";

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
                sketching::press(state, tool, projection.place_m(at));
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
            if state.draft.get_untracked().is_some()
                && let Some((projection, at)) = place(&event)
            {
                sketching::carry(state, projection.place_m(at));
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        if let Some(tool) = state.tool.get_untracked()
            && !has_modifier
            && sketching::key(state, tool, &event.key(), event.shift_key())
        {
            event.prevent_default();
        }
    };
    let is_drawing = move || state.tool.get().is_some();
    Effect::new(move |_| {
        if is_drawing()
            && let Some(canvas) = canvas.get_untracked()
        {
            // Fails only for an element that cannot have the focus; then it stays where it is.
            let _ = canvas.focus();
        }
    });
    view! {
        <div class="replay-stage" class:drawing=is_drawing>
            <canvas
                node_ref=canvas
                class="replay-canvas"
                role=move || if is_drawing() { "application" } else { "img" }
                tabindex=move || is_drawing().then_some("0")
                aria-label=move || if is_drawing() { DRAWING.to_owned() } else { summary(state) }
                on:keydown=on_key
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=move |_| sketching::let_go(state)
                on:pointercancel=move |_| state.draft.set(None)
            ></canvas>
            <Waiting state/>
        </div>
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
                    let is_in_hand = state.tool.get_untracked() == Some(tool);
                    state.take((!is_in_hand).then_some(tool));
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
            {tool(Tool::Arrow, "Arrow", "Draw an arrow on the pitch: drag, press twice, or use arrow keys and Enter")}
            {tool(Tool::Zone, "Zone", "Draw a zone on the pitch: drag, press twice, or use arrow keys and Enter")}
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
