//! Which provider a file is of and which of its files it is, by what stands at its beginning: names of files
//! are changed by everybody.

use football::Side;

/// How much of a file's beginning is looked at, in bytes.
pub const LOOKED_AT: usize = 65_536;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TrackingFile {
    /// TRACAB's frames in text.
    TracabFrames,
    /// TRACAB's frames in JSON.
    TracabJsonFrames,
    /// TRACAB's description, XML or JSON.
    TracabMeta,
    /// Metrica's CSV of one team, if its first line says which.
    MetricaCsv(Option<Side>),
    /// Frames in FIFA's transfer format.
    EptsFrames,
    /// The description in FIFA's transfer format.
    EptsMeta,
    /// `SkillCorner`'s frames, of either layout.
    SkillCornerFrames,
    /// `SkillCorner`'s description of the match.
    SkillCornerMatch,
    /// Second Spectrum's frames.
    SecondSpectrumFrames,
    /// Second Spectrum's description in JSON, with line-ups.
    SecondSpectrumMeta,
    /// Second Spectrum's description in XML, without.
    SecondSpectrumXml,
    /// Sportec's positions.
    SportecPositions,
    /// Sportec's match information.
    SportecMatch,
    /// Stats Perform's frames (MA25).
    StatsPerformFrames,
    /// Stats Perform's line-ups (MA1).
    StatsPerformMatch,
    /// A minute of the ball of Hawk-Eye.
    HawkEyeBall,
    /// A minute of the people of Hawk-Eye.
    HawkEyePeople,
    /// Hawk-Eye's description in JSON.
    HawkEyeMeta,
    /// Hawk-Eye's description in XML.
    HawkEyeXml,
    /// PFF's frames.
    PffFrames,
    /// PFF's description of the game.
    PffMeta,
    /// PFF's roster.
    PffRoster,
    /// Signality's frames of a period.
    SignalityFrames,
    /// Signality's description of the game.
    SignalityMeta,
    /// Signality's description of the venue.
    SignalityVenue,
}

/// What a file is that begins like this; `None` where it is no tracking that is read here. More than the first
/// [`LOOKED_AT`] bytes are not looked at.
pub fn recognise(beginning: &[u8]) -> Option<TrackingFile> {
    let bytes = &beginning[..beginning.len().min(LOOKED_AT)];
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match bytes.first()? {
        b'<' => of_xml(bytes),
        b'{' | b'[' => of_json(bytes),
        b'0'..=b'9' => of_lines(bytes),
        b',' => of_csv(bytes),
        _ => None,
    }
}

/// Whether the bytes have these words somewhere.
fn has(bytes: &[u8], words: &str) -> bool {
    memchr::memmem::find(bytes, words.as_bytes()).is_some()
}

fn of_xml(bytes: &[u8]) -> Option<TrackingFile> {
    let all = |words: &[&str]| words.iter().all(|words| has(bytes, words));
    if all(&["<TracabMetaData", "<match"]) {
        Some(TrackingFile::TracabMeta)
    } else if all(&["<MetaData", "<match", "iFrameRateFps"]) {
        Some(TrackingFile::SecondSpectrumXml)
    } else if all(&["FIFADataTransferFormat"]) || all(&["<main", "<Metadata", "<GlobalConfig"]) {
        Some(TrackingFile::EptsMeta)
    } else if all(&["<PutDataRequest", "<Positions", "<FrameSet"]) {
        Some(TrackingFile::SportecPositions)
    } else if all(&["<PutDataRequest", "<MatchInformation"]) {
        Some(TrackingFile::SportecMatch)
    } else if all(&["<Match", "<stadium", "<pitch", "<length"]) {
        Some(TrackingFile::HawkEyeXml)
    } else {
        None
    }
}

