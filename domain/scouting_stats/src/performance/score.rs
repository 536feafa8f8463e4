//! The arithmetic of the performance score.

use football::{PositionGroup, SeasonMetric};
use serde::{Deserialize, Serialize};

use super::{Block, PerformanceTemplate};

/// Minutes that draw a score halfway to the middle. Scouting specification 2.4.
const DRAW_MINUTES: f64 = 900.0;
/// The middle of the scale.
const MIDDLE: f64 = 50.0;
/// Least share of a template's weight whose percentiles must be known: a score of fewer would be about
/// something else than its name says.
const LEAST_KNOWN: f64 = 0.6;

/// One metric within a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The metric.
    pub metric: SeasonMetric,
    /// Its weight in the template.
    pub weight: f64,
    /// Percentile among peers, 100 the good end; `None` where there is none: the part does not count.
    pub percentile: Option<f64>,
    /// Points it adds to the raw score. Those of all parts add up to it.
    pub points: f64,
}

/// One block within a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockScore {
    /// Which.
    pub block: Block,
    /// Weighted mean of its percentiles, 0 to 100; `None` where none is known.
    pub raw: Option<f64>,
    /// Its parts, in the template's order.
    pub parts: Vec<Part>,
}

/// A performance score with everything that went into it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PerformanceScore {
    /// 0 to 100, drawn towards 50 as far as minutes are few.
    pub score: f64,
    /// Before that: weighted mean of the percentiles.
    pub raw: f64,
    /// Minutes played.
    pub minutes: u32,
    /// Whom the template is for.
    pub group: PositionGroup,
    /// The template with its version: `attackers 1`.
    pub template: String,
    /// Share of the template's weight that is known, 0 to 1.
    pub known: f64,
    /// Volume, then quality.
    pub blocks: Vec<BlockScore>,
}

/// Why there is no score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum NoScore {
    /// Too little of what counts is known.
    #[error(
        "no score: {known_percent:.0} of at least {least_percent:.0} per cent of what counts is known"
    )]
    TooLittleKnown {
        /// Share of the template's weight that is known, in per cent.
        known_percent: f64,
        /// The least it takes.
        least_percent: f64,
    },
}

/// The score of one player.
///
/// # Shape and units
/// `percentile` of a metric among the player's peers, 0 to 100 with 100 the good end, or `None`;
/// `minutes` played in the season.
///
/// # Errors
/// [`NoScore::TooLittleKnown`]: less than three fifths of the template's weight has a percentile.
///
/// # Source
/// `raw = Σ w p / Σ w`, `score = 50 + (raw - 50) minutes / (minutes + 900)`; scouting specification 2.4.
pub fn performance_score(
    template: PerformanceTemplate,
    minutes: u32,
    percentile: impl Fn(&SeasonMetric) -> Option<f64>,
) -> Result<PerformanceScore, NoScore> {
    let mut parts: Vec<(Block, Part)> = template
        .parts()
        .map(|part| {
            let metric = SeasonMetric::Known(part.metric);
            let percentile = percentile(&metric);
            (part.block, Part { metric, weight: part.weight, percentile, points: 0.0 })
        })
        .collect();
    let all: f64 = parts.iter().map(|(_, part)| part.weight).sum();
    let counted: f64 = parts
        .iter()
        .filter(|(_, part)| part.percentile.is_some())
        .map(|(_, part)| part.weight)
        .sum();
    let known = if all > 0.0 { counted / all } else { 0.0 };
    if known < LEAST_KNOWN {
        return Err(NoScore::TooLittleKnown {
            known_percent: 100.0 * known,
            least_percent: 100.0 * LEAST_KNOWN,
        });
    }
    for (_, part) in &mut parts {
        part.points = part.percentile.map_or(0.0, |percentile| part.weight * percentile / counted);
    }
    let raw: f64 = parts.iter().map(|(_, part)| part.points).sum();
    let blocks = Block::ALL
        .into_iter()
        .map(|block| {
            let parts: Vec<Part> =
                parts.iter().filter(|(of, _)| *of == block).map(|(_, part)| part.clone()).collect();
            BlockScore { block, raw: weighted_mean(&parts), parts }
        })
        .collect();
    Ok(PerformanceScore {
        score: drawn_to_the_middle(raw, minutes),
        raw,
        minutes,
        group: template.group,
        template: template.name(),
        known,
        blocks,
    })
}

