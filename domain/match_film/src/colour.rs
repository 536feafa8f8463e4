//! Colours.

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Lines and balls.
    pub const WHITE: Self = Self([240, 240, 238]);
    /// Two shades of mown grass.
    pub(crate) const GRASS: [Self; 2] = [Self([58, 116, 52]), Self([66, 128, 58])];
    /// Around the pitch.
    pub(crate) const SURROUND: Self = Self([52, 98, 50]);
    /// Above the horizon.
    pub(crate) const STAND: Self = Self([96, 100, 108]);
    /// Faces, arms and legs.
    pub(crate) const SKIN: Self = Self([176, 128, 100]);
}
