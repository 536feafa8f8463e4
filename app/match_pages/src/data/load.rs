//! What a match is made of, and taking it away.

use football::{MatchId, Pitch};
use leptos::prelude::*;
use match_report::MatchReport;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

use crate::{head::MatchHead, import::FileView, said::MatchSaid};

/// What a match is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchSources {
    /// The match.
    pub head: MatchHead,
    /// It was simulated: there are no files.
    pub is_demo: bool,
    /// What is said of it.
    pub said: MatchSaid,
    /// Its files; `None` where no import is known that made it.
    pub files: Option<Vec<FileView>>,
    /// Whose positions there are.
    pub positions: Option<String>,
    /// Whose events there are.
    pub events: Option<String>,
    /// Ticks a second and the pitch; `None` without positions.
    pub recorded: Option<(f64, Pitch)>,
    /// The periods that there are positions of.
    pub periods: Vec<PeriodSource>,
    /// As much of the report as the quality of its positions needs.
    pub quality: MatchReport,
}

/// The positions of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeriodSource {
    /// 1 and 2 are the halves.
    pub number: u8,
    /// The provider's number of its first frame.
    pub first_frame: i64,
    /// How many frames it has.
    pub frames: u64,
    /// The share of places that were filled in, 0 to 1.
    pub interpolated: f64,
    /// The bytes of its Parquet.
    pub table_bytes: u64,
}

/// What a match is made of.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such match.
#[server(prefix = "/fn", endpoint = "matches/find_match_data", output = page_base::wire::Json)]
pub async fn find_match_data(
    /// The match.
    id: MatchId,
) -> Result<MatchSources, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::matches;

    respond(async {
        reader()?;
        let db = state().db;
        let found = matches::find(&db, id).await?.ok_or(AppError::NotFound)?;
        let import = matches::import_of(&db, id).await?;
        let periods = matches::periods_of(&db, id).await?;
        let periods = periods.into_iter().map(|period| PeriodSource {
            number: period.number,
            first_frame: period.first_frame,
            frames: period.ticks.into(),
            interpolated: period.interpolated,
            table_bytes: period.table_bytes,
        });
        let report = crate::report_page::stored_report(&db, id).await?;
        Ok::<_, Failure>(MatchSources {
            is_demo: found.is_demo,
            said: MatchSaid::from(&found),
            files: import.as_ref().map(crate::import::files_of),
            positions: found.tracking_provider.clone(),
            events: found.events_provider.clone(),
            recorded: found.recorded,
            periods: periods.collect(),
            quality: of_quality(report),
            head: MatchHead::from(found),
        })
    })
    .await
}

/// The report without what its quality does not need.
#[cfg(feature = "ssr")]
pub(super) fn of_quality(report: MatchReport) -> MatchReport {
    MatchReport {
        players: Vec::new(),
        timeline: Vec::new(),
        shots: None,
        passes: None,
        momentum: None,
        physical: Vec::new(),
        formations: Vec::new(),
        shapes: Vec::new(),
        heatmaps: None,
        set_pieces: Vec::new(),
        comparison: Vec::new(),
        ..report
    }
}

/// Takes a match away, or takes it back within a day.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound` when there is no such match, or when its files made another one since.
#[server(prefix = "/fn", endpoint = "matches/delete_match", output = page_base::wire::Json)]
pub async fn delete_match(
    /// The match.
    id: MatchId,
    /// It is taken back.
    #[server(default)]
    undo: bool,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::matches;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let db = state().db;
        let done = if undo {
            matches::restore(&db, &asker, id).await?
        } else {
            matches::delete(&db, &asker, id).await?
        };
        if !done {
            return Err(AppError::NotFound.into());
        }
        let to = if undo { format!("/matches/{id}") } else { format!("/matches?deleted={id}") };
        leptos_axum::redirect(&to);
        Ok(())
    })
    .await
}

/// Makes a match anew of the files that it has.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound`; `Invalid` on `file` when it has no files.
#[server(prefix = "/fn", endpoint = "matches/reprocess_match", output = page_base::wire::Json)]
pub async fn reprocess_match(
    /// The match.
    id: MatchId,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::matches;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let (state, account) = (state(), Some(asker.account_id));
        let draft = matches::draft_renewal(&state.db, id, account, state.clock.now()).await?;
        let draft = draft.ok_or(AppError::NotFound)?;
        let started = matches::start(&state.db, draft, account, asker.request_id).await?;
        started.ok_or(AppError::NotFound)?;
        leptos_axum::redirect(&crate::import::leading_on(draft));
        Ok(())
    })
    .await
}
