//! What each public file is, by its first bytes alone, and that other files are nothing.

use football::Side;

use super::public;
use crate::tracking::{LOOKED_AT, TrackingFile as File, recognise};

pub(super) const TRACKING: &[(&str, File)] = &[
    ("tracab_nl_6min/tracab.dat.gz", File::TracabFrames),
    ("tracab_nl_6min/tracab_meta.xml", File::TracabMeta),
    ("synthetic/seed1_5min_clean/tracab.dat.gz", File::TracabFrames),
    ("synthetic/seed1_5min_clean/tracab_meta.xml", File::TracabMeta),
    ("formats/tracab/tracab_raw.dat", File::TracabFrames),
    ("formats/tracab/tracab_raw.json", File::TracabJsonFrames),
    ("formats/tracab/tracab_meta.xml", File::TracabMeta),
    ("formats/tracab/tracab_meta.json", File::TracabMeta),
    ("metrica/tiny_home.csv", File::MetricaCsv(Some(Side::Home))),
    ("metrica/tiny_away.csv", File::MetricaCsv(Some(Side::Away))),
    ("metrica/epts_tracking_100.txt", File::EptsFrames),
    ("metrica/epts_metadata.xml", File::EptsMeta),
    ("metrica/Sample_Game_3_metadata.xml", File::EptsMeta),
    ("skillcorner/2417_structured_data_period1.json.gz", File::SkillCornerFrames),
    ("skillcorner/2417_match_data.json", File::SkillCornerMatch),
    ("skillcorner/v3_raw_data.jsonl", File::SkillCornerFrames),
    ("skillcorner/v3_meta_data.json", File::SkillCornerMatch),
    ("skillcorner/other_match_data/2068.json", File::SkillCornerMatch),
    ("formats/secondspectrum/second_spectrum_fake_data.jsonl.gz", File::SecondSpectrumFrames),
    ("formats/secondspectrum/second_spectrum_fake_metadata.json", File::SecondSpectrumMeta),
    ("formats/secondspectrum/second_spectrum_fake_metadata.xml", File::SecondSpectrumXml),
    ("formats/sportec/sportec_positional.xml", File::SportecPositions),
    ("formats/sportec/sportec_meta.xml", File::SportecMatch),
    ("formats/statsperform/statsperform_tracking_ma25.txt", File::StatsPerformFrames),
    ("formats/statsperform/statsperform_tracking_ma1.json", File::StatsPerformMatch),
    // The line-ups of another match: the feed is the same with tracking and with events.
    ("formats/statsperform/statsperform_event_ma1.json", File::StatsPerformMatch),
    ("hawkeye/1_1.football.samples.ball.gz", File::HawkEyeBall),
    ("hawkeye/1_1.football.samples.centroids.gz", File::HawkEyePeople),
    ("hawkeye/meta.json", File::HawkEyeMeta),
    ("hawkeye/meta.xml", File::HawkEyeXml),
    ("formats/pff/pff_3812.jsonl.gz", File::PffFrames),
    ("formats/pff/pff_metadata_3812.json", File::PffMeta),
    ("formats/pff/pff_rosters_3812.json", File::PffRoster),
    ("formats/signality/signality_p1_raw_data_subset.json", File::SignalityFrames),
    ("formats/signality/signality_p2_raw_data_subset.json", File::SignalityFrames),
    ("formats/signality/signality_meta_data.json", File::SignalityMeta),
    ("formats/signality/signality_venue_information.json", File::SignalityVenue),
];

/// Events, line-ups, places in other forms, references, words.
const OTHERS: &[&str] = &[
    "MANIFEST.tsv",
    "README.md",
    "formats/datafactory/datafactory_events.json.gz",
    "formats/impect/impect_lineups.json",
    "formats/impect/impect_players.json",
    "formats/impect/impect_squads.json",
    "formats/opta/opta_f24.xml",
    "formats/opta/opta_f7.xml",
    "formats/sportec/sportec_events.xml",
    "formats/sportscode/code_xml.xml",
    "formats/statsperform/statsperform_event_ma3.json.gz",
    "formats/wyscout/wyscout_events_v2.json.gz",
    "lastrow/FUL_0-3_ARS.csv.gz",
    "metrica/Sample_Game_1_RawEventsData.csv",
    "metrica/Sample_Game_3_events.json.gz",
    "reference/EPV_grid.csv",
    "reference/open_xt_12x8_v1.json",
    "reference/ref_counts_kloppy.json",
    "skillcorner/LICENSE",
    "skillcorner/reference/ref_tracking.json",
    "statsbomb/15946_events.json.gz",
    "statsbomb/15946_lineups.json",
    "statsbomb/15986_events.json.gz",
    "synthetic/seed1_5min_clean/truth.json",
    "tracab_nl_6min/events.csv",
    "tracab_nl_6min/meta.json",
    "tracab_nl_6min/reference/ref_physical.json",
    "tracab_nl_6min/surface_inputs.json",
    "tracab_nl_6min/tracking_wide.csv.gz",
    "video/gnss_30s_10hz.csv.gz",
    "video/soccertrack_bbdf_30s.csv.gz",
    "video/soccertrack_codf_30s.csv.gz",
    "video/soccertrack_wide_3s.mp4",
    "video/synthetic_topdown_20s_truth.json.gz",
    "wyscout/world_cup_2018.jsonl.gz",
];

fn beginning(name: &str) -> Option<Vec<u8>> {
    let mut bytes = public(name)?;
    bytes.truncate(LOOKED_AT);
    Some(bytes)
}

#[test]
fn every_file_of_tracking_is_known_by_its_beginning() {
    for (name, kind) in TRACKING {
        let Some(bytes) = beginning(name) else { return };
        assert_eq!(recognise(&bytes), Some(*kind), "{name}");
        let marked = [b"\xEF\xBB\xBF\r\n", &bytes[..]].concat();
        assert_eq!(recognise(&marked), Some(*kind), "{name}, marked as UTF-8");
    }
}

#[test]
fn other_files_are_nothing() {
    for name in OTHERS {
        let Some(bytes) = beginning(name) else { return };
        assert_eq!(recognise(&bytes), None, "{name}");
    }
    for text in [
        "",
        " \n",
        "\u{feff}",
        "12:30:45 start\n",
        "1,2,3\n",
        "{\"a\"",
        "<",
        "[",
        "{\"a\\",
        ",,\n,\n",
    ] {
        assert_eq!(recognise(text.as_bytes()), None, "{text:?}");
    }
}
