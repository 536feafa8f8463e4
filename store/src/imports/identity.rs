//! Who is who: which player each staged row is about.
//!
//! In this order (decision 0020):
//!
//! 1. our own id, where the row comes from an export of this installation;
//! 2. the provider's id;
//! 3. the key in another installation's export;
//! 4. the folded name and the birth date;
//! 5. a name alone. Such a row is only ever the same person as the same row of an earlier import from
//!    the same kind of source: name, club, nations and place among its namesakes make a key that is
//!    kept with the player. It is never joined with a player who came any other way.
//!
//! A player who was deleted stays deleted: his row is refused, and says so.

use sqlx::PgConnection;
use table_feeds::player_table::Reading;

use super::{
    rejects::Refusal,
    staging::{Identity, IdentityCounts},
};
use crate::StoreError;

/// Fills `target` with the player of every staged row, and `refused` with the rows that have none.
pub(super) async fn resolve(
    connection: &mut PgConnection,
    counts: &IdentityCounts,
    reading: &Reading,
) -> Result<(), StoreError> {
    // A row whose player of ours is gone for good goes on by what else it has, so nothing is skipped
    // where there are such rows.
    let count = |identity: Identity| counts[usize::from(identity.code())];
    let has = |identity: Identity| count(identity) + count(Identity::Local) > 0;
    if has(Identity::Local) {
        refuse_repeats(connection, Identity::Local, "local_id").await?;
        run(connection, LOCAL_GONE, &[]).await?;
        run(connection, LOCAL, &[]).await?;
    }
    if has(Identity::Provider) {
        refuse_repeats(connection, Identity::Provider, "provider, provider_id").await?;
        run(connection, PROVIDER, &[]).await?;
    }
    if has(Identity::Foreign) {
        refuse_repeats(connection, Identity::Foreign, "import_key").await?;
        run(connection, KEYED, &[Identity::Foreign.code()]).await?;
    }
    if has(Identity::NameAndBirth) || has(Identity::NameOnly) {
        run(connection, FOLD, &[]).await?;
    }
    if has(Identity::NameAndBirth) {
        refuse_repeats(connection, Identity::NameAndBirth, "folded, birth_date").await?;
        run(connection, NAME_AND_BIRTH, &[]).await?;
        run(connection, AMBIGUOUS, &[Refusal::Ambiguous.code()]).await?;
        run(connection, DROP_REFUSED_TARGETS, &[]).await?;
    }
    if has(Identity::NameOnly) {
        refuse_repeats(connection, Identity::NameOnly, WHOLE_ROW).await?;
        let source = reading.provider.as_deref().unwrap_or(reading.layout.label());
        sqlx::query(NAME_KEY).bind(source).execute(&mut *connection).await?;
        run(connection, KEYED, &[Identity::NameOnly.code()]).await?;
    }
    run(connection, "ANALYZE target", &[]).await?;
    run(connection, DELETED, &[Refusal::Deleted.code()]).await?;
    run(connection, SAME_PLAYER, &[Refusal::Duplicate.code()]).await?;
    run(connection, DROP_REFUSED_TARGETS, &[]).await?;
    run(connection, NEW, &[]).await?;
    run(connection, "ANALYZE target", &[]).await?;
    Ok(())
}

async fn run(
    connection: &mut PgConnection,
    sql: &'static str,
    codes: &[u8],
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sql);
    for code in codes {
        query = query.bind(i16::from(*code));
    }
    query.execute(connection).await?;
    Ok(())
}

/// Refuses every row but the first that says the same of who it is about.
async fn refuse_repeats(
    connection: &mut PgConnection,
    identity: Identity,
    who: &'static str,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO refused (line, reason, detail)
         SELECT s.line, $2, first.line
         FROM (SELECT {who}, min(line) AS line FROM staged_player WHERE identity = $1
               GROUP BY {who} HAVING count(*) > 1) first
         JOIN staged_player s ON s.identity = $1 AND s.line > first.line
              AND {}",
        who.split(", ")
            // Equality by hash where it can be: only whole rows have cells that may be null.
            .map(|column| if who == WHOLE_ROW {
                format!("s.{column} IS NOT DISTINCT FROM first.{column}")
            } else {
                format!("s.{column} = first.{column}")
            })
            .collect::<Vec<_>>()
            .join(" AND ")
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(i16::from(identity.code()))
        .bind(i16::from(Refusal::Duplicate.code()))
        .execute(connection)
        .await?;
    Ok(())
}

