//! Files that are wrong, cut off or hostile.

use proptest::prelude::*;

use super::{MATCH, read_in_pieces};
use crate::events::wyscout::WyscoutReader;

fn refused(file: &str) -> String {
    read_in_pieces(file.as_bytes(), 11).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let team = r#""2":{"team":{"name":"S\\u00fcd","wyId":2}}"#;
    for (from, to, told) in [
        ("\"2H\"", "\"H2\"", "line 7: event 101: the period is H2, which cannot be"),
        (":1.5", ":-1.5", "line 7: event 100: the second is -1.5, which cannot be"),
        (":1.5", ":1e300", "line 7: event 100: the second is 1"),
        (":1.5", ":\"NaN\"", "line 7: event 100: the second is no number, which cannot be"),
        ("\"x\":35", "\"x\":3500", "line 7: event 100: a place is 3500, 53, which cannot be"),
        ("\"eventId\":8", "\"eventId\":-8", "line 7: event 100: its kind is -8, which cannot be"),
        ("\"id\":101", "\"id\":100", "line 7: event 100 comes twice"),
        ("\"teamId\":1", "\"teamId\":3", "line 7: event 101 is of team 3, which does not play"),
        (team, "\"x\":null", "line 7: the match: the id of a team is no number"),
        (",\"2\":{", ",\"3\":null,\"2\":{", "line 7: the match is of 3 teams"),
        ("\"eventSec\"", "\"seconds\"", "line 7: the match: missing field `eventSec`"),
    ] {
        let broken = MATCH.replacen(from, to, 1);
        assert_ne!(broken, MATCH, "{from} is not in the match");
        let error = refused(&broken);
        assert!(error.starts_with(told), "{error}");
    }
}

#[test]
fn files_that_are_no_matches_are_refused() {
    assert_eq!(refused(""), "line 1: the file has no match");
    assert_eq!(refused("\n \n"), "line 3: the file has no match");
    assert_eq!(refused("{}"), "line 1: the match is of 0 teams");
    let cut = &MATCH[..MATCH.len() - 1];
    assert_eq!(refused(cut), "line 7: the file ends in the middle of a match: it was cut off");
    let error = refused("Period,Frame,Time");
    assert!(error.contains("stands where a match is expected, an object of JSON"), "{error}");
    // The third version has other words.
    let third = r#"{"events":[{"id":1,"type":{"primary":"pass"}}],"teams":{}}"#;
    assert!(refused(third).starts_with("line 1: the match: missing field `teamId`"));
}

#[test]
fn a_match_without_end_is_refused_before_it_fills_the_memory() {
    let mut reader = WyscoutReader::default();
    reader.push(b"{\"events\":[", &mut |_| ()).unwrap();
    let piece = "[".repeat(1 << 20);

    let error = (0..64).find_map(|_| reader.push(piece.as_bytes(), &mut |_| ()).err()).unwrap();

    assert_eq!(error.to_string(), "line 1: a match has more than 33554432 bytes, which none has");
    let deep = ["{\"data\":".repeat(100_000), "{".to_owned()].concat();
    assert!(refused(&[deep, "}".repeat(100_001)].concat()).contains("recursion limit exceeded"));
    let events = "{\"id\":1,\"teamId\":1,\"matchPeriod\":\"1H\",\"eventSec\":1},".repeat(20_001);
    let many = format!(
        "{{\"events\":[{}],\"teams\":{{\"1\":null,\"2\":null}}}}",
        &events[..events.len() - 1]
    );
    assert_eq!(refused(&many), "line 1: the match has more than 20000 events, which none has");
}

#[test]
fn lists_that_no_match_has_are_refused() {
    let told = "line 1: the match: a list has more than 500 entries, which no match has";
    let nobody = "null,".repeat(501);
    let nobody = &nobody[..nobody.len() - 1];
    let players = format!(r#"{{"players":{{"1":[{nobody}]}}}}"#);
    assert!(refused(&players).starts_with(told));
    let teams = (0..501).map(|team| format!("\"{team}\":null,")).collect::<Vec<_>>().concat();
    let teams = format!("{{\"teams\":{{{}}}}}", &teams[..teams.len() - 1]);
    assert!(refused(&teams).starts_with(told));
    let line_up = "{},".repeat(501);
    let line_up = &line_up[..line_up.len() - 1];
    let line_up =
        format!(r#"{{"match":{{"teamsData":{{"1":{{"formation":{{"bench":[{line_up}]}}}}}}}}}}"#);
    assert!(refused(&line_up).starts_with(told));
}

proptest! {
    #[test]
    fn a_file_that_is_cut_off_is_refused(end in 0..MATCH.len()) {
        prop_assert!(read_in_pieces(&MATCH.as_bytes()[..end], 13).is_err());
    }

    #[test]
    fn whatever_the_bytes_there_is_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 1..300),
        like in "[{}\\[\\]\",:0-9a-z\\\\\n ]{0,300}",
        place in 0..MATCH.len(),
        piece in 1_usize..100,
    ) {
        let _ = read_in_pieces(&bytes, piece);
        let _ = read_in_pieces(like.as_bytes(), piece);
        let mut changed = MATCH.as_bytes().to_vec();
        changed[place] = bytes[0];
        let _ = read_in_pieces(&changed, piece);
    }
}
