//! Rows about a season: what the player's matches add up to, and where his figures stand among peers.

use chrono::NaiveDate;
use football::{Better, MetricUnit, PositionGroup};

use super::{Rows, number, stored};
use crate::{
    EvidenceValue, Metric, MetricStanding, PerformanceTemplate, Standing, Unit, evidence::thousands,
};

/// What the matches of a season add up to, as one source counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonTotals {
    /// `2022/2023`
    pub season: String,
    /// Who counted.
    pub source: String,
    /// The last match counted.
    pub as_of: NaiveDate,
    /// Matches played.
    pub matches: u32,
    /// Minutes played.
    pub minutes: u32,
    /// Goals.
    pub goals: u32,
    /// Assists.
    pub assists: u32,
}

/// A season's figures with the player's standing among his peers.
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonFacts {
    /// `2022/2023`
    pub season: String,
    /// Whose figures these are.
    pub source: String,
    /// When they last changed.
    pub as_of: NaiveDate,
    /// Minutes that he played.
    pub minutes: u32,
    /// Minutes that make a peer.
    pub least_minutes: u32,
    /// Among whom he is ranked; `None` where the source does not say where he played.
    pub group: Option<PositionGroup>,
    /// Every metric of the season.
    pub figures: Vec<MetricStanding>,
}

impl SeasonFacts {
    /// What a report tells: of what counts in his position, each metric of which more is better.
    ///
    /// Where less is better, "high" and "best" would mean the opposite of what they say; such figures
    /// stay on the player's page.
    fn told(&self) -> impl Iterator<Item = &MetricStanding> {
        let template = self.group.map(PerformanceTemplate::of);
        template
            .into_iter()
            .flat_map(PerformanceTemplate::parts)
            .filter(|part| part.metric.better() == Better::Higher)
            .filter_map(|part| {
                let is_it = |told: &&MetricStanding| told.metric.known() == Some(part.metric);
                self.figures.iter().find(is_it)
            })
            // "Not measured" is of the source, not of the player.
            .filter(|told| told.figure.is_some())
    }
}

impl Rows {
    /// What the matches of the newest season add up to.
    pub(super) fn totals(&mut self, totals: Option<&SeasonTotals>) {
        let Some(totals) = totals else { return };
        for (metric, count) in [
            ("Matches", totals.matches),
            ("Minutes", totals.minutes),
            ("Goals", totals.goals),
            ("Assists", totals.assists),
        ] {
            let row = self.add(Metric::SeasonTotal, metric, number(f64::from(count)), Unit::Count);
            row.period = Some(totals.season.clone());
            row.source.clone_from(&totals.source);
            row.as_of = totals.as_of;
        }
    }

    /// Where the figures of the newest season stand.
    pub(super) fn season(&mut self, season: Option<&SeasonFacts>) {
        let Some(season) = season else { return };
        for told in season.told() {
            let (Some(figure), Some(unit)) = (told.figure, told.metric.unit()) else { continue };
            let (metric, unit, decimals) = match unit {
                MetricUnit::Per90 => {
                    ([told.metric.name(), " per 90 minutes"].concat(), Unit::Rate, 2)
                }
                MetricUnit::Ratio => (told.metric.name().to_owned(), Unit::Rate, 2),
                MetricUnit::Percent => (told.metric.name().to_owned(), Unit::Percent, 1),
                // Lengths say how a player plays; no template holds one.
                MetricUnit::MetresPer90 | MetricUnit::Metres => continue,
            };
            let value = EvidenceValue::Number { value: stored(figure), decimals };
            let row = self.add(Metric::SeasonFigure, &metric, value, unit);
            row.standing = match told.standing {
                Standing::Ranked { percentile } => {
                    Standing::Ranked { percentile: stored(percentile) }
                }
                other => other,
            };
            let group = season.group.map_or("players", PositionGroup::plural);
            let least = season.least_minutes;
            row.peer_group = Some(format!("{group} with {least} minutes or more"));
            row.n = Some(told.n);
            let minutes = thousands(season.minutes);
            row.period = Some(format!("{}, {minutes} minutes", season.season));
            row.source.clone_from(&season.source);
            row.as_of = season.as_of;
        }
    }
}