fn weighted_mean(parts: &[Part]) -> Option<f64> {
    let known = || parts.iter().filter_map(|part| Some((part.weight, part.percentile?)));
    let weight: f64 = known().map(|(weight, _)| weight).sum();
    (weight > 0.0)
        .then(|| known().map(|(weight, percentile)| weight * percentile).sum::<f64>() / weight)
}

/// The fewer the minutes, the nearer to 50.
fn drawn_to_the_middle(raw: f64, minutes: u32) -> f64 {
    let minutes = f64::from(minutes);
    MIDDLE + (raw - MIDDLE) * minutes / (minutes + DRAW_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: PerformanceTemplate = PerformanceTemplate::of(PositionGroup::Attacker);

    #[test]
    fn the_score_of_the_specification_follows_from_its_raw_one() {
        let found = performance_score(TEMPLATE, 1800, |_| Some(72.0)).unwrap();

        assert!((found.raw - 72.0).abs() < 1e-9);
        assert!((found.score - 64.666_666_7).abs() < 1e-6);
        assert_eq!((found.known, found.template.as_str()), (1.0, "attackers 1"));
        for block in &found.blocks {
            assert!((block.raw.unwrap() - 72.0).abs() < 1e-9);
        }
    }

    #[test]
    fn who_has_not_played_stands_in_the_middle() {
        let found = performance_score(TEMPLATE, 0, |_| Some(99.0)).unwrap();

        assert!((found.score - 50.0).abs() < 1e-12);
    }

    #[test]
    fn blocks_are_apart_and_points_add_up() {
        // Volume at 80, quality at 40. Weights of attackers 1: volume 15, quality 12.
        let volume: Vec<_> =
            TEMPLATE.parts().filter(|part| part.block == Block::Volume).map(|p| p.metric).collect();
        let found = performance_score(TEMPLATE, 2700, |metric| {
            let is_volume = metric.known().is_some_and(|known| volume.contains(&known));
            Some(if is_volume { 80.0 } else { 40.0 })
        })
        .unwrap();

        assert_eq!(found.blocks[0].raw, Some(80.0));
        assert_eq!(found.blocks[1].raw, Some(40.0));
        let expected = (15.0 * 80.0 + 12.0 * 40.0) / 27.0;
        assert!((found.raw - expected).abs() < 1e-9, "{}", found.raw);
        let points: f64 =
            found.blocks.iter().flat_map(|block| &block.parts).map(|part| part.points).sum();
        assert!((points - found.raw).abs() < 1e-9);
    }

    #[test]
    fn what_is_unknown_does_not_count_and_too_much_of_it_leaves_no_score() {
        let without_goals = |metric: &SeasonMetric| (metric.word() != "goals").then_some(60.0);
        let found = performance_score(TEMPLATE, 900, without_goals).unwrap();
        assert!((found.raw - 60.0).abs() < 1e-9);
        assert!((found.known - 24.0 / 27.0).abs() < 1e-12);

        // The public tables have no goalkeeping.
        let goalkeepers = PerformanceTemplate::of(PositionGroup::Goalkeeper);
        let shared = ["long_passes_completed", "recoveries", "pass_completion", "errors"];
        let none = performance_score(goalkeepers, 3000, |metric| {
            shared.contains(&metric.word().as_ref()).then_some(60.0)
        });
        assert!(
            matches!(none, Err(NoScore::TooLittleKnown { known_percent, .. }) if known_percent < 50.0)
        );
    }
}