/// Namesakes without a birth date are one person only when nothing tells them apart.
const WHOLE_ROW: &str = "name, known_name, nationalities, position, foot, height_cm, club, \
     competition, contract_until, status, value_eur, value_date, value_source, photo_url";

/// The player of ours was deleted for good: go on by what else the row has.
const LOCAL_GONE: &str = "
UPDATE staged_player s
SET identity = CASE WHEN s.provider_id IS NOT NULL THEN 1 ELSE 3 + (s.birth_date IS NULL)::int END
WHERE s.identity = 0 AND NOT EXISTS (SELECT FROM player p WHERE p.id = s.local_id)";

const LOCAL: &str = "
INSERT INTO target SELECT s.line, s.local_id, false FROM staged_player s
WHERE s.identity = 0 AND NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)";

const PROVIDER: &str = "
INSERT INTO target
SELECT s.line, p.id, false
FROM staged_player s
JOIN player p ON p.provider = s.provider AND p.provider_id = s.provider_id
WHERE s.identity = 1 AND NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)";

const KEYED: &str = "
INSERT INTO target
SELECT s.line, p.id, false
FROM staged_player s
JOIN player p ON p.import_key = s.import_key
WHERE s.identity = $1 AND NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)";

const FOLD: &str = "
UPDATE staged_player SET folded = search_fold(name) WHERE identity IN (3, 4)";

/// Names are folded only for the players born on one of the days in question.
const NAME_AND_BIRTH: &str = "
WITH candidate AS MATERIALIZED (
    SELECT p.id, p.birth_date, search_fold(p.name) AS folded
    FROM player p
    WHERE p.birth_date IN (SELECT birth_date FROM staged_player WHERE identity = 3)
)
INSERT INTO target
SELECT s.line, p.id, false
FROM staged_player s
JOIN candidate p ON p.birth_date = s.birth_date AND p.folded = s.folded
WHERE s.identity = 3 AND NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)";

const AMBIGUOUS: &str = "
INSERT INTO refused (line, reason, detail)
SELECT line, $1, count(*) FROM target GROUP BY line HAVING count(*) > 1";

const DROP_REFUSED_TARGETS: &str = "
DELETE FROM target t USING refused r WHERE r.line = t.line";

/// The key of a row that has nothing but a name.
const NAME_KEY: &str = "
UPDATE staged_player s
SET import_key = 'row:' || md5(concat_ws(E'\\x1f', $1::text, k.folded, coalesce(search_fold(k.club), ''),
    coalesce(array_to_string(k.nationalities, '|'), ''), k.place::text))
FROM (
    SELECT line, folded, club, nationalities,
           row_number() OVER (PARTITION BY folded, search_fold(club), nationalities ORDER BY line) AS place
    FROM staged_player
    WHERE identity = 4 AND NOT EXISTS (SELECT FROM refused r WHERE r.line = staged_player.line)
) k
WHERE s.line = k.line";

const DELETED: &str = "
INSERT INTO refused (line, reason)
SELECT t.line, $1 FROM target t JOIN player p ON p.id = t.player_id WHERE p.deleted_at IS NOT NULL";

/// Two rows that found the same player in two ways.
const SAME_PLAYER: &str = "
INSERT INTO refused (line, reason, detail)
SELECT t.line, $1, first.line
FROM (SELECT player_id, min(line) AS line FROM target GROUP BY player_id HAVING count(*) > 1) first
JOIN target t ON t.player_id = first.player_id AND t.line > first.line
ON CONFLICT DO NOTHING";

/// The rows are all found before the first is inserted. Planned as a join while `target` was empty, each
/// row walked over all that this very statement had inserted before it: quadratic.
const NEW: &str = "
INSERT INTO target
SELECT n.line, nextval((SELECT pg_get_serial_sequence('player', 'id')::regclass)), true
FROM (
    SELECT line FROM staged_player
    EXCEPT SELECT line FROM target
    EXCEPT SELECT line FROM refused
    ORDER BY line
) n";
