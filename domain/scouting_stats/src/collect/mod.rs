//! From what is known of a player to numbered rows of evidence.

mod season;
#[cfg(test)]
mod tests;
mod values;

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use football::{Player, PlayerStatus, Valuation};

use crate::{
    AGE_CURVE_PAIRS, Evidence, EvidenceId, EvidenceTable, EvidenceValue, Metric, Standing, Subject,
    Unit, age_curve, percentile_among,
};

pub use season::{SeasonFacts, SeasonTotals};

/// Years of age to either side within which players are compared by value. Careers move fast: at 20
/// the median value grows by a third in a year (2.6), so a wider band would compare unlike players.
const PEER_AGE_BAND: u32 = 2;
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
    /// The newest season whose figures are held.
    pub season: Option<SeasonFacts>,
    /// The newest season whose matches are held.
    pub totals: Option<SeasonTotals>,
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
    rows.totals(facts.totals.as_ref());
    rows.season(facts.season.as_ref());
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
                "no events and no tracking of a match have been imported",
                "Import a match",
            ),
            (
                Metric::MedicalHistory,
                "Medical history",
                "reports leave medical data out",
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

/// Whole calendar months from one day to a later one; 0 when it is not later.
fn whole_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month().cast_signed()
        - from.month().cast_signed()
        - i32::from(to.day() < from.day());
    u32::try_from(months).unwrap_or(0)
}
