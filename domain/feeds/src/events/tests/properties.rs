//! Whatever the pieces, the game is the same; whatever the bytes, there is a game or an error.

use football::GameEvents;
use proptest::prelude::*;

use super::public;
use crate::events::{
    DataFactoryReader, EventsError, MetricaCsvReader, MetricaJsonReader, OptaReader, SportecReader,
    StatsBombReader, StatsPerformReader, read_impect_line_ups, recognise_event_file,
};

type Read = fn(&[&[u8]], usize) -> Result<GameEvents, EventsError>;

/// Reads a file beside its description in pieces of this size.
macro_rules! reader {
    ($new:expr) => {
        |files: &[&[u8]], size: usize| {
            let mut reader = $new(files[0])?;
            for piece in files[1].chunks(size) {
                reader.push(piece)?;
            }
            reader.finish()
        }
    };
}

fn stats_bomb(line_ups: &[u8]) -> Result<StatsBombReader, EventsError> {
    let mut reader = StatsBombReader::default();
    reader.line_ups(line_ups)?;
    Ok(reader)
}

const STATS_BOMB: [&str; 2] = [
    r#"[{"team_id":1,"team_name":"One","lineup":[{"player_id":7,"player_name":"Seven","jersey_number":9}]},
    {"team_id":2,"team_name":"Two","lineup":[]}]"#,
    r#"[{"id":"x","period":1,"timestamp":"00:00:00.000","type":{"id":35,"name":"Starting XI"},"team":{"id":1,"name":
    "One"},"tactics":{"formation":442,"lineup":[{"player":{"id":7,"name":"S"},"position":{"id":1,"name":"Goalkeeper"},
    "jersey_number":9}]}},{"id":"a\"}","period":1,"timestamp":"00:01:01.500","type":{"id":16,"name":"Shot"},"team":
    {"id":1,"name":"One"},"player":{"id":7,"name":"Seven"},"location":[110.5,40],"shot":{"statsbomb_xg":0.5,
    "end_location":[120,40,1.5],"outcome":{"id":97,"name":"Goal"},"freeze_frame":[{"location":[118,40],"teammate":false,
    "player":{"id":7,"name":"S"},"position":{"id":1,"name":"Goalkeeper"}}]}}]"#,
];
const OPTA: [&str; 2] = [
    r#"<?xml version="1.0"?><SoccerFeed><SoccerDocument uID="g9"><TeamData Side="Home" TeamRef="t1"><PlayerLineUp>
    <MatchPlayer PlayerRef="p7" Position="Goalkeeper" ShirtNumber="9" Status="Start"/></PlayerLineUp></TeamData>
    <TeamData Side="Away" TeamRef="t2"/><Team uID="t1"><Name>A &amp; B</Name><Player uID="p7"><PersonName><First>S</First>
    <Last>Even</Last></PersonName></Player></Team></SoccerDocument></SoccerFeed>"#,
    r#"<Games><!-- > " --><Game id="9"><Event id="5" type_id="1" period_id="1" min="0" sec="3" team_id="1" player_id="7"
    outcome="1" x="50.0" y="0.0" timestamp="2018-09-23T15:02:14.39"><Q qualifier_id="140" value="60"/><Q
    qualifier_id='141' value='1>0'/></Event><Event id="6" type_id="16" period_id="1" min="1" sec="0" team_id="2" x="9"
    y="50"><Q qualifier_id="28"/><Q qualifier_id="102" value="50"/></Event></Game></Games>"#,
];
const STATS_PERFORM: [&str; 2] = [
    r#"{"matchInfo":{"id":"m","contestant":[{"id":"a","name":"A","position":"home"},{"id":"b","position":"away"}]},
    "liveData":{"lineUp":[{"contestantId":"a","player":[{"playerId":"7","position":"Defender","positionSide":"Left"}]}]}}"#,
    r#"{"matchInfo":{},"liveData":{"event":[{"id":5,"typeId":32,"periodId":1,"timeMin":0,"timeSec":0,"contestantId":"a",
    "timeStamp":"2021-09-11T18:30:06.787Z"},{"id":6,"typeId":1,"periodId":1,"timeMin":0,"timeSec":2,"contestantId":"a",
    "playerId":"7","outcome":1,"x":50,"y":50.5,"qualifier":[{"qualifierId":140,"value":"33.9"},{"qualifierId":3}]}]}}"#,
];
const DATA_FACTORY: [&str; 2] = [
    "",
    r#"{"match":{"homeTeamId":1,"awayTeamId":2},"teams":{"1":{"name":"One"}},"players":{"7":{"teamId":1,"squadNo":9}},
    "incidences":{"throwIn":{"5":{"type":46,"t":{"half":1,"m":3,"s":null},"team":1,"plyrId":7,"coord":{"1":{"x":0.5,
    "y":1}}}},"shots":{"6":{"type":9,"t":{"half":2,"m":50,"s":1},"plyrId":7,"coord":{"1":{"x":-0.7,"y":0}}}}}}"#,
];
const SPORTEC: [&str; 2] = [
    r#"<PutDataRequest><MatchInformation><General MatchId="m"/><Environment PitchX="105.0" PitchY="68.0"/><Teams><Team
    TeamId="a" TeamName="A" Role="home"><Players><Player PersonId="7" ShirtNumber="9" Starting="true"
    PlayingPosition="TW"/></Players></Team><Team TeamId="b" Role="guest"/></Teams></MatchInformation></PutDataRequest>"#,
    r#"<PutDataRequest><Event EventId="1" EventTime="2020-06-05T20:30:00.210+02:00" X-Position="52.5" Y-Position="34">
    <KickOff GameSection="firstHalf" TeamLeft="b"><Play Recipient="7" Evaluation="successfullyCompleted" Team="a"
    Player="7"><Pass/></Play></KickOff></Event><Event EventId="2" EventTime="2020-06-05T20:31:00+02:00"
    X-Position="11" Y-Position="34"><ShotAtGoal TypeOfShot="head" xG="0.5" Team="a" Player="7"><SavedShot/></ShotAtGoal>
    </Event></PutDataRequest>"#,
];
const METRICA_CSV: [&str; 2] = [
    "",
    "Team,Type,Subtype,Period,Start Frame,Start Time [s],End Frame,End Time [s],From,To,Start X,Start Y,End X,End Y\n\
    Home,PASS,HEAD-CROSS,1,1,0.04,3,0.12,Player1,Player2,0.5,0.25,0.6,NaN\nAway,SHOT,GOAL,2,9,1,9,2,\"P\"\"3\",,1,.5,1,.5\n",
];
const METRICA_JSON: [&str; 2] = [
    r#"<main><Metadata><GlobalConfig/><Score idLocalTeam="A" idVisitingTeam="B"/><FieldSize><Width>105</Width><Height>68
    </Height></FieldSize><Teams><Team id="A"><Name>One</Name><ProviderParameter><Name>attack_direction_first_half</Name>
    <Value>right_to_left</Value></ProviderParameter></Team></Teams><Players><Player id="P" teamId="A"><Name>Seven</Name>
    <ShirtNumber>7</ShirtNumber></Player></Players></Metadata></main>"#,
    r#"{"data":[{"index":1,"team":{"name":"One","id":"A"},"type":{"name":"SHOT","id":2},"subtypes":[{"name":"GOAL","id":30}],
    "start":{"frame":1,"time":0.04,"x":0.1,"y":0.5},"end":{"frame":2,"time":0.08,"x":null,"y":null},"period":1,"from":
    {"name":"Seven","id":"P"},"to":null}]}"#,
];
const IMPECT: [&str; 2] = [
    r#"[{"id":1,"name":"One"}]"#,
    r#"{"id":3,"squadHome":{"id":1,"players":[{"id":7,"shirtNumber":9}],"startingPositions":[{"playerId":7,"position":
    "GOALKEEPER"}],"substitutions":[{"gameTime":{"gameTimeInSec":10094.3},"playerId":7,"fromPosition":"GOALKEEPER",
    "toPosition":"BANK"}]},"squadAway":{"id":2}}"#,
];

