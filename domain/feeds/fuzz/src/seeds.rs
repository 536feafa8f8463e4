//! What a reader's fuzzing starts from: the small files of the tests and, where the public data is there, the
//! beginnings of real files, with a dictionary of the words that stand in them.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;

use crate::{BETWEEN_FILES, readers::Reader, small_files as small, small_games::small_games};

/// The most of a real file that a seed has. A description that is longer is cut off, which is refused and still has
/// the words of a real one.
const LONGEST_FILE: usize = 3_000;
/// How much of a real file the dictionary is made of.
const LONGEST_READ: u64 = 64 << 10;
/// The most words of a dictionary, and the longest.
const MOST_WORDS: usize = 400;
const LONGEST_WORD: usize = 40;
/// A frame of 360 degrees for the shot among the small files.
const STATS_BOMB_360: &str = r#"[{"event_uuid":"x","visible_area":[0,0,120,0,120,80],"freeze_frame":
    [{"location":[60,40],"teammate":true,"actor":true,"keeper":false}]}]"#;

/// Real files of each reader, in the order in which an input has them.
const REAL: &[(&str, &[&str])] = &[
    ("tracab", &["formats/tracab/tracab_meta.xml", "formats/tracab/tracab_raw.dat"]),
    ("tracab", &["tracab_nl_6min/tracab_meta.xml", "tracab_nl_6min/tracab.dat.gz"]),
    ("tracab_json", &["formats/tracab/tracab_meta.json", "formats/tracab/tracab_raw.json"]),
    ("metrica", &["metrica/tiny_home.csv", "metrica/tiny_away.csv"]),
    ("epts", &["metrica/epts_metadata.xml", "metrica/epts_tracking_100.txt"]),
    (
        "skillcorner",
        &["skillcorner/2417_match_data.json", "skillcorner/2417_structured_data_period1.json.gz"],
    ),
    ("skillcorner", &["skillcorner/v3_meta_data.json", "skillcorner/v3_raw_data.jsonl"]),
    (
        "second_spectrum",
        &[
            "formats/secondspectrum/second_spectrum_fake_metadata.json",
            "formats/secondspectrum/second_spectrum_fake_data.jsonl.gz",
        ],
    ),
    ("sportec", &["formats/sportec/sportec_meta.xml", "formats/sportec/sportec_positional.xml"]),
    (
        "stats_perform",
        &[
            "formats/statsperform/statsperform_tracking_ma1.json",
            "formats/statsperform/statsperform_tracking_ma25.txt",
        ],
    ),
    (
        "hawk_eye",
        &[
            "hawkeye/meta.json",
            "hawkeye/1_1.football.samples.centroids.gz",
            "hawkeye/1_1.football.samples.ball.gz",
        ],
    ),
    (
        "pff",
        &[
            "formats/pff/pff_metadata_3812.json",
            "formats/pff/pff_rosters_3812.json",
            "formats/pff/pff_3812.jsonl.gz",
        ],
    ),
    (
        "signality",
        &[
            "formats/signality/signality_meta_data.json",
            "formats/signality/signality_venue_information.json",
            "formats/signality/signality_p1_raw_data_subset.json",
        ],
    ),
    ("stats_bomb_events", &["statsbomb/15946_lineups.json", "", "statsbomb/15946_events.json.gz"]),
    ("opta_events", &["formats/opta/opta_f7.xml", "formats/opta/opta_f24.xml"]),
    (
        "stats_perform_events",
        &[
            "formats/statsperform/statsperform_event_ma1.json",
            "formats/statsperform/statsperform_event_ma3.json.gz",
        ],
    ),
    ("data_factory_events", &["formats/datafactory/datafactory_events.json.gz"]),
    ("sportec_events", &["formats/sportec/sportec_meta.xml", "formats/sportec/sportec_events.xml"]),
    ("metrica_csv_events", &["metrica/Sample_Game_1_RawEventsData.csv"]),
    (
        "metrica_json_events",
        &["metrica/Sample_Game_3_metadata.xml", "metrica/Sample_Game_3_events.json.gz"],
    ),
    ("wyscout_events", &["formats/wyscout/wyscout_events_v2.json.gz"]),
    ("wyscout_events", &["wyscout/world_cup_2018.jsonl.gz"]),
    (
        "impect_line_ups",
        &[
            "formats/impect/impect_lineups.json",
            "formats/impect/impect_squads.json",
            "formats/impect/impect_players.json",
        ],
    ),
];

