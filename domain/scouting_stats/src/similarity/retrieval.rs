//! Does a player find himself a season later? What a measure of likeness is worth.

use serde::{Deserialize, Serialize};

use super::{Weights, likeness};
use crate::ZScores;

/// How often players found themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retrieval {
    /// Players who were looked for.
    pub queries: u32,
    /// Median number of players among whom each was looked for.
    pub median_pool: u32,
    /// Share who were most like themselves, 0 to 1.
    pub top_1: f64,
    /// Share who were among the five most like themselves.
    pub top_5: f64,
    /// Share who were among the twenty.
    pub top_20: f64,
    /// Median place of a player in the order of likeness to himself; chance gives half the pool.
    pub median_rank: u32,
}

/// Looks for each player of one season among the players of his position in the next.
///
/// # Shape and units
/// `later` and `earlier` have the same metrics in the same order. `same_player`: places of one player
/// in both, in `earlier` first; who changed his position group is passed over. `None` without any.
///
/// # Source
/// Scouting specification 2.3, self-retrieval.
///
/// # Panics
/// A table has no such player, or the metrics differ.
pub fn retrieval(
    earlier: &ZScores,
    later: &ZScores,
    weights: &Weights,
    same_player: &[(usize, usize)],
) -> Option<Retrieval> {
    assert_eq!(earlier.metrics(), later.metrics(), "the same metrics in the same order");
    let cosine = |own: usize, other: usize| {
        let metrics = weights.as_slice().iter().enumerate();
        likeness(
            metrics.map(|(metric, w)| (earlier.raw(own, metric), later.raw(other, metric), *w)),
        )
        .cosine
    };
    let mut ranks = Vec::new();
    let mut pools = Vec::new();
    for (own, himself) in same_player {
        let group = later.players()[*himself].group;
        if group.is_none() || earlier.players()[*own].group != group {
            continue;
        }
        let target = cosine(*own, *himself);
        let pool =
            (0..later.players().len()).filter(|other| later.players()[*other].group == group);
        let (mut size, mut rank) = (0, 1);
        for other in pool {
            size += 1;
            rank += u32::from(other != *himself && cosine(*own, other) > target);
        }
        ranks.push(rank);
        pools.push(size);
    }
    let queries = u32::try_from(ranks.len()).ok()?;
    let within = |places: u32| {
        let found = ranks.iter().filter(|rank| **rank <= places).count();
        f64::from(u32::try_from(found).unwrap_or(u32::MAX)) / f64::from(queries)
    };
    let (top_1, top_5, top_20) = (within(1), within(5), within(20));
    Some(Retrieval {
        queries,
        median_pool: median(&mut pools)?,
        top_1,
        top_5,
        top_20,
        median_rank: median(&mut ranks)?,
    })
}

/// The lower of the two in the middle where there are two.
fn median(numbers: &mut [u32]) -> Option<u32> {
    numbers.sort_unstable();
    numbers.get(numbers.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PeerRule, Spreads, season::examples::random_table};

    #[test]
    fn players_who_did_not_change_find_themselves_first() {
        let table = random_table(200, 30, 4);
        let z = ZScores::new(&table, &Spreads::new(&table, PeerRule::SEASON));
        let everyone: Vec<_> = (0..200).map(|player| (player, player)).collect();

        let found = retrieval(&z, &z, &Weights::equal(z.metrics()), &everyone).unwrap();

        // Every fifth player of the example has no position.
        assert_eq!((found.queries, found.median_pool, found.median_rank), (160, 40, 1));
        assert!(found.top_1 > 0.999);
        assert_eq!(retrieval(&z, &z, &Weights::equal(z.metrics()), &[]), None);
    }
}
