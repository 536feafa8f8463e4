//! How far forecasts were from what came, and how often a band held it.

use serde::{Deserialize, Serialize};

use super::quantile::{count, mean, median, told};

/// How far forecasts were from what came.
///
/// Errors are of logarithms: to say half is as wrong as to say twice, for the dear and the cheap alike.
///
/// # Source
/// Scouting specification 2.5.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// Players forecast.
    pub players: u32,
    /// Mean of |ln(forecast / truth)|.
    pub male: f64,
    /// Its median.
    pub med_ale: f64,
    /// Root of the mean square of ln(forecast / truth).
    pub rmsle: f64,
    /// Mean of ln(forecast / truth): above zero where too much was forecast.
    pub bias: f64,
    /// Mean of |forecast - truth|, euros.
    pub mae_eur: f64,
    /// Median of |forecast - truth| / truth, per cent.
    pub mdape_percent: f64,
}

impl Accuracy {
    /// Holds forecasts against what came; `None` without any.
    ///
    /// # Shape and units
    /// Pairs of ln(forecast in euros) and ln(truth in euros).
    pub fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let mut errors = Vec::new();
        let mut euros = Vec::new();
        let mut shares = Vec::new();
        for (forecast, truth) in pairs {
            errors.push(forecast - truth);
            euros.push((forecast.exp() - truth.exp()).abs());
            shares.push(100.0 * (forecast - truth).exp_m1().abs());
        }
        let squares: f64 = errors.iter().map(|error| error * error).sum();
        let mut absolute: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
        Some(Self {
            players: told(errors.len()),
            bias: mean(&errors)?,
            rmsle: (squares / count(errors.len())).sqrt(),
            male: mean(&absolute)?,
            med_ale: median(&mut absolute)?,
            mae_eur: mean(&euros)?,
            mdape_percent: median(&mut shares)?,
        })
    }
}

/// How often what came lay within a band that was to hold eight of ten.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Players forecast.
    pub players: u32,
    /// Share within the band, 0 to 1.
    pub share: f64,
    /// Mean of ln(upper bound / lower bound).
    pub mean_width: f64,
}

impl Coverage {
    /// Holds bands against what came; `None` without any.
    ///
    /// # Shape and units
    /// Low and high bound and what came, all on one scale of logarithms.
    pub fn of(bands: impl IntoIterator<Item = (f64, f64, f64)>) -> Option<Self> {
        let (held, widths): (Vec<_>, Vec<_>) = bands
            .into_iter()
            .map(|(low, high, came)| (f64::from(u8::from(low <= came && came <= high)), high - low))
            .unzip();
        Some(Self { players: told(held.len()), share: mean(&held)?, mean_width: mean(&widths)? })
    }

    /// Several as one, each weighing what its players weigh; `None` of nothing.
    pub fn pooled(several: impl IntoIterator<Item = Self>) -> Option<Self> {
        let several: Vec<Self> = several.into_iter().collect();
        let weighted = |figure: fn(&Self) -> f64| {
            several.iter().map(|one| f64::from(one.players) * figure(one)).sum::<f64>()
        };
        let players: u32 = several.iter().map(|one| one.players).sum();
        (players > 0).then(|| Self {
            players,
            share: weighted(|one| one.share) / f64::from(players),
            mean_width: weighted(|one| one.mean_width) / f64::from(players),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_as_wrong_as_twice() {
        let ln2 = 2.0_f64.ln();
        let truth = 1_000_000.0_f64.ln();

        let accuracy = Accuracy::of([(truth - ln2, truth), (truth + ln2, truth)]).unwrap();

        assert!((accuracy.male - ln2).abs() < 1e-9);
        assert!((accuracy.rmsle - ln2).abs() < 1e-9);
        assert!(accuracy.bias.abs() < 1e-9);
        // Half a million and a million off; 50 and 100 per cent.
        assert!((accuracy.mae_eur - 750_000.0).abs() < 1e-3);
        assert!((accuracy.mdape_percent - 75.0).abs() < 1e-9);
    }

    #[test]
    fn a_bound_is_within_the_band() {
        let coverage =
            Coverage::of([(0.0, 1.0, 0.0), (0.0, 1.0, 1.0), (0.0, 1.0, 1.5), (0.0, 2.0, -0.5)])
                .unwrap();

        assert_eq!((coverage.players, coverage.share, coverage.mean_width), (4, 0.5, 1.25));
    }

    #[test]
    fn coverages_are_pooled_by_players() {
        let one = Coverage { players: 30, share: 0.9, mean_width: 1.0 };
        let other = Coverage { players: 10, share: 0.5, mean_width: 2.0 };

        let pooled = Coverage::pooled([one, other]).unwrap();

        assert_eq!((pooled.players, pooled.share, pooled.mean_width), (40, 0.8, 1.25));
    }

    #[test]
    fn nothing_forecast_has_no_accuracy() {
        assert_eq!(Accuracy::of([]), None);
        assert_eq!(Coverage::of([]), None);
        assert_eq!(Coverage::pooled([]), None);
    }
}
