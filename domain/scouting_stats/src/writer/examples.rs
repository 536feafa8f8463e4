//! Players for the tests of this crate.

use chrono::{NaiveDate, TimeZone, Utc};
use football::{Foot, Player, PlayerId, PlayerStatus, Position, Valuation};

use crate::{PeerCounts, PlayerFacts};

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
        today: day(2026, 11, 21),
    }
}
