//! What the tab asks the server for.

use backroom::JobId;
use chrono::{DateTime, NaiveDate, Utc};
use football::PlayerId;
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::charts::{FanYear, PartOf};
use serde::{Deserialize, Serialize};

use crate::load::UnderWay;

/// What is known of a player's coming values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// When and by what it was made.
    pub made: Option<Made>,
    /// The value in one year.
    pub one_year: Option<OneYear>,
    /// The coming years.
    pub career: Option<Career>,
    /// Why there is none, as a sentence with the cure.
    pub not_made: Option<String>,
    /// What it does not know, in sentences.
    pub gaps: Vec<String>,
    /// How far to trust it; none where no report card was computed.
    pub trust: Option<Trust>,
    /// The day of a value that came later than what the forecast has seen.
    pub newer_value: Option<NaiveDate>,
    /// The one being made.
    pub under_way: Option<UnderWay>,
}

/// When and by what a forecast was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Nothing later was seen.
    pub as_of: NaiveDate,
    /// The models.
    pub version: String,
    /// The seed of the paths.
    pub seed: Option<u32>,
    /// When.
    pub at: DateTime<Utc>,
}

/// The value in one year, in whole euros.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneYear {
    /// The value it begins at, and its day.
    pub from_eur: i64,
    /// Its day.
    pub from_day: NaiveDate,
    /// The day that is forecast.
    pub until: NaiveDate,
    /// The forecast.
    pub value_eur: i64,
    /// `+12 %`
    pub change: String,
    /// One of ten fell below.
    pub low_eur: i64,
    /// One of ten rose above.
    pub high_eur: i64,
    /// On whom the band rests: "412 players of the same age".
    pub band: String,
    /// What values usually do at that age and position.
    pub age_curve_eur: i64,
    /// An average player and the five subjects; they add up to the change.
    pub parts: Vec<PartOf>,
    /// The same by column.
    pub columns: Vec<PartOf>,
    /// Past values that the model was trained on.
    pub training_rows: u32,
}

/// The coming years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Career {
    /// The value the fan begins at, and its day.
    pub from_eur: i64,
    /// Its day.
    pub from_day: NaiveDate,
    /// The years, the first first.
    pub years: Vec<FanYear>,
    /// "4,000 paths from 412 players of the same age".
    pub basis: String,
}

/// What became of past forecasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// Past forecasts of one year.
    pub n: u32,
    /// The share of them that the band held: `80.2 %`.
    pub held: String,
    /// The mean error as a share of that of the last value: `92 %`.
    pub error: Option<String>,
}

/// The player's newest forecast, and whether one is being made.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such player.
#[server(prefix = "/fn", endpoint = "scouting/find_forecast", output = page_base::wire::Json)]
pub async fn find_forecast(
    /// The player.
    player_id: PlayerId,
) -> Result<Forecast, AppError> {
    use backroom::Role;
    use page_base::request::{reader, respond, state};
    use store::{insights, players};

    respond(async {
        let caller = reader()?;
        let db = state().db;
        players::find(&db, player_id).await?.ok_or(AppError::NotFound)?;
        // The task first: one that ends in between has its forecast among what is read after it.
        let under_way = insights::analysis_under_way(&db, player_id).await?;
        let newest = insights::newest_insights(&db, player_id).await?;
        let card = insights::newest_report_card(&db).await?;
        let values = players::valuations(&db, player_id).await?;
        let mut forecast = super::view::forecast(newest, card.as_ref(), &values);
        forecast.under_way = under_way.map(|(task, asker)| UnderWay {
            task,
            may_follow: caller.is_some_and(|caller| {
                caller.role == Role::Admin || asker == Some(caller.account_id)
            }),
        });
        Ok(forecast)
    })
    .await
}

/// Starts the job that forecasts the player's value. While one waits or runs, that one is the answer.
///
/// # Errors
/// `SignInRequired` when signed out; `Forbidden` to viewers; `NotFound` when there is no such player.
#[server(prefix = "/fn", endpoint = "scouting/forecast_player", output = page_base::wire::Json)]
pub async fn forecast_player(
    /// The player.
    player_id: PlayerId,
) -> Result<JobId, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };
    use store::insights::{AnalysisRequest, request_analysis};

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let request =
            AnalysisRequest { player_id, kinds: Vec::new(), seed: None, asker: Some(asker) };
        let enqueued = request_analysis(&state().db, request).await?.ok_or(AppError::NotFound)?;
        // A plain form goes back to the tab, where the task is shown.
        if is_plain_form() {
            leptos_axum::redirect(&format!("/players/{player_id}/forecast"));
        }
        Ok::<_, Failure>(enqueued.id())
    })
    .await
}
