//! From what is known of a player to numbered rows of evidence.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate};
use football::{Player, PlayerStatus, Valuation};

use crate::{
    AGE_CURVE_PAIRS, Evidence, EvidenceId, EvidenceTable, EvidenceValue, Metric, Standing, Subject,
    Unit, age_curve, percentile_among, short_date,
};

/// Years of age to either side within which players are compared by value. Careers move fast: at 20
/// the median value grows by a third in a year (2.6), so a wider band would compare unlike players.
const PEER_AGE_BAND: u32 = 2;
/// A value "a year before" may lie so many days off the day: sources publish two to four values a
/// year.
const YEAR_BEFORE_TOLERANCE_DAYS: u64 = 92;
/// Days in a year.
const YEAR_DAYS: u64 = 365;
/// Who says what stands in the player record.
const RECORD: &str = "Player record";

/// Where a player's figure lies among peers, counted by the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerCounts {
    /// Peers with a smaller figure.
    pub below: u32,
    /// Peers with the same figure, the player included.
    pub level: u32,
    /// Peers in all, the player included.
    pub n: u32,
}

/// What the store knows of a player.
#[derive(Clone, Debug)]
pub struct PlayerFacts {
    /// The record.
    pub player: Player,
    /// Every market value known, any order.
    pub values: Vec<Valuation>,
    /// The newest value among players of the same group, age ± 2 years, valued within a year of it;
    /// `None` when age, position or value is unknown.
    pub value_peers: Option<PeerCounts>,
    /// The height among players of the same position.
    pub height_peers: Option<PeerCounts>,
    /// Today.
    pub today: NaiveDate,
}

/// The ages, in whole years, of those whom a player of `age` is compared with by value.
pub const fn value_peer_ages(age: u32) -> RangeInclusive<u32> {
    age.saturating_sub(PEER_AGE_BAND)..=age + PEER_AGE_BAND
}

/// The evidence on a player, for one question. The same facts give the same rows.
pub fn collect(facts: &PlayerFacts, question: &str) -> EvidenceTable {
    let player = &facts.player;
    let mut rows = Rows { rows: Vec::new(), record_as_of: player.updated_at.date_naive() };
    rows.person(facts);
    rows.employment(facts);
    rows.values(facts);
    rows.usual_course(facts);
    rows.gaps(facts);
    EvidenceTable {
        subject: Subject {
            player_id: player.id,
            name: player.name.clone(),
            known_name: player.known_name.clone(),
            age: player.age_on(facts.today),
        },
        question: question.trim().to_owned(),
        rows: rows.rows,
    }
}

struct Rows {
    rows: Vec<Evidence>,
    record_as_of: NaiveDate,
}

impl Rows {
    /// Adds a row from the player record and returns it for more detail.
    fn add(
        &mut self,
        kind: Metric,
        metric: &str,
        value: EvidenceValue,
        unit: Unit,
    ) -> &mut Evidence {
        let number = u16::try_from(self.rows.len() + 1).unwrap_or(u16::MAX);
        self.rows.push(Evidence {
            id: EvidenceId(number),
            kind,
            metric: metric.to_owned(),
            value,
            unit,
            standing: Standing::NotCompared,
            peer_group: None,
            n: None,
            period: None,
            source: RECORD.to_owned(),
            as_of: self.record_as_of,
        });
        self.rows.last_mut().expect("a row was just added")
    }

    /// A text of the record, or that it is missing.
    fn add_text(&mut self, kind: Metric, metric: &str, text: Option<String>) {
        let text = text.filter(|text| !text.trim().is_empty());
        let value = text.map_or_else(not_on_record, |text| EvidenceValue::Text { text });
        self.add(kind, metric, value, Unit::None);
    }

    fn person(&mut self, facts: &PlayerFacts) {
        let player = &facts.player;
        let age = player.age_on(facts.today);
        let value = age.map_or_else(
            || unknown("no birth date is on record", "Add the birth date"),
            |age| number(f64::from(age)),
        );
        self.add(Metric::Age, "Age", value, Unit::Years).as_of = facts.today;
        let born =
            player.birth_date.map_or_else(not_on_record, |date| EvidenceValue::Date { date });
        self.add(Metric::BirthDate, "Birth date", born, Unit::None);
        let countries = Some(player.nationalities.join(", "));
        self.add_text(Metric::Nationality, "Nationality", countries);
        let position = player.position.map(|position| position.name().to_owned());
        self.add_text(Metric::Position, "Position", position);
        let foot = player.foot.map(|foot| foot.as_str().to_owned());
        self.add_text(Metric::Foot, "Stronger foot", foot);

        let height = player.height_cm.map_or_else(not_on_record, |cm| number(f64::from(cm)));
        let row = self.add(Metric::Height, "Height", height, Unit::Centimetres);
        if let (Some(position), Some(peers)) = (player.position, facts.height_peers) {
            compare(row, peers, format!("{}s", position.name()));
        }
    }

