//! The readers, each with the kinds of its files in the order in which an input has them.

use feeds::{
    events::{
        EventFile as Event, EventsPlan, EventsReader, PlannedEventFile, read_impect_line_ups,
        wyscout::read_wyscout_v3,
    },
    match_files::{MatchFile, MatchPlan},
    tracking::{GamePlan, GameReader, TrackingFile as Tracking},
};
use football::{GameEvents, Pitch, Side, TrackedGame};

use crate::facts;

/// A reader of files.
pub(crate) struct Reader {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Reads files in pieces of so many bytes: what tells two games apart, `None` where the files are refused.
    pub(crate) read: fn(&[&[u8]], usize) -> Option<u64>,
}

pub(crate) const READERS: &[Reader] = &[
    reader("tracab", |files, piece| {
        tracked(&[Tracking::TracabMeta, Tracking::TracabFrames], files, piece)
    }),
    reader("tracab_json", |files, piece| {
        tracked(&[Tracking::TracabMeta, Tracking::TracabJsonFrames], files, piece)
    }),
    reader("metrica", |files, piece| {
        let teams = [Side::Home, Side::Away].map(|side| Tracking::MetricaCsv(Some(side)));
        tracked(&teams, files, piece)
    }),
    reader("epts", |files, piece| {
        tracked(&[Tracking::EptsMeta, Tracking::EptsFrames], files, piece)
    }),
    reader("skillcorner", |files, piece| {
        tracked(&[Tracking::SkillCornerMatch, Tracking::SkillCornerFrames], files, piece)
    }),
    reader("second_spectrum", |files, piece| {
        tracked(&[Tracking::SecondSpectrumMeta, Tracking::SecondSpectrumFrames], files, piece)
    }),
    reader("sportec", |files, piece| {
        tracked(&[Tracking::SportecMatch, Tracking::SportecPositions], files, piece)
    }),
    reader("stats_perform", |files, piece| {
        tracked(&[Tracking::StatsPerformMatch, Tracking::StatsPerformFrames], files, piece)
    }),
    reader("hawk_eye", |files, piece| {
        let people_and_ball = [Tracking::HawkEyePeople, Tracking::HawkEyeBall];
        tracked(&with_frames(&[Tracking::HawkEyeMeta], &people_and_ball, files), files, piece)
    }),
    reader("pff", |files, piece| {
        tracked(&[Tracking::PffMeta, Tracking::PffRoster, Tracking::PffFrames], files, piece)
    }),
    reader("signality", |files, piece| {
        let descriptions = [Tracking::SignalityMeta, Tracking::SignalityVenue];
        tracked(&with_frames(&descriptions, &[Tracking::SignalityFrames], files), files, piece)
    }),
    reader("stats_bomb_events", |files, piece| {
        coded(&[Event::StatsBombLineUps, Event::StatsBomb360, Event::StatsBombEvents], files, piece)
    }),
    reader("opta_events", |files, piece| coded(&[Event::OptaF7, Event::OptaF24], files, piece)),
    reader("stats_perform_events", |files, piece| {
        coded(&[Event::StatsPerformMa1, Event::StatsPerformMa3], files, piece)
    }),
    reader("data_factory_events", |files, piece| coded(&[Event::DataFactory], files, piece)),
    reader("sportec_events", |files, piece| {
        coded(&[Event::SportecInformation, Event::SportecEvents], files, piece)
    }),
    reader("metrica_csv_events", |files, piece| coded(&[Event::MetricaCsv], files, piece)),
    reader("metrica_json_events", |files, piece| {
        coded(&[Event::EptsDescription, Event::MetricaJson], files, piece)
    }),
    reader("wyscout_events", |files, piece| coded(&[Event::WyscoutMatch], files, piece)),
    reader("wyscout_v3_events", |files, _| {
        let game = read_wyscout_v3(files.first()?).ok()?;
        Some(facts::digest(&game))
    }),
    reader("impect_line_ups", |files, _| {
        let file = |place: usize| files.get(place).copied().unwrap_or_default();
        let game = read_impect_line_ups(file(0), file(1), file(2)).ok()?;
        Some(facts::of_events(&game))
    }),
    reader("impect_events", |files, piece| {
        let kinds =
            [Event::ImpectLineUps, Event::ImpectSquads, Event::ImpectPlayers, Event::ImpectEvents];
        coded(&kinds, files, piece)
    }),
    reader("match_files", whatever_they_are),
];

/// A reader of this name.
const fn reader(name: &'static str, read: fn(&[&[u8]], usize) -> Option<u64>) -> Reader {
    Reader { name, read }
}

/// Descriptions, and for each further file a kind of frames by turns.
fn with_frames(descriptions: &[Tracking], frames: &[Tracking], files: &[&[u8]]) -> Vec<Tracking> {
    let all = files.len().max(descriptions.len() + 1);
    let kinds = descriptions.iter().chain(frames.iter().cycle());
    kinds.take(all).copied().collect()
}

fn tracked(kinds: &[Tracking], files: &[&[u8]], piece: usize) -> Option<u64> {
    let kinds: Vec<_> = kinds.iter().copied().map(Some).collect();
    let plan = GamePlan::of(&kinds, Pitch::STANDARD).ok()?;
    read_tracked(plan, files, piece).map(|game| facts::of_tracking(&game))
}

fn read_tracked(plan: GamePlan, files: &[&[u8]], piece: usize) -> Option<TrackedGame> {
    let order: Vec<_> = plan.files().iter().map(|file| file.place).collect();
    let mut reader = GameReader::new(plan);
    for place in order {
        reader.begin().ok()?;
        let file = files.get(place).copied().unwrap_or_default();
        for piece in file.chunks(piece) {
            reader.push(piece).ok()?;
        }
        reader.end().ok()?;
    }
    reader.finish().ok()
}

fn coded(kinds: &[Event], files: &[&[u8]], piece: usize) -> Option<u64> {
    let planned = |(place, kind): (usize, &Event)| PlannedEventFile { place, kind: *kind };
    let kinds: Vec<_> = kinds.iter().enumerate().map(planned).collect();
    let plan = EventsPlan::of(&kinds).ok()??;
    read_coded(plan, files, piece).map(|game| facts::of_events(&game))
}

fn read_coded(plan: EventsPlan, files: &[&[u8]], piece: usize) -> Option<GameEvents> {
    let order: Vec<_> = plan.files().iter().map(|file| file.place).collect();
    let mut reader = EventsReader::new(plan);
    for place in order {
        reader.begin().ok()?;
        let file = files.get(place).copied().unwrap_or_default();
        for piece in file.chunks(piece) {
            reader.push(piece).ok()?;
        }
        reader.end().ok()?;
    }
    reader.finish().ok()
}

/// Reads files of which nothing is known, as an upload does.
fn whatever_they_are(files: &[&[u8]], piece: usize) -> Option<u64> {
    let kinds: Vec<_> = files.iter().map(|file| MatchFile::of(file)).collect();
    let plan = MatchPlan::of(&kinds, Pitch::STANDARD).ok()?;
    let tracking = plan.tracking.and_then(|plan| read_tracked(plan, files, piece));
    let events = plan.events.and_then(|plan| read_coded(plan, files, piece));
    let tracking = tracking.map(|game| facts::of_tracking(&game));
    let events = events.map(|game| facts::of_events(&game));
    Some(facts::digest(&(tracking, events)))
}
