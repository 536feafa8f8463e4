//! Asks the provider for one player's market value.

use football::Valuation;
use serde_json::{Value, json};
use store::{
    players,
    queue::{batch::time_limit, market_values::RefreshMarketValue},
};
use tracing::instrument;

use super::{NO_PROVIDER, ProviderError, Question};
use crate::jobs::{JobContext, JobError};

/// Asks the provider for one player's market value and stores it.
///
/// Running it twice is harmless: a second value of the same day and source replaces the first.
#[instrument(skip_all, fields(job_id = %context.id(), player_id = %job.player_id))]
pub(in crate::jobs) async fn refresh_market_value(
    job: RefreshMarketValue,
    context: JobContext,
) -> Result<Value, JobError> {
    let env = context.env();
    let provider = env.market_values.as_ref().ok_or_else(|| JobError::abandon(NO_PROVIDER))?;
    let player = players::find_provided(&env.db, job.player_id)
        .await?
        .ok_or_else(|| JobError::abandon("The player is not there any more."))?;
    let provider_id = player.provider_id.ok_or_else(|| {
        JobError::abandon(format!(
            "{} was written by hand: no provider knows the player.",
            player.name
        ))
    })?;

    let key = match &env.config.market_values_secret {
        Some(name) => Some(context.secret(name, "Market value of a player").await?),
        None => None,
    };
    let question = Question {
        provider_id: &provider_id,
        key: key.as_ref().map(|key| key.as_str()),
        id: context.id(),
        time_limit: time_limit(job.timeout_secs),
    };
    let quote = provider.quote(question).await.map_err(|error| match error {
        ProviderError::Later { reason, wait: None } => JobError::Retry(anyhow::anyhow!(reason)),
        ProviderError::Later { reason, wait: Some(wait) } => {
            JobError::RetryAfter(wait, anyhow::anyhow!(reason))
        }
        ProviderError::Never(reason) => JobError::Abandon(reason),
    })?;
    let Some(quote) = quote else {
        return Err(JobError::Abandon(format!(
            "The provider knows no value of {} (id {provider_id}).",
            player.name
        )));
    };

    let source = if quote.source.is_empty() {
        provider.name().to_owned()
    } else {
        // The other side's words, which may be any.
        context.without_secrets(&quote.source)
    };
    let value = Valuation { amount_eur: quote.amount_eur, date: quote.date, source };
    let has_changed = players::refresh_value(&env.db, job.player_id, &value).await?;
    let amount = football::euros(value.amount_eur);
    let summary = if has_changed {
        format!("{}: {amount} on {}", player.name, value.date)
    } else {
        format!("{}: still {amount}", player.name)
    };
    context.info(&summary).await;
    Ok(json!({
        "href": format!("/players/{}", job.player_id),
        "summary": summary,
        "player_id": job.player_id,
        "amount_eur": value.amount_eur,
        "date": value.date,
        "source": value.source,
        "changed": has_changed,
    }))
}
