//! Season tables against the traps of real ones. Expected figures are counted in the files by other
//! means or worked out by hand.

use std::{collections::BTreeSet, io::Read as _, path::PathBuf};

use football::{KnownMetric, PositionGroup, SeasonMetric};
use proptest::prelude::*;

use super::*;
use crate::player_table::{Delimiter, Encoding, Flag, TableError};

const LATIN1: &str = "fbref_big5_2021_2022_per90_latin1_comma.csv.gz";
const SEMICOLON: &str = "fbref_big5_2022_2023_per90_semicolon_crlf.csv.gz";

/// A file of the shared test data, unpacked; `None`, said aloud, where the data is absent.
#[expect(clippy::disallowed_methods, reason = "the test data lies outside the checkout")]
fn shared_file(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/scouting/fbref")
        .join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}

fn read(text: &str) -> SeasonTable {
    read_season_table(text.as_bytes()).unwrap()
}

/// The figure of the only player, by the key of the metric.
fn figure(seasons: &PlayerSeasons, key: &str) -> Option<f64> {
    let metric = SeasonMetric::Known(KnownMetric::from_key(key).unwrap());
    let place = seasons.metrics.iter().position(|other| *other == metric).unwrap();
    seasons.players[0].figure(place)
}

#[test]
fn both_public_tables_are_read_to_the_last_row() {
    for (file, encoding, delimiter, rows, columns, lost) in [
        (LATIN1, Encoding::SingleByte, Delimiter::Comma, 2_921, 131, 102),
        (SEMICOLON, Encoding::Utf8, Delimiter::Semicolon, 2_686, 112, 95),
    ] {
        let Some(bytes) = shared_file(file) else { return };

        let table = read_season_table(&bytes).unwrap();

        assert_eq!((table.encoding, table.delimiter), (encoding, delimiter));
        assert_eq!(
            (table.rows.len(), table.columns.len(), table.rejects.len()),
            (rows, columns, 0)
        );
        let marked = table.rows.iter().filter(|row| row.name.contains('?')).count();
        assert_eq!(marked, lost, "names already damaged in {file}");
        for row in &table.rows {
            assert!(
                !row.name.contains('?') || row.flags.contains(Flag::LostLetters),
                "{}",
                row.name
            );
            assert!(row.group.is_some() && row.birth_year.is_some() && row.club.is_some());
        }
        let unlisted: Vec<_> = table
            .columns
            .iter()
            .filter(|column| column.metric.known().is_none())
            .map(|column| &column.header)
            .collect();
        assert!(unlisted.is_empty(), "not in the catalogue: {unlisted:?}");
    }
}

#[test]
fn both_public_tables_are_measured_by_one_catalogue() {
    let (Some(older), Some(newer)) = (shared_file(LATIN1), shared_file(SEMICOLON)) else { return };
    let [older, newer] = [older, newer].map(|bytes| read_season_table(&bytes).unwrap());

    let headers = |table: &SeasonTable| -> BTreeSet<String> {
        table.columns.iter().map(|column| column.header.clone()).collect()
    };
    let common = headers(&older).intersection(&headers(&newer)).count();
    let metrics = |table: &SeasonTable| -> BTreeSet<SeasonMetric> {
        table.player_seasons().metrics.into_iter().collect()
    };
    let shared = metrics(&older).intersection(&metrics(&newer)).count();

    // 107 headers (scouting specification 2.3). Four metrics stand twice in each file (passes
    // attempted and completed, crosses, tackles won); the three of take-ons are spelled in two ways.
    assert_eq!((common, shared), (107, 107 - 4 + 3));
}

#[test]
fn players_of_two_clubs_become_one_line_and_no_other_player_does() {
    // Rows whose name and year of birth stood before, counted by other means.
    for (file, repeated) in [(LATIN1, 131), (SEMICOLON, 146)] {
        let Some(bytes) = shared_file(file) else { return };
        let table = read_season_table(&bytes).unwrap();

        let seasons = table.player_seasons();

        assert_eq!(seasons.players.len(), table.rows.len() - repeated);
        assert!(seasons.doubtful.is_empty());
        let minutes: u32 = table.rows.iter().map(|row| row.minutes).sum();
        assert_eq!(seasons.players.iter().map(|player| player.minutes).sum::<u32>(), minutes);
    }
}

