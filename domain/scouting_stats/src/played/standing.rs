//! Where a player's figures per 90 minutes stand among those of all players of the stored matches.

use serde::{Deserialize, Serialize};

use super::{Ground, PlayedFigure, PlayedSum};
use crate::percentile::{NoPercentile, percentile_among};

/// Fewest minutes, added up over matches, with which somebody is ranked and is a peer: half a match.
pub const LEAST_PLAYED_MINUTES: u32 = 45;

/// Somebody else's figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlayedPeer {
    /// Whether he keeps goal: keepers are ranked among keepers, all others among all others.
    pub keeps_goal: bool,
    /// His figures, each once.
    pub sums: Vec<PlayedSum>,
}

/// Why a figure has no percentile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum NotRanked {
    /// It is from a broadcast's picture: such figures are apart, and never ranked with others.
    #[error("not ranked: from video")]
    FromVideo,
    /// Fewer than [`crate::LEAST_PEERS`] players have the figure.
    #[error("not ranked: {n} players")]
    TooFewPeers {
        /// Players found, he included.
        n: u32,
    },
    /// He played too little to be compared.
    #[error("not ranked: {minutes} of at least {least} minutes")]
    TooFewMinutes {
        /// Whole minutes.
        minutes: u32,
        /// [`LEAST_PLAYED_MINUTES`].
        least: u32,
    },
    /// No time is known that the figure is of.
    #[error("not ranked: no minutes")]
    NotMeasured,
}

impl From<NoPercentile> for NotRanked {
    fn from(no: NoPercentile) -> Self {
        match no {
            NoPercentile::TooFewPeers { n } => Self::TooFewPeers { n },
            NoPercentile::TooFewMinutes { minutes, least } => {
                Self::TooFewMinutes { minutes, least }
            }
            NoPercentile::NoPosition
            | NoPercentile::NotMeasured
            | NoPercentile::Inconsistent { .. } => Self::NotMeasured,
        }
    }
}

/// A figure, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayedStanding {
    /// The figure with its sum and minutes.
    pub sum: PlayedSum,
    /// Per 90 minutes.
    pub per_90: Option<f64>,
    /// Mid-rank percentile per 90, 0 to 100: high is more, not better.
    pub percentile: Result<f64, NotRanked>,
    /// Players it is among, he included.
    pub among: u32,
}

/// Each of a player's figures per 90 with its mid-rank percentile.
///
/// # Shape and units
/// `own` as [`super::sums`] gives it; `peers` are everybody else, in any order. Peers count who play in the same kind of
/// place (goal or field), have the figure on the same ground, and in at least [`LEAST_PLAYED_MINUTES`].
///
/// # Source
/// Mid-rank and the fewest peers as in [`percentile_among`].
pub fn standings(own: &[PlayedSum], keeps_goal: bool, peers: &[PlayedPeer]) -> Vec<PlayedStanding> {
    let standing = |sum: &PlayedSum| {
        let per_90 = sum.per_90();
        let rates = peers
            .iter()
            .filter(|peer| peer.keeps_goal == keeps_goal)
            .filter_map(|peer| rate_of(peer, sum.figure));
        let (percentile, among) = rank(sum, rates);
        PlayedStanding { sum: *sum, per_90, percentile, among }
    };
    own.iter().map(standing).collect()
}

/// What a peer has per 90; `None` where he played too little for it.
fn rate_of(peer: &PlayedPeer, figure: PlayedFigure) -> Option<f64> {
    let sum = peer.sums.iter().find(|sum| sum.figure == figure)?;
    if sum.minutes < f64::from(LEAST_PLAYED_MINUTES) { None } else { sum.per_90() }
}

