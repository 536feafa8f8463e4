//! One import of a season as its page shows it, and the server functions behind the page.

use backroom::JobId;
use football::FieldError;
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::imports::Phase;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::table_import::RejectView;

/// One import of a season's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeasonImportView {
    pub(super) id: Uuid,
    pub(super) file_name: String,
    pub(super) phase: Phase,
    pub(super) job_id: Option<JobId>,
    /// Why the last run came to nothing.
    pub(super) error: Option<String>,
    pub(super) source: String,
    pub(super) season: String,
    pub(super) add_strangers: bool,
    pub(super) birth_error_days: u16,
    /// What has to be settled before it can run.
    pub(super) problems: Vec<FieldError>,
    pub(super) encoding: String,
    pub(super) rows: u64,
    pub(super) players: u64,
    pub(super) metrics: u64,
    pub(super) unlisted: Vec<String>,
    pub(super) rejected: u64,
    pub(super) lost_letters: u64,
    /// Seasons that rows name themselves.
    pub(super) seasons: Vec<String>,
    pub(super) warnings: Vec<String>,
    pub(super) first: Vec<PlayerLine>,
    pub(super) first_rejects: Vec<RejectView>,
    pub(super) outcome: Option<OutcomeView>,
}

/// One player as he would be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PlayerLine {
    pub(super) line: u64,
    pub(super) name: String,
    pub(super) nation: String,
    pub(super) birth_year: Option<i32>,
    pub(super) positions: String,
    pub(super) clubs: String,
    pub(super) minutes: u32,
}

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct OutcomeView {
    pub(super) rows: u64,
    pub(super) accepted: u64,
    pub(super) duplicates: u64,
    pub(super) rejected: u64,
    pub(super) players: u64,
    pub(super) changed: u64,
    pub(super) known: u64,
    pub(super) matched: u64,
    pub(super) doubtful: u64,
    pub(super) unknown: u64,
    pub(super) players_added: u64,
    pub(super) lost_letters: u64,
    pub(super) took_ms: u64,
    pub(super) warnings: Vec<String>,
    pub(super) rejects: Vec<RejectView>,
    pub(super) has_reject_file: bool,
}

/// One import of a season's table, with its preview.
///
/// # Errors
/// `SignInRequired`, `Forbidden` below an analyst, `NotFound`.
#[server(prefix = "/fn", endpoint = "players/find_season_import", output = page_base::wire::Json)]
pub async fn find_season_import(id: Uuid) -> Result<SeasonImportView, AppError> {
    use backroom::Role;
    use page_base::request::{respond, signed_in, state};
    use store::season_imports::find;

    respond(async {
        signed_in(Role::Analyst)?;
        let db = state().db;
        let mut import = find(&db, id).await?.ok_or(AppError::NotFound)?;
        let task = match import.job_id {
            Some(job) => store::queue::find_task(&db, job).await?,
            None => None,
        };
        // It may have ended between the two looks; what came of it is there once its task has ended.
        if import.summary.is_none() && task.as_ref().is_some_and(|task| task.state.is_final()) {
            import = find(&db, id).await?.ok_or(AppError::NotFound)?;
        }
        Ok(view::of(import, task.as_ref()))
    })
    .await
}

/// Settles how the table is taken and, where `intent` is `run`, starts the import.
///
/// # Errors
/// `Invalid` when source or season are not settled, `Conflict` when the import has been started.
#[server(prefix = "/fn", endpoint = "players/settle_season", output = page_base::wire::Json)]
pub async fn settle_season(
    /// The import.
    id: Uuid,
    /// `save` or `run`.
    intent: String,
    /// Whose figures these are.
    #[server(default)]
    source: String,
    /// Which season, for rows that do not say.
    #[server(default)]
    season: String,
    /// Add players whom nobody knows: `on`.
    #[server(default)]
    add_strangers: String,
    /// Days by which the birth dates of our players may be off.
    #[server(default)]
    birth_error_days: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::season_imports::{Settings, find, save_settings, start};

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        let db = state().db;
        find(&db, id).await?.ok_or(AppError::NotFound)?;
        let settings = Settings {
            source,
            season,
            add_strangers: !add_strangers.is_empty(),
            birth_error_days: birth_error_days.parse().unwrap_or(0),
        };
        save_settings(&db, id, settings).await?;
        if intent == "run" {
            start(&db, id, Some(caller.account_id), request_id()).await?;
        }
        leptos_axum::redirect(&format!("/players/seasons/import/{id}"));
        Ok(())
    })
    .await
}

/// From the store's words to the page's.
#[cfg(feature = "ssr")]
mod view {
    use backroom::TaskView;
    use store::season_imports::{PreviewPlayer, SeasonImport, Summary};

    use super::{OutcomeView, Phase, PlayerLine, RejectView, SeasonImportView};
    use page_kit::imports::why_open;

    pub(super) fn of(import: SeasonImport, task: Option<&TaskView>) -> SeasonImportView {
        let phase = Phase::of(import.summary.is_some(), task);
        let has_reject_file = import.reject_sha256.is_some();
        let preview = import.preview;
        SeasonImportView {
            id: import.id,
            file_name: import.file_name,
            phase,
            job_id: import.job_id,
            error: why_open(phase, import.state, import.error, task),
            problems: import.settings.problems(),
            source: import.settings.source,
            season: import.settings.season,
            add_strangers: import.settings.add_strangers,
            birth_error_days: import.settings.birth_error_days,
            encoding: preview.encoding,
            rows: preview.rows,
            players: preview.players,
            metrics: preview.metrics,
            unlisted: preview.unlisted,
            rejected: preview.rejected,
            lost_letters: preview.lost_letters,
            seasons: preview.seasons,
            warnings: preview.warnings,
            first: preview.first.into_iter().map(player).collect(),
            first_rejects: preview.first_rejects.iter().map(RejectView::from).collect(),
            outcome: import.summary.map(|summary| outcome(summary, has_reject_file)),
        }
    }

    fn player(player: PreviewPlayer) -> PlayerLine {
        PlayerLine {
            line: player.line,
            name: player.name,
            nation: player.nation,
            birth_year: player.birth_year,
            positions: player.positions,
            clubs: player.clubs,
            minutes: player.minutes,
        }
    }

    fn outcome(summary: Summary, has_reject_file: bool) -> OutcomeView {
        OutcomeView {
            changed: summary.lines_added + summary.lines_changed,
            rows: summary.rows,
            accepted: summary.accepted,
            duplicates: summary.duplicates,
            rejected: summary.rejected,
            players: summary.players,
            known: summary.known,
            matched: summary.matched,
            doubtful: summary.doubtful,
            unknown: summary.unknown,
            players_added: summary.players_added,
            lost_letters: summary.lost_letters,
            took_ms: summary.took_ms,
            warnings: summary.warnings,
            rejects: summary.first_rejects.iter().map(RejectView::from).collect(),
            has_reject_file,
        }
    }
}
