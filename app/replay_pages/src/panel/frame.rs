//! The frame: control, the chosen player, what happened around it, and what its data is.

use leptos::prelude::*;
use page_kit::controls::Unknown;

use super::{
    events::AroundThisMoment,
    facts::{Fact, ShareLine, data_facts, share_lines},
    player::ChosenPlayer,
    table::FrameTable,
};
use crate::{engine::Frames, state::Replaying, words};

/// The tab of the frame.
#[component]
pub(super) fn FrameTab(state: Replaying) -> impl IntoView {
    view! {
        <Control state/>
        <Show when=move || state.chosen.get().is_some()>
            <ChosenPlayer state/>
        </Show>
        <AroundThisMoment state/>
        <DataInThisFrame state/>
        <FrameTable state/>
    }
}

/// Who controls how much.
#[component]
fn Control(state: Replaying) -> impl IntoView {
    let manifest = state.manifest();
    let lines = move || {
        if let Some(shares) = state.shares.get() {
            let lines = share_lines(&manifest, shares).into_iter();
            return lines.map(|line| view! { <ShareBar line/> }).collect_view().into_any();
        }
        let why = match state.frames.get() {
            Frames::There => "The ball was not seen in this frame.",
            Frames::Awaited => "The frame is being loaded.",
            Frames::Failed => "The frame could not be loaded.",
        };
        view! { <p><Unknown why/></p> }.into_any()
    };
    view! {
        <section class="side-part">
            <h2>"Pitch control"</h2>
            {lines}
        </section>
    }
}

/// The home team's share from the left and the away team's from the right.
#[component]
fn ShareBar(line: ShareLine) -> impl IntoView {
    let ShareLine { of, whose, home } = line;
    let whose = whose.map(|team| ["of ", &team].concat());
    let title = whose.clone();
    let percent = |share: f64| format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0);
    view! {
        <div class="share">
            <p>
                <span class="home">{words::share(home)}</span>
                <span class="share-of" title=title>
                    {of}
                    {whose.map(|whose| view! { <span class="sr-only">" " {whose}</span> })}
                </span>
                <span class="away">{words::share(1.0 - home)}</span>
            </p>
            <svg width="100%" height="8" aria-hidden="true">
                <rect class="home" x="0" y="0" width=percent(home) height="8"></rect>
                <rect class="away" x=percent(home + 0.006) y="0" width=percent(0.994 - home) height="8"></rect>
            </svg>
        </div>
    }
}

#[component]
fn DataInThisFrame(state: Replaying) -> impl IntoView {
    let (manifest, timing) = (state.manifest(), state.timing());
    let facts = move || {
        let scene = state.scene();
        data_facts(&manifest, &timing, state.shown(), scene.as_ref())
            .into_iter()
            .map(|Fact { name, figure }| {
                let figure = match figure {
                    Ok(figure) => figure.into_any(),
                    Err(why) => view! { <Unknown why/> }.into_any(),
                };
                view! {
                    <div>
                        <dt>{name}</dt>
                        <dd>{figure}</dd>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <section class="side-part">
            <h2>"Data in this frame"</h2>
            <dl class="side-facts">{facts}</dl>
        </section>
    }
}
