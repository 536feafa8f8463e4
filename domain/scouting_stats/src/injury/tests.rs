//! Numbers against tables of the chi-square distribution, closed forms and a simulated league.

use football::PositionGroup;
use proptest::prelude::*;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

use super::{exposure::Total, prior::prior_of_totals, *};

const EVERYBODY: PeerGroup = PeerGroup { position: None, age: None };

fn assert_near(left: f64, right: f64, tolerance: f64) {
    assert!((left - right).abs() <= tolerance, "{left} is not {right}");
}

/// Half a chi-square quantile with `2 × shape` degrees of freedom is the gamma quantile.
#[test]
fn quantiles_are_those_of_the_chi_square_tables() {
    for (degrees, probability, tabulated) in [
        (1, 0.95, 3.841_459),
        (2, 0.90, 4.605_170),
        (4, 0.10, 1.063_623),
        (10, 0.10, 4.865_182),
        (10, 0.90, 15.987_179),
        (20, 0.10, 12.442_609),
        (20, 0.90, 28.411_981),
        (100, 0.90, 118.498_004),
    ] {
        let quantile = 2.0 * gamma_quantile(f64::from(degrees) / 2.0, probability);
        assert_near(quantile, tabulated, 1e-6);
    }
    // Shape 1 is the exponential distribution.
    assert_near(gamma_quantile(1.0, 0.9), 10.0_f64.ln(), 1e-12);
    assert!(gamma_quantile(0.0, 0.5).is_nan() && gamma_quantile(1.0, 1.0).is_nan());
}

fn total(minutes: u32, spells: u32) -> Total {
    Total { minutes, spells, days_out: 20 * spells }
}

#[test]
fn the_prior_is_what_the_moments_say() {
    // Twenty peers of 1,000 hours each: ten with 2 spells, ten with 6. The mean is 4; by chance the sum
    // of squares is 19 × 4 = 76, and it is 20 × 4 = 80; Σh − Σh²/Σh is 19. So the variance between
    // players is 4/19, and the prior weighs 4 ÷ 4/19 = 19 thousand hours, below the 20 held.
    let totals: Vec<Total> =
        (0..20).map(|peer| total(60_000, if peer < 10 { 2 } else { 6 })).collect();

    let prior = prior_of_totals(EVERYBODY, &totals).unwrap();

    assert_near(prior.mean, 4.0, 1e-12);
    assert_near(prior.thousand_hours, 19.0, 1e-9);
    assert_near(prior.shape, 76.0, 1e-9);
    assert_near(prior.days_per_spell, 20.0, 1e-12);
}

#[test]
fn peers_who_differ_by_chance_alone_weigh_all_that_they_played() {
    let totals = vec![total(60_000, 4); 20];

    let prior = prior_of_totals(EVERYBODY, &totals).unwrap();

    assert_near(prior.thousand_hours, 20.0, 1e-12);
    assert_near(prior.shape, 80.0, 1e-9);
}

#[test]
fn too_few_peers_and_peers_without_a_spell_give_no_prior() {
    assert_eq!(
        prior_of_totals(EVERYBODY, &vec![total(60_000, 4); 19]),
        Err(NoEstimate::TooFewPeers { peers: 19, needed: 20 })
    );
    assert_eq!(
        prior_of_totals(EVERYBODY, &vec![total(60_000, 0); 20]),
        Err(NoEstimate::NoSpell { peers: 20 })
    );
}

#[test]
fn the_estimate_lies_between_the_record_and_the_peers() {
    let prior = RatePrior {
        group: EVERYBODY,
        peers: 50,
        shape: 4.0,
        thousand_hours: 1.0,
        mean: 4.0,
        days_per_spell: 20.0,
    };

    // One spell in 1,000 hours: shape 5, rate 2. Half the weight is his own.
    let estimate = posterior(total(60_000, 1), prior);

    assert_eq!(estimate.observed, Some(1.0));
    assert_near(estimate.rate, 2.5, 1e-12);
    assert_near(estimate.own_weight, 0.5, 1e-12);
    // Halves of the chi-square quantiles with 10 degrees of freedom, over the rate 2.
    assert_near(estimate.low, 4.865_182 / 4.0, 1e-6);
    assert_near(estimate.high, 15.987_179 / 4.0, 1e-6);
    assert_near(chance_of_a_spell(5.0, 2.0, 1.0), 1.0 - (2.0_f64 / 3.0).powi(5), 1e-12);
}

#[test]
fn a_player_who_never_played_is_estimated_as_his_peers() {
    let prior = RatePrior {
        group: EVERYBODY,
        peers: 50,
        shape: 4.0,
        thousand_hours: 1.0,
        mean: 4.0,
        days_per_spell: 20.0,
    };

    let estimate = posterior(Total::default(), prior);

    assert_eq!((estimate.observed, estimate.own_weight), (None, 0.0));
    assert_near(estimate.rate, 4.0, 1e-12);
}

