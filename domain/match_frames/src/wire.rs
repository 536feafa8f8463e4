//! The numbers that a chunk is made of.

/// What every chunk begins with: what it is, and the version of its form.
pub(super) const MARK: [u8; 4] = *b"TLF1";
/// The most objects of a chunk, and the most ticks: a reader makes room for no more.
pub(super) const MOST_OBJECTS: usize = 256;
/// Six minutes at 25 a second.
pub(super) const MOST_TICKS: usize = 9_000;

/// Puts down an unsigned number, seven bits a byte, the lowest first (LEB128).
pub(super) fn put_unsigned(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 128")]
    bytes.push(number as u8);
}

/// Small numbers of either sign become small unsigned ones: 0, -1, 1, -2 … are 0, 1, 2, 3 …
pub(super) const fn folded(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)).cast_unsigned()
}

/// The other way.
pub(super) const fn unfolded(number: u32) -> i32 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}