    fn employment(&mut self, facts: &PlayerFacts) {
        let player = &facts.player;
        let status = player.status.label().to_lowercase();
        self.add_text(Metric::Status, "Status", Some(status));
        if player.status != PlayerStatus::Active {
            return;
        }
        self.add_text(Metric::Club, "Club", player.club.clone());
        self.add_text(Metric::Competition, "Competition", player.competition.clone());
        let Some(end) = player.contract_until else {
            self.add(Metric::ContractEnd, "Contract end", not_on_record(), Unit::None);
            return;
        };
        self.add(
            Metric::ContractEnd,
            "Contract end",
            EvidenceValue::Date { date: end },
            Unit::None,
        );
        let left = if end < facts.today {
            unknown("the contract end on record has passed", "Update the contract")
        } else {
            number(f64::from(whole_months(facts.today, end)))
        };
        self.add(Metric::ContractLeft, "Contract left", left, Unit::Months).as_of = facts.today;
    }

    fn values(&mut self, facts: &PlayerFacts) {
        let mut values = facts.values.clone();
        // Two sources on one day: the order of their names decides, so that it is always the same.
        values.sort_by(|a, b| (a.date, &a.source).cmp(&(b.date, &b.source)));
        let (Some(first), Some(newest)) = (values.first(), values.last()) else {
            let why = unknown("no source is connected and none was written down", "Import values");
            self.add(Metric::Value, "Market value", why, Unit::Euros);
            return;
        };
        let row = self.add_value(Metric::Value, "Market value", newest);
        if let (Some(position), Some(age), Some(peers)) =
            (facts.player.position, facts.player.age_on(facts.today), facts.value_peers)
        {
            let ages = value_peer_ages(age);
            let group = position.group().plural();
            compare(row, peers, format!("{group} aged {} to {}", ages.start(), ages.end()));
            row.period = Some("values dated within a year of this one".to_owned());
        }

        let stale = number(f64::from(whole_months(newest.date, facts.today)));
        let row = self.add(Metric::ValueStaleness, "Months since that value", stale, Unit::Months);
        row.as_of = facts.today;

        let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let row =
            self.add(Metric::ValueCount, "Values on file", number(f64::from(count)), Unit::Count);
        row.period = Some(format!("{} to {}", first.date.year(), newest.date.year()));
        row.as_of = newest.date;
        row.source.clone_from(&newest.source);
        if values.len() < 2 {
            return;
        }

        let peak = values
            .iter()
            .max_by_key(|value| (value.amount_eur, std::cmp::Reverse(value.date)))
            .unwrap_or(newest);
        self.add_value(Metric::ValuePeak, "Peak value", peak);
        if let Some(share) = ratio_percent(newest.amount_eur, peak.amount_eur) {
            let row = self.add(
                Metric::ValueShareOfPeak,
                "Share of peak value",
                number(share),
                Unit::Percent,
            );
            row.as_of = newest.date;
            row.source.clone_from(&newest.source);
        }
        self.change_over_a_year(&values, newest);
    }

    fn change_over_a_year(&mut self, values: &[Valuation], newest: &Valuation) {
        const CHANGE: &str = "Change of value over 12 months";
        let year_before = newest.date.checked_sub_days(Days::new(YEAR_DAYS));
        let before = year_before.and_then(|day| {
            values
                .iter()
                .map(|value| {
                    (value.date.signed_duration_since(day).num_days().unsigned_abs(), value)
                })
                .filter(|(days_off, _)| *days_off <= YEAR_BEFORE_TOLERANCE_DAYS)
                .min_by_key(|(days_off, _)| *days_off)
        });
        let change = before.and_then(|(_, before)| {
            let percent = ratio_percent(newest.amount_eur, before.amount_eur)? - 100.0;
            Some((before, percent))
        });
        let Some((before, percent)) = change else {
            let why = "no value is dated about a year before the newest";
            self.add(Metric::ValueChange, CHANGE, unknown(why, "Import values"), Unit::Percent);
            return;
        };
        self.add_value(Metric::ValueYearBefore, "Value a year before", before);
        let row = self.add(Metric::ValueChange, CHANGE, number(percent), Unit::Percent);
        row.period = Some(format!("{} to {}", short_date(before.date), short_date(newest.date)));
        row.as_of = newest.date;
        row.source.clone_from(&newest.source);
    }

