//! Chance, from a seed that is a parameter.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

/// What is drawn from one seed for one purpose.
#[derive(Clone, Debug)]
pub(crate) struct Chance(ChaCha8Rng);

/// Purposes: each has draws of its own, so that more of one does not change another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// Who plays.
    Squads = 1,
    /// What happens.
    Play = 2,
    /// What the cameras get wrong.
    Flaws = 3,
}

impl Chance {
    pub(crate) fn new(seed: u64, purpose: Purpose) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(purpose as u64);
        Self(source)
    }

    /// From 0 to 1, without 1.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    pub(crate) fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * self.unit()
    }

    /// Whether something of this probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `count`, each as likely.
    pub(crate) fn one_of(&mut self, count: usize) -> usize {
        let wide = u64::from(self.0.next_u32()).wrapping_mul(count as u64) >> 32;
        usize::try_from(wide).unwrap_or_default()
    }

    /// Of mean 0 and standard deviation 1, as good as normal: the sum of twelve even draws (Irwin-Hall),
    /// which takes no logarithm.
    pub(crate) fn normal(&mut self) -> f64 {
        let mut sum = 0.0;
        for _ in 0..3 {
            for two in self.0.next_u64().to_le_bytes().chunks_exact(2) {
                sum += (f64::from(u16::from_le_bytes([two[0], two[1]])) + 0.5) / 65_536.0;
            }
        }
        sum - 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_draws_have_mean_0_and_deviation_1() {
        let mut chance = Chance::new(3, Purpose::Flaws);
        let draws: Vec<f64> = (0..20_000).map(|_| chance.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let variance = draws.iter().map(|draw| draw * draw).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.04, "{mean} {variance}");
    }

    #[test]
    fn purposes_draw_for_themselves() {
        let first = |purpose| Chance::new(1, purpose).unit();
        assert!((first(Purpose::Play) - first(Purpose::Flaws)).abs() > 1e-9);
    }
}
