//! Derivatives of a Savitzky-Golay filter of order 3 (Savitzky and Golay 1964), by the polynomials that are
//! orthogonal on the window: 1, t, t² - a and t³ - bt, with t counted from its middle.

/// Values that are worked on together, so that they stay in the nearest cache.
const BLOCK: usize = 2048;

/// First and second derivative by time of `values`, `rate_hz` of them a second. Within half a window of the
/// ends it is the derivative of the polynomial of the outermost window.
///
/// All slices are of one length. One value alone has no derivative: its places stay as they are.
pub(super) fn derivatives(
    values: &[f64],
    window: usize,
    rate_hz: f64,
    first: &mut [f32],
    second: &mut [f32],
) {
    let length = values.len();
    if length < 2 {
        return;
    }
    if length == 2 {
        #[expect(clippy::cast_possible_truncation, reason = "velocities need no more digits")]
        first.fill(((values[1] - values[0]) * rate_hz) as f32);
        second.fill(0.0);
        return;
    }
    let window = window.min(if length.is_multiple_of(2) { length - 1 } else { length }).max(3);
    let half = window / 2;
    let basis = Basis::of(half);

    let (v, a) = basis.weights(0.0);
    inner(values, half, &v, rate_hz, Parity::Odd, first);
    inner(values, half, &a, rate_hz * rate_hz, Parity::Even, second);
    for place in 0..half {
        let from_middle = signed(place) - signed(half);
        let (v, a) = basis.weights(from_middle);
        let (start, end) = (&values[..window], &values[length - window..]);
        first[place] = sum(start, &v, rate_hz);
        second[place] = sum(start, &a, rate_hz * rate_hz);
        let (v, a) = basis.weights(-from_middle);
        first[length - 1 - place] = sum(end, &v, rate_hz);
        second[length - 1 - place] = sum(end, &a, rate_hz * rate_hz);
    }
}

/// Whether a weight and its mirror image are equal or opposite.
#[derive(Clone, Copy)]
enum Parity {
    Even,
    Odd,
}

/// The filter wherever the whole window fits. The middle window's weights are even or odd, which halves the
/// products.
fn inner(
    values: &[f64],
    half: usize,
    weights: &[f64],
    scale: f64,
    parity: Parity,
    out: &mut [f32],
) {
    let places = half..values.len() - half;
    let mut sums = [0.0_f64; BLOCK];
    for start in places.clone().step_by(BLOCK) {
        let sums = &mut sums[..BLOCK.min(places.end - start)];
        match parity {
            Parity::Odd => sums.fill(0.0),
            Parity::Even => {
                for (sum, value) in sums.iter_mut().zip(&values[start..]) {
                    *sum = weights[half] * value;
                }
            }
        }
        for offset in 1..=half {
            let weight = weights[half + offset];
            let later = &values[start + offset..][..sums.len()];
            let earlier = &values[start - offset..][..sums.len()];
            match parity {
                Parity::Odd => {
                    for ((sum, later), earlier) in sums.iter_mut().zip(later).zip(earlier) {
                        *sum += weight * (later - earlier);
                    }
                }
                Parity::Even => {
                    for ((sum, later), earlier) in sums.iter_mut().zip(later).zip(earlier) {
                        *sum += weight * (later + earlier);
                    }
                }
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "velocities need no more digits")]
        for (out, sum) in out[start..].iter_mut().zip(sums.iter()) {
            *out = (sum * scale) as f32;
        }
    }
}

fn sum(values: &[f64], weights: &[f64], scale: f64) -> f32 {
    let sum: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    #[expect(clippy::cast_possible_truncation, reason = "velocities need no more digits")]
    let sum = (sum * scale) as f32;
    sum
}

#[expect(clippy::cast_precision_loss, reason = "a window has some tens of places")]
fn signed(place: usize) -> f64 {
    place as f64
}

/// The orthogonal polynomials of a window of `2 half + 1` places.
struct Basis {
    half: usize,
    /// What t² is on average.
    a: f64,
    /// How much of t is in t³.
    b: f64,
    /// Sums of the squares of the first, second and third polynomial; infinite where the window is too short
    /// for one.
    norms: [f64; 3],
}

impl Basis {
    fn of(half: usize) -> Self {
        let places = || (0..=2 * half).map(|place| signed(place) - signed(half));
        let total = |f: &dyn Fn(f64) -> f64| places().map(f).sum::<f64>();
        let squares = total(&|t| t * t);
        let a = squares / signed(2 * half + 1);
        let b = total(&|t| t.powi(4)) / squares;
        let cubes = total(&|t| t * t * t * (t * t * t - b * t));
        // Three places carry a parabola and no cubic.
        let cubes = if half < 2 { f64::INFINITY } else { cubes };
        Self { half, a, b, norms: [squares, total(&|t| (t * t - a) * (t * t - a)), cubes] }
    }

    /// The weights of the first and the second derivative at `at` places from the middle, a place being the
    /// unit of time.
    fn weights(&self, at: f64) -> (Vec<f64>, Vec<f64>) {
        let [first, second, third] = self.norms;
        (0..=2 * self.half)
            .map(|place| {
                let t = signed(place) - signed(self.half);
                let (p1, p2, p3) =
                    (t / first, (t * t - self.a) / second, (t * t * t - self.b * t) / third);
                let velocity = p1 + 2.0 * at * p2 + (3.0 * at * at - self.b) * p3;
                (velocity, 2.0 * p2 + 6.0 * at * p3)
            })
            .unzip()
    }
}
