//! A picture of a film.

/// Red, green and blue of a picture's pixels, row by row from the top left.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    size_px: [usize; 2],
    rgb: &'a [u8],
}

impl<'a> Picture<'a> {
    /// `None` unless there are three bytes for each pixel.
    pub fn new(size_px: [u32; 2], rgb: &'a [u8]) -> Option<Self> {
        let size_px = size_px.map(|side| side as usize);
        (rgb.len() == size_px[0].checked_mul(size_px[1])?.checked_mul(3)?)
            .then_some(Self { size_px, rgb })
    }

    /// Columns and rows.
    pub fn size_px(&self) -> [usize; 2] {
        self.size_px
    }

    /// Of the pixel at this place of all pixels.
    pub(crate) fn at(&self, place: usize) -> [u8; 3] {
        match self.rgb.get(place * 3..place * 3 + 3) {
            Some(&[red, green, blue]) => [red, green, blue],
            _ => [0; 3],
        }
    }
}
