//! The orders of a list and the columns behind them.

use football::PlayerSortKey;

/// A column that orders the list.
pub(super) struct Order {
    /// What is ordered by, as its index has it.
    pub(super) expression: &'static str,
    pub(super) kind: Kind,
    pub(super) can_be_unknown: bool,
    /// The order of people is the reverse of the column's.
    pub(super) reversed: bool,
    /// A second index has this order within each position.
    pub(super) within_positions: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Number,
    Day,
    Text,
}

impl Order {
    pub(super) fn by(key: PlayerSortKey) -> Self {
        let (expression, kind, can_be_unknown) = match key {
            PlayerSortKey::Name => ("search_text", Kind::Text, false),
            PlayerSortKey::Position => ("position", Kind::Text, true),
            PlayerSortKey::Club => ("search_fold(club) COLLATE \"C\"", Kind::Text, true),
            PlayerSortKey::Competition => {
                ("search_fold(competition) COLLATE \"C\"", Kind::Text, true)
            }
            PlayerSortKey::Age => ("birth_date", Kind::Day, true),
            PlayerSortKey::Height => ("height_cm", Kind::Number, true),
            PlayerSortKey::Foot => ("foot", Kind::Text, true),
            PlayerSortKey::Contract => ("contract_until", Kind::Day, true),
            PlayerSortKey::Status => ("status", Kind::Text, false),
            PlayerSortKey::Value => ("value_eur", Kind::Number, true),
        };
        Self {
            expression,
            kind,
            can_be_unknown,
            reversed: matches!(key, PlayerSortKey::Age),
            within_positions: matches!(key, PlayerSortKey::Value | PlayerSortKey::Name),
        }
    }
}
