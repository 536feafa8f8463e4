//! The columns of the list: which are shown, and what stands in them.

use chrono::NaiveDate;
use football::{Player, PlayerSortKey, euros};
use page_base::wording;

/// A column beside the name, which always stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Position,
    Club,
    Competition,
    Age,
    Height,
    Foot,
    Contract,
    Status,
    Value,
}

impl Column {
    /// Every column, in the order in which they stand.
    pub(super) const ALL: [Self; 9] = [
        Self::Position,
        Self::Club,
        Self::Competition,
        Self::Age,
        Self::Height,
        Self::Foot,
        Self::Contract,
        Self::Status,
        Self::Value,
    ];
    /// Those shown until somebody chooses.
    pub(super) const USUAL: [Self; 6] =
        [Self::Position, Self::Club, Self::Competition, Self::Age, Self::Contract, Self::Value];

    /// What it sorts by.
    pub(super) const fn key(self) -> PlayerSortKey {
        match self {
            Self::Position => PlayerSortKey::Position,
            Self::Club => PlayerSortKey::Club,
            Self::Competition => PlayerSortKey::Competition,
            Self::Age => PlayerSortKey::Age,
            Self::Height => PlayerSortKey::Height,
            Self::Foot => PlayerSortKey::Foot,
            Self::Contract => PlayerSortKey::Contract,
            Self::Status => PlayerSortKey::Status,
            Self::Value => PlayerSortKey::Value,
        }
    }

    /// The word in an address: the same as in `sort`.
    pub(super) const fn word(self) -> &'static str {
        self.key().as_str()
    }

    /// The head; with the unit of the figures below it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Position => "Pos.",
            Self::Club => "Club",
            Self::Competition => "Competition",
            Self::Age => "Age",
            Self::Height => "Height, cm",
            Self::Foot => "Foot",
            Self::Contract => "Contract until",
            Self::Status => "Status",
            Self::Value => "Value",
        }
    }

    /// The classes of its cells.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Position => "c-position",
            Self::Club => "c-club",
            Self::Competition => "c-competition",
            Self::Age => "c-age num",
            Self::Height => "c-height num",
            Self::Foot => "c-foot",
            Self::Contract => "c-contract num",
            Self::Status => "c-status",
            Self::Value => "c-value num",
        }
    }

    /// What stands in the cell; `None` is unknown.
    pub(super) fn cell(self, player: &Player, today: NaiveDate) -> Option<String> {
        match self {
            Self::Position => player.position.map(|position| position.code().to_owned()),
            Self::Club => player.club.clone(),
            Self::Competition => player.competition.clone(),
            Self::Age => player.age_on(today).map(|age| age.to_string()),
            Self::Height => player.height_cm.map(|height| height.to_string()),
            Self::Foot => player.foot.map(|foot| foot.as_str().to_owned()),
            Self::Contract => player.contract_until.map(wording::day),
            Self::Status => Some(player.status.label().to_owned()),
            Self::Value => player.market_value.as_ref().map(|value| euros(value.amount_eur)),
        }
    }

    /// Where the figure is from, for the title of the cell.
    pub(super) fn source(self, player: &Player) -> Option<String> {
        match self {
            Self::Value => player
                .market_value
                .as_ref()
                .map(|value| [&value.source, ", ", &wording::day(value.date)].concat()),
            _ => None,
        }
    }

    /// Reads `position,age` or, from a cookie, `position.age`; `None` when no word of it is a column.
    pub(super) fn read(text: &str) -> Option<Vec<Self>> {
        let words: Vec<_> = text.split([',', '.']).collect();
        let chosen: Vec<_> =
            Self::ALL.into_iter().filter(|column| words.contains(&column.word())).collect();
        (!chosen.is_empty()).then_some(chosen)
    }

    /// `position,age`
    pub(super) fn written(columns: &[Self]) -> String {
        columns.iter().map(|column| column.word()).collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn columns_read_back_in_their_own_order() {
        assert_eq!(Column::read("age,position"), Some(vec![Column::Position, Column::Age]));
        assert_eq!(Column::read("value.shoe"), Some(vec![Column::Value]));
        assert_eq!(Column::read("shoe"), None);
        assert_eq!(Column::written(&[Column::Club, Column::Value]), "club,value");
    }
}
