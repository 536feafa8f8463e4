use proptest::prelude::*;

use super::*;
use crate::{
    PeerRule, Spreads,
    season::examples::{Chance, random_table},
};

fn scores(players: usize, metrics: usize, seed: u64) -> ZScores {
    let table = random_table(players, metrics, seed);
    ZScores::new(&table, &Spreads::new(&table, PeerRule::SEASON))
}

fn some_weights(metrics: usize, seed: u64) -> Weights {
    let mut chance = Chance(seed);
    let stability: Vec<_> = (0..metrics)
        .map(|metric| crate::Stability {
            metric: SeasonMetric::Unlisted(format!("M{metric}")),
            r: Some(f64::from(u32::try_from(chance.below(100)).unwrap()) / 100.0),
            pairs: 100,
        })
        .collect();
    let metrics: Vec<_> = stability.iter().map(|of| of.metric.clone()).collect();
    Weights::by_stability(&metrics, &stability)
}

/// All players of the group by likeness in double precision, straight from the z-scores.
fn slowly(z: &ZScores, player: usize, weights: &Weights) -> Vec<(f64, usize)> {
    let group = z.players()[player].group;
    let mut all: Vec<(f64, usize)> = (0..z.players().len())
        .filter(|other| *other != player && z.players()[*other].group == group)
        .map(|other| {
            let metrics = weights.as_slice().iter().enumerate();
            let found = likeness(
                metrics.map(|(metric, w)| (z.raw(player, metric), z.raw(other, metric), *w)),
            );
            (found.cosine, other)
        })
        .collect();
    all.sort_by(|(a, at_a), (b, at_b)| b.total_cmp(a).then(at_a.cmp(at_b)));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_way_finds_what_the_slow_way_finds(
        seed in 0_u64..10_000, metrics in 1_usize..80, count in 1_usize..30,
    ) {
        let z = scores(300, metrics, seed);
        let weights = some_weights(metrics, seed);
        let index = SimilarityIndex::new(&z, PositionGroup::Midfielder, &weights);

        for player in index.players().iter().step_by(7) {
            let found = index.most_similar(*player, count, |_| true).unwrap();
            let expected = slowly(&z, *player, &weights);

            prop_assert_eq!(found.len(), count.min(expected.len()));
            for (found, (cosine, _)) in found.iter().zip(&expected) {
                // Single precision in the scores themselves: 6e-8 of each.
                prop_assert!((found.score - 100.0 * cosine.max(0.0)).abs() < 1e-4);
                let points: f64 = found.reasons.iter().map(|reason| reason.points).sum();
                prop_assert!((points.max(0.0) - found.score).abs() < 1e-6);
            }
        }
    }
}

#[test]
fn who_is_filtered_out_changes_no_score() {
    let z = scores(400, 12, 3);
    let index = SimilarityIndex::new(&z, PositionGroup::Attacker, &some_weights(12, 3));
    let player = index.players()[5];

    let all = index.most_similar(player, 400, |_| true).unwrap();
    let odd = index.most_similar(player, 400, |other| other % 2 == 1).unwrap();

    let expected: Vec<_> = all.into_iter().filter(|other| other.player % 2 == 1).collect();
    assert_eq!(odd, expected);
    assert!(odd.iter().all(|other| other.player != player));
}

#[test]
fn two_runs_are_equal_to_the_bit() {
    let bits = || {
        let z = scores(500, 70, 11);
        let index = SimilarityIndex::new(&z, PositionGroup::Defender, &some_weights(70, 11));
        let player = index.players()[9];
        let found = index.most_similar(player, 20, |_| true).unwrap();
        serde_json::to_string(&found).unwrap()
    };

    assert_eq!(bits(), bits());
}

#[test]
fn who_is_not_in_the_group_has_nobody_like_him() {
    let z = scores(50, 4, 1);
    let index = SimilarityIndex::new(&z, PositionGroup::Goalkeeper, &some_weights(4, 1));
    let elsewhere = (0..50).find(|player| z.players()[*player].group.is_none()).unwrap();

    assert_eq!(index.most_similar(elsewhere, 20, |_| true), None);
    assert_eq!(index.most_similar(index.players()[0], 0, |_| true), Some(Vec::new()));
}

#[test]
fn the_scores_of_another_season_can_be_asked_for() {
    let z = scores(300, 20, 5);
    let index = SimilarityIndex::new(&z, PositionGroup::Attacker, &some_weights(20, 5));
    let player = index.players()[3];

    let found = index.most_similar_to(&z.of(player), 1, |_| true);

    // He is most like himself.
    assert_eq!(found[0].player, player);
    assert!((found[0].score - 100.0).abs() < 1e-5);
}