#[test]
fn goals_written_as_totals_among_rates_are_found_and_become_rates() {
    let Some(bytes) = shared_file(SEMICOLON) else { return };

    let table = read_season_table(&bytes).unwrap();

    let totals: Vec<_> = table
        .columns
        .iter()
        .filter(|column| column.written == Written::Totals)
        .map(|column| column.header.as_str())
        .collect();
    assert_eq!(totals, ["Goals"]);
    assert!(table.warnings.iter().any(|warning| warning.starts_with("Goals holds whole numbers")));
    // The file says it in another way too: shots per 90 times goals per shot, less penalties.
    let seasons = table.player_seasons();
    let aaronson = &seasons.players[0];
    assert_eq!(aaronson.name, "Brenden Aaronson");
    let goals = figure(&seasons, "goals").unwrap();
    assert!((goals - 90.0 / 1596.0).abs() < 1e-12);
    assert!((goals - 1.53 * 0.04).abs() < 0.01);
}

#[test]
fn clubs_are_joined_by_minutes_and_shares_by_what_they_are_shares_of() {
    let table = read(
        "Player,Nation,Pos,Squad,Comp,Born,MP,Starts,Min,Shots,SoT%,PasTotDist,AerWon,AerLost,AerWon%\n\
         Ada,ENG,FWMF,A,L,1995,10,8,900,2,50,100,1,1,50\n\
         Ada,ENG,MFFW,B,M,1995,30,30,2700,1,25,200,0,3,0\n",
    );

    let seasons = table.player_seasons();

    let ada = &seasons.players[0];
    assert_eq!((seasons.players.len(), ada.minutes, ada.matches), (1, 3600, Some(40)));
    assert_eq!((ada.positions.as_str(), ada.group), ("MFFW", Some(PositionGroup::Midfielder)));
    assert_eq!((ada.clubs.len(), ada.lines.as_slice()), (2, [2, 3].as_slice()));
    // 20 shots and 30 shots in 40 matches; 10 + 7.5 of 50 on target.
    assert!((figure(&seasons, "shots").unwrap() - 1.25).abs() < 1e-12);
    assert!((figure(&seasons, "shot_accuracy").unwrap() - 35.0).abs() < 1e-12);
    // (10 × 100 + 30 × 200) / 40 yards.
    assert!((figure(&seasons, "pass_distance").unwrap() - 175.0 * 0.9144).abs() < 1e-9);
    // 20 duels, half of them won, and 90 without: 10 of 110.
    assert!((figure(&seasons, "aerial_success").unwrap() - 1000.0 / 110.0).abs() < 1e-9);
}

#[test]
fn a_share_of_nothing_is_unknown_and_not_nought() {
    let seasons = read("Player,Born,Min,Shots,SoT%,Rec%\nAda,1995,900,0,0,80\n").player_seasons();

    assert_eq!(figure(&seasons, "shots"), Some(0.0));
    assert_eq!(figure(&seasons, "shot_accuracy"), None);
    assert_eq!(figure(&seasons, "reception_success"), Some(80.0), "nothing says of how many");
}

#[test]
fn namesakes_without_a_birth_year_are_never_joined() {
    let text = |born: [&str; 2], clubs: [&str; 2]| {
        format!(
            "Player,Squad,Born,Min,Shots\nJoão Pedro,{},{},900,1\nJoão Pedro,{},{},900,2\n",
            clubs[0], born[0], clubs[1], born[1]
        )
    };

    let unknown = read(&text(["", ""], ["A", "B"])).player_seasons();
    let different = read(&text(["1996", "2001"], ["A", "B"])).player_seasons();
    let one = read(&text(["1996", "1996"], ["A", "B"])).player_seasons();
    let one_club = read(&text(["1996", "1996"], ["A", "A"])).player_seasons();

    assert_eq!(
        [&unknown, &different, &one, &one_club].map(|seasons| seasons.players.len()),
        [2, 2, 1, 2]
    );
    assert_eq!(one_club.doubtful, ["João Pedro"]);
    assert!(unknown.players[0].flags.contains(Flag::NoBirthDate));
}

