//! Small files of every provider, for the tests and for the fuzzer, which starts from them. The description comes
//! first, where there is one.

pub(crate) const STATS_BOMB: [&str; 2] = [
    r#"[{"team_id":1,"team_name":"One","lineup":[{"player_id":7,"player_name":"Seven","jersey_number":9}]},
    {"team_id":2,"team_name":"Two","lineup":[]}]"#,
    r#"[{"id":"x","period":1,"timestamp":"00:00:00.000","type":{"id":35,"name":"Starting XI"},"team":{"id":1,"name":
    "One"},"tactics":{"formation":442,"lineup":[{"player":{"id":7,"name":"S"},"position":{"id":1,"name":"Goalkeeper"},
    "jersey_number":9}]}},{"id":"a\"}","period":1,"timestamp":"00:01:01.500","type":{"id":16,"name":"Shot"},"team":
    {"id":1,"name":"One"},"player":{"id":7,"name":"Seven"},"location":[110.5,40],"shot":{"statsbomb_xg":0.5,
    "end_location":[120,40,1.5],"outcome":{"id":97,"name":"Goal"},"freeze_frame":[{"location":[118,40],"teammate":false,
    "player":{"id":7,"name":"S"},"position":{"id":1,"name":"Goalkeeper"}}]}}]"#,
];
pub(crate) const OPTA: [&str; 2] = [
    r#"<?xml version="1.0"?><SoccerFeed><SoccerDocument uID="g9"><TeamData Side="Home" TeamRef="t1"><PlayerLineUp>
    <MatchPlayer PlayerRef="p7" Position="Goalkeeper" ShirtNumber="9" Status="Start"/></PlayerLineUp></TeamData>
    <TeamData Side="Away" TeamRef="t2"/><Team uID="t1"><Name>A &amp; B</Name><Player uID="p7"><PersonName><First>S</First>
    <Last>Even</Last></PersonName></Player></Team></SoccerDocument></SoccerFeed>"#,
    r#"<Games><!-- > " --><Game id="9"><Event id="5" type_id="1" period_id="1" min="0" sec="3" team_id="1" player_id="7"
    outcome="1" x="50.0" y="0.0" timestamp="2018-09-23T15:02:14.39"><Q qualifier_id="140" value="60"/><Q
    qualifier_id='141' value='1>0'/></Event><Event id="6" type_id="16" period_id="1" min="1" sec="0" team_id="2" x="9"
    y="50"><Q qualifier_id="28"/><Q qualifier_id="102" value="50"/></Event></Game></Games>"#,
];
pub(crate) const STATS_PERFORM: [&str; 2] = [
    r#"{"matchInfo":{"id":"m","contestant":[{"id":"a","name":"A","position":"home"},{"id":"b","position":"away"}]},
    "liveData":{"lineUp":[{"contestantId":"a","player":[{"playerId":"7","position":"Defender","positionSide":"Left"}]}]}}"#,
    r#"{"matchInfo":{},"liveData":{"event":[{"id":5,"typeId":32,"periodId":1,"timeMin":0,"timeSec":0,"contestantId":"a",
    "timeStamp":"2021-09-11T18:30:06.787Z"},{"id":6,"typeId":1,"periodId":1,"timeMin":0,"timeSec":2,"contestantId":"a",
    "playerId":"7","outcome":1,"x":50,"y":50.5,"qualifier":[{"qualifierId":140,"value":"33.9"},{"qualifierId":3}]}]}}"#,
];
pub(crate) const DATA_FACTORY: [&str; 2] = [
    "",
    r#"{"match":{"homeTeamId":1,"awayTeamId":2},"teams":{"1":{"name":"One"}},"players":{"7":{"teamId":1,"squadNo":9}},
    "incidences":{"throwIn":{"5":{"type":46,"t":{"half":1,"m":3,"s":null},"team":1,"plyrId":7,"coord":{"1":{"x":0.5,
    "y":1}}}},"shots":{"6":{"type":9,"t":{"half":2,"m":50,"s":1},"plyrId":7,"coord":{"1":{"x":-0.7,"y":0}}}}}}"#,
];
pub(crate) const SPORTEC: [&str; 2] = [
    r#"<PutDataRequest><MatchInformation><General MatchId="m"/><Environment PitchX="105.0" PitchY="68.0"/><Teams><Team
    TeamId="a" TeamName="A" Role="home"><Players><Player PersonId="7" ShirtNumber="9" Starting="true"
    PlayingPosition="TW"/></Players></Team><Team TeamId="b" Role="guest"/></Teams></MatchInformation></PutDataRequest>"#,
    r#"<PutDataRequest><Event EventId="1" EventTime="2020-06-05T20:30:00.210+02:00" X-Position="52.5" Y-Position="34">
    <KickOff GameSection="firstHalf" TeamLeft="b"><Play Recipient="7" Evaluation="successfullyCompleted" Team="a"
    Player="7"><Pass/></Play></KickOff></Event><Event EventId="2" EventTime="2020-06-05T20:31:00+02:00"
    X-Position="11" Y-Position="34"><ShotAtGoal TypeOfShot="head" xG="0.5" Team="a" Player="7"><SavedShot/></ShotAtGoal>
    </Event></PutDataRequest>"#,
];
pub(crate) const METRICA_CSV: [&str; 2] = [
    "",
    "Team,Type,Subtype,Period,Start Frame,Start Time [s],End Frame,End Time [s],From,To,Start X,Start Y,End X,End Y\n\
    Home,PASS,HEAD-CROSS,1,1,0.04,3,0.12,Player1,Player2,0.5,0.25,0.6,NaN\nAway,SHOT,GOAL,2,9,1,9,2,\"P\"\"3\",,1,.5,1,.5\n",
];
pub(crate) const METRICA_JSON: [&str; 2] = [
    r#"<main><Metadata><GlobalConfig/><Score idLocalTeam="A" idVisitingTeam="B"/><FieldSize><Width>105</Width><Height>68
    </Height></FieldSize><Teams><Team id="A"><Name>One</Name><ProviderParameter><Name>attack_direction_first_half</Name>
    <Value>right_to_left</Value></ProviderParameter></Team></Teams><Players><Player id="P" teamId="A"><Name>Seven</Name>
    <ShirtNumber>7</ShirtNumber></Player></Players></Metadata></main>"#,
    r#"{"data":[{"index":1,"team":{"name":"One","id":"A"},"type":{"name":"SHOT","id":2},"subtypes":[{"name":"GOAL","id":30}],
    "start":{"frame":1,"time":0.04,"x":0.1,"y":0.5},"end":{"frame":2,"time":0.08,"x":null,"y":null},"period":1,"from":
    {"name":"Seven","id":"P"},"to":null}]}"#,
];
pub(crate) const IMPECT: [&str; 2] = [
    r#"[{"id":1,"name":"One"}]"#,
    r#"{"id":3,"squadHome":{"id":1,"players":[{"id":7,"shirtNumber":9}],"startingPositions":[{"playerId":7,"position":
    "GOALKEEPER"}],"substitutions":[{"gameTime":{"gameTimeInSec":10094.3},"playerId":7,"fromPosition":"GOALKEEPER",
    "toPosition":"BANK"}]},"squadAway":{"id":2}}"#,
];
pub(crate) const IMPECT_EVENTS: [&str; 2] = [
    r#"{"id":3,"squadHome":{"id":1,"players":[{"id":7,"shirtNumber":9},{"id":8}],"startingPositions":[{"playerId":7,
    "position":"GOALKEEPER"}]},"squadAway":{"id":2,"players":[{"id":27}]}}"#,
    r#"[{"id":1,"index":0,"periodId":1,"gameTime":{"gameTime":"00:02.5000","gameTimeInSec":2.5},"squadId":1,
    "currentAttackingSquadId":1,"player":{"id":7},"actionType":"PASS","action":"HIGH_CROSS","bodyPartExtended":
    "FOOT_LEFT","result":"FAIL","duration":1.5,"start":{"coordinates":{"x":-5,"y":3},"adjCoordinates":{"x":5,"y":-3}},
    "end":{"adjCoordinates":{"x":40.5,"y":2}},"pass":{"receiver":{"type":"OPPONENT","playerId":27}},"pressure":20},
    {"id":2,"periodId":1,"gameTime":{"gameTimeInSec":4},"squadId":2,"player":{"id":27},"actionType":
    "LOOSE_BALL_REGAIN","bodyPartExtended":"HEAD","start":{"adjCoordinates":{"x":-40,"y":-2}},"end":null,"duel":
    {"duelType":"AERIAL_DUEL","playerId":8},"pass":null,"shot":null},
    {"id":3,"periodId":2,"gameTime":{"gameTimeInSec":10007},"squadId":1,"player":{"id":8},"actionType":"SHOT",
    "action":"HEADER","bodyPartExtended":"HEAD","result":"SUCCESS","start":{"adjCoordinates":{"x":45,"y":0}},
    "shot":{"targetPoint":{"y":1.5,"z":0.5},"woodwork":false}}]"#,
];
/// A match of two events.
pub(crate) const WYSCOUT: &str = r#"{"match_id":7,"label":"Süd - Nord, 2 - 1","date":"June","data":{"events":[
    {"eventId":8,"subEventId":85,"tags":[{"id":1801},{"id":99}],"playerId":11,"positions":[{"y":50,"x":50},{"y":53,"x":35}],
     "matchId":7,"teamId":2,"matchPeriod":"1H","eventSec":1.5,"id":100},
    {"eventId":6,"subEventId":"","tags":[],"playerId":0,"positions":[{"y":1,"x":2}],
     "matchId":7,"teamId":1,"matchPeriod":"2H","eventSec":2,"id":101}],
    "teams":{"1":{"team":{"name":"Nord","wyId":1}},"2":{"team":{"name":"S\\u00fcd","wyId":2}}},
    "players":{"1":[],"2":[{"player":{"wyId":11,"shortName":"\"A\" \\u00c9","role":{"code3":"MID"}}},null,{"player":null}]}}}"#;
/// A match of two events in the third version.
pub(crate) const WYSCOUT_V3: &str = r#"{"coaches":{},"events":[
    {"id":663292348,"location":{"x":52,"y":47},"matchId":3,"matchPeriod":"1H","matchTimestamp":"00:00:01.849",
     "minute":0,"second":1,"pass":{"accurate":false,"angle":-51,"endLocation":{"x":60,"y":32},
     "recipient":{"id":20623,"name":"R"}},"player":{"id":21123,"name":"S"},"team":{"id":3185,"name":"Torino"},
     "type":{"primary":"pass","secondary":["lateral_pass","loss"]}},
    {"id":2,"location":{"x":95,"y":7},"matchId":3,"matchPeriod":"2H","minute":61,"second":5,
     "shot":{"bodyPart":"head_or_other","isGoal":true,"onTarget":true,"goalZone":"gb","xg":0.25},
     "player":{"id":0},"team":{"id":3166},"type":{"primary":"shot","secondary":[]}}],
    "teams":{"3166":{"team":{"name":"Bologna"}},"3185":{"team":{"name":"Torino"}}},
    "match":{"wyId":3,"label":"Torino - Bologna, 0 - 1"},"players":{}}"#;
