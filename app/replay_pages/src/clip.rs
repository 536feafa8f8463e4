//! A clip of the moment: from when to when, with what is drawn.

use leptos::prelude::*;
use match_replay::{ClipDraft, Playhead, Timing, match_clock};
use page_kit::controls::{Button, ButtonSize, Symbol};

use crate::state::Replaying;

/// What a new clip has before and after the moment, seconds.
const AROUND_SECS: [f64; 2] = [8.0, 4.0];

/// Two instants of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: Playhead,
    to: Playhead,
}

impl Span {
    /// Around a moment, within its period.
    fn around(timing: &Timing, at: Playhead) -> Self {
        let secs = timing.secs(at);
        let [before, after] = AROUND_SECS;
        Self {
            from: timing.at(at.period, (secs - before).max(0.0)),
            to: timing.at(at.period, secs + after),
        }
    }

    /// The same with its beginning at a moment; its end follows where it would be earlier or in another period.
    fn from(self, timing: &Timing, at: Playhead) -> Self {
        if at.period == self.to.period && at < self.to {
            Self { from: at, ..self }
        } else {
            Self { from: at, to: Self::around(timing, at).to }
        }
    }

    /// The same with its end at a moment, likewise.
    fn to(self, timing: &Timing, at: Playhead) -> Self {
        if at.period == self.from.period && self.from < at {
            Self { to: at, ..self }
        } else {
            Self { from: Self::around(timing, at).from, to: at }
        }
    }
}

/// The button that begins a clip, then its ends and the button that keeps it.
#[component]
pub(crate) fn ClipBar(
    /// The replay.
    state: Replaying,
    /// Keeps the clip.
    on_clip: Callback<ClipDraft>,
) -> impl IntoView {
    let span = RwSignal::new(None::<Span>);
    let timing = StoredValue::new(state.timing());
    let now = move || state.with(|engine| engine.playback.at).unwrap_or_default();
    let begin = move |_| {
        state.pause();
        span.set(Some(timing.with_value(|timing| Span::around(timing, now()))));
    };
    let keep = move |_| {
        let Some(Span { from, to }) = span.get_untracked() else { return };
        let draft = timing.with_value(|timing| ClipDraft {
            period: timing.number(from),
            from_secs: timing.secs(from),
            to_secs: timing.secs(to),
            drawing: state.sketch.with_untracked(match_replay::Sketch::drawing),
        });
        span.set(None);
        on_clip.run(draft);
    };
    let clock =
        move |at| timing.with_value(|timing| match_clock(timing.number(at), timing.secs(at)));
    let set = move |change: fn(Span, &Timing, Playhead) -> Span| {
        span.update(|span| {
            *span = span.map(|span| timing.with_value(|timing| change(span, timing, now())));
        });
    };
    view! {
        <div class="clip-bar" role="group" aria-label="Clip">
            {move || match span.get() {
                None => {
                    view! { <Button size=ButtonSize::Small icon=Symbol::Plus on:click=begin>"New clip"</Button> }
                        .into_any()
                }
                Some(Span { from, to }) => {
                    view! {
                        <span class="clip-span">"Clip " {clock(from)} "–" {clock(to)}</span>
                        <Button size=ButtonSize::Small on:click=move |_| set(Span::from)>"Start here"</Button>
                        <Button size=ButtonSize::Small on:click=move |_| set(Span::to)>"End here"</Button>
                        <Button size=ButtonSize::Small icon=Symbol::Check on:click=keep>"Keep clip"</Button>
                        <Button
                            size=ButtonSize::Small
                            icon=Symbol::Close
                            reason="Make no clip"
                            on:click=move |_| span.set(None)
                        />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(period: usize, tick: u32) -> Playhead {
        Playhead { period, tick }
    }

    #[test]
    fn a_clip_lies_within_a_period_and_its_end_is_later() {
        let timing = Timing { rate_hz: 25.0, periods: vec![(1, 1000), (2, 1000)] };
        let span = Span::around(&timing, at(0, 50));
        assert_eq!(span, Span { from: at(0, 0), to: at(0, 150) });
        assert_eq!(span.from(&timing, at(0, 100)), Span { from: at(0, 100), to: at(0, 150) });
        assert_eq!(span.from(&timing, at(0, 400)), Span { from: at(0, 400), to: at(0, 500) });
        assert_eq!(span.to(&timing, at(0, 900)), Span { from: at(0, 0), to: at(0, 900) });
        assert_eq!(span.to(&timing, at(1, 300)), Span { from: at(1, 100), to: at(1, 300) });
        assert_eq!(Span::around(&timing, at(1, 990)).to, at(1, 999));
    }
}
