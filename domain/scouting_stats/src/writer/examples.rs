//! Players for the tests of this crate.

use chrono::{NaiveDate, TimeZone, Utc};
use football::{
    Foot, Player, PlayerId, PlayerStatus, Position, PositionGroup, SeasonMetric, Valuation,
};

use crate::{MetricStanding, PeerCounts, PlayerFacts, SeasonFacts, SeasonTotals, Standing};

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn value(millions: i64, date: NaiveDate) -> Valuation {
    Valuation { amount_eur: millions * 1_000_000, date, source: "Test estimate".to_owned() }
}

/// A player of whom everything is known.
pub(crate) fn attacker() -> PlayerFacts {
    let values = vec![
        value(40, day(2023, 6, 1)),
        value(80, day(2024, 12, 10)),
        value(110, day(2025, 6, 12)),
        value(100, day(2025, 12, 16)),
    ];
    PlayerFacts {
        player: Player {
            id: PlayerId(7),
            name: "Erik Åsen Dahl".to_owned(),
            known_name: Some("Erik Dahl".to_owned()),
            birth_date: Some(day(2000, 3, 2)),
            nationalities: vec!["Norway".to_owned(), "Mali".to_owned()],
            position: Some(Position::LeftWinger),
            foot: Some(Foot::Left),
            height_cm: Some(178),
            club: Some("1. FC Testdorf".to_owned()),
            competition: Some("Bundesliga".to_owned()),
            contract_until: Some(day(2028, 6, 30)),
            status: PlayerStatus::Active,
            market_value: values.last().cloned(),
            photo_url: None,
            version: 3,
            updated_at: Utc.with_ymd_and_hms(2026, 11, 1, 9, 0, 0).unwrap(),
        },
        values,
        value_peers: Some(PeerCounts { below: 207, level: 1, n: 214 }),
        height_peers: Some(PeerCounts { below: 30, level: 6, n: 90 }),
        season: None,
        totals: None,
        today: day(2026, 11, 21),
    }
}

/// The same with a season of 2,400 minutes, seen by two sources. E21 to E24 are matches, minutes, goals
/// and assists; the figures follow.
pub(crate) fn attacker_in_season() -> PlayerFacts {
    let ranked = |header: &str, figure: f64, percentile: f64| MetricStanding {
        metric: SeasonMetric::from_header(header),
        figure: Some(figure),
        shrunk: None,
        peer_mean: None,
        n: 412,
        standing: Standing::Ranked { percentile },
        stability: None,
    };
    PlayerFacts {
        season: Some(SeasonFacts {
            season: "2025/2026".to_owned(),
            source: "FBref".to_owned(),
            as_of: day(2026, 6, 1),
            minutes: 2_400,
            least_minutes: 900,
            group: Some(PositionGroup::Attacker),
            figures: vec![
                ranked("Goals", 0.45, 83.2),
                ranked("Shots", 2.31, 55.0),
                ranked("Fls", 1.12, 90.0),
                ranked("ToSuc%", 41.2, 20.0),
            ],
        }),
        totals: Some(SeasonTotals {
            season: "2025/2026".to_owned(),
            source: "Transfermarkt".to_owned(),
            as_of: day(2026, 5, 24),
            matches: 31,
            minutes: 2_400,
            goals: 12,
            assists: 1,
        }),
        ..attacker()
    }
}
