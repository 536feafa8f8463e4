//! Forecasts of value as insights.

use chrono::NaiveDate;
use football::PlayerId;
use scouting_stats::{
    InsightKind,
    value::{
        CareerInsight, FitError, Known, NotMade, Outcome, VALUE_MODEL, ValuationHistory,
        ValueInsight, ValueModel, input_hash,
    },
};
use serde::Serialize;
use serde_json::Value;
use store::insights::NewInsight;

/// The kinds that are made here.
pub(super) const KINDS: [InsightKind; 2] =
    [InsightKind::ValueForecast, InsightKind::CareerForecast];

/// What forecasts are made with.
pub(super) struct Forecasts<'a> {
    pub(super) model: &'a ValueModel,
    /// The mark of the data that the model was fitted on.
    pub(super) data: &'a str,
    pub(super) seed: u32,
}

impl Forecasts<'_> {
    /// One insight of each of `kinds` that is a forecast of value.
    pub(super) fn of(
        &self,
        history: &ValuationHistory,
        kinds: &[InsightKind],
    ) -> serde_json::Result<Vec<NewInsight>> {
        let known = Known::at(history, self.model.origin);
        let made = kinds.iter().filter_map(|kind| {
            let result = match kind {
                InsightKind::ValueForecast => {
                    serde_json::to_value(self.model.value_insight(history))
                }
                InsightKind::CareerForecast => {
                    serde_json::to_value(self.model.career_insight(history))
                }
                InsightKind::Performance | InsightKind::InjuryRisk => return None,
            };
            Some((*kind, result))
        });
        made.map(|(kind, result)| {
            let input = (kind, VALUE_MODEL, self.data, self.seed, &known);
            let about = About { player: history.player(), kind, seed: self.seed };
            insight(about, self.model.origin.0, &input, result?)
        })
        .collect()
    }
}

/// That no forecast can be made for anybody, told of one player.
pub(super) fn none_for(
    player: PlayerId,
    kinds: &[InsightKind],
    why: FitError,
    today: NaiveDate,
    seed: u32,
) -> serde_json::Result<Vec<NewInsight>> {
    let because = NotMade::Everybody(why);
    let kinds = KINDS.into_iter().filter(|kind| kinds.contains(kind));
    kinds
        .map(|kind| {
            let result = match kind {
                InsightKind::CareerForecast => {
                    serde_json::to_value(Outcome::<CareerInsight>::NotMade { because })
                }
                _ => serde_json::to_value(Outcome::<ValueInsight>::NotMade { because }),
            };
            let input = (kind, VALUE_MODEL, because);
            insight(About { player, kind, seed }, today, &input, result?)
        })
        .collect()
}

struct About {
    player: PlayerId,
    kind: InsightKind,
    seed: u32,
}

fn insight(
    about: About,
    as_of: NaiveDate,
    input: &impl Serialize,
    result: Value,
) -> serde_json::Result<NewInsight> {
    Ok(NewInsight {
        player_id: about.player,
        kind: about.kind,
        model_version: VALUE_MODEL.to_owned(),
        input_hash: input_hash(input)?,
        seed: Some(about.seed),
        as_of,
        result,
    })
}
