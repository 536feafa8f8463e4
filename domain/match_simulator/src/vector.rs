//! Places and velocities on the plane of the pitch.
//!
//! Only sums, products and square roots: they give the same bits on every machine, which sines do not.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// Metres, or metres a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Vector {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Vector {
    pub(crate) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    pub(crate) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    pub(crate) fn distance(self, other: Self) -> f64 {
        (self - other).length()
    }

    /// Of length 1; nothing stays nothing.
    pub(crate) fn unit(self) -> Self {
        let length = self.length();
        if length > 1e-9 { self * (1.0 / length) } else { Self::default() }
    }

    /// The same direction, no longer than `most`.
    pub(crate) fn capped(self, most: f64) -> Self {
        let length = self.length();
        if length > most { self * (most / length) } else { self }
    }

    /// A quarter turn to the left.
    pub(crate) fn left(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// This share of the way to `other`.
    pub(crate) fn mixed(self, other: Self, share: f64) -> Self {
        self + (other - self) * share
    }

    /// As numbers of a result.
    pub(crate) fn pair(self) -> [f64; 2] {
        [self.x, self.y]
    }

    /// How far it is from the stretch between two places.
    pub(crate) fn distance_from_stretch(self, from: Self, to: Self) -> f64 {
        let way = to - from;
        let share = (self - from).dot(way) / way.dot(way).max(1e-9);
        self.distance(from.mixed(to, share.clamp(0.0, 1.0)))
    }
}

impl Add for Vector {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl AddAssign for Vector {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Vector {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Neg for Vector {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(-self.x, -self.y)
    }
}

impl Mul<f64> for Vector {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_beside_a_stretch_is_as_far_as_its_foot_and_beyond_it_as_its_end() {
        let far = |place: Vector| {
            place.distance_from_stretch(Vector::new(0.0, 0.0), Vector::new(10.0, 0.0))
        };
        assert!((far(Vector::new(4.0, 3.0)) - 3.0).abs() < 1e-12);
        assert!((far(Vector::new(13.0, 4.0)) - 5.0).abs() < 1e-12);
    }
}
