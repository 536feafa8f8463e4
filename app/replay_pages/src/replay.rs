//! The replay as a page places it: it fetches what the match has, then plays it.

use leptos::{prelude::*, task::spawn_local};
use match_frames::ReplayManifest;
use match_replay::{ClipDraft, Drawing, Sketch};
use page_base::error::AppError;
use page_kit::controls::{EmptyState, ErrorNotice};

use crate::{
    address::Address,
    driving::{keep_address, listen_to_keys},
    fetching,
    legend::Legend,
    panel::SidePanel,
    stage::{PitchSketch, Stage},
    state::Replaying,
    timeline::Timeline,
    toolbar::Toolbar,
    transport::Transport,
};

/// A match played again, from the manifest at an address. It begins paused, at the instant and with the player of
/// the page's address (`?t=2-1032.4&player=8`), and keeps both there.
#[component]
pub fn Replay(
    /// Where the manifest is: [`ReplayManifest`] as JSON.
    #[prop(into)]
    manifest_href: String,
    /// Where the same match can be read without a replay.
    #[prop(optional, into)]
    report_href: Option<String>,
    /// Keeps a clip; without it none can be made.
    #[prop(optional, into)]
    on_clip: Option<Callback<ClipDraft>>,
    /// What is drawn from the start: that of a clip.
    #[prop(optional, into)]
    drawing: Option<Drawing>,
) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<ReplayManifest, AppError>>);
    let href = StoredValue::new(manifest_href);
    let load = move || {
        loaded.set(None);
        spawn_local(async move {
            let Some(href) = href.try_get_value() else { return };
            // A page that was left meanwhile wants nothing any more.
            let _ = loaded.try_set(Some(fetching::manifest(&href).await));
        });
    };
    // Only in the browser.
    Effect::new(move |_| load());
    view! {
        <div class="replay">
            {move || match loaded.get() {
                None => view! { <Loading report_href=report_href.clone()/> }.into_any(),
                Some(Err(error)) => {
                    let on_retry = Callback::new(move |()| load());
                    view! {
                        <div class="replay-notice">
                            <ErrorNotice error what="The replay could not be loaded." on_retry/>
                        </div>
                    }
                        .into_any()
                }
                Some(Ok(manifest)) if manifest.periods.iter().all(|period| period.ticks == 0) => {
                    view! {
                        <EmptyState why="This match has no positions, so there is nothing to play. Add a tracking file on its data page."/>
                    }
                        .into_any()
                }
                Some(Ok(manifest)) => {
                    let search = window().location().search().unwrap_or_default();
                    let state = Replaying::new(manifest, Address::parse(&search), on_clip);
                    if let Some(drawing) = drawing.clone() {
                        state.sketch.set(Sketch::of(drawing));
                    }
                    view! { <Player state/> }.into_any()
                }
            }}
        </div>
    }
}

/// Before the browser has what it needs: the pitch, and where to go without.
#[component]
fn Loading(report_href: Option<String>) -> impl IntoView {
    let report = report_href.map(|href| {
        view! {
            " It needs WebAssembly; without it, "
            <a href=href>"read the report"</a>
            "."
        }
    });
    view! {
        <section class="panel replay-main" aria-label="Replay" aria-busy="true">
            <div class="replay-stage">
                <PitchSketch/>
                <p class="replay-wait" role="status">
                    "The replay is being loaded."
                    {report}
                </p>
            </div>
        </section>
    }
}

/// The replay of a match that is known.
#[component]
fn Player(state: Replaying) -> impl IntoView {
    listen_to_keys(state);
    keep_address(state);
    view! {
        <section class="panel replay-main" aria-label="Replay">
            <Toolbar state/>
            <Stage state/>
            <Legend state/>
            <Timeline state/>
            <Transport state/>
        </section>
        <SidePanel state/>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn before_the_browsers_half_there_are_the_pitch_and_the_way_to_the_report() {
        let owner = Owner::new();
        owner.set();
        let html = view! { <Replay manifest_href="/manifest" report_href="/matches/7"/> }.to_html();

        assert!(html.contains("pitch-lines") && html.contains("The replay is being loaded."));
        assert!(html.contains(r#"href="/matches/7""#) && !html.contains("<canvas"), "{html}");
        // The policy of the pages forbids it.
        assert!(!html.contains("style="));
    }
}
