//! Stats Perform: MA25 with the line-ups of MA1.

use football::{Pitch, TrackedGame};

use super::{
    ball_known, first_ball, first_of, frames, pieces, players_known, public, roster, seen,
};
use crate::tracking::{StatsPerformReader, TrackingError};

pub(super) fn read(line_ups: &[u8], file: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = StatsPerformReader::new(line_ups, Pitch::STANDARD)?;
    pieces(file).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

#[test]
fn ma25_has_the_counts_and_places_of_the_reference() {
    let Some(line_ups) = public("formats/statsperform/statsperform_tracking_ma1.json") else {
        return;
    };
    let Some(file) = public("formats/statsperform/statsperform_tracking_ma25.txt") else { return };
    let game = read(&line_ups, &file).unwrap();

    // `reference/ref_counts_kloppy.json`, set `formats/statsperform/tracking`.
    assert_eq!((frames(&game), game.rate_hz), (vec![26, 66], 10.0));
    assert_eq!((roster(&game), seen(&game)), ((20, 20), 23));
    assert_eq!((players_known(&game), ball_known(&game)), (2_024, 92));
    // Tenths of a second of the epoch.
    let first_frames: Vec<_> = game.periods.iter().map(|period| period.first_frame).collect();
    assert_eq!(first_frames, [15_981_840_000, 15_981_876_000]);
    first_ball(&game, 0.498_571_429, 0.488_970_588);
    first_of(&game, "19djqex4nu3lz6vw08f3fwv6x", 0.338_876_190, 0.125_308_824);
    // The provider's status is 1 before the kick-off.
    let alive: Vec<_> = game.periods[0].ticks.iter().map(|tick| tick.alive).collect();
    assert_eq!((alive[0], alive[1]), (Some(false), Some(true)));
    // Who plays left in a team that attacks towards -x stands at negative y. His team's keeper tells its direction.
    let of = |id: &str| {
        let is_his = |player: &football::TrackedPlayer| player.provider_id.as_deref() == Some(id);
        &game.periods[0].players[game.players.iter().position(is_his).unwrap()]
    };
    let (keeper, left_back) = (of("6wfwy94p5bm0zv3aku0urfq39"), of("dmrj53hcw8vcffxx0lfudbob9"));
    assert!(keeper.x_m[0] > 40.0 && left_back.y_m[0] < -15.0, "{keeper:?} {left_back:?}");
}
