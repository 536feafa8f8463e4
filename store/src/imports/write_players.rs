//! Staged players into `player`: what is new is added, what differs is changed, the rest is left
//! alone. An empty cell says nothing, so it never erases what is known.

use sqlx::PgConnection;

use super::write_valuations::write_fresh_values;
use crate::StoreError;

/// What writing came to, in rows of our tables.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written {
    pub(super) players_added: u64,
    pub(super) players_changed: u64,
    pub(super) valuations_added: u64,
    pub(super) valuations_changed: u64,
    pub(super) career_added: u64,
    pub(super) career_changed: u64,
}

/// Writes the players whose ids are in `target`, and their values.
pub(super) async fn write_players(
    connection: &mut PgConnection,
    has_values: bool,
) -> Result<Written, StoreError> {
    let changed = sqlx::query(UPDATE).execute(&mut *connection).await?.rows_affected();
    let added = sqlx::query(INSERT).execute(&mut *connection).await?.rows_affected();
    let mut written =
        Written { players_added: added, players_changed: changed, ..Written::default() };
    if has_values {
        sqlx::query(FRESH_VALUES).execute(&mut *connection).await?;
        let values = write_fresh_values(connection).await?;
        written.valuations_added = values.valuations_added;
        written.valuations_changed = values.valuations_changed;
        written.players_changed += values.players_changed;
    }
    Ok(written)
}

const UPDATE: &str = "
UPDATE player p
SET provider = coalesce(p.provider, s.provider),
    provider_id = coalesce(p.provider_id, s.provider_id),
    name = coalesce(s.name, p.name),
    known_name = coalesce(s.known_name, p.known_name),
    birth_date = coalesce(s.birth_date, p.birth_date),
    nationalities = coalesce(s.nationalities, p.nationalities),
    position = coalesce(s.position, p.position),
    foot = coalesce(s.foot, p.foot),
    height_cm = coalesce(s.height_cm, p.height_cm),
    club = CASE WHEN s.status IN ('free_agent', 'retired') THEN s.club
                ELSE coalesce(s.club, p.club) END,
    competition = coalesce(s.competition, p.competition),
    contract_until = coalesce(s.contract_until, p.contract_until),
    status = coalesce(s.status, p.status),
    photo_url = coalesce(s.photo_url, p.photo_url),
    version = p.version + 1,
    updated_at = now()
FROM staged_player s
JOIN target t ON t.line = s.line
WHERE p.id = t.player_id AND NOT t.is_new
  AND (p.name, p.known_name, p.birth_date, p.nationalities, p.position, p.foot, p.height_cm, p.club,
       p.competition, p.contract_until, p.status, p.photo_url, p.provider, p.provider_id)
      IS DISTINCT FROM
      (coalesce(s.name, p.name), coalesce(s.known_name, p.known_name),
       coalesce(s.birth_date, p.birth_date), coalesce(s.nationalities, p.nationalities),
       coalesce(s.position, p.position), coalesce(s.foot, p.foot),
       coalesce(s.height_cm, p.height_cm),
       CASE WHEN s.status IN ('free_agent', 'retired') THEN s.club ELSE coalesce(s.club, p.club) END,
       coalesce(s.competition, p.competition), coalesce(s.contract_until, p.contract_until),
       coalesce(s.status, p.status), coalesce(s.photo_url, p.photo_url),
       coalesce(p.provider, s.provider), coalesce(p.provider_id, s.provider_id))";

/// A player without a name is shown by provider and id until a name comes.
const INSERT: &str = "
INSERT INTO player (id, provider, provider_id, import_key, name, known_name, birth_date,
    nationalities, position, foot, height_cm, club, competition, contract_until, status, value_eur,
    value_date, value_source, photo_url)
SELECT t.player_id, s.provider, s.provider_id, s.import_key,
    coalesce(s.name, initcap(s.provider) || ' ' || s.provider_id), s.known_name, s.birth_date,
    coalesce(s.nationalities, '{}'), s.position, s.foot, s.height_cm, s.club, s.competition,
    s.contract_until, coalesce(s.status, 'active'), s.value_eur, s.value_date, s.value_source,
    s.photo_url
FROM staged_player s
JOIN target t ON t.line = s.line
WHERE t.is_new";

const FRESH_VALUES: &str = "
INSERT INTO fresh_value
SELECT t.player_id, s.value_date, s.value_source, s.value_eur
FROM staged_player s
JOIN target t ON t.line = s.line
LEFT JOIN player_valuation v
    ON v.player_id = t.player_id AND v.date = s.value_date AND v.source = s.value_source
WHERE s.value_eur IS NOT NULL AND v.amount_eur IS DISTINCT FROM s.value_eur
ORDER BY t.player_id";
