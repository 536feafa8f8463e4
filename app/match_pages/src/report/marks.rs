//! Marks of the two teams: the first is round, the second square, so that colour never stands alone.

use football::Side;
use leptos::prelude::*;

use super::figures::colour;

/// How much wider than its radius half a square is that covers as much as a circle: √π / 2.
const SQUARE: f64 = 0.886_226_925_452_758;

/// A team's mark of this radius in a drawing, with further classes.
pub(crate) fn mark(side: Side, [x, y]: [f64; 2], radius: f64, more: &'static str) -> AnyView {
    let class = ["mark ", colour(side), " ", more].concat();
    match side {
        Side::Home => {
            view! { <circle class=class cx=round(x) cy=round(y) r=round(radius)></circle> }
                .into_any()
        }
        Side::Away => {
            let half = radius * SQUARE;
            view! {
                <rect
                    class=class
                    x=round(x - half)
                    y=round(y - half)
                    width=round(2.0 * half)
                    height=round(2.0 * half)
                ></rect>
            }
            .into_any()
        }
    }
}

/// Whole hundredths: finer than any screen.
pub(crate) fn round(units: f64) -> f64 {
    (units * 100.0).round() / 100.0
}

/// Marks of both teams with a class and what they say, for the key below a drawing.
pub(crate) fn key_of(more: &'static str, word: &'static str) -> impl IntoView {
    view! {
        <span>
            <svg viewBox="0 0 24 12" class="key" aria-hidden="true">
                {mark(Side::Home, [6.0, 6.0], 4.5, more)}
                {mark(Side::Away, [18.0, 6.0], 4.5, more)}
            </svg>
            {word}
        </span>
    }
}

/// A small mark of a team beside its name in text.
pub(crate) fn team_mark(side: Side) -> impl IntoView {
    view! {
        <svg class="team-mark" viewBox="0 0 10 10" aria-hidden="true">
            {mark(side, [5.0, 5.0], 4.5, "full")}
        </svg>
    }
}
