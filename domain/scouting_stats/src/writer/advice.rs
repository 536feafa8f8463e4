//! What the offline writer advises. The rules are few and visible; without match data it never
//! claims more than low confidence for "sign".

use super::{
    Pen,
    sections::{STALE_MONTHS, no_percentile, unknown},
    sentences,
};
use crate::{Confidence, Evidence, EvidenceValue, Metric, Recommendation, Standing, Verdict};

/// Oldest age at which a rising player is worth a signature on numbers alone: mean growth of values
/// turns negative at 25.7 to 27.6 (2.6), so at 24 there is time to gain.
const RISING_AGE: f64 = 24.0;
/// Percentile of the value from which a player stands out: the top band of the look.
const STANDS_OUT: f64 = 90.0;
/// Percentile of the value below which a player is behind: the lowest band.
const FAR_BEHIND: f64 = 10.0;
/// Rise within a year, in per cent, that is more than rounding of estimates.
const RISING_PERCENT: f64 = 10.0;
/// Months of contract within which a signing is likely to be possible.
const REACHABLE_MONTHS: f64 = 18.0;
/// Age from which values usually fall by a fifth and more a year (2.6: -.22 and below from 30 on).
const DECLINING_AGE: f64 = 30.0;
/// Loss within a year, in per cent, that confirms the decline.
const DECLINE_PERCENT: f64 = -20.0;
/// Facts known, of ten, from which the picture holds when one more arrives.
const SOLID_FACTS: f64 = 8.0;

impl Pen<'_> {
    /// The verdict, how much it bears, and why.
    pub(super) fn recommendation(&self) -> Recommendation {
        if let Some((status, row)) = self.quotation(Metric::Status)
            && status == "retired"
        {
            let why = format!("{} is on file as {status} [{}].", self.name(), row.id);
            return advise(Verdict::Reject, Confidence::High, [Some(why)]);
        }
        let missing = [Metric::Age, Metric::Position, Metric::Value].map(|kind| {
            self.table.about(kind).and_then(|row| match &row.value {
                EvidenceValue::Unknown { why, .. } => Some(unknown(row, why)),
                _ => None,
            })
        });
        if missing.iter().any(Option::is_some) {
            return advise(Verdict::Undecided, Confidence::Low, missing);
        }
        if let Some((months, row)) = self.number(Metric::ValueStaleness)
            && months >= STALE_MONTHS
        {
            let why = format!(
                "The newest estimate was made {} ago [{}]: decide after the next.",
                row.shown_value(),
                row.id
            );
            return advise(Verdict::Undecided, Confidence::Low, [Some(why)]);
        }
        let value = self.known(Metric::Value);
        if let Some(row) = value
            && let Standing::Missing { why } = row.standing
        {
            let why = no_percentile(row, &why.to_string());
            return advise(Verdict::Undecided, Confidence::Low, [Some(why)]);
        }
        self.on_the_numbers(value.and_then(Evidence::percentile))
    }

    /// Age, standing and course of the value are known.
    fn on_the_numbers(&self, percentile: Option<f64>) -> Recommendation {
        let number = |kind| self.number(kind).map(|(number, _)| number);
        let age = number(Metric::Age).unwrap_or_default();
        let percentile = percentile.unwrap_or(50.0);
        let change = number(Metric::ValueChange);
        let is_free = self.quotation(Metric::Status).is_some_and(|(text, _)| text == "free agent");
        let reachable = is_free
            || number(Metric::ContractLeft).is_some_and(|months| months <= REACHABLE_MONTHS);
        let facts = number(Metric::FactsKnown).unwrap_or_default();

        let rising = change.is_some_and(|change| change >= RISING_PERCENT);
        let declining = change.is_some_and(|change| change <= DECLINE_PERCENT);
        let solid = if facts >= SOLID_FACTS { Confidence::Medium } else { Confidence::Low };
        let (verdict, confidence) =
            if percentile >= STANDS_OUT && age <= RISING_AGE && rising && reachable {
                (Verdict::Sign, Confidence::Low)
            } else if age >= DECLINING_AGE && declining {
                (Verdict::Reject, solid)
            } else if percentile < FAR_BEHIND && !rising {
                (Verdict::Reject, Confidence::Low)
            } else {
                (Verdict::Monitor, solid)
            };
        let unseen = self.table.about(Metric::MatchData).and_then(|row| match &row.value {
            EvidenceValue::Unknown { why, .. } => Some(unknown(row, why)),
            _ => None,
        });
        let age_sentence =
            self.number(Metric::Age).map(|(age, row)| format!("Age: {age:.0} years [{}].", row.id));
        advise(
            verdict,
            confidence,
            [self.value_standing(), self.change_over_a_year(), age_sentence, unseen],
        )
    }
}

fn advise(
    verdict: Verdict,
    confidence: Confidence,
    why: impl IntoIterator<Item = Option<String>>,
) -> Recommendation {
    Recommendation { verdict, confidence, why: sentences(why) }
}
