//! Files that ask for more than a game has: of memory, of time, of numbers.

use football::{Pitch, TrackedGame};

use super::{game_files, small_games::small_games};
use crate::tracking::{StatsPerformReader, read_hawk_eye_pitch, read_tracab_meta};

/// The small game of a provider, with other words in its files.
fn changed(name: &str, changes: &[(&str, &str)]) -> Result<TrackedGame, String> {
    let games = small_games();
    let (_, files) = games.iter().find(|(known, _)| *known == name).unwrap();
    let mut texts: Vec<_> =
        files.iter().map(|file| String::from_utf8(file.clone()).unwrap()).collect();
    for (from, to) in changes {
        assert!(texts.iter().any(|text| text.contains(from)), "{name} has no {from}");
        for text in &mut texts {
            *text = text.replace(from, to);
        }
    }
    let files: Vec<_> = texts.iter().map(String::as_bytes).collect();
    game_files::read(&files).unwrap().map_err(|error| error.to_string())
}

#[test]
fn nobody_is_ten_kilometres_away() {
    for (name, from, to) in [
        ("tracab", "1,1,9,0,4", "1,1,9,0,4000000"),
        ("tracab", ":0,0,0,0.00,A", ":0,0,-99999999,0.00,A"),
        ("tracab_json", "\"Y\":-913", "\"Y\":-913000000"),
        ("metrica", "0.25", "1e39"),
        ("epts", "2:0.5,0.3", "2:0.5,-1e300"),
        ("skillcorner", "\"x\":1,", "\"x\":1e39,"),
        ("skillcorner_v3", "\"z\":1}", "\"z\":1e39}"),
        ("second_spectrum", "[5,5,0]", "[5,55555,0]"),
        ("sportec", "X=\"2.69\"", "X=\"2e69\""),
        ("stats_perform", "52.803", "52803"),
        ("pff", "\"x\":1,", "\"x\":1e39,"),
        ("signality", "[1,3]", "[1,-3e300]"),
        ("hawk_eye", "[1,2,0.5]", "[1,2,5e99]"),
    ] {
        let told = changed(name, &[(from, to)]).unwrap_err();
        assert!(told.contains("a place in metres from the centre spot is "), "{name}: {told}");
    }
}

#[test]
fn of_two_balls_in_a_frame_the_first_counts() {
    let second = "\"trackable_object\":55},{\"x\":9,\"y\":9,\"z\":9,\"trackable_object\":55}";
    let two = [second, "]"].concat();
    let game = changed("skillcorner", &[("\"trackable_object\":55}]", &two)]).unwrap();

    let period = &game.periods[0];
    assert_eq!((period.ball.x_m[0], period.ball_height_m[0]), (0.0, 1.0));
}

#[test]
fn frames_may_have_the_last_numbers_of_all() {
    let last = [i64::MAX - 1, i64::MAX].map(|frame| format!("\"idx\":{frame},"));

    let game = changed("signality", &[("\"idx\":0,", &last[0]), ("\"idx\":1,", &last[1])]).unwrap();

    assert_eq!((game.frames(), game.periods[0].first_frame), (2, i64::MAX - 1));
}

#[test]
fn tracab_has_periods_from_1_to_5_and_each_once() {
    let period = |id: &str, first: i64| {
        format!("<period iId=\"{id}\" iStartFrame=\"{first}\" iEndFrame=\"{}\"/>", first + 9)
    };
    let list = [period("0", 1), period("1", 20), period("1", 40), period("200", 60)].concat();
    let meta = format!("<a><match iFrameRateFps=\"25\">{list}</match></a>");

    let read = read_tracab_meta(meta.as_bytes()).unwrap();

    let periods: Vec<_> = read.periods.iter().map(|one| (one.number, one.first_frame)).collect();
    assert_eq!(periods, [(1, 20)]);
}

#[test]
fn an_element_of_a_thousand_attributes_is_refused() {
    let attributes =
        (0..1_000).map(|number| format!(" a{number}=\"\"")).collect::<Vec<_>>().concat();
    let xml = format!("<Match{attributes}></Match>");

    let told = read_hawk_eye_pitch(xml.as_bytes()).unwrap_err().to_string();
    assert!(told.contains("an element has more than 200 attributes"), "{told}");
    let told = read_tracab_meta(xml.as_bytes()).unwrap_err().to_string();
    assert!(told.contains("an element has more than 200 attributes"), "{told}");
}

/// A team that stands in the line-ups many times would list its players as often.
#[test]
fn line_ups_are_of_two_teams() {
    let team = r#"{"id":"h","position":"home"},"#.repeat(1_000);
    let players = r#"{"playerId":"p"},"#.repeat(1_000);
    let (team, players) = (&team[..team.len() - 1], &players[..players.len() - 1]);
    let line_up = format!(r#"{{"contestantId":"h","player":[{players}]}}"#);
    let file =
        format!(r#"{{"matchInfo":{{"contestant":[{team}]}},"liveData":{{"lineUp":[{line_up}]}}}}"#);

    let told = StatsPerformReader::new(file.as_bytes(), Pitch::STANDARD).unwrap_err().to_string();

    assert!(told.contains("it is about 1000 teams, not about two"), "{told}");
}
