//! Work on many players: `POST /admin/refresh-market-values` and `POST /insights/batch`.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use backroom::Role;
use football::{FieldError, PlayerId};
use page_base::{error::AppError, request::AppState};
use serde::Deserialize;
use store::{
    insights::request_analyses,
    queue::{
        Asker, ChosenPlayers,
        analyses::AnalysePlayers,
        batch::{BatchRequest, Care},
        bound::AT_ONCE,
        insights::{GenerateInsights, request_insights},
        market_values::{RefreshMarketValues, request_refresh},
    },
};
use utoipa::ToSchema;

use crate::http::{
    access::{Admin, Analyst},
    api::accepted::Accepted,
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
    /// waits in its queue, from now on. For administrators; until one says otherwise 5.
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
) -> Result<Accepted, Problem> {
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
    Ok(enqueued.into())
}

/// What is made about many players.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Made {
    /// Every insight: forecasts of value and career, the score of the newest season, and an injury estimate
    /// of whoever has matches and injuries. One task.
    #[default]
    Insights,
    /// A scouting report on each player. One task with a part for each.
    Reports,
}

/// What is made, and about which players.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InsightBatchBody {
    /// `insights` when absent.
    #[serde(default)]
    #[schema(inline)]
    make: Made,
    /// Only these; anybody when absent.
    #[schema(value_type = Option<Vec<i64>>)]
    #[serde(default)]
    player_ids: Option<Vec<PlayerId>>,
    /// Of those, who fit: the words of `GET /players`, such as `{"position": "GK", "age_max": "23"}`.
    #[serde(default)]
    filter: BTreeMap<String, String>,
    /// Insights only: the seed of what is drawn; the models' own when absent.
    #[serde(default)]
    seed: Option<u32>,
    /// Reports only: attempts before a player is given up; 3 when absent.
    #[schema(minimum = 1, maximum = 10)]
    #[serde(default)]
    attempts: Option<u32>,
    /// Reports only: longest time of one attempt, in seconds.
    #[schema(minimum = 0.1, maximum = 45.0)]
    #[serde(default)]
    timeout_secs: Option<f64>,
    /// Reports only, for administrators: how many are written at once, over all servers and workers, by
    /// this batch and by whatever else waits in its queue, from now on; 2 until one says otherwise.
    #[schema(minimum = 1, maximum = 100)]
    #[serde(default)]
    concurrency: Option<u32>,
}

impl InsightBatchBody {
    /// # Errors
    /// Names the fields that what is made has no use for.
    fn check(&self) -> Result<(), AppError> {
        let (useless, cure) = match self.make {
            Made::Insights => (
                vec![
                    ("attempts", self.attempts.is_some()),
                    ("timeout_secs", self.timeout_secs.is_some()),
                    ("concurrency", self.concurrency.is_some()),
                ],
                "Leave this out: insights are one task. It is for reports: `\"make\": \"reports\"`.",
            ),
            Made::Reports => (
                vec![("seed", self.seed.is_some())],
                "Leave this out: nothing in a report is drawn. It is for insights.",
            ),
        };
        let fields: Vec<_> = useless
            .into_iter()
            .filter(|(_, is_given)| *is_given)
            .map(|(field, _)| FieldError::new(field, cure))
            .collect();
        if fields.is_empty() { Ok(()) } else { Err(AppError::Invalid { fields }) }
    }
}

/// Makes insights about many players, or writes a scouting report on each, in the background.
///
/// Insights are forecasts of value and career: one task that can be cancelled, and stores those that say
/// something new. With `"make": "reports"`, a report is written on each player, save on whom a batch has
/// reported within 24 hours.
#[utoipa::path(
    post, path = "/insights/batch", tag = "scouting", request_body = Option<InsightBatchBody>,
    responses((status = 202, body = Accepted), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn generate_insights(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    body: Option<Json<InsightBatchBody>>,
) -> Result<Accepted, Problem> {
    let Json(body) = body.unwrap_or_default();
    body.check()?;
    let request_id = Some(request_id()).filter(|id| !id.is_empty());
    if body.make == Made::Insights {
        let players = ChosenPlayers::new(body.player_ids, body.filter)
            .map_err(|fields| AppError::Invalid { fields })?;
        let asker = Asker { account_id: caller.account_id, request_id };
        let batch = AnalysePlayers { players, seed: body.seed };
        let enqueued = request_analyses(&state.db, batch, Some(asker)).await?;
        return Ok(enqueued.into());
    }
    let at_once = body.concurrency;
    if at_once.is_some() && caller.role < Role::Admin {
        let message = "Leave this out: the bound is everybody's, and administrators set it.";
        let fields = vec![FieldError::new("concurrency", message)];
        return Err(AppError::Invalid { fields }.into());
    }
    let InsightBatchBody { player_ids, filter, attempts, timeout_secs, concurrency, .. } = body;
    let (players, care) =
        BatchBody { player_ids, filter, attempts, timeout_secs, concurrency }.read()?;
    let request = BatchRequest {
        batch: GenerateInsights { players, care },
        at_once,
        asker: Some(caller.account_id),
        request_id,
    };
    let enqueued = request_insights(&state.db, request).await?;
    Ok(enqueued.into())
}
