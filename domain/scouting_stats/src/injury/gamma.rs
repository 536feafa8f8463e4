//! Quantiles of the gamma distribution.

/// Terms after which series and fraction have long settled.
const MOST_TERMS: u32 = 10_000;
/// Where further terms change nothing that a double can hold.
const SETTLED: f64 = 1e-15;

/// The quantile of a gamma distribution with this `shape` and rate 1.
///
/// # Shape and units
/// `shape` above 0, `probability` between 0 and 1, both excluded; outside of that the answer is NaN.
///
/// # Source
/// The regularised incomplete gamma function by series and continued fraction as in Abramowitz and
/// Stegun, 6.5.29 and 6.5.31, with ln Γ by Lanczos (1964); inverted by halving, which cannot miss: the
/// function only ever grows.
pub fn gamma_quantile(shape: f64, probability: f64) -> f64 {
    let is_sound = shape > 0.0 && shape.is_finite() && probability > 0.0 && probability < 1.0;
    if !is_sound {
        return f64::NAN;
    }
    // The mean and forty standard deviations bound every quantile that a double can tell from 1.
    let (mut low, mut high) = (0.0, shape + 40.0 * shape.sqrt() + 40.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if lower_gamma(shape, middle) < probability {
            low = middle;
        } else {
            high = middle;
        }
        if high - low <= f64::EPSILON * high {
            break;
        }
    }
    0.5 * (low + high)
}

/// The regularised lower incomplete gamma function.
fn lower_gamma(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (shape * x.ln() - x - ln_gamma(shape)).exp();
    if x < shape + 1.0 { front * series(shape, x) } else { 1.0 - front * fraction(shape, x) }
}

fn series(shape: f64, x: f64) -> f64 {
    let mut term = 1.0 / shape;
    let mut sum = term;
    let mut at = shape;
    for _ in 0..MOST_TERMS {
        at += 1.0;
        term *= x / at;
        sum += term;
        if term < sum * SETTLED {
            break;
        }
    }
    sum
}

/// Lentz's way of evaluating the fraction from its front: the value is the product of ratios of
/// successive numerators and denominators.
fn fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let off_nought = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut partial = x + 1.0 - shape;
    let mut numerators = 1.0 / TINY;
    let mut denominators = 1.0 / off_nought(partial);
    let mut value = denominators;
    for term in 1..=MOST_TERMS {
        let order = f64::from(term);
        let above = -order * (order - shape);
        partial += 2.0;
        denominators = 1.0 / off_nought(above * denominators + partial);
        numerators = off_nought(partial + above / numerators);
        let factor = denominators * numerators;
        value *= factor;
        if (factor - 1.0).abs() < SETTLED {
            break;
        }
    }
    value
}

/// Natural logarithm of the gamma function, for `x` above 0: Lanczos with g = 7 and nine terms.
fn ln_gamma(x: f64) -> f64 {
    #[expect(clippy::excessive_precision, reason = "as published")]
    const TERMS: [f64; 9] = [
        0.999_999_999_999_809_93,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_13,
        -176.615_029_162_140_59,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_571_6e-6,
        1.505_632_735_149_311_6e-7,
    ];
    const G: f64 = 7.0;
    if x < 0.5 {
        // Euler's reflection.
        return (std::f64::consts::PI / (std::f64::consts::PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut at = x;
    let mut sum = TERMS[0];
    for term in &TERMS[1..] {
        at += 1.0;
        sum += term / at;
    }
    let t = x + G + 0.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}