#[test]
fn peers_are_of_the_same_position_and_age_as_far_as_there_are_enough() {
    let player = |group, birth_year| ExposedPlayer {
        group,
        birth_year,
        seasons: vec![SeasonExposure { season: 2020, minutes: 1_800, spells: 1, days_out: 10 }],
    };
    let mut peers = vec![player(Some(PositionGroup::Defender), Some(1996)); 20];
    peers.extend(vec![player(Some(PositionGroup::Attacker), Some(1996)); 5]);
    let group = |of: &ExposedPlayer| peer_prior(of, &peers, 2021).map(|prior| prior.group);

    let defender = Some(PositionGroup::Defender);
    // 24 in 2020, and 24 in 2021 when born in 1997.
    let same_age = PeerGroup { position: defender, age: Some(AgeBand::Rising) };
    assert_eq!(group(&player(defender, Some(1997))), Ok(same_age));
    // Nobody is 30.
    assert_eq!(
        group(&player(defender, Some(1985))),
        Ok(PeerGroup { position: defender, age: None })
    );
    assert_eq!(group(&player(Some(PositionGroup::Attacker), Some(1997))), Ok(EVERYBODY));
    assert_eq!(
        peer_prior(&player(None, None), &peers[..3], 2021),
        Err(NoEstimate::TooFewPeers { peers: 3, needed: 20 })
    );
}

/// Uniform over [0, 1).
fn uniform(dice: &mut ChaCha8Rng) -> f64 {
    f64::from(dice.next_u32()) / (f64::from(u32::MAX) + 1.0)
}

/// Spells at `rate` per 1,000 hours: waiting times are exponential.
fn spells(dice: &mut ChaCha8Rng, rate: f64, minutes: u32) -> u32 {
    let mut left = f64::from(minutes) / 60_000.0;
    let mut count = 0;
    loop {
        left -= -(1.0 - uniform(dice)).ln() / rate;
        if left < 0.0 {
            return count;
        }
        count += 1;
    }
}

/// 600 players, half of them out four times as often as the others.
fn league() -> Vec<ExposedPlayer> {
    let mut dice = ChaCha8Rng::seed_from_u64(7);
    (0..600)
        .map(|player| {
            let rate = if player % 2 == 0 { 12.0 } else { 48.0 };
            let minutes = 1_000 + 2 * (player % 900);
            ExposedPlayer {
                group: Some(PositionGroup::Midfielder),
                birth_year: Some(1990),
                seasons: (2014..2022)
                    .map(|season| {
                        let spells = spells(&mut dice, rate, minutes);
                        SeasonExposure { season, minutes, spells, days_out: 14 * spells }
                    })
                    .collect(),
            }
        })
        .collect()
}

#[test]
fn predictions_of_a_simulated_league_come_true_as_often_as_they_say() {
    let players = league();

    let result = calibration(&players, 2022);

    assert_eq!(result.origins, (2015..2022).collect::<Vec<_>>());
    assert_eq!(result.predictions, 600 * 7);
    for bin in result.bins.iter().filter(|bin| bin.predictions >= 100) {
        // Three standard errors of a share.
        let n = f64::from(bin.predictions);
        let chance = bin.predicted;
        let allowed = 3.0 * (chance * (1.0 - chance) / n).sqrt() + 0.02;
        assert_near(bin.observed, chance, allowed);
    }
    // A player's own record is worth something where players differ.
    assert!(result.brier < 0.95 * result.brier_of_peers, "{result:?}");
}

#[test]
fn an_insight_says_what_is_missing_and_equal_data_have_one_hash() {
    let players = league();
    let lonely = InjuryModel::fit(players[..5].to_vec(), 2021).insight(&players[0]);
    assert_eq!(lonely.estimate, None);
    assert_eq!(
        lonely.not_made_because.as_deref(),
        Some("5 players with matches and injuries are held, 20 are needed")
    );

    let model = InjuryModel::fit(players.clone(), 2021);
    let told = model.insight(&players[0]);
    assert_eq!(told.hash(), model.insight(&players[0]).hash());
    assert_ne!(told.hash(), model.insight(&players[1]).hash());
    assert_eq!(told.estimate, estimate(&players[0], &players, 2022).ok(), "asked for by itself");
    // The season under way counts for the estimate and not for what it is held against.
    let spells: u32 = players[0].seasons.iter().map(|season| season.spells).sum();
    assert_eq!(told.estimate.unwrap().spells, spells);
    assert_eq!(told.calibration.origins.last(), Some(&2020));
}

#[test]
fn what_comes_after_the_origin_changes_no_prediction() {
    let mut players = league();
    let before = estimate(&players[0], &players, 2018).unwrap();

    for player in &mut players {
        for season in player.seasons.iter_mut().filter(|season| season.season >= 2018) {
            season.spells += 9;
            season.minutes /= 2;
        }
    }

    assert_eq!(estimate(&players[0], &players, 2018).unwrap(), before);
}

proptest! {
    #[test]
    fn an_interval_holds_its_estimate_and_grows_narrower_with_hours(
        spells in 0_u32..40, minutes in 0_u32..400_000, shape in 0.2_f64..50.0, hours in 0.1_f64..20.0,
    ) {
        let prior = RatePrior {
            group: EVERYBODY, peers: 20, shape, thousand_hours: hours, mean: shape / hours,
            days_per_spell: 10.0,
        };
        let estimate = posterior(total(minutes, spells), prior);
        prop_assert!(estimate.low < estimate.high && estimate.low >= 0.0);
        prop_assert!(estimate.rate < estimate.high);
        prop_assert!((0.0..1.0).contains(&estimate.own_weight));
        let more = posterior(total(minutes + 60_000, spells), prior);
        prop_assert!(more.high - more.low < estimate.high - estimate.low);
    }
}
