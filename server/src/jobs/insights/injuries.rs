//! Estimates of injury as insights. Medical data: what they say is told in no log and no result of a job,
//! because those are for more people than injuries are.

use std::{collections::HashMap, sync::Arc};

use anyhow::Context as _;
use chrono::{Datelike as _, NaiveDate};
use football::{Player, PlayerId, SeasonYears};
use scouting_stats::{
    InsightKind,
    injury::{ExposedPlayer, InjuryInsight, InjuryModel, METHOD},
};
use store::{careers::exposures, insights::NewInsight};

use super::{on_a_blocking_thread, unless_cancelled};
use crate::jobs::{JobContext, JobError};

/// Everybody whose matches and injuries are both held, and the estimates that rest on them.
#[derive(Clone)]
pub(super) struct Injuries {
    exposed: Arc<HashMap<PlayerId, ExposedPlayer>>,
    model: Arc<InjuryModel>,
    today: NaiveDate,
}

impl Injuries {
    /// Reads every season that counts and holds past estimates against what came.
    pub(super) async fn read(context: &JobContext, today: NaiveDate) -> Result<Self, JobError> {
        let held = unless_cancelled(context, exposures(&context.env().db)).await?;
        on_a_blocking_thread(context, move || {
            // In the order of the database, so that equal data sum up to equal bits.
            let peers = held.iter().map(|(_, player)| player.clone()).collect();
            let model = InjuryModel::fit(peers, SeasonYears::of(today).first_year());
            Self { exposed: Arc::new(held.into_iter().collect()), model: Arc::new(model), today }
        })
        .await
    }

    /// How many they are.
    pub(super) fn players(&self) -> usize {
        self.exposed.len()
    }

    /// The estimate for any player: one of whom no season counts is estimated as his peers are.
    pub(super) fn estimate(&self, player: &Player) -> InjuryInsight {
        if let Some(exposed) = self.exposed.get(&player.id) {
            return self.model.insight(exposed);
        }
        self.model.insight(&ExposedPlayer {
            group: player.position.map(football::Position::group),
            birth_year: player.birth_date.map(|day| day.year()),
            seasons: Vec::new(),
        })
    }

    /// The estimates to keep of those of `players` of whom a season counts; of the others there is
    /// nothing to keep.
    pub(super) async fn of_many(
        &self,
        context: &JobContext,
        players: &[PlayerId],
    ) -> Result<Vec<NewInsight>, JobError> {
        let exposed = players.iter().filter(|player| self.exposed.contains_key(player));
        let (players, injuries): (Vec<_>, _) = (exposed.copied().collect(), self.clone());
        let made: serde_json::Result<Vec<_>> = on_a_blocking_thread(context, move || {
            let each = players.iter().filter_map(|id| Some((*id, injuries.exposed.get(id)?)));
            each.map(|(id, player)| injuries.kept(id, &injuries.model.insight(player))).collect()
        })
        .await?;
        Ok(made.context("an estimate cannot be written down")?)
    }

    /// `insight` as it is stored.
    pub(super) fn kept(
        &self,
        player_id: PlayerId,
        insight: &InjuryInsight,
    ) -> serde_json::Result<NewInsight> {
        Ok(NewInsight {
            player_id,
            kind: InsightKind::InjuryRisk,
            model_version: METHOD.to_owned(),
            input_hash: insight.hash(),
            seed: None,
            as_of: self.today,
            result: serde_json::to_value(insight)?,
        })
    }
}
