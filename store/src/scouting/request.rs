//! Asking for a report: the one way in for the page and for REST.

use backroom::AccountId;
use football::PlayerId;
use scouting_stats::question_error;

use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    players,
    queue::{Enqueued, NewJob, ScoutPlayer, enqueue},
};

/// Who wants to know what of whom.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// The player.
    pub player_id: PlayerId,
    /// What the reader wants to know; may be empty.
    pub question: String,
    /// Who asks; `None` for a command.
    pub asker: Option<AccountId>,
    /// The request, so that one id leads from the click to the log line.
    pub request_id: Option<String>,
}

/// Queues the job that writes the report and notes it in the audit log, both or neither. While one with the same question waits or runs for the
/// player, that one is the answer. `None` when there is no such player.
///
/// # Errors
/// [`StoreError::Invalid`] when the question is too long or not one line.
pub async fn request_report(
    db: &Database,
    request: ReportRequest,
) -> Result<Option<Enqueued>, StoreError> {
    if let Some(error) = question_error(&request.question) {
        return Err(StoreError::Invalid(vec![error]));
    }
    let Some(player) = players::find(db, request.player_id).await? else { return Ok(None) };
    let question = request.question.trim().to_owned();
    let payload = ScoutPlayer { player_id: player.id, question };
    let job = NewJob {
        created_by: request.asker,
        request_id: request.request_id.clone(),
        ..payload.job(player.display_name())
    };
    // The lock that keeps the key unique lasts as long as the transaction.
    let transaction = begin(db).await?;
    let enqueued = enqueue(&transaction, job).await?;
    if let Enqueued::New(job) = enqueued {
        audit(
            &transaction,
            request.asker,
            "report.request",
            &format!("player:{}", request.player_id),
            serde_json::json!({ "job_id": job }),
            request.request_id.as_deref(),
        )
        .await?;
    }
    transaction.commit().await?;
    Ok(Some(enqueued))
}
