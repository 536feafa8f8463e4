//! What is known of where somebody is, how fast he is, and how sure that is. Both axes are alike and apart.

/// Accelerations of people, metres per second squared: one standard deviation.
const PUSH: f64 = 4.0;
/// How fast somebody may be who is seen for the first time, metres per second: one standard deviation.
const FIRST_SPEED: f64 = 4.0;

/// A place and a speed on an axis, with variances and what they have in common.
#[derive(Clone, Copy, Debug)]
struct Axis {
    at: f64,
    speed: f64,
    of_at: f64,
    of_speed: f64,
    of_both: f64,
}

/// The state of one person in one picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filter {
    axes: [Axis; 2],
}

impl Filter {
    pub(crate) fn at(place_m: [f64; 2], spread_m: f64) -> Self {
        let axis = |at| Axis {
            at,
            speed: 0.0,
            of_at: spread_m * spread_m,
            of_speed: FIRST_SPEED * FIRST_SPEED,
            of_both: 0.0,
        };
        Self { axes: place_m.map(axis) }
    }

    /// So many seconds later.
    pub(crate) fn foretold(&self, secs: f64) -> Self {
        Self { axes: self.axes.map(|axis| axis.foretold(secs)) }
    }

    /// Takes in where he was found.
    pub(crate) fn learn(&mut self, place_m: [f64; 2], spread_m: f64) {
        for (axis, found) in self.axes.iter_mut().zip(place_m) {
            axis.learn(found, spread_m);
        }
    }

    /// Where he is, metres.
    pub(crate) fn place_m(&self) -> [f64; 2] {
        self.axes.map(|axis| axis.at)
    }

    /// Metres to a place.
    pub(crate) fn far(&self, [x, y]: [f64; 2]) -> f64 {
        (self.axes[0].at - x).hypot(self.axes[1].at - y)
    }

    /// The squared distance to a place in units of what both are uncertain by (Mahalanobis).
    pub(crate) fn unlike(&self, place_m: [f64; 2], spread_m: f64) -> f64 {
        let on = |axis: &Axis, at: f64| (axis.at - at).powi(2) / (axis.of_at + spread_m * spread_m);
        on(&self.axes[0], place_m[0]) + on(&self.axes[1], place_m[1])
    }
}

impl Axis {
    fn foretold(self, secs: f64) -> Self {
        let push = PUSH * PUSH;
        Self {
            at: self.at + self.speed * secs,
            speed: self.speed,
            of_at: self.of_at
                + 2.0 * secs * self.of_both
                + secs * secs * self.of_speed
                + push * secs.powi(4) / 4.0,
            of_speed: self.of_speed + push * secs * secs,
            of_both: self.of_both + secs * self.of_speed + push * secs.powi(3) / 2.0,
        }
    }

    fn learn(&mut self, found: f64, spread_m: f64) {
        let all = self.of_at + spread_m * spread_m;
        let (of_at, of_speed) = (self.of_at / all, self.of_both / all);
        let off = found - self.at;
        self.at += of_at * off;
        self.speed += of_speed * off;
        self.of_speed -= of_speed * self.of_both;
        self.of_both *= 1.0 - of_at;
        self.of_at *= 1.0 - of_at;
    }

    /// What is known when the next state is known in the end, too.
    fn smoothed(self, next: Self, secs: f64) -> Self {
        let foretold = self.foretold(secs);
        // The gain is our variances, moved on, times the inverse of the foretold ones.
        let determinant = foretold.of_at * foretold.of_speed - foretold.of_both * foretold.of_both;
        if determinant <= 0.0 {
            return self;
        }
        let inverse = [
            foretold.of_speed / determinant,
            -foretold.of_both / determinant,
            foretold.of_at / determinant,
        ];
        let moved = [
            [self.of_at + secs * self.of_both, self.of_both],
            [self.of_both + secs * self.of_speed, self.of_speed],
        ];
        let gain =
            moved.map(|[a, b]| [a * inverse[0] + b * inverse[1], a * inverse[1] + b * inverse[2]]);
        let (at, speed) = (next.at - foretold.at, next.speed - foretold.speed);
        let of_at = next.of_at - foretold.of_at;
        let of_both = next.of_both - foretold.of_both;
        let of_speed = next.of_speed - foretold.of_speed;
        let of = |a: [f64; 2], b: [f64; 2]| {
            a[0] * (of_at * b[0] + of_both * b[1]) + a[1] * (of_both * b[0] + of_speed * b[1])
        };
        Self {
            at: self.at + gain[0][0] * at + gain[0][1] * speed,
            speed: self.speed + gain[1][0] * at + gain[1][1] * speed,
            of_at: self.of_at + of(gain[0], gain[0]),
            of_speed: self.of_speed + of(gain[1], gain[1]),
            of_both: self.of_both + of(gain[0], gain[1]),
        }
    }
}

/// Places and their standard deviations when all pictures are known.
pub(crate) fn smoothed(
    filters: &[Filter],
    secs: f64,
) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + use<> {
    let mut states: Vec<Filter> = filters.to_vec();
    for picture in (0..states.len().saturating_sub(1)).rev() {
        let next = states[picture + 1];
        for axis in 0..2 {
            let smoothed = states[picture].axes[axis].smoothed(next.axes[axis], secs);
            states[picture].axes[axis] = smoothed;
        }
    }
    states.into_iter().map(|state| {
        (state.axes.map(|axis| axis.at), state.axes.map(|axis| axis.of_at.max(0.0).sqrt()))
    })
}

#[expect(clippy::cast_precision_loss, reason = "pictures of a film")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the textbook's matrices: what is known after two looks at somebody of unknown speed is the line through
    /// both.
    #[test]
    fn two_looks_tell_the_speed() {
        let mut filter = Filter::at([0.0, 5.0], 1e-6).foretold(0.5);
        filter.learn([1.0, 4.0], 1e-6);
        let next = filter.foretold(0.5);
        assert!((next.axes[0].at - 2.0).abs() < 0.1 && (next.axes[1].at - 3.0).abs() < 0.1);
    }

    #[test]
    fn what_comes_later_corrects_what_was_before() {
        // A straight way at 5 m/s, seen with errors that go up and down.
        let secs = 0.04;
        let truth = |picture: usize| 5.0 * secs * number(picture);
        let error = |picture: usize| if picture.is_multiple_of(2) { 0.2 } else { -0.2 };
        let mut filters = vec![Filter::at([truth(0) + error(0), 0.0], 0.2)];
        for picture in 1..100 {
            let mut next = filters[picture - 1].foretold(secs);
            next.learn([truth(picture) + error(picture), 0.0], 0.2);
            filters.push(next);
        }
        let smooth: Vec<_> = smoothed(&filters, secs).collect();
        let off = |at: &dyn Fn(usize) -> f64| {
            (0..100).map(|picture| (at(picture) - truth(picture)).abs()).sum::<f64>() / 100.0
        };
        let (before, after) = (off(&|it| filters[it].axes[0].at), off(&|it| smooth[it].0[0]));
        assert!(after < before / 2.0 && after < 0.05, "{before} {after}");
        assert!(smooth.iter().zip(&filters).all(|(s, f)| s.1[0] <= f.axes[0].of_at.sqrt() + 1e-12));
    }
}
