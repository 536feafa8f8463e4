//! Writes generated players into a database as fast as Postgres takes them.

use std::fmt::Write as _;

use football::PlayerDraft;
use sqlx::{Executor as _, PgPool, postgres::PgPoolCopyExt as _};

use crate::generated;

/// Players sent to Postgres in one COPY.
const AT_ONCE: u64 = 100_000;

/// Fills the empty table `player` with the players 0 to `count` − 1.
pub(crate) async fn fill(pool: &PgPool, count: u64) -> anyhow::Result<()> {
    let mut number = 0;
    while number < count {
        let last = (number + AT_ONCE).min(count);
        let mut rows = String::new();
        for number in number..last {
            write_row(&mut rows, number, &generated::player(number));
        }
        let mut copy = pool
            .copy_in_raw(
                "COPY player (provider, provider_id, name, known_name, birth_date, nationalities,
                     position, foot, height_cm, club, competition, contract_until, status, value_eur,
                     value_date, value_source) FROM STDIN (FORMAT csv)",
            )
            .await?;
        copy.send(rows.into_bytes()).await?;
        copy.finish().await?;
        number = last;
    }
    // A throw-away cluster commits without waiting for the disk, and the VACUUM that follows calls no page visible to all
    // whose commit is not there yet: index-only scans then fetched every row.
    pool.execute("CHECKPOINT").await?;
    Ok(())
}

fn write_row(rows: &mut String, number: u64, draft: &PlayerDraft) {
    let text = |text: Option<&str>| match text {
        Some(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        None => String::new(),
    };
    let shown = |value: Option<String>| value.unwrap_or_default();
    let nationalities = format!("{{\"{}\"}}", draft.nationalities.join("\",\""));
    let value = draft.market_value.as_ref();
    let fields = [
        "generated".to_owned(),
        number.to_string(),
        text(Some(&draft.name)),
        text(draft.known_name.as_deref()),
        shown(draft.birth_date.map(|day| day.to_string())),
        text(Some(&nationalities)),
        shown(draft.position.map(|position| position.to_string())),
        shown(draft.foot.map(|foot| foot.as_str().to_owned())),
        shown(draft.height_cm.map(|height| height.to_string())),
        text(draft.club.as_deref()),
        text(draft.competition.as_deref()),
        shown(draft.contract_until.map(|day| day.to_string())),
        draft.status.as_str().to_owned(),
        shown(value.map(|value| value.amount_eur.to_string())),
        shown(value.map(|value| value.date.to_string())),
        text(value.map(|value| value.source.as_str())),
    ];
    let _ = writeln!(rows, "{}", fields.join(","));
}
