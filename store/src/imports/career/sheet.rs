//! What is kept of each table of careers: the columns, and which of them make a row the same row.

use std::fmt::Write as _;

use sea_orm::ConnectionTrait;
use table_feeds::player_table::TableKind;

use crate::StoreError;

/// A column beside player and provider.
#[derive(Clone, Copy, Debug)]
pub(in crate::imports) struct Kept {
    pub(super) name: &'static str,
    sql_type: &'static str,
    /// The column with which this one is known or unknown, where that is not itself: an amount belongs
    /// to the kind of fee beside it.
    goes_with: Option<&'static str>,
}

const fn kept(name: &'static str, sql_type: &'static str) -> Kept {
    Kept { name, sql_type, goes_with: None }
}

/// One table of careers.
#[derive(Debug)]
pub(in crate::imports) struct Sheet {
    pub(super) table: &'static str,
    /// Its rows belong to players; else `provider_id` is their own.
    pub(super) of_players: bool,
    /// What makes a row the same row, beside player and provider.
    pub(super) keys: &'static [Kept],
    /// What may change. An empty cell says nothing, so it never erases what is known.
    pub(super) facts: &'static [Kept],
}

const TRANSFERS: Sheet = Sheet {
    table: "transfer",
    of_players: true,
    keys: &[kept("key", "text COLLATE \"C\"")],
    facts: &[
        kept("date", "date"),
        kept("season", "smallint"),
        kept("transfer_window", "text"),
        kept("from_club_id", "text"),
        kept("from_club", "text"),
        kept("to_club_id", "text"),
        kept("to_club", "text"),
        kept("fee_kind", "text"),
        Kept { name: "fee_eur", sql_type: "bigint", goes_with: Some("fee_kind") },
        kept("value_eur", "bigint"),
        kept("age", "smallint"),
    ],
};

const APPEARANCES: Sheet = Sheet {
    table: "appearance",
    of_players: true,
    keys: &[kept("game", "text COLLATE \"C\"")],
    facts: &[
        kept("date", "date"),
        kept("season", "smallint"),
        kept("minutes", "smallint"),
        kept("goals", "smallint"),
        kept("assists", "smallint"),
        kept("yellow_cards", "smallint"),
        kept("red_cards", "smallint"),
        kept("club_id", "text"),
        kept("competition_id", "text"),
    ],
};

const INJURIES: Sheet = Sheet {
    table: "injury",
    of_players: true,
    keys: &[kept("since", "date"), kept("injury", "text COLLATE \"C\"")],
    facts: &[
        kept("until", "date"),
        kept("days", "integer"),
        kept("matches_missed", "smallint"),
        kept("season", "smallint"),
        kept("club", "text"),
    ],
};

const CLUBS: Sheet = Sheet {
    table: "club",
    of_players: false,
    keys: &[],
    facts: &[
        kept("name", "text"),
        kept("competition_id", "text"),
        kept("stadium", "text"),
        kept("seats", "integer"),
        kept("net_transfers_eur", "bigint"),
    ],
};

const COMPETITIONS: Sheet = Sheet {
    table: "competition",
    of_players: false,
    keys: &[],
    facts: &[
        kept("name", "text"),
        kept("kind", "text"),
        kept("country", "text"),
        kept("confederation", "text"),
    ],
};

impl Sheet {
    /// The sheet of a kind of table; `None` where it is not of careers.
    pub(in crate::imports) const fn of(table: TableKind) -> Option<&'static Self> {
        match table {
            TableKind::Players | TableKind::Valuations => None,
            TableKind::Transfers => Some(&TRANSFERS),
            TableKind::Appearances => Some(&APPEARANCES),
            TableKind::Injuries => Some(&INJURIES),
            TableKind::Clubs => Some(&CLUBS),
            TableKind::Competitions => Some(&COMPETITIONS),
        }
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &'static Kept> {
        self.keys.iter().chain(self.facts)
    }

    /// What makes a row of the stored table the same row.
    pub(super) fn key_names(&self) -> Vec<&'static str> {
        let whose: &[&str] =
            if self.of_players { &["player_id", "provider"] } else { &["provider", "provider_id"] };
        whose.iter().copied().chain(self.keys.iter().map(|key| key.name)).collect()
    }

    /// Makes the temporary tables: rows as read, and rows that are to be written.
    pub(in crate::imports) fn create(&self) -> [String; 2] {
        let mut columns = String::new();
        for column in self.columns() {
            // Writing to a string does not fail.
            let _ = write!(columns, ", {} {}", column.name, column.sql_type);
        }
        [
            format!(
                "CREATE TEMPORARY TABLE staged_row (line bigint NOT NULL, provider text NOT NULL,
                     provider_id text NOT NULL{columns}) ON COMMIT DROP"
            ),
            format!(
                "CREATE TEMPORARY TABLE fresh_row (is_known boolean NOT NULL, player_id bigint,
                     provider text NOT NULL, provider_id text NOT NULL{columns}) ON COMMIT DROP"
            ),
        ]
    }

    /// Counts the rows anew for the planner; call it outside a transaction.
    pub(in crate::imports) async fn settle_after_bulk_change(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<(), StoreError> {
        db.execute_unprepared(&format!("VACUUM (ANALYZE) {}", self.table)).await?;
        Ok(())
    }

    /// The value of `fact` after a row that says something of it, or nothing.
    pub(super) fn merged(fact: &Kept, said: &str, known: &str) -> String {
        let name = fact.name;
        match fact.goes_with {
            None => format!("coalesce({said}.{name}, {known}.{name})"),
            Some(with) => format!(
                "CASE WHEN {said}.{with} IS NULL THEN {known}.{name} ELSE {said}.{name} END"
            ),
        }
    }
}

/// The statement that takes staged rows.
pub(in crate::imports) const COPY_ROWS: &str = "COPY staged_row FROM STDIN";
