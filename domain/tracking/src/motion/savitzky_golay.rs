//! Derivatives of a Savitzky-Golay filter of order 3 (Savitzky and Golay 1964), by the polynomials that are
//! orthogonal on the window: 1, t, t² - a and t³ - bt, with t counted from its middle.

/// Places that are worked on together: what the registers of any machine hold.
const LANES: usize = 8;

/// First and second derivative by time of `values`, `rate_hz` of them a second. Within half a window of the
/// ends it is the derivative of the polynomial of the outermost window.
///
/// All slices are of one length. One value alone has no derivative: its places stay as they are.
pub(super) fn derivatives(
    values: &[f32],
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
        first.fill(single(f64::from(values[1] - values[0]) * rate_hz));
        second.fill(0.0);
        return;
    }
    let window = window.min(if length.is_multiple_of(2) { length - 1 } else { length }).max(3);
    let half = window / 2;
    let basis = Basis::of(half, rate_hz);

    inner(values, half, &basis, first, second);
    for place in 0..half {
        let from_middle = signed(place) - signed(half);
        let (v, a) = basis.weights(from_middle);
        let (start, end) = (&values[..window], &values[length - window..]);
        first[place] = sum(start, &v);
        second[place] = sum(start, &a);
        let (v, a) = basis.weights(-from_middle);
        first[length - 1 - place] = sum(end, &v);
        second[length - 1 - place] = sum(end, &a);
    }
}

/// The filter wherever the whole window fits. In the middle of a window the weights of the first derivative
/// are odd and those of the second even, which halves the products.
fn inner(values: &[f32], half: usize, basis: &Basis, first: &mut [f32], second: &mut [f32]) {
    let (v, a) = basis.weights(0.0);
    let weights: Vec<(f32, f32)> =
        v[half..].iter().zip(&a[half..]).map(|(v, a)| (single(*v), single(*a))).collect();
    let last = values.len() - half;
    let mut place = half;
    while place + LANES <= last {
        let mut sum_v = [0.0_f32; LANES];
        let mut sum_a = lanes(values, place).map(|value| weights[0].1 * value);
        for (offset, (weight_v, weight_a)) in weights.iter().enumerate().skip(1) {
            let (later, earlier) = (lanes(values, place + offset), lanes(values, place - offset));
            for lane in 0..LANES {
                sum_v[lane] += weight_v * (later[lane] - earlier[lane]);
                sum_a[lane] += weight_a * (later[lane] + earlier[lane]);
            }
        }
        first[place..place + LANES].copy_from_slice(&sum_v);
        second[place..place + LANES].copy_from_slice(&sum_a);
        place += LANES;
    }
    for place in place..last {
        let around = &values[place - half..=place + half];
        first[place] = sum(around, &v);
        second[place] = sum(around, &a);
    }
}

/// The places from one on that are worked on together.
fn lanes(values: &[f32], from: usize) -> [f32; LANES] {
    *values[from..].first_chunk().expect("the whole window fits")
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
