//! `/matches/:id/replay`: a match played again, below its head.

use leptos::{prelude::*, task::spawn_local};
use match_pages::{
    MatchFrame, MatchHead, MatchPage, MatchTab, match_head, match_of_address, save_clip,
};
use match_replay::ClipDraft;
use page_base::error::AppError;
use page_kit::controls::{ErrorNotice, use_toasts};

use crate::Replay;

/// `/matches/:id/replay`
#[component]
pub fn ReplayPage() -> impl IntoView {
    let id = match_of_address();
    let found = Resource::new(
        move || id.get(),
        |id| async move { match_head(id.ok_or(AppError::NotFound)?).await },
    );
    let draw = |head| view! { <ReplayOf head/> }.into_any();
    view! { <MatchPage found draw/> }
}

#[component]
fn ReplayOf(head: MatchHead) -> impl IntoView {
    let (id, toasts, failed) = (head.id, use_toasts(), RwSignal::new(None::<AppError>));
    let keep = move |clip: ClipDraft| {
        let ClipDraft { period, from_secs, to_secs, drawing } = clip;
        // Plain numbers, which cannot fail to be written.
        let drawing = serde_json::to_string(&drawing).unwrap_or_default();
        spawn_local(async move {
            let saved =
                save_clip(id, period, from_secs, to_secs, String::new(), String::new(), drawing);
            match saved.await {
                Ok(_) => {
                    failed.set(None);
                    toasts.show("Saved the clip: its note and tags are on the page Clips");
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let manifest = format!("/api/v1/matches/{id}/replay");
    let report = MatchTab::Report.href(id);
    view! {
        <MatchFrame head tab=MatchTab::Replay>
            {move || failed.get().map(|error| view! { <ErrorNotice error/> })}
            <Replay manifest_href=manifest report_href=report on_clip=Callback::new(keep)/>
        </MatchFrame>
    }
}
