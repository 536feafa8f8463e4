//! What the header of a season table says: who and where in some columns, one metric in each other.

use football::{MetricUnit, SeasonMetric};
use serde::{Deserialize, Serialize};

use crate::player_table::{ColumnKind, Record, guess};

/// Metres in a yard, exactly; `FBref` measures in yards.
const METRES_PER_YARD: f64 = 0.9144;

/// How the figures of a column are written, against the unit of its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// As the metric counts.
    AsCounted,
    /// Events of the whole season; the metric counts per 90 minutes.
    Totals,
    /// Yards; the metric counts metres.
    Yards,
}

/// A column of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricColumn {
    /// The header as written in the file.
    pub header: String,
    /// What it measures.
    pub metric: SeasonMetric,
    /// How its figures are written.
    pub written: Written,
    /// The column, by its place in [`super::SeasonTable::columns`], that measures the same and comes
    /// first: some tables print a metric twice.
    pub repeats: Option<usize>,
}

impl MetricColumn {
    /// A figure as written, in the unit of the metric; `None` where nothing was played.
    pub(super) fn in_its_unit(&self, written: f64, minutes: u32) -> Option<f64> {
        match self.written {
            Written::AsCounted => Some(written),
            Written::Yards => Some(written * METRES_PER_YARD),
            Written::Totals => (minutes > 0).then(|| 90.0 * written / f64::from(minutes)),
        }
    }
}

/// Where the columns stand in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) width: usize,
    pub(super) player_id: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) nation: Option<usize>,
    pub(super) position: Option<usize>,
    pub(super) club: Option<usize>,
    pub(super) competition: Option<usize>,
    pub(super) season: Option<usize>,
    pub(super) age: Option<usize>,
    pub(super) born: Option<usize>,
    pub(super) matches: Option<usize>,
    pub(super) starts: Option<usize>,
    pub(super) minutes: Option<usize>,
    pub(super) nineties: Option<usize>,
    /// Of each metric column, in the order of [`super::SeasonTable::columns`].
    pub(super) metrics: Vec<usize>,
}

/// Reads the header.
pub(super) fn read_header(record: &Record<'_>) -> (Places, Vec<String>, Vec<MetricColumn>) {
    let headers: Vec<String> = record.cells().map(|cell| cell.trim().to_owned()).collect();
    let guessed = guess(&headers).columns;
    let mut places = Places { width: headers.len(), ..Places::default() };
    let mut columns: Vec<MetricColumn> = Vec::new();
    for (place, (header, (kind, _))) in headers.iter().zip(guessed).enumerate() {
        let role = match kind {
            Some(ColumnKind::PlayerId) => Some(&mut places.player_id),
            Some(ColumnKind::Name) => Some(&mut places.name),
            Some(ColumnKind::Nationality) => Some(&mut places.nation),
            Some(ColumnKind::Position) => Some(&mut places.position),
            Some(ColumnKind::Club) => Some(&mut places.club),
            Some(ColumnKind::Competition) => Some(&mut places.competition),
            _ => match header.to_ascii_lowercase().as_str() {
                "season" => Some(&mut places.season),
                "age" => Some(&mut places.age),
                "born" => Some(&mut places.born),
                "mp" => Some(&mut places.matches),
                "starts" => Some(&mut places.starts),
                "min" | "minutes" => Some(&mut places.minutes),
                "90s" => Some(&mut places.nineties),
                // The rank in the order of printing, a link and the unnamed index say nothing.
                "rk" | "matches" | "" => continue,
                _ => None,
            },
        };
        if let Some(role) = role {
            role.get_or_insert(place);
            continue;
        }
        let metric = SeasonMetric::from_header(header);
        let repeats = columns.iter().position(|column| column.metric == metric);
        let is_length = metric.unit().is_some_and(MetricUnit::is_length);
        columns.push(MetricColumn {
            header: header.clone(),
            metric,
            written: if is_length { Written::Yards } else { Written::AsCounted },
            repeats,
        });
        places.metrics.push(place);
    }
    (places, headers, columns)
}
