//! Players by metrics, as columns.

use football::{PositionGroup, SeasonMetric};

/// What decides whom a player of the table is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TablePlayer {
    /// Where he plays; `None` where nobody has said: he is compared with no one.
    pub group: Option<PositionGroup>,
    /// Minutes played in the table's period.
    pub minutes: u32,
}

/// Figures of many players by many metrics, one column a metric.
///
/// A table is one period and one set of competitions: who fills it chooses both, and every comparison
/// stays within it. Players and metrics go by their places. A missing figure is NaN inside and `None`
/// outside.
#[derive(Clone, Debug)]
pub struct MetricTable {
    metrics: Vec<SeasonMetric>,
    players: Vec<TablePlayer>,
    /// The columns, one after the other.
    figures: Vec<f64>,
}

impl MetricTable {
    /// A table of `players` by `metrics` in which every figure is missing.
    pub fn new(metrics: Vec<SeasonMetric>, players: Vec<TablePlayer>) -> Self {
        let figures = vec![f64::NAN; metrics.len() * players.len()];
        Self { metrics, players, figures }
    }

    /// The metrics, in the order of the columns.
    pub fn metrics(&self) -> &[SeasonMetric] {
        &self.metrics
    }

    /// The players, in the order of the rows.
    pub fn players(&self) -> &[TablePlayer] {
        &self.players
    }

    /// The place of `metric`.
    pub fn metric(&self, metric: &SeasonMetric) -> Option<usize> {
        self.metrics.iter().position(|other| other == metric)
    }

    /// Enters a figure in the metric's unit. One that is no finite number is missing.
    ///
    /// # Panics
    /// The table has no such player or metric.
    pub fn set(&mut self, player: usize, metric: usize, figure: Option<f64>) {
        let place = self.place(player, metric);
        self.figures[place] = figure.filter(|figure| figure.is_finite()).unwrap_or(f64::NAN);
    }

    /// The figure of a player; `None` where it is missing.
    ///
    /// # Panics
    /// The table has no such player or metric.
    pub fn get(&self, player: usize, metric: usize) -> Option<f64> {
        Some(self.figures[self.place(player, metric)]).filter(|figure| !figure.is_nan())
    }

    /// The same metrics of some of the players, in the order of `players`.
    ///
    /// # Panics
    /// The table has no such player.
    #[must_use]
    pub fn only(&self, players: &[usize]) -> Self {
        let mut figures = Vec::with_capacity(self.metrics.len() * players.len());
        for metric in 0..self.metrics.len() {
            let column = self.column(metric);
            figures.extend(players.iter().map(|player| column[*player]));
        }
        let players = players.iter().map(|player| self.players[*player]).collect();
        Self { metrics: self.metrics.clone(), players, figures }
    }

    #[cfg(test)]
    pub(crate) fn players_mut(&mut self) -> &mut [TablePlayer] {
        &mut self.players
    }

    #[cfg(test)]
    pub(crate) fn metrics_mut(&mut self) -> &mut [SeasonMetric] {
        &mut self.metrics
    }

    /// A column; NaN where a figure is missing.
    pub(crate) fn column(&self, metric: usize) -> &[f64] {
        let length = self.players.len();
        &self.figures[metric * length..(metric + 1) * length]
    }

    /// Of each position group, the players who pass `test`, ascending.
    pub(crate) fn players_by_group(&self, test: impl Fn(&TablePlayer) -> bool) -> [Vec<u32>; 4] {
        let mut groups: [Vec<u32>; 4] = Default::default();
        for (player, place) in self.players.iter().zip(0..) {
            if let Some(group) = player.group
                && test(player)
            {
                groups[group_place(group)].push(place);
            }
        }
        groups
    }

    fn place(&self, player: usize, metric: usize) -> usize {
        assert!(player < self.players.len(), "no player {player} of {}", self.players.len());
        metric * self.players.len() + player
    }
}

/// The place of a group in lists by group: the order of [`PositionGroup::ALL`].
pub(crate) const fn group_place(group: PositionGroup) -> usize {
    match group {
        PositionGroup::Goalkeeper => 0,
        PositionGroup::Defender => 1,
        PositionGroup::Midfielder => 2,
        PositionGroup::Attacker => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_was_never_entered_is_missing_and_not_nought() {
        let player = TablePlayer { group: Some(PositionGroup::Defender), minutes: 900 };
        let metrics = ["Tkl", "Int"].map(SeasonMetric::from_header).to_vec();
        let mut table = MetricTable::new(metrics, vec![player; 3]);

        table.set(1, 1, Some(2.5));
        table.set(2, 1, Some(f64::INFINITY));

        assert_eq!(table.get(1, 1), Some(2.5));
        assert_eq!([table.get(0, 0), table.get(1, 0), table.get(2, 1)], [None; 3]);
        assert_eq!(table.metric(&SeasonMetric::from_header("int")), Some(1));
    }

    #[test]
    fn a_part_of_a_table_has_the_figures_of_its_players() {
        let player = |minutes| TablePlayer { group: Some(PositionGroup::Defender), minutes };
        let metrics = ["Tkl", "Int"].map(SeasonMetric::from_header).to_vec();
        let mut table = MetricTable::new(metrics, (0..4).map(player).collect());
        table.set(3, 0, Some(1.0));
        table.set(1, 1, Some(2.5));

        let part = table.only(&[3, 1]);

        assert_eq!(part.players().iter().map(|p| p.minutes).collect::<Vec<_>>(), [3, 1]);
        assert_eq!([part.get(0, 0), part.get(1, 1), part.get(0, 1)], [Some(1.0), Some(2.5), None]);
    }

    #[test]
    fn groups_are_placed_in_the_order_of_all() {
        for (place, group) in PositionGroup::ALL.into_iter().enumerate() {
            assert_eq!(group_place(group), place);
        }
    }
}
