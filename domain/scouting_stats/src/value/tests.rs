//! The models against the figures of the scouting specification, on the open values. Where these are
//! absent the tests are skipped, visibly.

use std::{collections::BTreeMap, io::Read as _, path::PathBuf};

use chrono::NaiveDate;
use football::{PlayerId, PositionGroup};

use super::*;

/// A file of the shared test data, unpacked; `None`, said aloud, where the data is absent.
#[expect(clippy::disallowed_methods, reason = "the test data lies outside the checkout")]
fn shared_file(name: &str) -> Option<Vec<u8>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scouting").join(name);
    let Ok(packed) = std::fs::read(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}

/// The open values by player, of every player or of one in `one_of`.
fn open_values(one_of: i64) -> Option<Vec<ValuationHistory>> {
    let values = shared_file("valuations_2003_2021H1.csv.gz")?;
    let players = shared_file("players.csv.gz")?;
    let mut known: BTreeMap<i64, (Option<NaiveDate>, Option<PositionGroup>)> = BTreeMap::new();
    for record in csv::Reader::from_reader(players.as_slice()).records() {
        let record = record.unwrap();
        let group = PositionGroup::ALL.into_iter().find(|group| group.code() == &record[3]);
        known.insert(record[0].parse().unwrap(), (record[5].parse().ok(), group));
    }
    let mut dated: BTreeMap<i64, Vec<DatedValue>> = BTreeMap::new();
    for record in csv::Reader::from_reader(values.as_slice()).records() {
        let record = record.unwrap();
        let player: i64 = record[0].parse().unwrap();
        if player % one_of == 0 {
            let date = record[1].parse().unwrap();
            let value_eur = record[2].parse().unwrap();
            dated.entry(player).or_default().push(DatedValue { date, value_eur });
        }
    }
    let history = |(player, values)| {
        let (birth_date, group) = known.get(&player).copied().unwrap_or_default();
        ValuationHistory::new(PlayerId(player), birth_date, group, values)
    };
    Some(dated.into_iter().map(history).collect())
}

fn end_of_season(year: i32) -> Origin {
    Origin::end_of_season(year).unwrap()
}

#[test]
fn protocol_a_finds_the_players_of_the_specification_and_their_growth() {
    let Some(histories) = open_values(1) else { return };

    let panel = Panel::new(&histories, end_of_season(2021));

    // Specification 2.5: players, and the error of the last value.
    for (year, players, male) in [
        (2016, 12_010, 0.476),
        (2017, 13_128, 0.464),
        (2018, 13_779, 0.474),
        (2019, 13_247, 0.394),
        (2020, 15_021, 0.496),
    ] {
        let growth = panel.rows(end_of_season(year)).iter().filter_map(|row| row.growth(1));
        let errors = Accuracy::of(growth.map(|growth| (0.0, growth))).unwrap();
        assert_eq!(errors.players, players, "{year}");
        assert!((errors.male - male).abs() < 0.0006, "{year}: {}", errors.male);
    }

    // Specification 2.6: origins 2010 to 2019, age and group known.
    let with_age_and_group = panel
        .past(end_of_season(2020))
        .unwrap()
        .outcomes(1, 10)
        .filter(|(known, _)| known.age_years.is_some() && known.group.is_some());
    let curve = GrowthCurve::of(with_age_and_group).unwrap();
    assert_eq!(curve.pairs(), 61_642);
    let groups = [
        PositionGroup::Attacker,
        PositionGroup::Defender,
        PositionGroup::Goalkeeper,
        PositionGroup::Midfielder,
    ];
    for (age, medians, sd) in [
        (18, [0.693, 0.405, 0.288, 0.693], 0.98),
        (20, [0.300, 0.357, 0.223, 0.336], 0.82),
        (22, [0.084, 0.182, 0.000, 0.134], 0.66),
        (24, [0.000, 0.000, 0.000, 0.000], 0.57),
        (26, [0.000, 0.000, 0.000, 0.000], 0.51),
        (28, [-0.154, -0.118, 0.000, -0.134], 0.46),
        (30, [-0.241, -0.223, -0.169, -0.223], 0.42),
        (32, [-0.405, -0.405, -0.288, -0.405], 0.44),
        (34, [-0.418, -0.405, -0.405, -0.405], 0.47),
    ] {
        for (group, median) in groups.into_iter().zip(medians) {
            let found = curve.cell(age, Some(group)).unwrap().median;
            assert!((found - median).abs() < 0.01, "{group:?} of {age}: {found}, not {median}");
        }
        let found = curve.cell(age, None).unwrap().sd;
        assert!((found - sd).abs() < 0.01, "sd at {age}: {found}, not {sd}");
    }
    for (group, peak) in groups.into_iter().zip([25.9, 26.4, 27.6, 25.7]) {
        let found = curve.peak_age(group).unwrap();
        assert!((found - peak).abs() < 0.2, "{group:?} peak at {found}, not {peak}");
    }
}

#[test]
fn random_values_after_the_origin_change_no_bit_of_a_forecast() {
    // A third of the players is enough to train on, and takes a third of the time.
    let Some(histories) = open_values(3) else { return };
    let origin = end_of_season(2016);
    let wild = |value: &DatedValue| {
        let mixed = value.value_eur.wrapping_mul(6_364_136_223_846_793_005).rotate_left(17);
        let value_eur =
            if value.date > origin.0 { 1 + mixed.rem_euclid(200_000_000) } else { value.value_eur };
        DatedValue { value_eur, ..*value }
    };
    let with_wild_future: Vec<_> = histories
        .iter()
        .map(|history| {
            let values = history.values().iter().map(wild).collect();
            let (born, group) = (history.birth_date(), history.group());
            ValuationHistory::new(history.player(), born, group, values)
        })
        .collect();
    assert_ne!(with_wild_future, histories);

    let forecasts = |histories: &[ValuationHistory]| {
        let panel = Panel::new(histories, end_of_season(2021));
        let past = panel.past(origin).unwrap();
        let model = ValueModel::fit(past, ModelSettings::seeded(7)).unwrap();
        let forecasts: Vec<_> = histories.iter().map(|history| model.forecast(history)).collect();
        serde_json::to_string(&forecasts).unwrap()
    };

    assert!(forecasts(&histories) == forecasts(&with_wild_future));
}

#[test]
fn forecasts_of_2018_are_as_right_as_the_specification_says() {
    let Some(histories) = open_values(1) else { return };
    let panel = Panel::new(&histories, end_of_season(2021));

    // 2018 is three years before the newest origin.
    let card = ReportCard::of_origins(&panel, 3..=3, ModelSettings::seeded(7));

    let report = &card.origins[0];
    // Reference .445 for the 58 columns (2.5); with the products it is the same to three digits.
    assert!((report.everyone.linear.male - 0.445).abs() < 0.001, "{report:?}");
    // Reference .800 (2.8).
    assert!((report.band.share - 0.800).abs() < 0.001, "{report:?}");
    // SC2: from .77 of what came within the band, and the middle path well ahead of the last value.
    let [_, two, three] = report.career[..] else { panic!("three years have come: {report:?}") };
    for (career, bar) in [(two, 0.88), (three, 0.84)] {
        assert!((0.77..0.83).contains(&career.coverage.share), "{career:?}");
        assert!(career.median_path.male <= bar * career.last_value.male, "{career:?}");
    }
}
