//! Readers of tracking against public files and against faults.

mod bounds;
mod epts;
mod faults;
mod frames_in_json;
mod game_files;
mod hawk_eye;
mod metrica;
mod properties;
mod recognise;
mod skillcorner;
mod small_games;
mod sportec;
mod stats_perform;
mod tracab;

use football::{Places, Side, TrackedGame, TrackedPeriod};

use crate::public_data::public;

/// Pieces of awkward sizes: whatever the size, the game is the same.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.chunks(4_093)
}

/// Recorded frames of each period.
fn frames(game: &TrackedGame) -> Vec<usize> {
    game.periods.iter().map(TrackedPeriod::frames).collect()
}

/// Players listed of each team.
fn roster(game: &TrackedGame) -> (usize, usize) {
    let of = |side| game.players.iter().filter(|player| player.side == side).count();
    (of(Side::Home), of(Side::Away))
}

/// Players who have a place somewhere.
fn seen(game: &TrackedGame) -> usize {
    let seen =
        |player: &usize| game.periods.iter().any(|period| period.players[*player].known() > 0);
    (0..game.players.len()).filter(seen).count()
}

fn players_known(game: &TrackedGame) -> usize {
    game.periods.iter().flat_map(|period| &period.players).map(Places::known).sum()
}

fn ball_known(game: &TrackedGame) -> usize {
    game.periods.iter().map(|period| period.ball.known()).sum()
}

/// Whether the first place is this one, as kloppy says it: in shares of the pitch, the second from above.
fn near(game: &TrackedGame, places: &Places, x: f64, y: f64) {
    let found_x = f64::from(places.x_m[0]) / game.pitch.length_m + 0.5;
    let found_y = 0.5 - f64::from(places.y_m[0]) / game.pitch.width_m;
    assert!((found_x - x).abs() < 1e-4 && (found_y - y).abs() < 1e-4, "{found_x} {found_y}");
}

fn first_ball(game: &TrackedGame, x: f64, y: f64) {
    near(game, &game.periods[0].ball, x, y);
}

/// The same of the player with this id.
fn first_of(game: &TrackedGame, id: &str, x: f64, y: f64) {
    let is_his = |player: &football::TrackedPlayer| player.provider_id.as_deref() == Some(id);
    let player = game.players.iter().position(is_his).unwrap();
    near(game, &game.periods[0].players[player], x, y);
}

/// Whether two games are the same to the bit: places that are not known are equal.
fn same(one: &TrackedGame, other: &TrackedGame) -> bool {
    let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    let places = |places: &Places| (bits(&places.x_m), bits(&places.y_m));
    let period = |period: &TrackedPeriod| {
        let players: Vec<_> = period.players.iter().map(places).collect();
        let ball = (places(&period.ball), bits(&period.ball_height_m));
        (period.number, period.first_frame, period.ticks.clone(), players, ball)
    };
    let said = |game: &TrackedGame| {
        (game.pitch, game.rate_hz.to_bits(), game.players.clone(), game.nameless_places)
    };
    said(one) == said(other) && one.periods.iter().map(period).eq(other.periods.iter().map(period))
}
