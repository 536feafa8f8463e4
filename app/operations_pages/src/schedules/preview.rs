//! What the pattern in the form means, while it is typed.

use std::time::Duration;

use backroom::SchedulePreview;
use leptos::{prelude::*, task::spawn_local};
use page_base::error::AppError;
use page_kit::controls::ErrorNotice;

use super::steer::preview_schedule;

/// How long the server is not asked after a key.
const WAIT: Duration = Duration::from_millis(300);

/// What the pattern and zone that stand in the form mean.
#[derive(Clone, Copy)]
pub(super) struct Meaning {
    /// What the server said last; nothing while it was not asked.
    pub(super) answer: RwSignal<Option<Result<SchedulePreview, AppError>>>,
    /// Asks the server, a moment after the last call.
    pub(super) ask: Callback<()>,
}

impl Meaning {
    /// The meaning of what stands in `cron` and `time_zone`, where it is known already.
    pub(super) fn of(
        cron: RwSignal<String>,
        time_zone: RwSignal<String>,
        known: Option<SchedulePreview>,
    ) -> Self {
        let answer = RwSignal::new(known.map(Ok));
        let last_key = StoredValue::new(0_u32);
        let ask = Callback::new(move |()| {
            let number = last_key.get_value().wrapping_add(1);
            last_key.set_value(number);
            let is_last = move || last_key.try_get_value() == Some(number);
            let look = move || {
                if !is_last() {
                    return;
                }
                let (cron, time_zone) = (cron.get_untracked(), time_zone.get_untracked());
                spawn_local(async move {
                    let said = preview_schedule(cron, time_zone).await;
                    // A later key asks again; the page may be left by now.
                    if is_last() {
                        let _ = answer.try_set(Some(said));
                    }
                });
            };
            set_timeout(look, WAIT);
        });
        Self { answer, ask }
    }
}

/// The reading and the next ticks. What is wrong stands at the fields.
#[component]
pub(super) fn Preview(meaning: Meaning) -> impl IntoView {
    move || {
        meaning.answer.get().map(|said| match said {
            Ok(preview) => view! { <Ticks preview/> }.into_any(),
            Err(AppError::Invalid { .. }) => {
                view! { <p class="text-2">"Mend the pattern or the zone to see what it means."</p> }
                    .into_any()
            }
            Err(error) => {
                view! { <ErrorNotice error what="What it means could not be asked."/> }.into_any()
            }
        })
    }
}

#[component]
fn Ticks(preview: SchedulePreview) -> impl IntoView {
    let ticks =
        preview.next.into_iter().map(|tick| view! { <li>{tick.on_the_wall}</li> }).collect_view();
    view! {
        <p class="schedule-reading">{preview.reading}</p>
        <h3>"Next five times"</h3>
        <ol class="schedule-ticks">{ticks}</ol>
    }
}
