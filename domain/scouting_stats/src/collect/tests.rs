use super::*;
use crate::writer::examples::{attacker, day, value};

fn shown(table: &EvidenceTable, kind: Metric) -> String {
    table.about(kind).map(Evidence::shown_value).unwrap_or_default()
}

#[test]
fn a_full_record_becomes_rows_numbered_from_1_without_gaps() {
    let table = collect(&attacker(), "");

    let ids: Vec<_> = table.rows.iter().map(|row| row.id.0).collect();
    let expected: Vec<_> = (1..=u16::try_from(table.rows.len()).unwrap()).collect();
    assert_eq!(ids, expected);
    assert_eq!(table.row(EvidenceId(1)).unwrap().kind, Metric::Age);
    assert_eq!(table.row(EvidenceId(0)), None);
}

#[test]
fn value_facts_are_reckoned_from_the_history() {
    let table = collect(&attacker(), "");

    // The example: €40m, €80m, €110m (peak, 12 Jun 2025), €100m on 16 Dec 2025 after €80m a year
    // before.
    assert_eq!(shown(&table, Metric::Value), "€100m");
    assert_eq!(shown(&table, Metric::ValuePeak), "€110m");
    assert_eq!(table.about(Metric::ValuePeak).unwrap().as_of, day(2025, 6, 12));
    assert_eq!(shown(&table, Metric::ValueShareOfPeak), "91 %"); // 100/110 = 90.9
    assert_eq!(shown(&table, Metric::ValueYearBefore), "€80m");
    assert_eq!(shown(&table, Metric::ValueChange), "25 %");
    assert_eq!(shown(&table, Metric::ValueStaleness), "11 months"); // to 21 Nov 2026
}

#[test]
fn what_is_missing_is_unknown_with_a_reason_and_never_nought() {
    let mut facts = attacker();
    facts.player.birth_date = None;
    facts.player.height_cm = None;
    facts.values.clear();

    let table = collect(&facts, "");

    for kind in [Metric::Age, Metric::BirthDate, Metric::Height, Metric::Value] {
        let row = table.about(kind).unwrap();
        assert!(matches!(&row.value, EvidenceValue::Unknown { why, .. } if !why.is_empty()));
    }
    assert_eq!(table.about(Metric::AgeCurve), None);
}

#[test]
fn too_few_peers_leave_a_reason_instead_of_a_percentile() {
    let mut facts = attacker();
    facts.value_peers = Some(PeerCounts { below: 3, level: 1, n: 12 });

    let row = collect(&facts, "").about(Metric::Value).cloned().unwrap();

    assert_eq!(row.percentile(), None);
    let why = crate::NoPercentile::TooFewPeers { n: 12 };
    assert_eq!(row.standing, Standing::Missing { why });
}

#[test]
fn a_contract_that_has_ended_is_not_months_left() {
    let mut facts = attacker();
    facts.player.contract_until = Some(day(2026, 6, 30));

    let table = collect(&facts, "");

    assert!(table.about(Metric::ContractLeft).unwrap().is_unknown());
}

#[test]
fn a_year_before_is_a_value_within_a_quarter_of_the_day() {
    let mut facts = attacker();
    facts.values = vec![value(50, day(2025, 1, 1)), value(60, day(2025, 7, 1))];

    let table = collect(&facts, "");

    assert!(table.about(Metric::ValueChange).unwrap().is_unknown());
    assert_eq!(table.about(Metric::ValueYearBefore), None);
}

#[test]
fn months_count_only_when_they_are_whole() {
    assert_eq!(whole_months(day(2026, 1, 31), day(2026, 2, 28)), 0);
    assert_eq!(whole_months(day(2026, 1, 15), day(2026, 2, 15)), 1);
    assert_eq!(whole_months(day(2025, 11, 21), day(2026, 11, 20)), 11);
    assert_eq!(whole_months(day(2026, 2, 1), day(2026, 1, 1)), 0);
}

#[test]
fn the_hash_follows_knowledge_and_not_the_calendar() {
    let facts = attacker();
    let mut tomorrow = facts.clone();
    tomorrow.today = facts.today.succ_opt().unwrap();
    let mut next_month = facts.clone();
    next_month.today = facts.today + chrono::Months::new(1);
    let mut moved = facts.clone();
    moved.player.club = Some("Elsewhere".to_owned());

    let hash = collect(&facts, "Why?").hash();

    assert_eq!(collect(&tomorrow, "Why?").hash(), hash);
    assert_eq!(collect(&facts, " Why? ").hash(), hash);
    assert_ne!(collect(&next_month, "Why?").hash(), hash);
    assert_ne!(collect(&moved, "Why?").hash(), hash);
    assert_ne!(collect(&facts, "").hash(), hash);
    assert_eq!(hash.len(), 64);
}