#[test]
fn a_bad_row_is_told_with_its_line_column_and_reason() {
    let table = read(
        "Player,Pos,Born,Min,Shots\n\
         ,FW,1995,900,1\n\
         Ada,FW,1995,many,1\n\
         Bea,FW,1995,900,lots\n\
         Cy,striker of old,1995,900,1\n\
         Dee,FW,95,900,1\n\
         Eve,FW,1995,900\n\
         Fay,FW,1995,\"2,881\",1\n\
         Player,Pos,Born,Min,Shots\n\
         Gus,FW,1995,,1\n",
    );

    let told: Vec<_> = table
        .rejects
        .iter()
        .map(|reject| (reject.line, reject.column.as_str(), reject.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (2, "Player", "Player is empty"),
            (3, "Min", "Min is not a count of minutes (many)"),
            (4, "Shots", "Shots is not a figure (lots)"),
            (5, "Pos", "Pos is not a position (striker of old)"),
            (6, "Born", "Born is out of range for a birth year (95)"),
            (7, "", "4 fields, 5 expected"),
            (10, "Min", "Min is empty"),
        ]
    );
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0].minutes, 2881);
}

#[test]
fn unknown_columns_are_kept_by_name_and_those_of_words_are_left_out() {
    let table = read(
        "Rk;Player;Born;90s;Gegenpress;Agent;Shots;Gegenpress;Matches\n\
         1;Ada;1995;10,5;1,25;Bo;2,5;9;Matches\n",
    );

    let headers: Vec<_> = table.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(headers, ["Gegenpress", "Shots", "Gegenpress"]);
    assert_eq!(table.columns[2].repeats, Some(0));
    assert_eq!((table.rows[0].minutes, table.rows[0].figure(0)), (945, Some(1.25)));
    assert_eq!(
        table.warnings,
        [
            "Agent is not read: its cell on line 2 is not a figure.",
            "Two columns are headed Gegenpress; only the first is used. Give each a name of its own.",
        ]
    );
    let seasons = table.player_seasons();
    assert_eq!(seasons.metrics[0].word(), "column:Gegenpress");
    assert_eq!(seasons.players[0].figure(0), Some(1.25));
}

#[test]
fn a_file_that_is_no_season_table_says_what_it_lacks() {
    let error = |bytes: &[u8]| read_season_table(bytes).unwrap_err();

    assert_eq!(error(b""), SeasonTableError::Table(TableError::Empty));
    assert!(matches!(error(b"\x89PNG"), SeasonTableError::Table(TableError::NotText { .. })));
    assert_eq!(
        error(b"Date,Home,Away\n").to_string(),
        "No column holds the player's name. Expected one headed Player; the file has Date, Home, Away. \
         Export the table with that column."
    );
    assert!(error(b"Player,Shots\nAda,1\n").to_string().contains("minutes played"));
    assert_eq!(error(b"Player,Min\nAda,90\n"), SeasonTableError::NoFigures);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_pieces_are_read_alike_and_never_panic(
        text in "(Player|Min|Born|Shots|SoT%|Pos|90s)([,;][A-Za-z0-9?%.é\"-]{0,6}){0,5}(\n[A-Za-z0-9?,;.é\"-]{0,20}){0,6}",
        piece in 1_usize..40,
    ) {
        let whole = read_season_table(text.as_bytes());
        let mut reader = SeasonReader::default();
        let mut fault = None;
        for bytes in text.as_bytes().chunks(piece) {
            if let Err(error) = reader.push(bytes) {
                fault = Some(error);
                break;
            }
        }
        let pieces = fault.map_or_else(|| reader.finish(), Err);

        let told = |result: Result<SeasonTable, SeasonTableError>| {
            result.map(|table| format!("{table:?} {:?}", table.player_seasons()))
        };
        prop_assert_eq!(told(whole), told(pieces));
    }
}
