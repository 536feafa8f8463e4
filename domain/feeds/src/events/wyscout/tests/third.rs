//! The third version.

use proptest::prelude::*;

use crate::events::{
    tests::small_files::WYSCOUT_V3 as FILE,
    wyscout::{WyscoutError, WyscoutMatchV3, read_wyscout_v3},
};

fn read(file: &str) -> Result<WyscoutMatchV3, WyscoutError> {
    read_wyscout_v3(file.as_bytes())
}

#[test]
fn passes_and_shots_are_read_with_clock_place_and_outcome() {
    let game = read(FILE).unwrap();

    assert_eq!(game.teams.each_ref().map(|team| &team.name[..]), ["Torino", "Bologna"]);
    let [pass, shot] = &game.events[..] else { panic!("there are two events") };
    assert_eq!((pass.player, pass.period), (Some(21_123), 1));
    assert!((pass.clock_secs - 1.849).abs() < 1e-12);
    assert_eq!(pass.pass.unwrap().end_percent, Some([60.0, 32.0]));
    assert_eq!(pass.pass.unwrap().recipient, Some(20_623));
    assert!((shot.clock_secs - 3_665.0).abs() < 1e-12);
    assert_eq!(shot.player, None);
    let kick = shot.shot.as_ref().unwrap();
    assert!(kick.goal && kick.on_target);
    assert_eq!((kick.zone.as_deref(), kick.expected_goals), (Some("gb"), Some(0.25)));
}

#[test]
fn what_is_no_match_of_the_third_version_is_refused() {
    for (broken, told) in [
        (String::new(), "line 1: the match: EOF"),
        ("{}".to_owned(), "line 1: the match has no events"),
        (FILE.replace("\"2H\"", "\"3H\""), "line 1: event 2: the period is 3H, which cannot be"),
        (FILE.replace("\"x\":95", "\"x\":9500"), "line 1: event 2: a place is 9500, 7"),
        (FILE.replace("\"id\":3166", "\"id\":1"), "line 1: event 2 is of team 1, which does not"),
        (FILE.replace("\"minute\":61", "\"minute\":6e9"), "line 1: event 2: the clock is"),
    ] {
        let error = read(&broken).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
    }
}

proptest! {
    #[test]
    fn whatever_the_bytes_there_is_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        place in 0..FILE.len(),
        end in 0..FILE.len(),
    ) {
        let _ = read_wyscout_v3(&bytes);
        let mut changed = FILE.as_bytes().to_vec();
        changed[place] = bytes.first().copied().unwrap_or(b'9');
        let _ = read_wyscout_v3(&changed);
        prop_assert!(read_wyscout_v3(&FILE.as_bytes()[..end]).is_err());
    }
}