    fn add_value(&mut self, kind: Metric, metric: &str, value: &Valuation) -> &mut Evidence {
        #[expect(
            clippy::cast_precision_loss,
            reason = "values are whole euros below 10^12, which a float holds exactly"
        )]
        let euros = value.amount_eur as f64;
        let row = self.add(kind, metric, number(euros), Unit::Euros);
        row.source.clone_from(&value.source);
        row.as_of = value.date;
        row
    }

    /// What values of such players usually did: a description with its spread.
    fn usual_course(&mut self, facts: &PlayerFacts) {
        let player = &facts.player;
        let (Some(age), Some(position)) = (player.age_on(facts.today), player.position) else {
            return;
        };
        let Some(point) = age_curve(age, position.group()) else { return };
        if player.status == PlayerStatus::Retired {
            return;
        }
        let group = position.group().plural();
        let among = point.between.map_or_else(
            || format!("{group} aged {age}"),
            |(younger, older)| format!("{group} aged {younger} and {older}"),
        );
        let (low, high) = point.band_percent();
        for (kind, metric, value) in [
            (Metric::AgeCurve, "Median one-year change", number(point.median_percent())),
            (
                Metric::AgeCurveBand,
                "Usual spread of one-year changes",
                EvidenceValue::Range { low: stored(low), high: stored(high), decimals: 0 },
            ),
        ] {
            let row = self.add(kind, &format!("{metric}, {among}"), value, Unit::Percent);
            row.peer_group = Some("pairs of values, all ages".to_owned());
            row.n = Some(AGE_CURVE_PAIRS);
            row.period = Some("2010 to 2019".to_owned());
            "Transfermarkt values".clone_into(&mut row.source);
            row.as_of = AGE_CURVE_AS_OF;
        }
    }

    /// How complete the record is, and what no source of ours can say.
    fn gaps(&mut self, facts: &PlayerFacts) {
        let player = &facts.player;
        let employed = player.status == PlayerStatus::Active;
        let known = [
            player.birth_date.is_some(),
            !player.nationalities.is_empty(),
            player.position.is_some(),
            player.foot.is_some(),
            player.height_cm.is_some(),
            !employed || player.club.is_some(),
            !employed || player.competition.is_some(),
            !employed || player.contract_until.is_some(),
            !facts.values.is_empty(),
            facts.values.len() > 1,
        ];
        let count = u32::try_from(known.iter().filter(|known| **known).count()).unwrap_or(0);
        let row =
            self.add(Metric::FactsKnown, "Facts known", number(f64::from(count)), Unit::Count);
        row.n = u32::try_from(known.len()).ok();
        row.peer_group = Some("facts".to_owned());

        for (kind, metric, why, cure) in [
            (
                Metric::MatchData,
                "Match data",
                "no match of this player has been imported",
                "Import a match",
            ),
            (
                Metric::MedicalHistory,
                "Medical history",
                "no medical source is connected",
                "Ask the club doctor",
            ),
            (
                Metric::Terms,
                "Wage and release clause",
                "no source gives them",
                "Ask the player's agent",
            ),
            (
                Metric::Character,
                "Character",
                "nobody has written down an impression",
                "Send a scout",
            ),
        ] {
            self.add(kind, metric, unknown(why, cure), Unit::None);
        }
    }
}

/// The last origin of the age curve's pairs is 30 June 2019; their second values are a year later.
const AGE_CURVE_AS_OF: NaiveDate =
    NaiveDate::from_ymd_opt(2020, 6, 30).expect("30 June exists in every year");

fn number(value: f64) -> EvidenceValue {
    EvidenceValue::Number { value: stored(value), decimals: 0 }
}

/// `value` at six decimals: enough for every rule of the check, and the same bytes after a way
/// through JSON.
fn stored(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn unknown(why: &str, cure: &str) -> EvidenceValue {
    EvidenceValue::Unknown { why: why.to_owned(), cure: Some(cure.to_owned()) }
}

fn not_on_record() -> EvidenceValue {
    unknown("it is not on record", "Edit the player")
}

fn compare(row: &mut Evidence, peers: PeerCounts, group: String) {
    row.standing = match percentile_among(peers.below, peers.level, peers.n) {
        Ok(percentile) => Standing::Ranked { percentile: stored(percentile) },
        Err(why) => Standing::Missing { why },
    };
    row.peer_group = Some(group);
    row.n = Some(peers.n);
}

/// `part` as per cent of `whole`; `None` when `whole` is nothing.
#[expect(
    clippy::cast_precision_loss,
    reason = "values are whole euros below 10^12, which a float holds exactly"
)]
fn ratio_percent(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

/// Whole calendar months from one day to a later one; 0 when it is not later.
fn whole_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month().cast_signed()
        - from.month().cast_signed()
        - i32::from(to.day() < from.day());
    u32::try_from(months).unwrap_or(0)
}

#[cfg(test)]
mod tests {
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
}
