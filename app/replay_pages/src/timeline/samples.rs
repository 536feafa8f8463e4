//! A manifest for tests: two halves of 45 minutes, the first with two minutes of stoppage time.

use football::Pitch;
use match_frames::{ReplayManifest, ReplayPeriod};

/// Nobody plays and nothing happened.
pub(crate) fn manifest() -> ReplayManifest {
    let period = |number, minutes: u32| ReplayPeriod {
        number,
        first_frame: 0,
        ticks: minutes * 60 * 25,
        home_attacks_right: Some(number == 1),
        interpolated: 0.0,
        chunks: Vec::new(),
    };
    ReplayManifest {
        pitch: Pitch::STANDARD,
        rate_hz: 25.0,
        home: "Harbour City".to_owned(),
        away: "Northgate".to_owned(),
        players: Vec::new(),
        periods: vec![period(1, 47), period(2, 45)],
        events: Vec::new(),
        filter: "Savitzky–Golay 3, 1.0 s".to_owned(),
    }
}
