//! Small games of every provider, for the tests and for the fuzzer, which starts from them.

/// Small games: whose they are, and their files in the order in which they are read.
pub(crate) fn small_games() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let text = |files: &[&str]| files.iter().map(|file| file.as_bytes().to_vec()).collect();
    let (home, away) = ("Home", "Away");
    let metrica = |team: &str| {
        format!(
            ",,,{team},\n,,,1,\nPeriod,Frame,Time [s],Player1,,Ball,\n1,1,0.04,0.5,0.5,0.5,0.5\n1,2,0.08,NaN,NaN,0.25,0.5\n"
        )
    };
    vec![
        (
            "tracab",
            text(&[
                r#"<TracabMetaData><match iFrameRateFps="25" fPitchXSizeMeters="105" fPitchYSizeMeters="68"><period iId="1" iStartFrame="1" iEndFrame="100"/></match></TracabMetaData>"#,
                "1:1,1,9,0,0,0.00;0,2,9,5,5,1.00;:0,0,0,0.00,H,Alive;:\n2:1,1,9,0,4,0.00;:0,0,0,0.00,A,Dead;:\n",
            ]),
        ),
        (
            "tracab_json",
            text(&[
                r#"{"FrameRate":25,"PitchShortSide":6800,"PitchLongSide":10500,"Phase1StartFrame":1,"Phase1EndFrame":9,"HomeTeam":{"Players":[{"PlayerID":7,"FirstName":"A","JerseyNo":9}]},"AwayTeam":{}}"#,
                r#"{"GameID":"x","FrameData":[{"FrameCount":1,"PlayerPositions":[{"Team":1,"JerseyNumber":9,"X":6,"Y":-913}],"BallPosition":[{"X":1,"Y":2,"Z":3,"BallOwningTeam":"H","BallStatus":"Alive"}]},{"FrameCount":2,"PlayerPositions":[]}],"More":[1,{"a":"\"}"}]}"#,
            ]),
        ),
        ("metrica", text(&[&metrica(home), &metrica(away)])),
        (
            "epts",
            text(&[
                r#"<main><Metadata><GlobalConfig><FrameRate>25</FrameRate></GlobalConfig><ProviderParameter><Name>first_half_start</Name><Value>1</Value></ProviderParameter><ProviderParameter><Name>first_half_end</Name><Value>9</Value></ProviderParameter><FieldSize><Width>105</Width><Height>68</Height></FieldSize><Team id="A"/><Team id="B"/><Player id="P" teamId="A"><ShirtNumber>9</ShirtNumber></Player><Player id="Q" teamId="B"/><PlayerChannel channelId="x" id="1x" playerId="P"/><PlayerChannel channelId="y" id="1y" playerId="P"/><PlayerChannel channelId="x" id="2x" playerId="Q"/><PlayerChannel channelId="y" id="2y" playerId="Q"/></Metadata><DataFormatSpecification separator=":" startFrame="1" endFrame="9"><StringRegister name="frameCount"/><SplitRegister separator=";"><SplitRegister separator=","><PlayerChannelRef playerChannelId="1x"/><PlayerChannelRef playerChannelId="1y"/></SplitRegister><SplitRegister separator=","><PlayerChannelRef playerChannelId="2x"/><PlayerChannelRef playerChannelId="2y"/></SplitRegister></SplitRegister><SplitRegister separator=","><BallChannelRef channelId="x"/><BallChannelRef channelId="y"/></SplitRegister></DataFormatSpecification></main>"#,
                "1:0.5,0.25;NaN,NaN:0.1,1\n2:0.5,0.3;0.1,0.2:NaN,NaN\n",
            ]),
        ),
        (
            "skillcorner",
            text(&[
                r#"{"pitch_length":105,"pitch_width":68,"home_team":{"id":1},"away_team":{"id":2},"players":[{"id":7,"trackable_object":70,"team_id":1,"number":9}],"ball":{"trackable_object":55}}"#,
                r#"[{"frame":1,"period":1,"possession":{"group":"home team"},"data":[{"x":1,"y":2,"trackable_object":70},{"x":0,"y":0,"z":1,"trackable_object":55}]},{"frame":2,"period":1,"data":[{"x":1,"y":2}]}]"#,
            ]),
        ),
        (
            "skillcorner_v3",
            text(&[
                r#"{"pitch_length":105,"pitch_width":68,"home_team":{"id":1},"away_team":{"id":2},"players":[{"id":7,"trackable_object":70,"team_id":1,"number":9}],"ball":{"trackable_object":55}}"#,
                "{\"frame\":1,\"timestamp\":\"00:00:00.00\",\"period\":1,\"possession\":{\"player_id\":7,\"group\":\"home team\"},\"player_data\":[{\"x\":1,\"y\":2,\"player_id\":7,\"is_detected\":true}],\"ball_data\":{\"x\":0,\"y\":0,\"z\":1}}\n{\"frame\":2,\"period\":1,\"possession\":{},\"player_data\":[],\"ball_data\":{\"x\":null,\"y\":null,\"z\":null}}\n",
            ]),
        ),
        (
            "second_spectrum",
            text(&[
                r#"{"pitchLength":105,"pitchWidth":68,"fps":25,"periods":[],"homePlayers":[{"name":"A","number":9,"optaId":"p"}]}"#,
                "\u{feff}{\"period\":1,\"frameIdx\":0,\"homePlayers\":[{\"playerId\":\"p\",\"xyz\":[1,2,0]}],\"awayPlayers\":[{\"playerId\":\"q\",\"number\":3,\"xyz\":[5,5,0]}],\"ball\":{\"xyz\":[0,0,1]},\"live\":true,\"lastTouch\":\"home\"}\n{\"period\":1,\"frameIdx\":2,\"homePlayers\":[],\"awayPlayers\":[],\"ball\":{\"xyz\":null}}\n",
            ]),
        ),
        (
            "second_spectrum_xml",
            text(&[
                r#"<?xml version="1.0"?><MetaData><match iFrameRateFps="25" fPitchXSizeMeters="105.0" fPitchYSizeMeters="68.0"><period iId="1" iStartFrame="0" iEndFrame="9"/></match></MetaData>"#,
                "\u{feff}{\"period\":1,\"frameIdx\":0,\"homePlayers\":[{\"playerId\":\"p\",\"xyz\":[1,2,0]}],\"awayPlayers\":[{\"playerId\":\"q\",\"number\":3,\"xyz\":[5,5,0]}],\"ball\":{\"xyz\":[0,0,1]},\"live\":true,\"lastTouch\":\"home\"}\n{\"period\":1,\"frameIdx\":2,\"homePlayers\":[],\"awayPlayers\":[],\"ball\":{\"xyz\":null}}\n",
            ]),
        ),
        (
            "sportec",
            text(&[
                r#"<PutDataRequest><MatchInformation><Environment PitchX="105" PitchY="68"/><Team TeamId="H" Role="home"><Player PersonId="P" ShirtNumber="9"/></Team><Team TeamId="G" Role="guest"/></MatchInformation></PutDataRequest>"#,
                r#"<?xml version="1.0"?><PutDataRequest><Positions><!-- "> --><MetaData><PitchSize X="100.00" Y="68.00"/></MetaData><FrameSet GameSection="firstHalf" TeamId="BALL"><Frame N="1" T="2020-06-05T20:29:57.840+02:00" X="2.69" Y="0.26" Z="0.06" BallPossession="2" BallStatus="0"/><Frame N="2" T="2020-06-05T20:29:57.880+02:00" X="3" Y="0"/></FrameSet><FrameSet GameSection="firstHalf" TeamId="H" PersonId="P"><Frame N="2" T="2020-06-05T20:29:57.880+02:00" X="1" Y="-2"/></FrameSet></Positions></PutDataRequest>"#,
            ]),
        ),
        (
            "stats_perform",
            text(&[
                r#"{"matchInfo":{"contestant":[{"id":"h","position":"home"},{"id":"a","position":"away"}]},"liveData":{"lineUp":[{"contestantId":"h","player":[{"playerId":"p","firstName":"A","shirtNumber":9}]}]}}"#,
                "1598184000000;0,1,1:0,p,9,52.803,23.617;4,q,1,5,33;2,,,1,1;:52.35,33.25,0;\n1598184000100;100,1,0:0,p,9,52,23;:;\n1598184000200;200,1,0:;:32.6,24.8,0;\n",
            ]),
        ),
        (
            "pff",
            text(&[
                r#"[{"homeTeam":{"id":"1"},"awayTeam":{"id":"2"},"stadium":{"pitches":[{"length":105,"width":68}]},"fps":29.97}]"#,
                r#"[{"player":{"id":"7","nickname":"A"},"positionGroupType":"CF","shirtNumber":"9","team":{"id":"1"}}]"#,
                "{\"frameNum\":3,\"period\":1,\"homePlayersSmoothed\":[{\"jerseyNum\":\"9\",\"x\":1,\"y\":2}],\"awayPlayersSmoothed\":null,\"ballsSmoothed\":{\"x\":0,\"y\":0,\"z\":null},\"game_event\":{\"game_event_type\":\"OTB\",\"home_ball\":true}}\n{\"frameNum\":4,\"period\":1,\"homePlayersSmoothed\":[],\"ballsSmoothed\":null,\"game_event\":null}\n",
            ]),
        ),
        (
            "signality",
            text(&[
                r#"{"team_home_players":[{"name":"A","jersey_number":9}],"team_away_players":[],"data_level":1}"#,
                r#"{"pitch_size":[105,68],"reference_landmarks":{}}"#,
                r#"[{"phase":1,"idx":0,"state":"running","match_time":12,"home_team":[{"jersey_number":9,"position":[1,2]},{"jersey_number":-1,"position":[0,0]}],"away_team":[],"ball":{"position":[0,0,1],"team":"home_team"}},{"phase":1,"idx":1,"state":"end","match_time":52,"home_team":[{"jersey_number":9,"position":[1,3]}],"away_team":[],"ball":{"position":null}}]"#,
            ]),
        ),
        (
            "hawk_eye",
            text(&[
                r#"{"Stadium":{"PitchLength":104,"PitchWidth":67}}"#,
                &hawk_eye_feed(1, 1, &[0.0, 0.02, 0.04]),
                r#"{"details":{"teams":[{"id":{"heId":"t"},"home":true}]},"samples":{"ball":[{"pos":[1,2,0.5],"time":0.0,"play":"In","possession":{"teamId":{"heId":"t"}}}]},"sequences":{"match-minute":1,"segment":1}}"#,
            ]),
        ),
    ]
}

/// A feed of Hawk-Eye of a minute: one player, at these seconds.
pub(crate) fn hawk_eye_feed(minute: u16, segment: u8, times: &[f64]) -> String {
    let sample = |time: &f64| {
        format!(
            r#"{{"role":{{"name":"Outfielder"}},"personId":{{"heId":"p"}},"trackId":[1,{{}}],"centroid":[{{"pos":[{time},2],"time":{time}}}]}}"#
        )
    };
    let people: Vec<_> = times.iter().map(sample).collect();
    format!(
        r#"{{"a":"}}]\"{{","b":[{{"c":[]}}],"d":-1.5e3,
        "details":{{"teams":[{{"id":{{"heId":"t"}},"home":true}}],"players":
        [{{"id":{{"heId":"p"}},"teamId":{{"heId":"t"}},"jerseyNumber":"9"}}]}},"samples":{{"people":[{}]}},
        "sequences":{{"match-minute":{minute},"segment":{segment}}}}}"#,
        people.join(",")
    )
}
