//! The server functions behind the form of a person's report.

use football::PlayerId;
use leptos::prelude::*;
use page_base::error::AppError;
use scouting_stats::ReportDraft;
use serde::{Deserialize, Serialize};

use crate::view::RowView;

/// What the form begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedForm {
    /// Whom the report is about.
    pub player_id: PlayerId,
    /// The player's name.
    pub player_name: String,
    /// What stands in the fields.
    pub draft: ReportDraft,
    /// It is a draft that was kept.
    pub is_kept: bool,
    /// What is known of the player, to be cited.
    pub rows: Vec<RowView>,
}

/// The form for a report on the player, or for a later version of the caller's report `from`. A kept draft
/// of the same report stands in it.
///
/// # Errors
/// `SignInRequired` when signed out; `Forbidden` to viewers; `NotFound` when there is no such player, or
/// the report is a machine's or somebody else's.
#[server(prefix = "/fn", endpoint = "scouting/open_report_form", output = page_base::wire::Json)]
pub async fn open_report_form(
    /// The player.
    player_id: PlayerId,
    /// The report's number among the player's.
    from: Option<i32>,
) -> Result<OpenedForm, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use scouting_stats::collect;
    use store::scouting;

    use crate::view::from_stored::row;

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        let state = state();
        let today = state.clock.now().date_naive();
        let facts = scouting::player_facts(&state.db, &state.seasons, player_id, today).await?;
        let table = collect(&facts.ok_or(AppError::NotFound)?, "");
        let mut draft = ReportDraft::default();
        if let Some(version) = from {
            let report = scouting::find_version(&state.db, player_id, version).await?;
            let report = report.ok_or(AppError::NotFound)?;
            let author = scouting::find_author(&state.db, report.id).await?;
            if author != Some(caller.account_id) && caller.role < Role::Admin {
                return Err(AppError::NotFound.into());
            }
            draft = ReportDraft::of(&report.question, &report.report);
            draft.replaces = Some(report.id);
        }
        let kept = scouting::find_draft(&state.db, caller.account_id, player_id).await?;
        let kept = kept.filter(|kept| kept.replaces == draft.replaces);
        let is_kept = kept.is_some();
        Ok::<_, Failure>(OpenedForm {
            player_id,
            player_name: table.subject.display_name().to_owned(),
            draft: kept.unwrap_or(draft),
            is_kept,
            rows: table.rows.iter().map(row).collect(),
        })
    })
    .await
}

/// Keeps what is typed; nobody but the caller sees it.
///
/// # Errors
/// `SignInRequired` when signed out; `Forbidden` to viewers; `NotFound` when there is no such player;
/// `Invalid` when it is too long to be kept.
#[server(prefix = "/fn", endpoint = "scouting/save_report_draft", output = page_base::wire::Json)]
pub async fn save_report_draft(
    /// The player.
    player_id: PlayerId,
    /// What stands in the fields.
    #[server(default)]
    fields: ReportDraft,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{respond, signed_in};

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        keep(caller.account_id, player_id, &fields).await
    })
    .await
}

/// Stores the report, or with the intent `draft` keeps it as a draft. Gives the report's number among the
/// player's; `None` for a draft.
///
/// # Errors
/// As [`save_report_draft`]; `Invalid` by field; `Conflict` when the report that it is a later version of
/// was changed meanwhile. What was typed is kept then too.
#[server(prefix = "/fn", endpoint = "scouting/write_report", output = page_base::wire::Json)]
pub async fn write_report(
    /// The player.
    player_id: PlayerId,
    /// `draft`, or empty to store the report.
    #[server(default)]
    intent: String,
    /// What stands in the fields.
    #[server(default)]
    fields: ReportDraft,
) -> Result<Option<i32>, AppError> {
    use backroom::Role;
    use page_base::request::{is_plain_form, respond, signed_in};

    let written = respond(async {
        let caller = signed_in(Role::Analyst)?;
        if intent == "draft" {
            keep(caller.account_id, player_id, &fields).await?;
            return Ok(None);
        }
        let stored = store_report(&caller, player_id, &fields).await;
        // A browser without script gets a new page: what it typed is in the draft then.
        if stored.is_err() && is_plain_form() {
            keep(caller.account_id, player_id, &fields).await?;
        }
        stored.map(Some)
    })
    .await;
    if is_plain_form() {
        match &written {
            Ok(Some(version)) => {
                leptos_axum::redirect(&format!("/players/{player_id}/reports/{version}"));
            }
            Ok(None) => leptos_axum::redirect(&format!("/players/{player_id}/reports/write")),
            Err(_) => {}
        }
    }
    written
}

#[cfg(feature = "ssr")]
async fn store_report(
    caller: &page_base::request::Caller,
    player_id: PlayerId,
    fields: &ReportDraft,
) -> Result<i32, page_base::error::Failure> {
    use backroom::Role;
    use page_base::request::{request_id, state};
    use scouting_stats::collect;
    use store::scouting::{OwnReport, player_facts, write_own_report};

    let state = state();
    let today = state.clock.now().date_naive();
    let facts = player_facts(&state.db, &state.seasons, player_id, today).await?;
    let evidence = collect(&facts.ok_or(AppError::NotFound)?, &fields.question);
    let report = fields.report(&evidence).map_err(|fields| AppError::Invalid { fields })?;
    let by = (caller.role < Role::Admin).then_some(caller.account_id);
    let own = OwnReport {
        player_id,
        name: caller.name.clone(),
        evidence,
        report,
        replaces: fields.replaces.map(|id| (id, by)),
    };
    let stored = write_own_report(&state.db, &caller.asker(request_id()), own).await?;
    Ok(stored.ok_or(AppError::NotFound)?.version)
}

#[cfg(feature = "ssr")]
async fn keep(
    account: backroom::AccountId,
    player: PlayerId,
    fields: &ReportDraft,
) -> Result<(), page_base::error::Failure> {
    use football::FieldError;
    use page_base::request::state;

    /// Longest draft, in bytes: all sections at their longest, in two-byte letters.
    const LONGEST: usize = 160_000;

    let length = fields.why.len()
        + fields.question.len()
        + fields.sections.iter().map(|(name, text)| name.len() + text.len()).sum::<usize>();
    if length > LONGEST {
        let rule = "This is too long to be kept.".to_owned();
        return Err(AppError::Invalid { fields: vec![FieldError::new("summary", rule)] }.into());
    }
    if store::scouting::save_draft(&state().db, account, player, fields).await? {
        Ok(())
    } else {
        Err(AppError::NotFound.into())
    }
}
