//! Sentences about a season: what it adds up to and where its figures stand.

use super::{
    Pen,
    sections::{no_percentile, standing},
    sentences,
};
use crate::{Evidence, Metric, Sentence, Standing};

/// Figures told from the highest percentile down; what is between them and the lowest stands in the
/// evidence.
const HIGHEST_TOLD: usize = 4;
/// Figures told from the lowest percentile up: a report that names strengths alone is advertising.
const LOWEST_TOLD: usize = 2;

impl<'a> Pen<'a> {
    /// "Matches in 2022/2023: 31 `E20`; minutes: 2,400 `E21`." and a sentence for each figure told.
    pub(super) fn season(&self) -> Vec<Sentence> {
        let mut told = sentences([self.totals()]);
        let figures: Vec<&Evidence> = self.of_kind(Metric::SeasonFigure).collect();
        let mut ranked: Vec<&Evidence> =
            figures.iter().copied().filter(|row| row.percentile().is_some()).collect();
        // Stable: of equals, the one that counts more in the position's template stays first.
        ranked.sort_by(|a, b| b.percentile().partial_cmp(&a.percentile()).expect("no NaN"));
        if ranked.len() > HIGHEST_TOLD + LOWEST_TOLD {
            ranked.drain(HIGHEST_TOLD..ranked.len() - LOWEST_TOLD);
        }
        if ranked.is_empty() {
            ranked = figures.into_iter().take(HIGHEST_TOLD).collect();
        }
        told.extend(sentences(ranked.into_iter().map(|row| Some(figure(row)))));
        told
    }

    /// The figure that the words of the question name, if one does.
    pub(super) fn figure_asked_for(&self, question: &str) -> Option<String> {
        let asked: Vec<&str> = question
            .split(|character: char| !character.is_alphanumeric())
            .map(|word| word.trim_end_matches('s'))
            .collect();
        let is_asked_for = |row: &&Evidence| {
            let first = row.metric.split(' ').next().unwrap_or_default().to_lowercase();
            asked.contains(&first.trim_end_matches('s'))
        };
        let of_a_season =
            self.of_kind(Metric::SeasonFigure).chain(self.of_kind(Metric::SeasonTotal));
        of_a_season
            .into_iter()
            .find(is_asked_for)
            .map(|row| ["On the question: ", &figure(row)].concat())
    }

    /// That figures of the season have no percentile, told once: the reason is the same for all.
    pub(super) fn season_without_percentile(&self) -> Option<String> {
        self.of_kind(Metric::SeasonFigure).find_map(|row| match row.standing {
            Standing::Missing { why } => Some(no_percentile(row, &why.to_string())),
            _ => None,
        })
    }

    fn totals(&self) -> Option<String> {
        let mut rows = self.of_kind(Metric::SeasonTotal);
        let first = rows.next()?;
        let season = first.period.as_deref()?;
        let others = rows.map(|row| {
            format!("; {}: {} [{}]", row.metric.to_lowercase(), row.shown_value(), row.id)
        });
        let others: String = others.collect();
        Some(format!(
            "{} in {season}: {} [{}]{others}.",
            first.metric,
            first.shown_value(),
            first.id
        ))
    }

    fn of_kind(&self, kind: Metric) -> impl Iterator<Item = &'a Evidence> + use<'a> {
        self.table.rows.iter().filter(move |row| row.kind == kind && !row.is_unknown())
    }
}

fn figure(row: &Evidence) -> String {
    let value = row.shown_value();
    match (standing(row), row.period.as_deref()) {
        (Some(standing), _) => format!("{}: {value}, {standing} [{}].", row.metric, row.id),
        (None, Some(season)) => format!("{} in {season}: {value} [{}].", row.metric, row.id),
        (None, None) => format!("{}: {value} [{}].", row.metric, row.id),
    }
}
