//! Derivatives of a Savitzky-Golay filter of order 3 (Savitzky and Golay 1964), by the polynomials that are
//! orthogonal on the window: 1, t, t² - a and t³ - bt, with t counted from its middle.

use std::ops::Range;

/// Places that are worked on together: what the registers of any machine hold.
const LANES: usize = 16;

/// The filter for a stay: its window and its weights.
pub(super) struct Filter {
    basis: Basis,
    /// The weights of the first and the second derivative in the middle of the window, from its middle on.
    middle: Vec<(f32, f32)>,
}

impl Filter {
    /// The filter over `window` places, `rate_hz` of them a second; over the largest odd window that fits
    /// into a stay of `length`, where that is shorter. At least two places: one alone has no derivative.
    pub(super) fn fitting(length: usize, window: usize, rate_hz: f64) -> Self {
        let fits = if length.is_multiple_of(2) { length - 1 } else { length };
        let basis = Basis::of(window.min(fits).max(3) / 2, rate_hz);
        let (v, a) = basis.weights(0.0);
        let half = v.len() / 2;
        let middle =
            v[half..].iter().zip(&a[half..]).map(|(v, a)| (single(*v), single(*a))).collect();
        Self { basis, middle }
    }

    /// First and second derivative by time of those of `values` that are at `places`, which are as many as
    /// `first` and `second` take. Within half a window of the ends of `values` it is the derivative of the
    /// polynomial of the outermost window.
    pub(super) fn derivatives(
        &self,
        values: &[f32],
        places: Range<usize>,
        first: &mut [f32],
        second: &mut [f32],
    ) {
        let (half, length) = (self.basis.half, values.len());
        if length == 2 {
            first.fill(single(f64::from(values[1] - values[0]) * self.basis.rate_hz));
            second.fill(0.0);
            return;
        }
        let window = 2 * half + 1;
        let inner = places.start.max(half)..places.end.min(length - half);
        let before = places.start..half.min(places.end);
        let after = inner.end.max(inner.start)..places.end;
        for place in before.chain(after) {
            let start = if place < half { 0 } else { length - window };
            let (v, a) = self.basis.weights(signed(place - start) - signed(half));
            let outermost = &values[start..start + window];
            first[place - places.start] = sum(outermost, &v);
            second[place - places.start] = sum(outermost, &a);
        }
        if !inner.is_empty() {
            let out = inner.start - places.start..inner.end - places.start;
            let around = &values[inner.start - half..inner.end + half];
            self.inner(around, &mut first[out.clone()], &mut second[out]);
        }
    }

    /// The filter where the whole window fits: `values` has half a window more at either end. In the middle of
    /// a window the weights of the first derivative are odd and those of the second even, which halves the
    /// products.
    fn inner(&self, values: &[f32], first: &mut [f32], second: &mut [f32]) {
        let mut done = 0;
        while done + LANES <= first.len() {
            let (v, a) = self.lanes::<LANES>(&values[done..]);
            first[done..done + LANES].copy_from_slice(&v);
            second[done..done + LANES].copy_from_slice(&a);
            done += LANES;
        }
        for done in done..first.len() {
            let ([v], [a]) = self.lanes::<1>(&values[done..]);
            (first[done], second[done]) = (v, a);
        }
    }

    /// So many places at once; the first is half a window after the first of `values`.
    fn lanes<const N: usize>(&self, values: &[f32]) -> ([f32; N], [f32; N]) {
        let half = self.middle.len() - 1;
        let mut v = [0.0_f32; N];
        let mut a = [0.0_f32; N];
        let middle: &[f32; N] = values[half..].first_chunk().expect("the whole window fits");
        for lane in 0..N {
            a[lane] = self.middle[0].1 * middle[lane];
        }
        // From the middle outwards, without a check of bounds at each step.
        let later = values[half + 1..].windows(N);
        let earlier = values[..half + N - 1].windows(N).rev();
        for ((weight_v, weight_a), (later, earlier)) in
            self.middle[1..].iter().zip(later.zip(earlier))
        {
            for lane in 0..N {
                v[lane] += weight_v * (later[lane] - earlier[lane]);
                a[lane] += weight_a * (later[lane] + earlier[lane]);
            }
        }
        (v, a)
    }
}

fn sum(values: &[f32], weights: &[f64]) -> f32 {
    single(values.iter().zip(weights).map(|(value, weight)| f64::from(*value) * weight).sum())
}

#[expect(clippy::cast_possible_truncation, reason = "velocities need no more digits")]
fn single(value: f64) -> f32 {
    value as f32
}

#[expect(clippy::cast_precision_loss, reason = "a window has some tens of places")]
fn signed(place: usize) -> f64 {
    place as f64
}

/// The orthogonal polynomials of a window of `2 half + 1` places.
struct Basis {
    half: usize,
    /// Places a second.
    rate_hz: f64,
    /// What t² is on average.
    a: f64,
    /// How much of t is in t³.
    b: f64,
    /// Sums of the squares of the first, second and third polynomial; infinite where the window is too short
    /// for one.
    norms: [f64; 3],
}

impl Basis {
    fn of(half: usize, rate_hz: f64) -> Self {
        let places = || (0..=2 * half).map(|place| signed(place) - signed(half));
        let total = |f: &dyn Fn(f64) -> f64| places().map(f).sum::<f64>();
        let squares = total(&|t| t * t);
        let a = squares / signed(2 * half + 1);
        let b = total(&|t| t.powi(4)) / squares;
        let cubes = total(&|t| t * t * t * (t * t * t - b * t));
        // Three places carry a parabola and no cubic.
        let cubes = if half < 2 { f64::INFINITY } else { cubes };
        Self { half, rate_hz, a, b, norms: [squares, total(&|t| (t * t - a) * (t * t - a)), cubes] }
    }

    /// The weights of the first and the second derivative by seconds, at `at` places from the middle.
    fn weights(&self, at: f64) -> (Vec<f64>, Vec<f64>) {
        let [first, second, third] = self.norms;
        (0..=2 * self.half)
            .map(|place| {
                let t = signed(place) - signed(self.half);
                let (p1, p2, p3) =
                    (t / first, (t * t - self.a) / second, (t * t * t - self.b * t) / third);
                let velocity = p1 + 2.0 * at * p2 + (3.0 * at * at - self.b) * p3;
                let acceleration = 2.0 * p2 + 6.0 * at * p3;
                (velocity * self.rate_hz, acceleration * self.rate_hz * self.rate_hz)
            })
            .unzip()
    }
}