/// Writes the seeds of a reader into `folder`, and its dictionary beside it.
pub(crate) fn write(reader: &Reader, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // Who reads whatever it is begins with everything.
    let is_wanted = |name: &str| reader.name == name || reader.name == "match_files";
    let small: Vec<_> = small_inputs().into_iter().filter(|(name, _)| is_wanted(name)).collect();
    let mut words = BTreeMap::new();
    let mut inputs = Vec::new();
    for (name, names) in REAL.iter().filter(|(name, _)| is_wanted(name)) {
        let real: Vec<_> = names.iter().map(|name| beginning(name)).collect::<io::Result<_>>()?;
        for file in &real {
            count_words(file, &mut words);
        }
        let cut: Vec<_> = real.iter().map(|file| cut(file)).collect();
        // Real frames beside a description that is whole.
        for (_, files) in small.iter().filter(|(small, _)| small == name) {
            let mut mixed = files.clone();
            if let (Some(last), Some(real)) = (mixed.last_mut(), cut.last()) {
                last.clone_from(real);
            }
            inputs.push(mixed);
        }
        inputs.push(cut);
    }
    for (_, files) in small {
        for file in &files {
            count_words(file, &mut words);
        }
        inputs.push(files);
    }
    for (place, files) in inputs.iter().enumerate() {
        fs::write(folder.join(format!("seed-{place:02}")), files.join(&BETWEEN_FILES))?;
    }
    fs::write(folder.with_extension("dict"), dictionary(words))
}

/// The small files of the tests by the reader that they are for.
fn small_inputs() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let mut inputs = small_games();
    for (name, _) in &mut inputs {
        *name = match *name {
            "skillcorner_v3" => "skillcorner",
            "second_spectrum_xml" => "second_spectrum",
            name => name,
        };
    }
    let [line_ups, events] = small::STATS_BOMB;
    let [squads, own_line_ups] = small::IMPECT;
    let [events_line_ups, own_events] = small::IMPECT_EVENTS;
    let files: [(&str, &[&str]); 11] = [
        ("stats_bomb_events", &[line_ups, STATS_BOMB_360, events]),
        ("opta_events", &small::OPTA),
        ("stats_perform_events", &small::STATS_PERFORM),
        ("data_factory_events", &small::DATA_FACTORY[1..]),
        ("sportec_events", &small::SPORTEC),
        ("metrica_csv_events", &small::METRICA_CSV[1..]),
        ("metrica_json_events", &small::METRICA_JSON),
        ("wyscout_events", &[small::WYSCOUT]),
        ("wyscout_v3_events", &[small::WYSCOUT_V3]),
        ("impect_line_ups", &[own_line_ups, squads, ""]),
        ("impect_events", &[events_line_ups, squads, "", own_events]),
    ];
    let bytes = |files: &[&str]| -> Vec<Vec<u8>> {
        files.iter().map(|file| file.as_bytes().to_vec()).collect()
    };
    inputs.extend(files.map(|(name, files)| (name, bytes(files))));
    inputs
}

/// The beginning of a file of the public data, unpacked; nothing where it is absent.
fn beginning(name: &str) -> io::Result<Vec<u8>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/tracking");
    let mut bytes = Vec::new();
    let path = data.join(name);
    if !path.is_file() {
        return Ok(bytes);
    }
    #[expect(clippy::disallowed_methods, reason = "a developer's program reads its seeds")]
    let file = fs::File::open(&path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).take(LONGEST_READ).read_to_end(&mut bytes)?;
    } else {
        file.take(LONGEST_READ).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// As many whole lines as a seed may have; the beginning of the first where that is longer.
fn cut(file: &[u8]) -> Vec<u8> {
    let upto = file.len().min(LONGEST_FILE);
    let is_whole = upto == file.len();
    let lines = file[..upto].iter().rposition(|byte| *byte == b'\n').filter(|_| !is_whole);
    file[..lines.map_or(upto, |end| end + 1)].to_vec()
}

/// Counts the words of a file: keys, names and values, with the marks around them that a reader looks for.
fn count_words(file: &[u8], words: &mut BTreeMap<String, usize>) {
    let text = String::from_utf8_lossy(file);
    let mut count = |word: &str| {
        if (2..=LONGEST_WORD).contains(&word.len()) && word.is_ascii() {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    };
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    for word in text.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()) {
        count(word);
    }
    // `"key":`, `<Name` and `name="`.
    for quoted in text.split('"').skip(1).step_by(2).filter(|word| word.chars().all(is_word)) {
        count(&format!("\"{quoted}\":"));
    }
    for tag in text.split('<').skip(1) {
        let name = tag.split(|letter: char| !is_word(letter) && letter != '/').next();
        count(&format!("<{}", name.unwrap_or_default()));
    }
}

/// The words that come most often, as libFuzzer has its dictionaries, with the signs of all formats.
fn dictionary(words: BTreeMap<String, usize>) -> String {
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let signs = [
        "\\xff",
        "\\xef\\xbb\\xbf",
        "NaN",
        "nan",
        "inf",
        "1e999",
        "-1e308",
        "-0",
        "null",
        "true",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "65536",
        "&lt;",
        "&#0;",
        "&a;",
        "<![CDATA[",
        "<!--",
        "-->",
        "<!DOCTYPE",
        "<?",
        "/>",
        "</",
        "{}",
        "[]",
        "\\x0a",
    ];
    let escaped =
        words.into_iter().map(|(word, _)| word.replace('\\', "\\\\").replace('"', "\\\""));
    let all = signs.into_iter().map(str::to_owned).chain(escaped.take(MOST_WORDS));
    all.map(|word| ["\"", &word, "\"\n"].concat()).collect()
}
