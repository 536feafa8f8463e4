//! Where an estimate starts from: how rates vary among peers.

use std::collections::HashMap;

use football::PositionGroup;
use serde::{Deserialize, Serialize};

use super::{AgeBand, ExposedPlayer, NoEstimate, exposure::Total};
use crate::LEAST_PEERS;

/// Minutes from which a peer counts: ten matches. Less tells next to nothing of a rate.
const LEAST_MINUTES: u32 = 900;

/// Who the peers are: the narrowest group that has enough of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerGroup {
    /// The same position group; `None` is every position.
    pub position: Option<PositionGroup>,
    /// Seasons at this age; `None` is every age.
    pub age: Option<AgeBand>,
}

/// A gamma distribution of rates among peers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatePrior {
    /// Who the peers are.
    pub group: PeerGroup,
    /// How many they are.
    pub peers: u32,
    /// Shape of the distribution, in spells.
    pub shape: f64,
    /// Rate of the distribution, in 1,000 hours: a player with as many hours is half his own record and
    /// half the peers'.
    pub thousand_hours: f64,
    /// Mean rate of the peers, spells per 1,000 hours.
    pub mean: f64,
    /// Days out of a spell, on average over the peers' spells.
    pub days_per_spell: f64,
}

/// The prior of `player` from the narrowest group of peers that is large enough: position and age, then
/// position, then everybody.
///
/// # Errors
/// [`NoEstimate`] when even everybody is too few.
pub fn peer_prior(
    player: &ExposedPlayer,
    peers: &[ExposedPlayer],
    season: i32,
) -> Result<RatePrior, NoEstimate> {
    let age = player.birth_year.map(|year| AgeBand::at(season - year));
    let groups = [
        PeerGroup { position: player.group, age },
        PeerGroup { position: player.group, age: None },
        PeerGroup { position: None, age: None },
    ];
    let mut refusal = NoEstimate::TooFewPeers { peers: 0, needed: LEAST_PEERS };
    for group in groups {
        match prior_of(group, peers, season) {
            Ok(prior) => return Ok(prior),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}

/// What tells whose peers they are.
type Kind = (Option<PositionGroup>, Option<i32>);

/// Priors that were worked out for one season: peers are the same for all of one position and year of
/// birth.
#[derive(Debug)]
pub(super) struct Priors {
    season: i32,
    by_kind: HashMap<Kind, Result<RatePrior, NoEstimate>>,
}

impl Priors {
    pub(super) fn new(season: i32) -> Self {
        Self { season, by_kind: HashMap::new() }
    }

    /// As [`peer_prior()`], which is asked the first time; `peers` are the same each time.
    pub(super) fn of(
        &mut self,
        player: &ExposedPlayer,
        peers: &[ExposedPlayer],
    ) -> Result<RatePrior, NoEstimate> {
        *self.by_kind.entry(kind(player)).or_insert_with(|| peer_prior(player, peers, self.season))
    }

    /// The same where it was asked before.
    pub(super) fn known(&self, player: &ExposedPlayer) -> Option<Result<RatePrior, NoEstimate>> {
        self.by_kind.get(&kind(player)).copied()
    }
}

fn kind(player: &ExposedPlayer) -> Kind {
    (player.group, player.birth_year)
}

/// Method of moments, with each peer weighing as much as he played.
///
/// With rates `n/h` around the common rate `m`, the weighted sum of squares
/// `Σ h (n/h − m)²` is `(N − 1) m` by chance alone; what it has above that, over
/// `Σh − Σh² / Σh`, is the variance between players. Without any such excess peers differ by no more
/// than chance, and the prior is as heavy as all that they played.
pub(super) fn prior_of(
    group: PeerGroup,
    peers: &[ExposedPlayer],
    season: i32,
) -> Result<RatePrior, NoEstimate> {
    let totals: Vec<Total> = peers
        .iter()
        .filter(|peer| group.position.is_none() || peer.group == group.position)
        .map(|peer| match group.age {
            Some(band) => peer.within(band, season),
            None => peer.before(season),
        })
        .filter(|total| total.minutes >= LEAST_MINUTES)
        .collect();
    prior_of_totals(group, &totals)
}

pub(super) fn prior_of_totals(group: PeerGroup, totals: &[Total]) -> Result<RatePrior, NoEstimate> {
    let peers = u32::try_from(totals.len()).unwrap_or(u32::MAX);
    if peers < LEAST_PEERS {
        return Err(NoEstimate::TooFewPeers { peers, needed: LEAST_PEERS });
    }
    let hours: f64 = totals.iter().map(|total| total.thousand_hours()).sum();
    let spells: f64 = totals.iter().map(|total| f64::from(total.spells)).sum();
    let days: f64 = totals.iter().map(|total| f64::from(total.days_out)).sum();
    if spells == 0.0 {
        return Err(NoEstimate::NoSpell { peers });
    }
    let mean = spells / hours;
    let (mut squares, mut hours_squared) = (0.0, 0.0);
    for total in totals {
        let own = total.thousand_hours();
        squares += own * (f64::from(total.spells) / own - mean).powi(2);
        hours_squared += own * own;
    }
    let by_chance = f64::from(peers - 1) * mean;
    let between = (squares - by_chance) / (hours - hours_squared / hours);
    let thousand_hours = if between > 0.0 { (mean / between).min(hours) } else { hours };
    Ok(RatePrior {
        group,
        peers,
        shape: mean * thousand_hours,
        thousand_hours,
        mean,
        days_per_spell: days / spells,
    })
}
