//! How many players there are, as far as the page knows.

use page_base::wording;

/// What is known of the number. A small table counts with each page; a large one is asked once the
/// page stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Total {
    /// Not counted, or not yet.
    #[default]
    NotKnown,
    /// Counted.
    Exactly(u64),
    /// More than are counted.
    Many,
}

impl Total {
    /// What a count came to; `None` is more than 10,000.
    pub(super) const fn counted(answer: Option<u64>) -> Self {
        match answer {
            Some(number) => Self::Exactly(number),
            None => Self::Many,
        }
    }

    /// `1,284`, `more than 10,000`; nothing while it is not known.
    pub(super) fn number(self) -> Option<String> {
        match self {
            Self::NotKnown => None,
            Self::Exactly(number) => Some(wording::count(number)),
            Self::Many => Some("more than 10,000".to_owned()),
        }
    }

    /// `1 player`, `1,284 players`; empty while it is not known.
    pub(super) fn players(self) -> String {
        let word = if self == Self::Exactly(1) { " player" } else { " players" };
        self.number().map_or_else(String::new, |number| [&number, word].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::Total;

    #[test]
    fn a_total_is_told_as_far_as_it_is_known() {
        assert_eq!(Total::counted(Some(1)).players(), "1 player");
        assert_eq!(Total::counted(Some(1_284)).players(), "1,284 players");
        assert_eq!(Total::counted(None).players(), "more than 10,000 players");
        assert_eq!(Total::NotKnown.players(), "");
    }
}
