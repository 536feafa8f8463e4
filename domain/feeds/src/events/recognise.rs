//! Which provider a file of events is from, by its beginning.

/// How much of a file is looked at.
const BEGINNING: usize = 64 << 10;

/// A kind of file that has to do with events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventFile {
    /// `StatsBomb`'s events.
    StatsBombEvents,
    /// `StatsBomb`'s line-ups.
    StatsBombLineUps,
    /// `StatsBomb`'s 360 frames.
    StatsBomb360,
    /// Opta's line-ups, F7.
    OptaF7,
    /// Opta's events, F24.
    OptaF24,
    /// Stats Perform's match with its line-ups, MA1; it goes with events and with tracking.
    StatsPerformMa1,
    /// Stats Perform's events, MA3.
    StatsPerformMa3,
    /// `DataFactory`'s match.
    DataFactory,
    /// Wyscout's match of the second or the third version, or a line of the public data set.
    WyscoutMatch,
    /// Sportec Solutions' events.
    SportecEvents,
    /// Sportec Solutions' match information; it goes with events and with tracking.
    SportecInformation,
    /// Impect's events.
    ImpectEvents,
    /// Impect's line-ups.
    ImpectLineUps,
    /// Impect's list of squads.
    ImpectSquads,
    /// Impect's list of players.
    ImpectPlayers,
    /// Metrica's events as CSV.
    MetricaCsv,
    /// Metrica's events as JSON.
    MetricaJson,
    /// A description by FIFA's standard (EPTS); it goes with Metrica's events and with tracking.
    EptsDescription,
}

/// Says by the beginning of a file what it is; `None` where it has nothing to do with events. More than its first
/// 64 kB are not looked at.
pub fn recognise_event_file(beginning: &[u8]) -> Option<EventFile> {
    let beginning = &beginning[..beginning.len().min(BEGINNING)];
    let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning).trim_ascii_start();
    match beginning.first()? {
        b'<' => of_xml(beginning),
        b'{' => of_object(beginning),
        b'[' => of_array(beginning),
        _ => {
            let header = b"Team,Type,Subtype,Period,Start Frame,";
            beginning.starts_with(header).then_some(EventFile::MetricaCsv)
        }
    }
}

/// What has to stand in a file, and what it is then. The first that fits counts.
type Signs = (&'static [&'static str], EventFile);

fn first(beginning: &[u8], table: &[Signs]) -> Option<EventFile> {
    let has = |sign: &&str| memchr::memmem::find(beginning, sign.as_bytes()).is_some();
    table.iter().find(|(signs, _)| signs.iter().all(&has)).map(|(_, file)| *file)
}

fn of_xml(beginning: &[u8]) -> Option<EventFile> {
    const TABLE: [Signs; 5] = [
        (&["<SoccerFeed", "<SoccerDocument"], EventFile::OptaF7),
        (&["<Games", "<Event ", "type_id=", "qualifier_id="], EventFile::OptaF24),
        (&["<PutDataRequest", "<MatchInformation"], EventFile::SportecInformation),
        (&["<PutDataRequest", "<Event ", "EventTime="], EventFile::SportecEvents),
        (&["<Metadata", "<GlobalConfig", "EPTS"], EventFile::EptsDescription),
    ];
    first(beginning, &TABLE)
}

fn of_object(beginning: &[u8]) -> Option<EventFile> {
    const TABLE: [Signs; 8] = [
        (&["\"events\"", "\"matchPeriod\"", "\"eventSec\""], EventFile::WyscoutMatch),
        (&["\"events\"", "\"matchPeriod\"", "\"primary\""], EventFile::WyscoutMatch),
        (&["\"teams\"", "\"wyId\"", "\"teamsData\""], EventFile::WyscoutMatch),
        (
            &["\"matchInfo\"", "\"liveData\"", "\"typeId\"", "\"qualifierId\""],
            EventFile::StatsPerformMa3,
        ),
        (&["\"matchInfo\"", "\"liveData\"", "\"lineUp\""], EventFile::StatsPerformMa1),
        (&["\"matchId\"", "\"homeTeamId\"", "\"stadiumGMT\""], EventFile::DataFactory),
        (&["\"squadHome\"", "\"startingPositions\""], EventFile::ImpectLineUps),
        (&["\"data\"", "\"subtypes\"", "\"from\"", "\"period\""], EventFile::MetricaJson),
    ];
    first(beginning, &TABLE)
}

fn of_array(beginning: &[u8]) -> Option<EventFile> {
    const TABLE: [Signs; 6] = [
        (&["\"event_uuid\"", "\"freeze_frame\""], EventFile::StatsBomb360),
        (&["\"play_pattern\"", "\"possession_team\""], EventFile::StatsBombEvents),
        (&["\"team_id\"", "\"lineup\"", "\"jersey_number\""], EventFile::StatsBombLineUps),
        (&["\"actionType\"", "\"squadId\"", "\"adjCoordinates\""], EventFile::ImpectEvents),
        (&["\"commonname\"", "\"birthdate\""], EventFile::ImpectPlayers),
        (&["\"access\"", "\"gender\"", "\"countryId\""], EventFile::ImpectSquads),
    ];
    first(beginning, &TABLE)
}
