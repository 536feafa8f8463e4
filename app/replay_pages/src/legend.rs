//! What the colours below the pitch mean, and which team is which.

use leptos::prelude::*;

use crate::{layers::SurfaceKind, state::Replaying};

/// Steps of the scale of pitch control.
const STEPS: u32 = 40;

/// The line below the pitch.
#[component]
pub(crate) fn Legend(
    /// The replay.
    state: Replaying,
) -> impl IntoView {
    let manifest = state.manifest();
    let [home, away] = [manifest.home.clone(), manifest.away.clone()];
    let pitch = manifest.pitch;
    let size = format!("metres, {:.0} × {:.0}", pitch.length_m, pitch.width_m);
    let cell_m = pitch.length_m / 50.0;
    let surface = Memo::new(move |_| state.layers.with(|layers| layers.surface));
    let scale = {
        let (home, away) = (home.clone(), away.clone());
        move || {
            match surface.get() {
            Some(SurfaceKind::Control) => {
                view! {
                    <span>"Control"</span>
                    <span>{away.clone()} " 100 %"</span>
                    <ScaleOfControl/>
                    <span>"100 % " {home.clone()}</span>
                }
                    .into_any()
            }
            Some(SurfaceKind::Nearest) => {
                view! { <span>"Each part of the pitch has the colour of the player who is nearest to it."</span> }
                    .into_any()
            }
            None => view! { <span>"Positions only"</span> }.into_any(),
        }
        }
    };
    let has_hollow = Memo::new(move |_| state.scene().is_some_and(|scene| scene.seen().1 > 0));
    let note = move || {
        let hollow = if has_hollow.get() { "hollow: between two places seen · " } else { "" };
        match surface.get() {
            Some(SurfaceKind::Control) => {
                format!("{hollow}grid {cell_m:.1} m · 50 % line drawn · {size}")
            }
            _ => [hollow, &size].concat(),
        }
    };
    view! {
        <div class="replay-legend">
            <p class="legend-scale">{scale}</p>
            <p class="legend-note">{note}</p>
        </div>
        <p class="replay-sides">
            <span class="side-home">{home} " →"</span>
            <span class="side-away">"← " {away}</span>
        </p>
    }
}

/// From all of the away team's to all of the home team's, as strong as on the pitch.
#[component]
fn ScaleOfControl() -> impl IntoView {
    let step = |step: u32| {
        let home = (f64::from(step) + 0.5) / f64::from(STEPS);
        let (class, opacity) = (
            if home < 0.5 { "away" } else { "home" },
            crate::canvas::strength(home).clamp(0.0, 1.0),
        );
        let x = f64::from(step) * 4.0;
        view! { <rect class=class x=x y="0" width="4" height="10" fill-opacity=format!("{opacity:.3}")></rect> }
    };
    view! {
        <svg class="control-scale" width="160" height="10" viewBox="0 0 160 10" aria-hidden="true">
            {(0..STEPS).map(step).collect_view()}
            <line x1="80" x2="80" y1="0" y2="10"></line>
        </svg>
    }
}
