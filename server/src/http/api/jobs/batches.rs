//! Work on many players: `POST /admin/refresh-market-values` and `POST /insights/batch`.

use std::collections::BTreeMap;

use app::{error::AppError, request::AppState};
use axum::{Json, extract::State};
use backroom::Role;
use football::{FieldError, PlayerId};
use http::StatusCode;
use serde::Deserialize;
use store::queue::{
    ChosenPlayers,
    batch::{BatchRequest, Care},
    bound::AT_ONCE,
    insights::{GenerateInsights, request_insights},
    market_values::{RefreshMarketValues, request_refresh},
};
use utoipa::ToSchema;

use super::Accepted;
use crate::http::{
    access::{Admin, Analyst},
    problem::{Problem, ProblemDocument, request_id},
};

/// Which players, and how each of them is done.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchBody {
    /// Only these; anybody when absent.
    #[schema(value_type = Option<Vec<i64>>)]
    #[serde(default)]
    player_ids: Option<Vec<PlayerId>>,
    /// Of those, who fit: the words of `GET /players`, such as `{"position": "GK", "age_max": "23"}`.
    #[serde(default)]
    filter: BTreeMap<String, String>,
    /// Attempts before a player is given up; 3 when absent.
    #[schema(minimum = 1, maximum = 10)]
    #[serde(default)]
    attempts: Option<u32>,
    /// Longest time of one attempt, in seconds.
    #[schema(minimum = 0.1, maximum = 45.0)]
    #[serde(default)]
    timeout_secs: Option<f64>,
    /// How many players are done at once, over all servers and workers, by this batch and by whatever else
    /// waits in its queue, from now on. For administrators; until one says otherwise 5 values or 2 reports.
    #[schema(minimum = 1, maximum = 100)]
    #[serde(default)]
    concurrency: Option<u32>,
}

impl BatchBody {
    /// The players and the care; every field that cannot be used is named.
    fn read(self) -> Result<(ChosenPlayers, Care), AppError> {
        let mut fields = Vec::new();
        if self.concurrency.is_some_and(|at_once| !AT_ONCE.contains(&at_once)) {
            let message = format!("Give a number from {} to {}.", AT_ONCE.start(), AT_ONCE.end());
            fields.push(FieldError::new("concurrency", message));
        }
        let care = Care::new(self.attempts, self.timeout_secs);
        let players = ChosenPlayers::new(self.player_ids, self.filter);
        match (players, care) {
            (Ok(players), Ok(care)) if fields.is_empty() => Ok((players, care)),
            (players, care) => {
                fields.extend(players.err().into_iter().chain(care.err()).flatten());
                Err(AppError::Invalid { fields })
            }
        }
    }
}

/// Asks the configured provider for market values, in the background. Players who were asked for
/// within 24 hours are passed over.
#[utoipa::path(
    post, path = "/admin/refresh-market-values", tag = "admin", request_body = Option<BatchBody>,
    responses((status = 202, body = Accepted), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn refresh_market_values(
    State(state): State<AppState>,
    Admin(caller): Admin,
    body: Option<Json<BatchBody>>,
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    let Json(body) = body.unwrap_or_default();
    let at_once = body.concurrency;
    let (players, care) = body.read()?;
    let request = BatchRequest {
        batch: RefreshMarketValues { players, care },
        at_once,
        asker: Some(caller.account_id),
        request_id: Some(request_id()).filter(|id| !id.is_empty()),
    };
    let enqueued = request_refresh(&state.db, request).await?;
    Ok((StatusCode::ACCEPTED, Json(enqueued.into())))
}

/// Writes a scouting report on each of many players, in the background. Players on whom a batch has
/// reported within 24 hours are passed over.
#[utoipa::path(
    post, path = "/insights/batch", tag = "scouting", request_body = Option<BatchBody>,
    responses((status = 202, body = Accepted), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn generate_insights(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    body: Option<Json<BatchBody>>,
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    let Json(body) = body.unwrap_or_default();
    let at_once = body.concurrency;
    if at_once.is_some() && caller.role < Role::Admin {
        let message = "Leave this out: the bound is everybody's, and administrators set it.";
        let fields = vec![FieldError::new("concurrency", message)];
        return Err(AppError::Invalid { fields }.into());
    }
    let (players, care) = body.read()?;
    let request = BatchRequest {
        batch: GenerateInsights { players, care },
        at_once,
        asker: Some(caller.account_id),
        request_id: Some(request_id()).filter(|id| !id.is_empty()),
    };
    let enqueued = request_insights(&state.db, request).await?;
    Ok((StatusCode::ACCEPTED, Json(enqueued.into())))
}
