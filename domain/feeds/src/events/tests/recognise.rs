//! Every file of the public data is taken for what it is.

use super::public;
use crate::events::{EventFile, recognise_event_file};

#[test]
fn every_file_of_events_is_recognised_by_its_first_64_kb() {
    let table = [
        ("statsbomb/15946_events.json.gz", EventFile::StatsBombEvents),
        ("statsbomb/15986_events.json.gz", EventFile::StatsBombEvents),
        ("statsbomb/15946_lineups.json", EventFile::StatsBombLineUps),
        ("statsbomb/15986_lineups.json", EventFile::StatsBombLineUps),
        ("formats/opta/opta_f7.xml", EventFile::OptaF7),
        ("formats/opta/opta_f24.xml", EventFile::OptaF24),
        ("formats/statsperform/statsperform_event_ma1.json", EventFile::StatsPerformMa1),
        // The match of the tracking file is the same feed.
        ("formats/statsperform/statsperform_tracking_ma1.json", EventFile::StatsPerformMa1),
        ("formats/statsperform/statsperform_event_ma3.json.gz", EventFile::StatsPerformMa3),
        ("formats/datafactory/datafactory_events.json.gz", EventFile::DataFactory),
        ("formats/wyscout/wyscout_events_v2.json.gz", EventFile::WyscoutMatch),
        ("wyscout/world_cup_2018.jsonl.gz", EventFile::WyscoutMatch),
        ("formats/sportec/sportec_events.xml", EventFile::SportecEvents),
        ("formats/sportec/sportec_meta.xml", EventFile::SportecInformation),
        ("formats/impect/impect_lineups.json", EventFile::ImpectLineUps),
        ("formats/impect/impect_squads.json", EventFile::ImpectSquads),
        ("formats/impect/impect_players.json", EventFile::ImpectPlayers),
        ("metrica/Sample_Game_1_RawEventsData.csv", EventFile::MetricaCsv),
        ("metrica/Sample_Game_3_events.json.gz", EventFile::MetricaJson),
        ("metrica/Sample_Game_3_metadata.xml", EventFile::EptsDescription),
        ("metrica/epts_metadata.xml", EventFile::EptsDescription),
    ];
    for (name, expected) in table {
        let Some(file) = public(name) else { return };
        assert_eq!(recognise_event_file(&file), Some(expected), "{name}");
        assert_eq!(recognise_event_file(&file[..file.len().min(65_536)]), Some(expected), "{name}");
        let marked = [b"\xEF\xBB\xBF".as_slice(), &file].concat();
        assert_eq!(recognise_event_file(&marked), Some(expected), "{name}");
    }
    let frames = br#"[{"event_uuid":"a","visible_area":[],"freeze_frame":[]}]"#;
    assert_eq!(recognise_event_file(frames), Some(EventFile::StatsBomb360));
}

#[test]
fn files_of_tracking_and_others_are_none_of_them() {
    let names = [
        "formats/pff/pff_3812.jsonl.gz",
        "formats/pff/pff_metadata_3812.json",
        "formats/pff/pff_rosters_3812.json",
        "formats/secondspectrum/second_spectrum_fake_data.jsonl.gz",
        "formats/secondspectrum/second_spectrum_fake_metadata.json",
        "formats/secondspectrum/second_spectrum_fake_metadata.xml",
        "formats/signality/signality_meta_data.json",
        "formats/signality/signality_p1_raw_data_subset.json",
        "formats/signality/signality_venue_information.json",
        "formats/sportec/sportec_positional.xml",
        "formats/sportscode/code_xml.xml",
        "formats/statsperform/statsperform_tracking_ma25.txt",
        "formats/tracab/tracab_meta.json",
        "formats/tracab/tracab_meta.xml",
        "formats/tracab/tracab_raw.dat",
        "formats/tracab/tracab_raw.json",
        "hawkeye/1_1.football.samples.ball.gz",
        "hawkeye/meta.json",
        "hawkeye/meta.xml",
        "lastrow/BAR_1-0_ELC.csv.gz",
        "metrica/epts_tracking_100.txt",
        "metrica/tiny_home.csv",
        "skillcorner/2417_match_data.json",
        "skillcorner/other_match_data/2068.json",
        "skillcorner/v3_meta_data.json",
        "skillcorner/v3_raw_data.jsonl",
        "synthetic/seed1_5min_clean/tracab_meta.xml",
        "tracab_nl_6min/events.csv",
        "tracab_nl_6min/meta.json",
        "tracab_nl_6min/tracab.dat.gz",
        "tracab_nl_6min/tracking_wide.csv.gz",
    ];
    for name in names {
        let Some(file) = public(name) else { return };
        assert_eq!(recognise_event_file(&file), None, "{name}");
    }
    for other in [&b""[..], b" ", b"{}", b"[]", b"<a/>", b"name,age\n", b"\xEF\xBB\xBF"] {
        assert_eq!(recognise_event_file(other), None);
    }
}
