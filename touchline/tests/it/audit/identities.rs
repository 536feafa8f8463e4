//! A question of identity, to be answered.

use crate::TestApp;

/// Asks whether a provider's player is the player `id`; gives the question.
pub(super) async fn question(app: &TestApp, id: &str) -> String {
    const ASK: &str = "WITH s AS (
            INSERT INTO season_set (source, season, metrics, changed_at)
            VALUES ('audit', '2022/2023', '{}', now()) RETURNING id
        ), line AS (
            INSERT INTO player_season (set_id, key, name, positions, clubs, minutes, flags, figures, line)
            SELECT id, 'a', 'A', '', '[]', 900, '{}', '{}', 2 FROM s RETURNING id
        )
        INSERT INTO identity_question (provider, key, line_id, candidates)
        SELECT 'audit', 'a', id,
            jsonb_build_array(jsonb_build_object('player', $1::bigint, 'signs', '[]'::jsonb))
        FROM line RETURNING id";
    let id: i64 = id.parse().unwrap();
    let question: i64 = sqlx::query_scalar(ASK).bind(id).fetch_one(app.sql()).await.unwrap();
    question.to_string()
}
