//! What a sensor adds.

/// Adds to each byte what is off by this standard deviation, from a seed.
pub(crate) fn add(bytes: &mut [u8], deviation: f64, seed: u64) {
    if deviation <= 0.0 {
        return;
    }
    let steps = steps(deviation);
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for eight in bytes.chunks_mut(8) {
        // Vigna, "xorshift64*", 2014.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let drawn = state.wrapping_mul(0x2545_F491_4F6C_DD1D).to_be_bytes();
        for (byte, drawn) in eight.iter_mut().zip(drawn) {
            *byte = byte.saturating_add_signed(steps[usize::from(drawn)]);
        }
    }
}

/// A normal distribution as 256 steps of the same chance.
#[expect(clippy::cast_possible_truncation, reason = "clamped to a step")]
fn steps(deviation: f64) -> [i8; 256] {
    let mut steps = [0; 256];
    for (step, place) in steps.iter_mut().zip(0_u16..) {
        let chance = (f64::from(place) + 0.5) / 256.0;
        *step = (quantile(chance) * deviation).round().clamp(-127.0, 127.0) as i8;
    }
    steps
}

/// The value of the standard normal distribution below which this part of it lies, within 0.0005
/// (Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.23).
fn quantile(chance: f64) -> f64 {
    let t = (-2.0 * chance.min(1.0 - chance).ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let value = t - above / below;
    if chance < 0.5 { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (chance, known) in
            [(0.5, 0.0), (0.975, 1.959_964), (0.158_655, -1.0), (0.001, -3.090_232)]
        {
            assert!((quantile(chance) - known).abs() < 5e-4, "{chance}");
        }
    }
}
