//! What counts in a performance score, by position group.
//!
//! A template is shown as it is, and has a version: a score is only compared with one of the same
//! version. How often and how well are apart, because a team that has the ball little makes a player's
//! volume small and says nothing of his quality.

use football::{KnownMetric, PositionGroup};
use serde::{Deserialize, Serialize};

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// How often he does what his position is there for.
    Volume,
    /// How well he does it.
    Quality,
}

impl Block {
    /// Both, in the order of reading.
    pub const ALL: [Self; 2] = [Self::Volume, Self::Quality];

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Volume => "Volume",
            Self::Quality => "Quality",
        }
    }
}

/// A metric and how much it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// The metric.
    pub metric: KnownMetric,
    /// Its share in the score, against the other weights of the template.
    pub weight: f64,
    /// The block it stands in.
    pub block: Block,
}

/// What counts in the score of one position group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerformanceTemplate {
    /// Whom it is for.
    pub group: PositionGroup,
    /// Grows whenever a metric or weight of the template changes.
    pub version: u16,
    volume: &'static [(&'static str, u8)],
    quality: &'static [(&'static str, u8)],
}

impl PerformanceTemplate {
    /// The present template of a position group.
    pub const fn of(group: PositionGroup) -> Self {
        match group {
            PositionGroup::Goalkeeper => GOALKEEPERS,
            PositionGroup::Defender => DEFENDERS,
            PositionGroup::Midfielder => MIDFIELDERS,
            PositionGroup::Attacker => ATTACKERS,
        }
    }

    /// The name with the version: `attackers 1`. Stored with every score.
    pub fn name(self) -> String {
        format!("{} {}", self.group.plural(), self.version)
    }

    /// What counts, volume first.
    pub fn parts(self) -> impl Iterator<Item = Weighted> {
        let of = |block: Block, list: &'static [(&'static str, u8)]| {
            list.iter().filter_map(move |(key, weight)| {
                let metric = KnownMetric::from_key(key)?;
                Some(Weighted { metric, weight: f64::from(*weight), block })
            })
        };
        of(Block::Volume, self.volume).chain(of(Block::Quality, self.quality))
    }
}

// The weights are ours. 3: what the position is there for. 2: what leads to it. 1: what helps. A share
// that hardly lasts from year to year (goals per shot: r = .25, scouting specification 2.3) counts 1.
// No metric counts in both blocks.

const GOALKEEPERS: PerformanceTemplate = PerformanceTemplate {
    group: PositionGroup::Goalkeeper,
    version: 1,
    volume: &[
        ("saves", 2),
        ("crosses_stopped", 1),
        ("sweeping_actions", 2),
        ("long_passes_completed", 1),
        ("recoveries", 1),
    ],
    quality: &[
        ("goals_prevented", 3),
        ("save_share", 3),
        ("crosses_stopped_share", 1),
        ("pass_completion", 1),
        ("long_pass_completion", 1),
        ("errors", 2),
    ],
};

const DEFENDERS: PerformanceTemplate = PerformanceTemplate {
    group: PositionGroup::Defender,
    version: 1,
    volume: &[
        ("tackles_and_interceptions", 3),
        ("clearances", 1),
        ("blocks", 1),
        ("recoveries", 2),
        ("aerials_won", 1),
        ("progressive_passes", 2),
        ("progressive_carries", 1),
        ("key_passes", 1),
    ],
    quality: &[
        ("dribblers_tackled_share", 2),
        ("dribbled_past", 1),
        ("aerial_success", 2),
        ("pass_completion", 2),
        ("long_pass_completion", 1),
        ("errors", 2),
        ("fouls", 1),
        ("miscontrols", 1),
    ],
};

const MIDFIELDERS: PerformanceTemplate = PerformanceTemplate {
    group: PositionGroup::Midfielder,
    version: 1,
    volume: &[
        ("progressive_passes", 3),
        ("passes_into_final_third", 2),
        ("shot_creating_actions", 2),
        ("key_passes", 2),
        ("progressive_carries", 2),
        ("tackles_and_interceptions", 2),
        ("recoveries", 2),
        ("progressive_passes_received", 1),
        ("shots", 1),
    ],
    quality: &[
        ("pass_completion", 2),
        ("long_pass_completion", 1),
        ("take_on_success", 1),
        ("dribblers_tackled_share", 1),
        ("goal_creating_actions", 2),
        ("dispossessed", 1),
        ("miscontrols", 1),
        ("errors", 1),
        ("fouls", 1),
    ],
};

const ATTACKERS: PerformanceTemplate = PerformanceTemplate {
    group: PositionGroup::Attacker,
    version: 1,
    volume: &[
        ("shots", 3),
        ("touches_in_box", 2),
        ("shot_creating_actions", 3),
        ("key_passes", 2),
        ("take_ons_completed", 1),
        ("progressive_passes_received", 2),
        ("progressive_carries", 1),
        ("passes_into_box", 1),
    ],
    quality: &[
        ("goals", 3),
        ("assists", 2),
        ("shot_accuracy", 1),
        ("goals_per_shot", 1),
        ("take_on_success", 1),
        ("pass_completion", 1),
        ("dispossessed", 1),
        ("miscontrols", 1),
        ("offsides", 1),
    ],
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use football::Better;

    use super::*;

    #[test]
    fn every_part_is_a_metric_whose_good_end_is_known_and_counts_once() {
        for group in PositionGroup::ALL {
            let template = PerformanceTemplate::of(group);
            assert_eq!(template.group, group);
            let parts: Vec<_> = template.parts().collect();
            assert_eq!(parts.len(), template.volume.len() + template.quality.len());
            let metrics: BTreeSet<_> = parts.iter().map(|part| part.metric).collect();
            assert_eq!(metrics.len(), parts.len(), "{}", template.name());
            for part in parts {
                assert_ne!(part.metric.better(), Better::Neither, "{}", part.metric.key());
                assert!(part.weight > 0.0);
            }
        }
    }

    #[test]
    fn a_template_is_named_with_its_version() {
        assert_eq!(PerformanceTemplate::of(PositionGroup::Attacker).name(), "attackers 1");
    }
}
