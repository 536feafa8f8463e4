//! What the cameras get wrong: noise on each place, and players lost from sight.

use football::{Places, TrackedGame};

use crate::{RATE_HZ, chance::Chance, plan::Flaws, record::single, world::ticks};

/// Centimetres of a metre.
const CM: f64 = 100.0;
/// Seconds of an hour.
const HOUR_SECS: f64 = 3600.0;

/// Puts flaws on the places of players; the ball stays as it was.
pub(crate) fn add_flaws(game: &mut TrackedGame, flaws: Flaws, chance: &mut Chance) {
    for period in &mut game.periods {
        for places in &mut period.players {
            if flaws.noise_cm > 0.0 {
                add_noise(places, flaws.noise_cm / CM, chance);
            }
            if flaws.losses_per_hour > 0.0 && flaws.longest_loss_secs > 0.0 {
                lose(places, flaws, chance);
            }
        }
    }
}

fn add_noise(places: &mut Places, noise_m: f64, chance: &mut Chance) {
    for value in places.x_m.iter_mut().chain(&mut places.y_m).filter(|value| !value.is_nan()) {
        *value = single(f64::from(*value) + noise_m * chance.normal());
    }
}

/// Stretches without a place. At the first and the last tick of his stay he is seen, so that he has it whole.
fn lose(places: &mut Places, flaws: Flaws, chance: &mut Chance) {
    let each_tick = flaws.losses_per_hour / (HOUR_SECS * f64::from(RATE_HZ));
    let seen = |x: &f32| !x.is_nan();
    let Some(first) = places.x_m.iter().position(seen) else { return };
    let last = places.x_m.iter().rposition(seen).unwrap_or(first);
    let mut tick = first + 1;
    while tick < last {
        if chance.happens(each_tick) {
            let secs = chance.between(0.0, flaws.longest_loss_secs);
            let length = usize::try_from(ticks(secs) + 1).unwrap_or_default();
            let end = last.min(tick + length);
            places.x_m[tick..end].fill(f32::NAN);
            places.y_m[tick..end].fill(f32::NAN);
            tick = end;
        }
        tick += 1;
    }
}