fn readers() -> [([&'static str; 2], Read); 8] {
    [
        (STATS_BOMB, reader!(stats_bomb)),
        (OPTA, reader!(OptaReader::new)),
        (STATS_PERFORM, reader!(StatsPerformReader::new)),
        (DATA_FACTORY, reader!(|_| Ok::<_, EventsError>(DataFactoryReader::default()))),
        (SPORTEC, reader!(SportecReader::new)),
        (METRICA_CSV, reader!(|_| Ok::<_, EventsError>(MetricaCsvReader::default()))),
        (METRICA_JSON, reader!(MetricaJsonReader::new)),
        (IMPECT, |files, _| read_impect_line_ups(files[1], files[0], b"")),
    ]
}

#[test]
fn each_of_the_small_files_is_read() {
    for (files, read) in readers() {
        let game = read(&files.map(str::as_bytes), 4_096).unwrap();
        assert!(!game.events.is_empty() && !game.players.is_empty(), "{}", files[1]);
        assert!(game.events.iter().all(|event| event.side.is_some()), "{}", files[1]);
    }
}

proptest! {
    #[test]
    fn the_size_of_the_pieces_makes_no_difference(size in 1_usize..700) {
        for (files, read) in readers() {
            let files = files.map(str::as_bytes);
            prop_assert_eq!(read(&files, size), read(&files, usize::MAX));
        }
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused_or_is_shorter(share in 0.0_f64..1.0, of_description: bool) {
        for (files, read) in readers() {
            let mut files = files.map(str::as_bytes);
            let whole = read(&files, 4_096).unwrap();
            let cut = usize::from(!of_description);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                reason = "a place in a short file")]
            let end = (files[cut].len() as f64 * share) as usize;
            files[cut] = &files[cut][..end];
            if let Ok(game) = read(&files, 4_096) {
                prop_assert!(of_description || game.events.len() <= whole.events.len());
            }
        }
    }

    #[test]
    fn a_byte_that_is_wrong_is_an_error_or_another_game_and_never_a_panic(
        place in any::<prop::sample::Index>(),
        byte: u8,
        of_description: bool,
    ) {
        for (files, read) in readers() {
            let mut bytes = files.map(|file| file.as_bytes().to_vec());
            let flipped = &mut bytes[usize::from(!of_description)];
            if !flipped.is_empty() {
                let place = place.index(flipped.len());
                flipped[place] ^= byte;
            }
            let files = [&bytes[0][..], &bytes[1]];
            let all_finite = |game: GameEvents| game.events.iter().all(|event| {
                let spots = event.at.iter().chain(&event.end);
                event.clock_secs.is_finite() && spots.into_iter().all(|spot| spot.x_m.is_finite())
            });
            prop_assert!(read(&files, 4_096).map_or(true, all_finite));
            let _ = recognise_event_file(files[1]);
        }
    }

    #[test]
    fn whatever_the_bytes_there_is_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        like in "[\\[\\]{}\":,<>/=&;a-e0-9 \n\\\\!\\-]{0,200}",
    ) {
        for (files, read) in readers() {
            for bytes in [&bytes[..], like.as_bytes()] {
                let _ = read(&[files[0].as_bytes(), bytes], 7);
                let _ = read(&[bytes, files[1].as_bytes()], 7);
            }
        }
    }
}

#[test]
fn real_files_that_are_cut_off_are_refused() {
    let pairs = [
        ("statsbomb/15946_lineups.json", "statsbomb/15946_events.json.gz", 0),
        ("formats/opta/opta_f7.xml", "formats/opta/opta_f24.xml", 1),
        (
            "formats/statsperform/statsperform_event_ma1.json",
            "formats/statsperform/statsperform_event_ma3.json.gz",
            2,
        ),
        ("formats/sportec/sportec_meta.xml", "formats/sportec/sportec_events.xml", 4),
        ("metrica/Sample_Game_3_metadata.xml", "metrica/Sample_Game_3_events.json.gz", 6),
    ];
    for (description, events, place) in pairs {
        let (Some(description), Some(events)) = (public(description), public(events)) else {
            return;
        };
        let (_, read) = readers()[place];
        for share in [3, 2] {
            let error = read(&[&description, &events[..events.len() / share]], 65_536).unwrap_err();
            assert!(error.to_string().contains("it was cut off"), "{error}");
        }
        // The description of another game, or none at all.
        assert!(read(&[&events, &events], 65_536).is_err());
    }
}
