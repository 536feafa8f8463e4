//! What a sensor adds.

/// Adds to each byte what is off by this standard deviation, from a seed.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
pub(crate) fn add(bytes: &mut [u8], deviation: f64, seed: u64) {
    if deviation <= 0.0 {
        return;
    }
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // The sum of four even numbers from 0 to 255 has a deviation of 147.8 around 510.
    let scale = deviation / 147.8;
    for byte in bytes {
        // Vigna, "xorshift64*", 2014.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let drawn = state.wrapping_mul(0x2545_F491_4F6C_DD1D).to_be_bytes();
        let sum: f64 = drawn[..4].iter().map(|byte| f64::from(*byte)).sum();
        *byte = (f64::from(*byte) + (sum - 510.0) * scale).round().clamp(0.0, 255.0) as u8;
    }
}
