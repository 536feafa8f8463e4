//! One line of the catalogue, and how lines are written.

use serde::{Deserialize, Serialize};

/// What the figures of a metric count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricUnit {
    /// Events in 90 minutes played.
    Per90,
    /// Metres in 90 minutes played.
    MetresPer90,
    /// Per cent of something the player did.
    Percent,
    /// So many for each of something the player did.
    Ratio,
    /// Metres, on average.
    Metres,
}

impl MetricUnit {
    /// The figure grows with what happens in 90 minutes; any other is a share or a mean.
    pub const fn is_rate(self) -> bool {
        matches!(self, Self::Per90 | Self::MetresPer90)
    }

    /// The figure is a length.
    pub const fn is_length(self) -> bool {
        matches!(self, Self::MetresPer90 | Self::Metres)
    }

    /// What stands behind a figure: `per 90`; empty for a ratio.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Per90 => "per 90",
            Self::MetresPer90 => "m per 90",
            Self::Percent => "%",
            Self::Ratio => "",
            Self::Metres => "m",
        }
    }

    /// A figure as people read it: `0.29`, `84.1 %`, `17.3 m`. Of one unit, all have as many decimals.
    pub fn shown(self, figure: f64) -> String {
        match self {
            Self::Per90 | Self::Ratio => with_decimals(figure, 2),
            Self::MetresPer90 => with_decimals(figure, 0) + " m",
            Self::Percent => with_decimals(figure, 1) + " %",
            Self::Metres => with_decimals(figure, 1) + " m",
        }
    }
}

/// `−0.12`: with a minus sign, not a hyphen; what rounds to nought has none.
pub(super) fn with_decimals(figure: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", figure.abs());
    let is_nought = digits.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    if figure < 0.0 && !is_nought { ["−", &digits].concat() } else { digits }
}

/// Which way is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better: percentiles are turned round.
    Lower,
    /// It says how a player plays, not how well.
    Neither,
}

/// The side of the game a metric belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricGroup {
    /// Goals, shots and what leads to them.
    Attacking,
    /// Passes of every kind.
    Passing,
    /// Touches, carries, take-ons and receiving.
    Possession,
    /// Tackles, pressures, blocks, duels in the air.
    Defending,
    /// What only goalkeepers do.
    Goalkeeping,
    /// Cards and fouls.
    Discipline,
}

impl MetricGroup {
    /// Every group, in the order of reading.
    pub const ALL: [Self; 6] = [
        Self::Attacking,
        Self::Passing,
        Self::Possession,
        Self::Defending,
        Self::Goalkeeping,
        Self::Discipline,
    ];

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Attacking => "Attacking",
            Self::Passing => "Passing",
            Self::Possession => "Possession",
            Self::Defending => "Defending",
            Self::Goalkeeping => "Goalkeeping",
            Self::Discipline => "Discipline",
        }
    }
}

/// One line of the catalogue.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    /// How providers head the column; several where one provider prints it twice or renamed it.
    pub(super) headers: &'static [&'static str],
    pub(super) unit: MetricUnit,
    pub(super) better: Better,
    pub(super) group: MetricGroup,
    /// Keys of the rates that a share or mean is of.
    pub(super) share_of: &'static [&'static str],
}

/// Begins the lines of one group.
pub(super) struct Lines(pub(super) MetricGroup);

impl Lines {
    /// Events per 90 minutes, more being better.
    pub(super) const fn rate(
        &self,
        key: &'static str,
        name: &'static str,
        headers: &'static [&'static str],
    ) -> Entry {
        Entry {
            key,
            name,
            headers,
            unit: MetricUnit::Per90,
            better: Better::Higher,
            group: self.0,
            share_of: &[],
        }
    }

    /// Per cent of the rates `of`, more being better.
    pub(super) const fn percent(
        &self,
        key: &'static str,
        name: &'static str,
        headers: &'static [&'static str],
        of: &'static [&'static str],
    ) -> Entry {
        Entry { unit: MetricUnit::Percent, share_of: of, ..self.rate(key, name, headers) }
    }
}

impl Entry {
    /// Less is better.
    pub(super) const fn lower(self) -> Self {
        Self { better: Better::Lower, ..self }
    }

    /// A habit, neither good nor bad.
    pub(super) const fn neither(self) -> Self {
        Self { better: Better::Neither, ..self }
    }

    /// Counts `unit` instead.
    pub(super) const fn in_unit(self, unit: MetricUnit) -> Self {
        Self { unit, ..self }
    }
}
