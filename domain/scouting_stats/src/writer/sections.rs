//! One function a section.

use super::{Pen, article, sentences};
use crate::{
    Evidence, EvidenceValue, Metric, SectionKind, Sentence, Standing, evidence::thousands,
};

/// Months after which a value counts as old. Sources publish two to four values a year, so a year
/// without one means that nobody looks.
pub(super) const STALE_MONTHS: f64 = 12.0;
/// Months of contract at which the player can soon talk to others.
const SHORT_CONTRACT_MONTHS: f64 = 12.0;
/// Loss within a year, in per cent, that is more than noise: half of all players keep within it at
/// 28 (2.6, sd .46).
const NOTABLE_LOSS_PERCENT: f64 = -20.0;
/// Share of the peak, in per cent, below which the decline is worth a sentence.
const FAR_FROM_PEAK_PERCENT: f64 = 60.0;

impl Pen<'_> {
    /// The sentences of one section. Where the evidence has nothing for it, they say what is unknown.
    pub(super) fn section(&self, kind: SectionKind) -> Vec<Sentence> {
        let written = match kind {
            SectionKind::Summary => {
                sentences([self.who(), self.newest_value(), self.on_the_question()])
            }
            SectionKind::Profile => sentences([self.position(), self.birth()]),
            SectionKind::Technical => {
                let mut technical = sentences([self.foot()]);
                technical.extend(self.season());
                technical.extend(sentences([self.unknown_row(Metric::MatchData)]));
                technical
            }
            SectionKind::Tactical => sentences([self.unseen()]),
            SectionKind::Physical => {
                sentences([self.height(), self.unknown_row(Metric::MedicalHistory)])
            }
            SectionKind::Mental => sentences([self.unknown_row(Metric::Character)]),
            SectionKind::RoleFit => sentences([self.role()]),
            SectionKind::Value => sentences([
                self.value_standing(),
                self.change_over_a_year(),
                self.peak(),
                self.estimate_age(),
            ]),
            SectionKind::Context => sentences([self.club(), self.contract(), self.usual_course()]),
            SectionKind::Comparison => sentences(self.standings()),
            SectionKind::Risks => sentences(self.risks()),
            SectionKind::Unknown => sentences(self.unknowns()),
        };
        if !written.is_empty() {
            return written;
        }
        let missing: &[Metric] = match kind {
            SectionKind::Profile => &[Metric::Position, Metric::BirthDate],
            SectionKind::Value => &[Metric::Value],
            SectionKind::Context => &[Metric::Club, Metric::ContractEnd],
            SectionKind::Comparison => &[Metric::Value, Metric::Height],
            _ => &[],
        };
        sentences(missing.iter().map(|kind| self.unknown_row(*kind)))
    }

    /// That the row about `kind` says nothing, if so.
    fn unknown_row(&self, kind: Metric) -> Option<String> {
        let row = self.table.about(kind)?;
        let EvidenceValue::Unknown { why, .. } = &row.value else { return None };
        Some(unknown(row, why))
    }

    fn birth(&self) -> Option<String> {
        let row = self.known(Metric::BirthDate)?;
        Some(format!("Born on {} [{}].", row.shown_value(), row.id))
    }

    /// What only matches show, while there is none.
    fn unseen(&self) -> Option<String> {
        let row = self.table.about(Metric::MatchData).filter(|row| row.is_unknown())?;
        Some(format!(
            "Not to be judged until a match is imported: match data is unknown [{}].",
            row.id
        ))
    }

    fn role(&self) -> Option<String> {
        let unseen = self.table.about(Metric::MatchData).filter(|row| row.is_unknown());
        let needs = "answer needs match data, and it is unknown";
        match (self.quotation(Metric::Position), unseen) {
            (Some((position, row)), Some(unseen)) => {
                Some(format!("On file as {position} [{}]; an {needs} [{}].", row.id, unseen.id))
            }
            (Some((position, row)), None) => Some(format!("On file as {position} [{}].", row.id)),
            (None, Some(unseen)) => Some(format!("An {needs} [{}].", unseen.id)),
            (None, None) => None,
        }
    }

    /// Each figure that is compared with peers, and why one could not be.
    fn standings(&self) -> Vec<Option<String>> {
        // The season's figures stand in the technical part.
        let compared = |row: &Evidence| match row.standing {
            _ if row.is_unknown() || row.kind == Metric::SeasonFigure => None,
            Standing::Missing { why } => Some(no_percentile(row, &why.to_string())),
            _ => Some(format!("{}: {} [{}].", row.metric, standing(row)?, row.id)),
        };
        self.table.rows.iter().map(compared).collect()
    }

    fn who(&self) -> Option<String> {
        let name = self.name();
        let country = self
            .quotation(Metric::Nationality)
            .map_or_else(String::new, |(text, row)| format!(" ({text}) [{}]", row.id));
        let position = self.quotation(Metric::Position);
        let age = self.number(Metric::Age);
        let what = match (age, position) {
            (Some((age, age_row)), Some((position, position_row))) => {
                let age = format!("{age:.0}-year-old");
                let article = article(&age);
                format!("{article} {age} [{}] {position} [{}]", age_row.id, position_row.id)
            }
            (Some((age, row)), None) => format!("{age:.0} years of age [{}]", row.id),
            (None, Some((position, row))) => {
                format!("{} {position} [{}]", article(position), row.id)
            }
            (None, None) => {
                let (status, row) = self.quotation(Metric::Status)?;
                return Some(format!("{name}{country} is on file as {status} [{}].", row.id));
            }
        };
        let status = self
            .quotation(Metric::Status)
            .filter(|(status, _)| *status != "active")
            .map_or_else(String::new, |(status, row)| {
                format!(", on file as {status} [{}]", row.id)
            });
        Some(format!("{name}{country} is {what}{status}."))
    }

    /// Answers the question as far as its words point to a row; else says what an answer would need.
    fn on_the_question(&self) -> Option<String> {
        let question = self.table.question.to_lowercase();
        let asks = |words: &[&str]| {
            question
                .split(|character: char| !character.is_alphanumeric())
                .any(|word| words.contains(&word))
        };
        if question.is_empty() {
            return None;
        }
        let about_value = asks(&["value", "worth", "price", "cost", "fee", "valued", "much"]);
        let about_contract = asks(&["contract", "expires", "expire", "deal"]);
        let about_height = asks(&["tall", "height"]);
        let answer = if about_contract {
            self.known(Metric::ContractEnd).map(|row| {
                format!("On the question: contract to {} [{}].", row.shown_value(), row.id)
            })
        } else if about_height {
            self.known(Metric::Height)
                .map(|row| format!("On the question: {} tall [{}].", row.shown_value(), row.id))
        } else if about_value {
            self.value_standing()
        } else {
            None
        };
        answer.or_else(|| self.figure_asked_for(&question)).or_else(|| {
            let row = self.table.about(Metric::MatchData)?;
            let EvidenceValue::Unknown { why, .. } = &row.value else { return None };
            Some(format!(
                "An answer to the question needs match data, and it is unknown: {why} [{}].",
                row.id
            ))
        })
    }

    fn position(&self) -> Option<String> {
        let (position, row) = self.quotation(Metric::Position)?;
        let id = row.id;
        self.pick(
            2,
            &[
                format!("Main position: {position} [{id}].").as_str(),
                format!("Plays mainly as {} {position} [{id}].", article(position)).as_str(),
            ],
        )
        .map(str::to_owned)
    }

    fn height(&self) -> Option<String> {
        let row = self.known(Metric::Height)?;
        let (height, id) = (row.shown_value(), row.id);
        let Some(standing) = standing(row) else {
            return Some(format!("{height} tall [{id}]."));
        };
        let percentile = row.percentile()?;
        let compared = if percentile >= 65.0 {
            "taller than most"
        } else if percentile <= 35.0 {
            "shorter than most"
        } else {
            "about average"
        };
        Some(format!("{height} tall, {compared}: {standing} [{id}]."))
    }

    fn foot(&self) -> Option<String> {
        let (foot, row) = self.quotation(Metric::Foot)?;
        let id = row.id;
        Some(match foot {
            "left" => format!("Left-footed [{id}]."),
            "right" => format!("Right-footed [{id}]."),
            _ => format!("Uses both feet [{id}]."),
        })
    }

    fn club(&self) -> Option<String> {
        let (club, club_row) = self.quotation(Metric::Club)?;
        let competition = self
            .quotation(Metric::Competition)
            .map_or_else(String::new, |(text, row)| format!(", {text} [{}]", row.id));
        let verb = self.pick(4, &["Plays for", "Plays at", "Club:"])?;
        Some(format!("{verb} {club} [{}]{competition}.", club_row.id))
    }

    fn contract(&self) -> Option<String> {
        let end = self.known(Metric::ContractEnd)?;
        let left = self
            .known(Metric::ContractLeft)
            .map_or_else(String::new, |row| format!(", {} to run [{}]", row.shown_value(), row.id));
        Some(format!("Contract to {} [{}]{left}.", end.shown_value(), end.id))
    }

    /// What values of such players did: a description of the past with its spread and its n.
    fn usual_course(&self) -> Option<String> {
        let curve = self.known(Metric::AgeCurve)?;
        let band = self.known(Metric::AgeCurveBand)?;
        let (_, among) = curve.metric.split_once(", ")?;
        let (n, period) = (curve.n?, curve.period.as_deref()?);
        Some(format!(
            "In the past the median one-year change of {among} was {} [{}], the usual \
             spread {} [{}], among {} pairs of Transfermarkt values of all ages, {period} [{}].",
            curve.shown_value(),
            curve.id,
            band.shown_value(),
            band.id,
            thousands(n),
            curve.id
        ))
    }

    fn risks(&self) -> Vec<Option<String>> {
        let number = |kind| self.number(kind);
        let stale = number(Metric::ValueStaleness).filter(|(months, _)| *months >= STALE_MONTHS);
        let short =
            number(Metric::ContractLeft).filter(|(months, _)| *months <= SHORT_CONTRACT_MONTHS);
        let loss =
            number(Metric::ValueChange).filter(|(change, _)| *change <= NOTABLE_LOSS_PERCENT);
        let past_peak =
            number(Metric::ValueShareOfPeak).filter(|(share, _)| *share <= FAR_FROM_PEAK_PERCENT);
        let curve = number(Metric::AgeCurve).filter(|(change, _)| *change <= -0.5);
        let found = [
            stale.map(|(_, row)| {
                format!(
                    "The newest estimate was made {} ago [{}] and may have been overtaken.",
                    row.shown_value(),
                    row.id
                )
            }),
            short.map(|(_, row)| {
                format!("The contract has {} to run [{}].", row.shown_value(), row.id)
            }),
            loss.map(|(change, row)| {
                format!("The value fell {:.0} % over 12 months [{}].", change.abs(), row.id)
            }),
            past_peak.map(|(share, row)| {
                format!("The value stands at {share:.0} % of its peak [{}].", row.id)
            }),
            curve.and_then(|(_, row)| {
                let (_, among) = row.metric.split_once(", ")?;
                Some(format!(
                    "Values of {among} usually fell: median one-year change {} [{}].",
                    row.shown_value(),
                    row.id
                ))
            }),
            self.number(Metric::FactsKnown).and_then(|(known, row)| {
                let all = f64::from(row.n?);
                (known < all)
                    .then(|| format!("Only {known:.0} of {all:.0} facts are known [{}].", row.id))
            }),
        ];
        if found.iter().any(Option::is_some) {
            return found.into();
        }
        vec![self.number(Metric::FactsKnown).and_then(|(known, row)| {
            let all = row.n?;
            Some(format!(
                "The record itself shows nothing against the player: {known:.0} of {all} facts are \
                 known [{}]. The risk lies in what it leaves open.",
                row.id
            ))
        })]
    }

    /// Every row that says nothing, and every percentile that could not be given.
    fn unknowns(&self) -> Vec<Option<String>> {
        self.table
            .rows
            .iter()
            .map(|row| match (&row.value, row.standing) {
                (EvidenceValue::Unknown { why, .. }, _) => Some(unknown(row, why)),
                _ if row.kind == Metric::SeasonFigure => None,
                (_, Standing::Missing { why }) => Some(no_percentile(row, &why.to_string())),
                _ => None,
            })
            .chain([self.season_without_percentile()])
            .collect()
    }
}

/// "Medical history is unknown: reports leave medical data out `E21`."
pub(super) fn unknown(row: &Evidence, why: &str) -> String {
    format!("{} is unknown: {why} [{}].", row.metric, row.id)
}

/// "Height has no percentile: 12 of at least 20 peers `E6`."
pub(super) fn no_percentile(row: &Evidence, why: &str) -> String {
    format!("{} has {why} [{}].", row.metric, row.id)
}

/// "percentile 97 of 214 attackers aged 24 to 28"
pub(super) fn standing(row: &Evidence) -> Option<String> {
    let percentile = row.shown_percentile()?;
    let (n, group) = (row.n?, row.peer_group.as_deref()?);
    Some(format!("percentile {percentile} of {} {group}", thousands(n)))
}