fn rank(sum: &PlayedSum, others: impl Iterator<Item = f64>) -> (Result<f64, NotRanked>, u32) {
    let Some(own) = sum.per_90() else { return (Err(NotRanked::NotMeasured), 0) };
    if sum.figure.ground == Ground::Video {
        return (Err(NotRanked::FromVideo), 0);
    }
    // He is among them himself.
    let (mut below, mut level, mut n) = (0, 1, 1);
    for other in others {
        n += 1;
        below += u32::from(other < own);
        // Equal to the bit: figures that are the same come from the same counts and minutes.
        level += u32::from(other.total_cmp(&own).is_eq());
    }
    if sum.minutes < f64::from(LEAST_PLAYED_MINUTES) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "less than an hour"
        )]
        let minutes = sum.minutes as u32;
        let least = LEAST_PLAYED_MINUTES;
        return (Err(NotRanked::TooFewMinutes { minutes, least }), n - 1);
    }
    (percentile_among(below, level, n).map_err(NotRanked::from), n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::played::PlayedMeasure;

    const DISTANCE: PlayedFigure =
        PlayedFigure { ground: Ground::Tracking, measure: PlayedMeasure::Distance };

    fn sum(figure: PlayedFigure, minutes: f64, value: f64) -> PlayedSum {
        PlayedSum { figure, matches: 1, minutes, value }
    }

    fn peer(minutes: f64, value: f64) -> PlayedPeer {
        PlayedPeer { keeps_goal: false, sums: vec![sum(DISTANCE, minutes, value)] }
    }

    /// `count` outfield players of 90 minutes with 1, 2, 3 … metres.
    fn peers(count: u32) -> Vec<PlayedPeer> {
        (1..=count).map(|metres| peer(90.0, f64::from(metres))).collect()
    }

    fn only(own: PlayedSum, peers: &[PlayedPeer]) -> PlayedStanding {
        standings(&[own], false, peers)[0]
    }

    #[test]
    fn he_stands_in_the_middle_of_his_equals() {
        // Nineteen others with 1 to 19 metres and himself with 10: nine below, two level of twenty.
        let standing = only(sum(DISTANCE, 180.0, 20.0), &peers(19));

        assert_eq!((standing.per_90, standing.among), (Some(10.0), 20));
        assert_eq!(standing.percentile, Ok(50.0));
    }

    #[test]
    fn below_twenty_players_there_is_none_and_the_number_is_said() {
        let standing = only(sum(DISTANCE, 90.0, 5.0), &peers(18));

        assert_eq!(standing.percentile, Err(NotRanked::TooFewPeers { n: 19 }));
        assert_eq!(standing.among, 19);
        assert!(only(sum(DISTANCE, 90.0, 5.0), &peers(19)).percentile.is_ok());
    }

    #[test]
    fn less_than_half_a_match_neither_ranks_nor_is_ranked_with() {
        let short = only(sum(DISTANCE, 44.9, 5.0), &peers(30));
        let few = NotRanked::TooFewMinutes { minutes: 44, least: 45 };
        assert_eq!(short.percentile, Err(few));
        assert_eq!((short.among, short.per_90.is_some()), (30, true));

        let mut others = peers(19);
        others.extend((0..50).map(|_| peer(44.9, 1000.0)));
        assert_eq!(only(sum(DISTANCE, 90.0, 5.0), &others).among, 20);
        others.push(peer(45.0, 1000.0));
        assert_eq!(only(sum(DISTANCE, 90.0, 5.0), &others).among, 21);
    }

    #[test]
    fn video_is_never_ranked_with_tracking() {
        let video = PlayedFigure { ground: Ground::Video, ..DISTANCE };
        let own = sum(video, 90.0, 5.0);

        let standing = only(own, &peers(40));

        assert_eq!(standing.percentile, Err(NotRanked::FromVideo));
        assert_eq!((standing.per_90, standing.among), (Some(5.0), 0));
        // Nor do those who were seen in a broadcast count among the others.
        let mut others = peers(10);
        others.extend((0..50).map(|_| PlayedPeer { keeps_goal: false, sums: vec![own] }));
        assert_eq!(only(sum(DISTANCE, 90.0, 5.0), &others).among, 11);
    }

    #[test]
    fn keepers_are_ranked_among_keepers() {
        let mut others = peers(25);
        others.extend(peers(21).into_iter().map(|peer| PlayedPeer { keeps_goal: true, ..peer }));
        let own = [sum(DISTANCE, 90.0, 5.0)];

        assert_eq!(standings(&own, true, &others)[0].among, 22);
        assert_eq!(standings(&own, false, &others)[0].among, 26);
    }
}
