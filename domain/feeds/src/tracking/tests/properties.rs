//! What holds of every reader: a file may come in any pieces, and a file that is not as it was gives a game or an
//! error.

use football::TrackedGame;
use proptest::prelude::*;

use super::{game_files, hawk_eye, same};
use crate::tracking::{GamePlan, GameReader, TrackingError, recognise};

/// Small games of every provider: their files.
fn games() -> Vec<Vec<Vec<u8>>> {
    let text = |files: &[&str]| files.iter().map(|file| file.as_bytes().to_vec()).collect();
    let (home, away) = ("Home", "Away");
    let metrica = |team: &str| {
        format!(
            ",,,{team},\n,,,1,\nPeriod,Frame,Time [s],Player1,,Ball,\n1,1,0.04,0.5,0.5,0.5,0.5\n1,2,0.08,NaN,NaN,0.25,0.5\n"
        )
    };
    vec![
        text(&[
            r#"<TracabMetaData><match iFrameRateFps="25" fPitchXSizeMeters="105" fPitchYSizeMeters="68"><period iId="1" iStartFrame="1" iEndFrame="100"/></match></TracabMetaData>"#,
            "1:1,1,9,0,0,0.00;0,2,9,5,5,1.00;:0,0,0,0.00,H,Alive;:\n2:1,1,9,0,4,0.00;:0,0,0,0.00,A,Dead;:\n",
        ]),
        text(&[
            r#"{"FrameRate":25,"PitchShortSide":6800,"PitchLongSide":10500,"Phase1StartFrame":1,"Phase1EndFrame":9,"HomeTeam":{"Players":[{"PlayerID":7,"FirstName":"A","JerseyNo":9}]},"AwayTeam":{}}"#,
            r#"{"GameID":"x","FrameData":[{"FrameCount":1,"PlayerPositions":[{"Team":1,"JerseyNumber":9,"X":6,"Y":-913}],"BallPosition":[{"X":1,"Y":2,"Z":3,"BallOwningTeam":"H","BallStatus":"Alive"}]},{"FrameCount":2,"PlayerPositions":[]}],"More":[1,{"a":"\"}"}]}"#,
        ]),
        text(&[&metrica(home), &metrica(away)]),
        text(&[
            r#"<main><Metadata><GlobalConfig><FrameRate>25</FrameRate></GlobalConfig><ProviderParameter><Name>first_half_start</Name><Value>1</Value></ProviderParameter><ProviderParameter><Name>first_half_end</Name><Value>9</Value></ProviderParameter><FieldSize><Width>105</Width><Height>68</Height></FieldSize><Team id="A"/><Team id="B"/><Player id="P" teamId="A"><ShirtNumber>9</ShirtNumber></Player><Player id="Q" teamId="B"/><PlayerChannel channelId="x" id="1x" playerId="P"/><PlayerChannel channelId="y" id="1y" playerId="P"/><PlayerChannel channelId="x" id="2x" playerId="Q"/><PlayerChannel channelId="y" id="2y" playerId="Q"/></Metadata><DataFormatSpecification separator=":" startFrame="1" endFrame="9"><StringRegister name="frameCount"/><SplitRegister separator=";"><SplitRegister separator=","><PlayerChannelRef playerChannelId="1x"/><PlayerChannelRef playerChannelId="1y"/></SplitRegister><SplitRegister separator=","><PlayerChannelRef playerChannelId="2x"/><PlayerChannelRef playerChannelId="2y"/></SplitRegister></SplitRegister><SplitRegister separator=","><BallChannelRef channelId="x"/><BallChannelRef channelId="y"/></SplitRegister></DataFormatSpecification></main>"#,
            "1:0.5,0.25;NaN,NaN:0.1,1\n2:0.5,0.3;0.1,0.2:NaN,NaN\n",
        ]),
        text(&[
            r#"{"pitch_length":105,"pitch_width":68,"home_team":{"id":1},"away_team":{"id":2},"players":[{"id":7,"trackable_object":70,"team_id":1,"number":9}],"ball":{"trackable_object":55}}"#,
            r#"[{"frame":1,"period":1,"possession":{"group":"home team"},"data":[{"x":1,"y":2,"trackable_object":70},{"x":0,"y":0,"z":1,"trackable_object":55}]},{"frame":2,"period":1,"data":[{"x":1,"y":2}]}]"#,
        ]),
        text(&[
            r#"{"pitchLength":105,"pitchWidth":68,"fps":25,"periods":[],"homePlayers":[{"name":"A","number":9,"optaId":"p"}]}"#,
            "\u{feff}{\"period\":1,\"frameIdx\":0,\"homePlayers\":[{\"playerId\":\"p\",\"xyz\":[1,2,0]}],\"awayPlayers\":[{\"playerId\":\"q\",\"number\":3,\"xyz\":[5,5,0]}],\"ball\":{\"xyz\":[0,0,1]},\"live\":true,\"lastTouch\":\"home\"}\n{\"period\":1,\"frameIdx\":2,\"homePlayers\":[],\"awayPlayers\":[],\"ball\":{\"xyz\":null}}\n",
        ]),
        text(&[
            r#"<PutDataRequest><MatchInformation><Environment PitchX="105" PitchY="68"/><Team TeamId="H" Role="home"><Player PersonId="P" ShirtNumber="9"/></Team><Team TeamId="G" Role="guest"/></MatchInformation></PutDataRequest>"#,
            r#"<?xml version="1.0"?><PutDataRequest><Positions><!-- "> --><MetaData><PitchSize X="100.00" Y="68.00"/></MetaData><FrameSet GameSection="firstHalf" TeamId="BALL"><Frame N="1" T="2020-06-05T20:29:57.840+02:00" X="2.69" Y="0.26" Z="0.06" BallPossession="2" BallStatus="0"/><Frame N="2" T="2020-06-05T20:29:57.880+02:00" X="3" Y="0"/></FrameSet><FrameSet GameSection="firstHalf" TeamId="H" PersonId="P"><Frame N="2" T="2020-06-05T20:29:57.880+02:00" X="1" Y="-2"/></FrameSet></Positions></PutDataRequest>"#,
        ]),
        text(&[
            r#"{"matchInfo":{"contestant":[{"id":"h","position":"home"},{"id":"a","position":"away"}]},"liveData":{"lineUp":[{"contestantId":"h","player":[{"playerId":"p","firstName":"A","shirtNumber":9}]}]}}"#,
            "1598184000000;0,1,1:0,p,9,52.803,23.617;4,q,1,5,33;2,,,1,1;:52.35,33.25,0;\n1598184000100;100,1,0:0,p,9,52,23;:;\n1598184000200;200,1,0:;:32.6,24.8,0;\n",
        ]),
        text(&[
            r#"[{"homeTeam":{"id":"1"},"awayTeam":{"id":"2"},"stadium":{"pitches":[{"length":105,"width":68}]},"fps":29.97}]"#,
            r#"[{"player":{"id":"7","nickname":"A"},"positionGroupType":"CF","shirtNumber":"9","team":{"id":"1"}}]"#,
            "{\"frameNum\":3,\"period\":1,\"homePlayersSmoothed\":[{\"jerseyNum\":\"9\",\"x\":1,\"y\":2}],\"awayPlayersSmoothed\":null,\"ballsSmoothed\":{\"x\":0,\"y\":0,\"z\":null},\"game_event\":{\"game_event_type\":\"OTB\",\"home_ball\":true}}\n{\"frameNum\":4,\"period\":1,\"homePlayersSmoothed\":[],\"ballsSmoothed\":null,\"game_event\":null}\n",
        ]),
        text(&[
            r#"{"team_home_players":[{"name":"A","jersey_number":9}],"team_away_players":[],"data_level":1}"#,
            r#"{"pitch_size":[105,68],"reference_landmarks":{}}"#,
            r#"[{"phase":1,"idx":0,"state":"running","match_time":12,"home_team":[{"jersey_number":9,"position":[1,2]},{"jersey_number":-1,"position":[0,0]}],"away_team":[],"ball":{"position":[0,0,1],"team":"home_team"}},{"phase":1,"idx":1,"state":"end","match_time":52,"home_team":[{"jersey_number":9,"position":[1,3]}],"away_team":[],"ball":{"position":null}}]"#,
        ]),
        text(&[
            r#"{"Stadium":{"PitchLength":104,"PitchWidth":67}}"#,
            &hawk_eye::feed(1, 1, &[0.0, 0.02, 0.04]),
            r#"{"details":{"teams":[{"id":{"heId":"t"},"home":true}]},"samples":{"ball":[{"pos":[1,2,0.5],"time":0.0,"play":"In","possession":{"teamId":{"heId":"t"}}}]},"sequences":{"match-minute":1,"segment":1}}"#,
        ]),
    ]
}

