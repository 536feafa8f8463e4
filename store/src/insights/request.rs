//! Asking for insights: the one way in for pages, REST and commands.

use backroom::{AccountId, JobId};
use football::PlayerId;
use scouting_stats::InsightKind;
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    players,
    queue::{
        Asker, Enqueued, Job, NewJob,
        analyses::{AnalysePlayer, AnalysePlayers, ReportOnModels},
        enqueue,
        estimate_injury::EstimateInjury,
    },
    sql,
};

/// Who wants to know what about whom.
#[derive(Clone, Debug)]
pub struct AnalysisRequest {
    /// The player.
    pub player_id: PlayerId,
    /// Only these kinds; all that can be made when empty.
    pub kinds: Vec<InsightKind>,
    /// The seed of what is drawn; the models' own when absent.
    pub seed: Option<u32>,
    /// Who asks; `None` for a command.
    pub asker: Option<Asker>,
}

/// Queues the job that works out insights about a player and notes it in the audit log, both or neither.
/// While one for the same waits or runs, that one is the answer. `None` when there is no such player.
pub async fn request_analysis(
    db: &Database,
    request: AnalysisRequest,
) -> Result<Option<Enqueued>, StoreError> {
    let AnalysisRequest { player_id, kinds, seed, asker } = request;
    let Some(player) = players::find(db, player_id).await? else { return Ok(None) };
    let job = AnalysePlayer { player_id, kinds, seed }.job(player.display_name());
    let noted = Noted { action: "insight.request", subject: format!("player:{player_id}") };
    queue(db, job, asker, noted).await.map(Some)
}

/// Queues the job that estimates how often a player is out and notes it in the audit log, both or
/// neither. While one for the player waits or runs, that one is the answer. `None` when there is no such
/// player.
pub async fn request_injury_estimate(
    db: &Database,
    player_id: PlayerId,
    asker: Option<Asker>,
) -> Result<Option<Enqueued>, StoreError> {
    let Some(player) = players::find(db, player_id).await? else { return Ok(None) };
    let job = EstimateInjury { player_id }.job(player.display_name());
    let noted = Noted { action: "insight.request", subject: format!("player:{player_id}") };
    queue(db, job, asker, noted).await.map(Some)
}

/// Queues the one job that works out insights about many players and notes it in the audit log, both or
/// neither.
pub async fn request_analyses(
    db: &Database,
    batch: AnalysePlayers,
    asker: Option<Asker>,
) -> Result<Enqueued, StoreError> {
    let noted = Noted { action: "analyse_players", subject: batch.players.subject() };
    queue(db, batch.job(), asker, noted).await
}

/// Queues the job that holds the models' past forecasts against what came and notes it in the audit log,
/// both or neither. While one waits or runs, that one is the answer.
pub async fn request_report_card(
    db: &Database,
    asker: Option<Asker>,
) -> Result<Enqueued, StoreError> {
    let noted = Noted { action: "report_card.request", subject: "models".to_owned() };
    queue(db, ReportOnModels::default().job(), asker, noted).await
}

/// What the audit log says of it.
struct Noted {
    action: &'static str,
    subject: String,
}

async fn queue<J: Job>(
    db: &Database,
    job: NewJob<J>,
    asker: Option<Asker>,
    noted: Noted,
) -> Result<Enqueued, StoreError> {
    let account = asker.as_ref().map(|asker| asker.account_id);
    let request_id = asker.and_then(|asker| asker.request_id);
    let job = NewJob { created_by: account, request_id: request_id.clone(), ..job };
    // The lock that keeps the key unique lasts as long as the transaction.
    let transaction = begin(db).await?;
    let enqueued = enqueue(&transaction, job).await?;
    if let Enqueued::New(job) = enqueued {
        let detail = json!({ "job_id": job });
        let Noted { action, subject } = noted;
        audit(&transaction, account, action, &subject, detail, request_id.as_deref()).await?;
    }
    transaction.commit().await?;
    Ok(enqueued)
}

/// The newest job that waits to work out or works out insights about the player, and who asked for it.
pub async fn analysis_under_way(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Option<(JobId, Option<AccountId>)>, StoreError> {
    let condition = "AND payload ->> 'player_id' = $1";
    under_way(db, AnalysePlayer::KIND, condition, vec![player.to_string().into()]).await
}

/// The job that waits to compute or computes the models' report card, and who asked for it.
pub async fn report_card_under_way(
    db: &impl ConnectionTrait,
) -> Result<Option<(JobId, Option<AccountId>)>, StoreError> {
    under_way(db, ReportOnModels::KIND, "", Vec::new()).await
}

async fn under_way(
    db: &impl ConnectionTrait,
    kind: &str,
    condition: &str,
    values: Vec<sea_orm::Value>,
) -> Result<Option<(JobId, Option<AccountId>)>, StoreError> {
    let text = format!(
        "SELECT id, created_by FROM job
         WHERE kind = '{kind}' AND state IN ('queued', 'running') {condition}
         ORDER BY created_at DESC LIMIT 1"
    );
    let row = sql::one(db, &text, values).await?;
    row.map(|row| {
        let asker: Option<i64> = row.try_get_by_index(1)?;
        Ok((JobId(row.try_get_by_index(0)?), asker.map(AccountId)))
    })
    .transpose()
}
