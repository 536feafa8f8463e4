//! The performance score of a season, as it is kept.

use football::PositionGroup;
use serde::{Deserialize, Serialize};

use super::{NoScore, PerformanceScore, PerformanceTemplate};

/// Among whom a season was scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredSeason {
    /// Whose figures these are: `fbref`.
    pub source: String,
    /// `2022/2023`
    pub season: String,
    /// Minutes that make a peer.
    pub least_minutes: u32,
    /// Minutes that he played.
    pub minutes: u32,
    /// Peers, himself included where he has minutes enough.
    pub peers: u32,
}

/// A score, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PerformanceInsight {
    /// It was made.
    Made {
        /// Among whom.
        season: ScoredSeason,
        /// The score with everything that went into it.
        score: PerformanceScore,
    },
    /// It could not be made.
    NotMade {
        /// Among whom.
        season: ScoredSeason,
        /// What was in the way.
        because: NoPerformance,
    },
}

/// What was in the way of a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NoPerformance {
    /// Nobody has said where he played.
    #[error("no score: the position is unknown")]
    NoPosition,
    /// Too little of what counts is known.
    #[error(transparent)]
    Score(NoScore),
}

impl PerformanceInsight {
    /// What came out: as [`crate::RankedTable::performance`] tells it.
    pub fn new(season: ScoredSeason, made: Option<Result<PerformanceScore, NoScore>>) -> Self {
        match made {
            Some(Ok(score)) => Self::Made { season, score },
            Some(Err(why)) => Self::NotMade { season, because: NoPerformance::Score(why) },
            None => Self::NotMade { season, because: NoPerformance::NoPosition },
        }
    }

    /// By what it was made: `performance attackers 1`. Scores of others are not compared.
    pub fn model(group: Option<PositionGroup>) -> String {
        let template = group.map(|group| PerformanceTemplate::of(group).name());
        ["performance", template.as_deref().unwrap_or("of no template")].join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season() -> ScoredSeason {
        ScoredSeason {
            source: "fbref".to_owned(),
            season: "2022/2023".to_owned(),
            least_minutes: 900,
            minutes: 640,
            peers: 214,
        }
    }

    #[test]
    fn what_was_in_the_way_is_kept_and_reads_back() {
        let why = NoScore::TooLittleKnown { known_percent: 0.0, least_percent: 60.0 };

        for made in [None, Some(Err(why))] {
            let kept = PerformanceInsight::new(season(), made);
            let json = serde_json::to_value(&kept).unwrap();
            assert_eq!(json["outcome"], "not_made");
            assert_eq!(serde_json::from_value::<PerformanceInsight>(json).unwrap(), kept);
        }
    }

    #[test]
    fn the_model_names_the_template_with_its_version() {
        let model = PerformanceInsight::model(Some(PositionGroup::Attacker));

        assert_eq!(model, "performance attackers 1");
        assert_eq!(PerformanceInsight::model(None), "performance of no template");
    }
}
