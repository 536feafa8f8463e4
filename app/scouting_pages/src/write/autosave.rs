//! Keeps what is typed as a draft, a moment after the last key.

use football::PlayerId;
use leptos::prelude::*;
use scouting_stats::ReportDraft;

#[cfg(feature = "hydrate")]
use super::save::save_report_draft;

/// How a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "on the server nothing is typed"))]
pub(super) enum Keeping {
    /// As it was opened.
    Opened,
    /// Typed and not yet kept.
    Typed,
    /// Kept.
    Kept,
    /// The server could not be asked, or said no.
    NotKept,
}

impl Keeping {
    /// What the form says of it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Opened => "",
            Self::Typed => "Keeping the draft…",
            Self::Kept => "Draft kept",
            Self::NotKept => "The draft is not kept: press Keep draft, or copy your text.",
        }
    }
}

/// Keeps `fields` whenever they have changed and stood still for a moment.
#[cfg(feature = "hydrate")]
pub(super) fn autosave(
    player: PlayerId,
    fields: RwSignal<ReportDraft>,
    keeping: RwSignal<Keeping>,
) {
    use std::time::Duration;

    use leptos::task::spawn_local;

    /// Long enough for a pause in a sentence.
    const PAUSE: Duration = Duration::from_millis(1_500);

    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    Effect::new(move |before: Option<ReportDraft>| {
        let typed = fields.get();
        if before.is_some_and(|before| before != typed) {
            stop();
            keeping.set(Keeping::Typed);
            let keep = move || {
                let kept = fields.get_untracked();
                spawn_local(async move {
                    let answer = save_report_draft(player, kept).await;
                    let keeps = if answer.is_ok() { Keeping::Kept } else { Keeping::NotKept };
                    // The form may be gone meanwhile.
                    let _ = keeping.try_set(keeps);
                });
            };
            waiting.set_value(set_timeout_with_handle(keep, PAUSE).ok());
        }
        typed
    });
}

/// On the server nothing is typed.
#[cfg(not(feature = "hydrate"))]
pub(super) fn autosave(_: PlayerId, _: RwSignal<ReportDraft>, _: RwSignal<Keeping>) {}