fn read(files: &[Vec<u8>]) -> Option<Result<TrackedGame, String>> {
    let files: Vec<_> = files.iter().map(Vec::as_slice).collect();
    let read = game_files::read(&files).ok()?;
    Some(read.map_err(|error| error.to_string()))
}

/// The game of the files in pieces that end at some of these shares of a file.
fn read_in_pieces(files: &[Vec<u8>], cuts: &[f64]) -> Result<TrackedGame, TrackingError> {
    let kinds: Vec<_> = files.iter().map(|file| recognise(file)).collect();
    let plan = GamePlan::of(&kinds, football::Pitch::STANDARD).unwrap();
    let places: Vec<_> = plan.files().iter().map(|file| file.place).collect();
    let mut reader = GameReader::new(plan);
    for place in places {
        reader.begin()?;
        let file = &files[place];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a share of some thousand bytes"
        )]
        let mut ends: Vec<_> = cuts.iter().map(|cut| (cut * file.len() as f64) as usize).collect();
        ends.sort_unstable();
        let mut start = 0;
        for end in ends.into_iter().chain([file.len()]) {
            reader.push(&file[start..end])?;
            start = end;
        }
        reader.end()?;
    }
    reader.finish()
}

#[test]
fn every_small_game_is_read_byte_by_byte_and_may_be_cut_off_anywhere() {
    for files in games() {
        let whole = read(&files).unwrap().unwrap();
        assert!(whole.frames() >= 2 || files.len() == 3, "{whole:?}");
        let longest = files.iter().map(Vec::len).max().unwrap();
        #[expect(clippy::cast_precision_loss, reason = "some thousand bytes")]
        let every: Vec<f64> = (0..longest).map(|byte| byte as f64 / longest as f64).collect();
        assert!(same(&read_in_pieces(&files, &every).unwrap(), &whole));

        for (place, file) in files.iter().enumerate() {
            for end in (0..file.len()).step_by(5) {
                let mut cut = files.clone();
                cut[place].truncate(end);
                let _ = read(&cut);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_pieces_give_the_same_game(cuts in prop::collection::vec(0.0..1.0_f64, 0..12)) {
        for files in games() {
            let whole = read(&files).unwrap().unwrap();
            prop_assert!(same(&read_in_pieces(&files, &cuts).unwrap(), &whole));
        }
    }

    #[test]
    fn any_order_of_files_gives_the_same_game(seed in any::<u64>()) {
        for (mut files, turn) in games().into_iter().zip(0..) {
            let whole = read(&files).unwrap().unwrap();
            let by = usize::try_from((seed >> turn) % 3).unwrap() % files.len();
            files.rotate_left(by);
            if seed >> turn & 8 == 8 {
                files.reverse();
            }
            prop_assert!(same(&read(&files).unwrap().unwrap(), &whole));
        }
    }

    #[test]
    fn flipped_bytes_give_a_game_or_an_error(
        flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..4),
    ) {
        for files in games() {
            for place in 0..files.len() {
                let mut broken = files.clone();
                for (at, byte) in &flips {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_precision_loss,
                        clippy::cast_sign_loss,
                        reason = "a share of some thousand bytes"
                    )]
                    let at = (at * files[place].len() as f64) as usize;
                    broken[place][at] = *byte;
                }
                if let Some(Ok(game)) = read(&broken) {
                    for period in &game.periods {
                        prop_assert_eq!(period.players.len(), game.players.len());
                        let ticks = period.ticks.len();
                        let all = period.players.iter().chain([&period.ball]);
                        prop_assert!(all.clone().all(|places| places.x_m.len() == ticks));
                    }
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_recognised_or_not(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        like in "[\\[{}<>\"':;,0-9a-z\\\\\n\\]]{0,200}",
    ) {
        for bytes in [&bytes[..], like.as_bytes()] {
            let _ = recognise(bytes);
        }
    }
}
