//! Jobs that work out insights about players, and how far to trust the models behind them.

use football::PlayerId;
use scouting_stats::InsightKind;
use serde::{Deserialize, Serialize};

use super::{ChosenPlayers, Job, NewJob};
use crate::schedules::Recurring;

/// Works out insights about one player.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnalysePlayer {
    /// The player.
    pub player_id: PlayerId,
    /// Only these kinds; all that can be made when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<InsightKind>,
    /// The seed of what is drawn; the models' own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
}

impl Job for AnalysePlayer {
    const KIND: &'static str = "analyse_player";
    const TITLE: &'static str = "Insights";
    const MAX_ATTEMPTS: u32 = 3;
}

impl AnalysePlayer {
    /// The job with what it is about; the same wish while it waits or runs is the same job.
    pub fn job(self, player_name: &str) -> NewJob<Self> {
        let kinds: Vec<_> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        let seed = self.seed.map(|seed| seed.to_string()).unwrap_or_default();
        let unique_key = format!("analyse_player:{}:{}:{seed}", self.player_id, kinds.join("+"));
        NewJob {
            subject: player_name.to_owned(),
            unique_key: Some(unique_key),
            ..NewJob::new(self)
        }
    }
}

/// Works out insights about some players or all, in one job: a model is fitted once, and a player then
/// costs less than a job of his own would.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AnalysePlayers {
    /// About whom.
    #[serde(flatten)]
    pub players: ChosenPlayers,
    /// The seed of what is drawn; the models' own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
}

impl Job for AnalysePlayers {
    const KIND: &'static str = "analyse_players";
    const TITLE: &'static str = "Insights";
    // A minute of computing: in nobody's way.
    const QUEUE: &'static str = "analyses";
}

impl AnalysePlayers {
    /// The job; a wish for all players while another such is under way is the same wish.
    pub fn job(self) -> NewJob<Self> {
        let seed = self.seed.map(|seed| seed.to_string()).unwrap_or_default();
        let unique_key = self.players.is_everybody().then(|| format!("analyse_players:all:{seed}"));
        NewJob { subject: self.players.subject(), unique_key, ..NewJob::new(self) }
    }
}

impl Recurring for AnalysePlayers {
    const PURPOSE: &'static str = "Forecasts what players will be worth; a forecast is stored where \
        something new is known. {} means all players, {\"player_ids\": [1, 2]} some, \
        {\"filter\": {\"position\": \"GK\"}} those of a filter.";
    const FIELDS: &'static [&'static str] = &["player_ids", "filter", "seed"];

    fn fault(&self) -> Option<String> {
        let errors = self.players.clone().checked().err()?;
        let told: Vec<_> =
            errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
        Some(told.join(" "))
    }

    fn wanted(self) -> NewJob<Self> {
        self.job()
    }
}

/// Holds what the models would have forecast in the past against what came.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReportOnModels {}

impl Job for ReportOnModels {
    const KIND: &'static str = "report_on_models";
    const TITLE: &'static str = "Models' report card";
    const QUEUE: &'static str = "analyses";
    const MAX_ATTEMPTS: u32 = 3;
}

impl ReportOnModels {
    /// The job; one at a time.
    pub fn job(self) -> NewJob<Self> {
        NewJob { unique_key: Some(Self::KIND.to_owned()), ..NewJob::new(self) }
    }
}

impl Recurring for ReportOnModels {
    const PURPOSE: &'static str = "Holds what the models would have forecast from past days against what \
        came. The payload is {}.";
    const FIELDS: &'static [&'static str] = &[];

    fn wanted(self) -> NewJob<Self> {
        self.job()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_same_wish_has_the_same_key_and_another_seed_is_another_wish() {
        let key = |kinds: &[InsightKind], seed| {
            let job = AnalysePlayer { player_id: PlayerId(7), kinds: kinds.to_vec(), seed };
            job.job("A").unique_key.unwrap()
        };

        assert_eq!(key(&[], None), key(&[], None));
        assert_ne!(key(&[], None), key(&[], Some(1)));
        assert_ne!(key(&[], None), key(&[InsightKind::CareerForecast], None));
    }

    #[test]
    fn all_players_are_one_wish_and_some_are_their_own() {
        let some = ChosenPlayers::new(Some(vec![PlayerId(3)]), BTreeMap::new()).unwrap();

        assert!(AnalysePlayers::default().job().unique_key.is_some());
        assert_eq!(AnalysePlayers { players: some, seed: None }.job().unique_key, None);
    }

    #[test]
    fn a_payload_says_only_what_was_asked() {
        let payload = serde_json::to_value(AnalysePlayers::default()).unwrap();

        assert_eq!(payload, serde_json::json!({}));
        let read: AnalysePlayer = serde_json::from_str(r#"{"player_id":4}"#).unwrap();
        assert!(read.kinds.is_empty() && read.seed.is_none());
    }
}