/// The keys of each kind: those of its outermost object or, in an array or a file of lines, of the first one. The
/// last word of a path stands in an object within it.
const JSON: &[(TrackingFile, &[&str])] = &[
    (TrackingFile::TracabJsonFrames, &["FrameData", "FrameCount", "PlayerPositions"]),
    (TrackingFile::TracabMeta, &["FrameRate", "PitchLongSide", "Phase1StartFrame"]),
    (TrackingFile::SkillCornerMatch, &["home_team", "away_team", "pitch_length", "players"]),
    (TrackingFile::SkillCornerFrames, &["frame", "period", "possession", "data"]),
    (TrackingFile::SkillCornerFrames, &["frame", "period", "possession", "player_data"]),
    (TrackingFile::SecondSpectrumFrames, &["frameIdx", "homePlayers", "awayPlayers", "ball"]),
    (TrackingFile::SecondSpectrumMeta, &["pitchLength", "fps", "periods", "homePlayers"]),
    (TrackingFile::HawkEyeBall, &["details", "heId", "samples", "ball"]),
    (TrackingFile::HawkEyePeople, &["details", "heId", "samples", "people"]),
    (TrackingFile::HawkEyeMeta, &["Stadium", "PitchLength", "PitchWidth"]),
    (TrackingFile::PffFrames, &["frameNum", "homePlayersSmoothed", "ballsSmoothed"]),
    (TrackingFile::PffMeta, &["homeTeam", "awayTeam", "stadium", "pitches", "fps"]),
    (TrackingFile::PffRoster, &["positionGroupType", "shirtNumber", "player", "team"]),
    (TrackingFile::SignalityFrames, &["phase", "idx", "home_team", "away_team", "match_time"]),
    (TrackingFile::SignalityMeta, &["team_home_players", "team_away_players", "data_level"]),
    (TrackingFile::SignalityVenue, &["pitch_size", "reference_landmarks"]),
];

fn of_json(bytes: &[u8]) -> Option<TrackingFile> {
    let keys = Keys::of(bytes);
    // MA3 has the match of MA1 and events besides; what has line-ups is MA1.
    if keys.has("matchInfo") && keys.has("liveData") {
        let events = keys.has("event") && keys.has("typeId");
        return (keys.has("contestant") && !events).then_some(TrackingFile::StatsPerformMatch);
    }
    let is_it = |(_, wanted): &&(TrackingFile, &[&str])| wanted.iter().all(|key| keys.has(key));
    JSON.iter().find(is_it).map(|(file, _)| *file)
}

/// The keys that stand in the beginning of a JSON file, at any depth.
struct Keys<'a>(std::collections::HashSet<&'a [u8]>);

impl<'a> Keys<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut keys = std::collections::HashSet::new();
        let mut rest = bytes;
        while let Some(start) = memchr::memchr(b'"', rest) {
            rest = &rest[start + 1..];
            let mut end = 0;
            while let Some(byte) = rest.get(end) {
                match byte {
                    b'"' => break,
                    b'\\' => end += 2,
                    _ => end += 1,
                }
            }
            let Some((text, after)) = rest.split_at_checked(end) else { break };
            rest = after.get(1..).unwrap_or_default();
            // Text before a colon is a key, other text is a value.
            if rest.trim_ascii_start().first() == Some(&b':') {
                keys.insert(text);
            }
        }
        Self(keys)
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains(key.as_bytes())
    }
}

/// Frames on lines: `12:1,7,9,0,0,0.00;…`, `12:0.5,0.5,…;…:0.5,0.5` or `1598184000000;0,1,1:…`.
fn of_lines(bytes: &[u8]) -> Option<TrackingFile> {
    let line = bytes.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &line[digits..];
    let parts: Vec<_> = line.split(|byte| *byte == b':').collect();
    match rest.first()? {
        b';' => {
            let head = parts.first()?.split(|byte| matches!(byte, b';' | b','));
            let whole = head.clone().all(|cell| super::number::whole(cell).is_some());
            (whole && head.count() == 4 && parts.len() >= 2)
                .then_some(TrackingFile::StatsPerformFrames)
        }
        b':' => {
            let words = ["Alive", "Dead"];
            let ball = parts.get(2).copied().unwrap_or_default();
            if words.iter().any(|word| has(ball, word)) {
                return Some(TrackingFile::TracabFrames);
            }
            let first = parts.get(1)?.split(|byte| matches!(byte, b';' | b',')).next()?;
            // A share of the pitch has a point; the team of TRACAB has none.
            let share = super::number::decimal(first).is_some() && !first.is_empty();
            let listed = has(parts[1], ",") && has(parts[1], ";");
            (share && listed && (parts.len() == 2 || parts.len() == 3))
                .then_some(TrackingFile::EptsFrames)
        }
        _ => None,
    }
}

/// Metrica's CSV: the teams, the shirts, then `Period,Frame,Time [s],` and the players.
fn of_csv(bytes: &[u8]) -> Option<TrackingFile> {
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let (teams, _shirts, columns) = (lines.next()?, lines.next()?, lines.next()?);
    let begins = columns.to_ascii_lowercase().starts_with(b"period,frame,time");
    let team = teams.split(|byte| *byte == b',').find(|cell| !cell.is_empty()).unwrap_or_default();
    let side = match team.to_ascii_lowercase().as_slice() {
        b"home" => Some(Side::Home),
        b"away" => Some(Side::Away),
        _ => None,
    };
    begins.then_some(TrackingFile::MetricaCsv(side))
}
