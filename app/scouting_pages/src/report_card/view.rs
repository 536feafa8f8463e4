//! From a kept report card to what the page shows.

use scouting_stats::value::{Forecaster, OUTCOME_YEARS, OriginReport};
use store::insights::StoredReportCard;

use super::load::{Card, CareerRow, OriginRow};

pub(super) fn card(stored: StoredReportCard) -> Card {
    let card = &stored.card;
    Card {
        version: stored.version,
        at: stored.created_at,
        as_of: stored.as_of,
        players: stored.players,
        valuations: stored.valuations,
        origins: card.origins.iter().map(origin).collect(),
        skipped: card
            .skipped
            .iter()
            .map(|skipped| (skipped.origin.0, skipped.error.to_string()))
            .collect(),
        careers: (1..=OUTCOME_YEARS)
            .filter_map(|year| {
                let (coverage, share) = card.pooled_career(year)?;
                Some(CareerRow {
                    year,
                    players: coverage.players,
                    held: per_cent(coverage.share),
                    error_share: per_cent(share),
                })
            })
            .collect(),
        error_share: card.pooled_share(Forecaster::Linear).map(per_cent),
        held: card.pooled_band().map(|band| per_cent(band.share)),
    }
}

fn origin(report: &OriginReport) -> OriginRow {
    let errors = report.everyone;
    OriginRow {
        day: report.origin.0,
        players: errors.linear.players,
        training_rows: report.training_rows,
        last_value: thousandths(errors.last_value.male),
        age_curve: thousandths(errors.age_curve.male),
        linear: thousandths(errors.linear.male),
        held: thousandths(report.band.share),
    }
}

fn per_cent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "errors and shares are small and not negative"
)]
fn thousandths(figure: f64) -> u32 {
    (1_000.0 * figure).round().max(0.0) as u32
}
