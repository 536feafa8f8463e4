//! What the page asks the server for.

use backroom::JobId;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

use crate::load::UnderWay;

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Models {
    /// The newest report card.
    pub card: Option<Card>,
    /// The one being computed.
    pub under_way: Option<UnderWay>,
}

/// What the models would have forecast, held against what came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The models.
    pub version: String,
    /// When it was computed.
    pub at: DateTime<Utc>,
    /// The newest day of the data.
    pub as_of: NaiveDate,
    /// Players with a value.
    pub players: u64,
    /// Values.
    pub valuations: u64,
    /// Days from which was forecast, oldest first.
    pub origins: Vec<OriginRow>,
    /// Days from which nothing could be forecast, and why.
    pub skipped: Vec<(NaiveDate, String)>,
    /// The career paths by year ahead, over all origins where three years have come.
    pub careers: Vec<CareerRow>,
    /// The linear model's error as a share of that of the last value: `92.4 %`.
    pub error_share: Option<String>,
    /// The share of outcomes that the one-year band held: `80.2 %`.
    pub held: Option<String>,
}

/// One day from which was forecast; figures in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginRow {
    /// The day.
    pub day: NaiveDate,
    /// Players forecast.
    pub players: u32,
    /// Past values that the model of that day was trained on.
    pub training_rows: u32,
    /// Mean error of saying that nothing changes.
    pub last_value: u32,
    /// That of the age curve.
    pub age_curve: u32,
    /// That of the linear model.
    pub linear: u32,
    /// Share of outcomes within the one-year band.
    pub held: u32,
}

/// One year ahead of the career paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareerRow {
    /// From 1.
    pub year: u8,
    /// Players forecast.
    pub players: u32,
    /// Share within the band from 10 to 90 %: `77.8 %`.
    pub held: String,
    /// The middle path's error as a share of that of the last value: `82 %`.
    pub error_share: String,
}

/// The newest report card, and whether one is being computed.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public.
#[server(prefix = "/fn", endpoint = "scouting/find_report_card", output = page_base::wire::Json)]
pub async fn find_report_card() -> Result<Models, AppError> {
    use backroom::Role;
    use page_base::request::{reader, respond, state};
    use store::insights;

    respond(async {
        let caller = reader()?;
        let db = state().db;
        // The task first: one that ends in between has its card among what is read after it.
        let under_way = insights::report_card_under_way(&db).await?;
        let card = insights::newest_report_card(&db).await?;
        Ok(Models {
            card: card.map(super::view::card),
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

/// Starts the job that computes the report card. While one waits or runs, that one is the answer.
///
/// # Errors
/// `SignInRequired` when signed out; `Forbidden` to viewers.
#[server(prefix = "/fn", endpoint = "scouting/compute_report_card", output = page_base::wire::Json)]
pub async fn compute_report_card() -> Result<JobId, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let enqueued = store::insights::request_report_card(&state().db, Some(asker)).await?;
        // A plain form goes back to the page, where the task is shown.
        if is_plain_form() {
            leptos_axum::redirect("/scouting/models");
        }
        Ok::<_, Failure>(enqueued.id())
    })
    .await
}
