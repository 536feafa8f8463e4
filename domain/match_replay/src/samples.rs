//! Manifests and frames for tests.

use football::{Pitch, Side, TrackedGame};
use match_frames::{
    PlayedInAll, ReplayChunk, ReplayManifest, ReplayPeriod, ReplayPlayer, decode, encode,
};

use crate::{ChunkKey, Reel};

/// Periods by number and ticks, in chunks of so many ticks, and nobody who plays.
pub(crate) fn manifest(periods: &[(u8, u32)], chunk_ticks: u32) -> ReplayManifest {
    let period = |(number, ticks): &(u8, u32)| ReplayPeriod {
        number: *number,
        first_frame: 0,
        ticks: *ticks,
        home_attacks_right: Some(number % 2 == 1),
        interpolated: 0.0,
        chunks: (0..*ticks)
            .step_by(chunk_ticks as usize)
            .map(|first_tick| ReplayChunk {
                first_tick,
                ticks: chunk_ticks.min(ticks - first_tick),
                href: format!("/{number}/{first_tick}"),
            })
            .collect(),
    };
    ReplayManifest {
        pitch: Pitch::STANDARD,
        rate_hz: 25.0,
        home: "Harbour City".to_owned(),
        away: "Northgate".to_owned(),
        players: Vec::new(),
        periods: periods.iter().map(period).collect(),
        events: Vec::new(),
        filter: "Savitzky–Golay 3, 1.0 s".to_owned(),
    }
}

/// A manifest of a game; whoever wears 1 keeps goal.
pub(crate) fn manifest_of(game: &TrackedGame, chunk_ticks: u32) -> ReplayManifest {
    let ticks = |period: &football::TrackedPeriod| u32::try_from(period.ticks.len()).unwrap();
    let periods: Vec<_> =
        game.periods.iter().map(|period| (period.number, ticks(period))).collect();
    ReplayManifest {
        pitch: game.pitch,
        rate_hz: game.rate_hz,
        players: game
            .players
            .iter()
            .map(|player| ReplayPlayer {
                side: player.side,
                shirt: player.shirt,
                name: player.name.clone(),
                keeper: player.shirt == Some(1),
                in_all: PlayedInAll::default(),
            })
            .collect(),
        ..manifest(&periods, chunk_ticks)
    }
}

/// All frames of a game.
pub(crate) fn reel_of(game: &TrackedGame, manifest: &ReplayManifest) -> Reel {
    let mut reel = Reel::default();
    for (place, period) in manifest.periods.iter().enumerate() {
        for (number, chunk) in period.chunks.iter().enumerate() {
            let from = chunk.first_tick as usize;
            let bytes = encode(&game.periods[place], from..from + chunk.ticks as usize);
            let key = ChunkKey { period: place, chunk: number };
            reel.put(manifest, key, decode(&bytes).unwrap()).unwrap();
        }
    }
    reel
}

/// A short simulated match: a minute and half a minute.
pub(crate) fn simulated() -> TrackedGame {
    let plan = match_simulator::MatchPlan {
        half_secs: [60, 30],
        ..match_simulator::MatchPlan::invented(3)
    };
    match_simulator::simulate(&plan).unwrap().game
}

/// A game of one period of four seconds in which each of these players stands still: side, shirt and place.
pub(crate) fn standing(players: &[(Side, u16, [f32; 2])], ball: Option<[f32; 2]>) -> TrackedGame {
    use football::{Places, Tick, TrackedPeriod, TrackedPlayer};

    const TICKS: usize = 100;
    let places = |[x, y]: [f32; 2]| Places { x_m: vec![x; TICKS], y_m: vec![y; TICKS] };
    let player = |(side, shirt, _): &(Side, u16, [f32; 2])| TrackedPlayer {
        side: *side,
        shirt: Some(*shirt),
        provider_id: None,
        name: None,
    };
    TrackedGame {
        pitch: Pitch::STANDARD,
        rate_hz: 25.0,
        players: players.iter().map(player).collect(),
        periods: vec![TrackedPeriod {
            number: 1,
            first_frame: 0,
            ticks: vec![Tick { recorded: true, alive: Some(true), possession: None }; TICKS],
            players: players.iter().map(|(.., place)| places(*place)).collect(),
            ball: places(ball.unwrap_or([f32::NAN; 2])),
            ball_height_m: vec![f32::NAN; TICKS],
        }],
        nameless_places: 0,
    }
}
