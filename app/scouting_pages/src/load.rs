//! What the pages of this folder ask the server for.

use backroom::JobId;
use football::PlayerId;
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

use super::view::ReportView;

/// A player's reports as the player's page shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerReports {
    /// The newest one.
    pub latest: Option<ReportView>,
    /// The numbers of the newest reports, newest first.
    pub versions: Vec<i32>,
    /// Reports in all.
    pub total: u64,
    /// The one being written.
    pub under_way: Option<UnderWay>,
}

/// A report being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderWay {
    /// The task that writes it.
    pub task: JobId,
    /// The reader may follow it: it is the reader's own.
    pub may_follow: bool,
}

/// How many versions the selector offers; older ones are in the list of reports.
#[cfg(feature = "ssr")]
const VERSIONS: u32 = 20;

/// The player's newest report, the others' numbers, and whether one is being written.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such
/// player.
#[server(prefix = "/fn", endpoint = "scouting/find_player_reports", output = page_base::wire::Json)]
pub async fn find_player_reports(
    /// The player.
    player_id: PlayerId,
) -> Result<PlayerReports, AppError> {
    use backroom::Role;
    use page_base::request::{reader, respond, state};
    use store::{players, scouting};

    respond(async {
        let caller = reader()?;
        let db = state().db;
        players::find(&db, player_id).await?.ok_or(AppError::NotFound)?;
        // The task first: one that ends in between has its report among those read after it. The other
        // way round there would be neither.
        let under_way = scouting::report_under_way(&db, player_id).await?;
        let latest = scouting::latest_report(&db, player_id).await?;
        let page = scouting::list_reports_on(&db, player_id, None, VERSIONS).await?;
        Ok(PlayerReports {
            latest: latest.map(ReportView::from),
            versions: page.items.iter().map(|report| report.version).collect(),
            total: page.total,
            under_way: under_way.map(|(task, asker)| UnderWay {
                task,
                may_follow: caller.is_some_and(|caller| {
                    caller.role == Role::Admin || asker == Some(caller.account_id)
                }),
            }),
        })
    })
    .await
}

/// One report of a player, with the numbers of all.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such
/// report.
#[server(prefix = "/fn", endpoint = "scouting/find_report", output = page_base::wire::Json)]
pub async fn find_report(
    /// The player.
    player_id: PlayerId,
    /// The report's number.
    version: i32,
) -> Result<(ReportView, Vec<i32>), AppError> {
    use backroom::Role;
    use page_base::request::{reader, respond, state};
    use scouting_stats::ReportKind;
    use store::scouting;

    respond(async {
        let caller = reader()?;
        let db = state().db;
        let report = scouting::find_version(&db, player_id, version).await?;
        let report = report.ok_or(AppError::NotFound)?;
        let mut view = ReportView::from(report);
        if view.kind == ReportKind::Person
            && let Some(caller) = caller
            && caller.role >= Role::Analyst
        {
            let author = scouting::find_author(&db, view.id).await?;
            view.may_change = caller.role == Role::Admin || author == Some(caller.account_id);
        }
        let page = scouting::list_reports_on(&db, player_id, None, VERSIONS).await?;
        let versions = page.items.iter().map(|report| report.version).collect();
        Ok((view, versions))
    })
    .await
}
