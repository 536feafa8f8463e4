//! The player who is followed: his figures, his speed, and choosing him without a pointer.

use football::Side;
use leptos::prelude::*;
use match_frames::PlayedInAll;
use match_replay::{PlayerFigures, SpeedCurve, player_figures, speed_curve};
use page_kit::controls::{Button, ButtonKind, ButtonSize, Choice, Select, Symbol, Unknown};

use super::curve::Curve;
use crate::{state::Replaying, words};

/// How long the curve of his speed is, seconds.
const CURVE_SECS: f64 = 30.0;

/// The tab of the player.
#[component]
pub(super) fn PlayerTab(state: Replaying) -> impl IntoView {
    view! {
        <section class="side-part">
            <PlayerChoice state/>
        </section>
        {move || match state.chosen.get() {
            Some(_) => view! { <ChosenPlayer state/> }.into_any(),
            None => {
                view! { <p class="side-hint">"Choose a player here, or press him on the pitch, to follow him."</p> }
                    .into_any()
            }
        }}
    }
}

/// Everybody by team and number, as a list of the browser.
#[component]
fn PlayerChoice(state: Replaying) -> impl IntoView {
    let manifest = state.manifest();
    let mut places: Vec<usize> = (0..manifest.players.len()).collect();
    places.sort_by_key(|place| {
        let player = &manifest.players[*place];
        (player.side, player.shirt.unwrap_or(u16::MAX))
    });
    let choice = |place: &usize| {
        let player = &manifest.players[*place];
        let (name, team) = (words::full_name(player), words::team(&manifest, player.side));
        let label = format!("{} {name} · {team}", words::shirt(player));
        Choice::new(place.to_string(), label)
    };
    let choices: Vec<_> =
        [Choice::new("", "Nobody")].into_iter().chain(places.iter().map(choice)).collect();
    let value = Signal::derive(move || {
        state.chosen.get().map(|place| place.to_string()).unwrap_or_default()
    });
    let on_change = Callback::new(move |value: String| state.choose(value.parse().ok()));
    view! { <Select name="followed" label="Follow" choices value on_change/> }
}

/// Name and figures of the chosen player.
#[component]
pub(super) fn ChosenPlayer(state: Replaying) -> impl IntoView {
    let (manifest, timing) = (state.manifest(), state.timing());
    move || {
        let place = state.chosen.get()?;
        let player = manifest.players.get(place)?;
        let class = Replaying::class_of(player.side);
        let scene = state.scene();
        let known = scene.and_then(|scene| {
            state.with(|engine| {
                let at = engine.playback.at;
                let figures = player_figures(&scene, &engine.reel, at, place)?;
                Some((figures, speed_curve(&engine.reel, &timing, at, place, CURVE_SECS)))
            })?
        });
        let figures = match known {
            Some((figures, curve)) => view! { <Figures figures curve class/> }.into_any(),
            None => view! {
                <p class="side-hint">
                    <Unknown why="He is not on the pitch, or was not seen."/>
                    " where he is in this frame."
                </p>
            }
            .into_any(),
        };
        Some(view! {
            <section class="side-part">
                <div class="side-player">
                    <span class=format!("side-shirt {class}")>{words::shirt(player)}</span>
                    <h2>{words::full_name(player)}</h2>
                    <Button
                        kind=ButtonKind::Quiet
                        size=ButtonSize::Small
                        icon=Symbol::Close
                        reason="Follow nobody"
                        on:click=move |_| state.choose(None)
                    />
                </div>
                <p class="sr-only">
                    {match player.side {
                        Side::Home => manifest.home.clone(),
                        Side::Away => manifest.away.clone(),
                    }}
                </p>
                {figures}
                {(player.in_all != PlayedInAll::default()).then(|| view! { <InAll of=player.in_all/> })}
            </section>
        })
    }
}

/// What he did in the whole match; the report tells it by halves.
#[component]
fn InAll(of: PlayedInAll) -> impl IntoView {
    let said: Vec<_> = [
        of.minutes.map(|minutes| format!("{minutes:.0} min")),
        of.distance_m.map(|metres| format!("{:.2} km", metres / 1_000.0)),
        of.sprints.map(|sprints| match sprints {
            1 => "1 sprint".to_owned(),
            sprints => format!("{sprints} sprints"),
        }),
        of.top_mps.map(|top| ["top ", &words::speed(top)].concat()),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <p class="side-in-all">
            <span class="text-3">"Whole match"</span>
            " "
            {said.join(" · ")}
        </p>
    }
}

#[component]
fn Figures(figures: PlayerFigures, curve: SpeedCurve, class: &'static str) -> impl IntoView {
    let PlayerFigures { speed_mps, acceleration_mps2, nearest_opponent_m, space_m2 } = figures;
    let tile = |figure: Option<String>, name: &'static str| {
        let figure = match figure {
            Some(figure) => figure.into_any(),
            None => view! { <Unknown/> }.into_any(),
        };
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{figure}</dd>
            </div>
        }
    };
    let metres = |metres: f64| format!("{metres:.1} m");
    view! {
        <dl class="side-figures">
            {tile(speed_mps.map(words::speed), "speed")}
            {tile(acceleration_mps2.map(words::acceleration), "acceleration")}
            {tile(nearest_opponent_m.map(metres), "nearest opp.")}
            {tile(Some(format!("{:.0} m", curve.distance_m)), "last 30 s")}
            {tile(curve.top_mps.map(words::speed), "top, last 30 s")}
            {tile(Some(format!("{space_m2:.0} m²")), "space held")}
        </dl>
        <Curve curve secs=CURVE_SECS class/>
    }
}
