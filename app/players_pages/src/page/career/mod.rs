//! The tab "Career": clubs over time, transfers, seasons played and, for analysts, injuries.

mod estimate;
mod injuries;
mod tables;

use chrono::NaiveDate;
use football::{ClubSpan, PlayerId, SeasonAppearances, Transfer};
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::{
    charts::ClubTimeline,
    controls::{ButtonLink, EmptyState, ErrorFallback, Panel, TablePlaceholder},
};
use serde::{Deserialize, Serialize};

use self::{
    injuries::InjuryPanel,
    tables::{SeasonPanel, TransferPanel},
};

/// What the public may read of a career.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareerView {
    /// Newest first.
    pub(super) transfers: Vec<Transfer>,
    /// Newest first.
    pub(super) seasons: Vec<SeasonAppearances>,
    /// First one first.
    pub(super) spans: Vec<ClubSpan>,
    /// Today, by the server's clock.
    pub(super) today: NaiveDate,
}

/// The player's transfers, seasons and clubs over time. Injuries are asked for on their own.
///
/// # Errors
/// `SignInRequired` when reading is not public and nobody is signed in; `NotFound`.
#[server(prefix = "/fn", endpoint = "players/find_career", output = page_base::wire::Json)]
pub async fn find_career(
    /// The player.
    id: PlayerId,
) -> Result<CareerView, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };

    respond(async {
        reader()?;
        let state = state();
        store::players::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
        let transfers = store::careers::transfers(&state.db, id).await?;
        let seasons = store::careers::appearances_by_season(&state.db, id).await?;
        let today = state.clock.now().date_naive();
        let spans = football::club_spans(&transfers, &seasons, today);
        Ok::<_, Failure>(CareerView { transfers, seasons, spans, today })
    })
    .await
}

/// The whole tab.
#[component]
pub(super) fn CareerTab(id: PlayerId) -> impl IntoView {
    let career = Resource::new(move || id, find_career);
    view! {
        <div class="stack">
            <Suspense fallback=|| view! { <TablePlaceholder/> }>
                <ErrorBoundary fallback=|errors| {
                    view! { <ErrorFallback errors/> }
                }>
                    {move || Suspend::new(async move {
                        let career = career.await?;
                        Ok::<_, AppError>(view! { <Career career/> })
                    })}
                </ErrorBoundary>
            </Suspense>
            <InjuryPanel id/>
        </div>
    }
}

#[component]
fn Career(career: CareerView) -> impl IntoView {
    let CareerView { transfers, seasons, spans, today } = career;
    if transfers.is_empty() && seasons.is_empty() {
        return view! {
            <Panel title="Clubs over time">
                <EmptyState why="No transfer and no match of this player is known. Import the tables of transfers and appearances, with the same provider's ids as the players.">
                    <ButtonLink href="/players/import">"Import a table"</ButtonLink>
                </EmptyState>
            </Panel>
        }
        .into_any();
    }
    let meta = if transfers.is_empty() {
        "from the matches played".to_owned()
    } else {
        ["from ", &wording::counted(transfers.len() as u64, "transfer", "transfers")].concat()
    };
    let timeline = if spans.is_empty() {
        view! { <p class="text-2">"No day of any transfer is known, so there is no time to draw."</p> }
            .into_any()
    } else {
        view! { <ClubTimeline spans today/> }.into_any()
    };
    view! {
        <Panel title="Clubs over time" meta>
            {timeline}
        </Panel>
        <TransferPanel transfers today/>
        <SeasonPanel seasons/>
    }
    .into_any()
}
