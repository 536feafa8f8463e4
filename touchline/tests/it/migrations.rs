//! From an older schema with rows in it to the present one (R11).

use sqlx::{Connection as _, PgConnection};
use test_database::TestDatabase;

/// Accounts, players, jobs and the audit log were there, and little else.
const OLDER: u32 = 6;

#[tokio::test]
async fn what_an_older_release_left_is_kept_by_every_later_migration() {
    const ROWS: &str = "
        INSERT INTO account (name, role, password_hash) VALUES ('ada', 'admin', 'x');
        INSERT INTO player (name, birth_date, position, value_eur, value_date, value_source)
            SELECT 'Ünal Müller ' || n, '1999-01-01', 'CB', n, '2026-01-01', 'club'
            FROM generate_series(1, 50) n;
        INSERT INTO player_valuation (player_id, date, amount_eur, source)
            SELECT id, '2026-01-01', 7, 'club' FROM player;
        INSERT INTO job (id, kind, title, payload, max_attempts)
            VALUES (gen_random_uuid(), 'scout_player', 'Report', '{\"player_id\": 1}', 5);
        INSERT INTO audit_entry (account_id, action, subject, detail)
            SELECT id, 'player.create', 'player:1', '{}' FROM account;";
    let database = TestDatabase::create_empty().await;
    let all = u32::try_from(migrations::names().len()).unwrap();
    migrations::up_by(database.url(), OLDER).await.unwrap();
    let mut sql = PgConnection::connect(database.url()).await.unwrap();
    sqlx::raw_sql(ROWS).execute(&mut sql).await.unwrap();

    // One by one, as releases came; then nothing is left to do.
    for _ in OLDER..all {
        migrations::up_by(database.url(), 1).await.unwrap();
    }
    let applied = migrations::up_once(database.url()).await.unwrap();

    assert_eq!(applied, 0);
    for (table, rows) in
        [("account", 1), ("player", 50), ("player_valuation", 50), ("job", 1), ("audit_entry", 1)]
    {
        let count = format!("SELECT count(*) FROM {table}");
        let counted: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&mut sql).await.unwrap();
        assert_eq!(counted, rows, "{table}");
    }
    // What later migrations derive is derived for rows that were there before.
    let found: i64 =
        sqlx::query_scalar("SELECT count(*) FROM player_word WHERE word IN ('unal', 'muller')")
            .fetch_one(&mut sql)
            .await
            .unwrap();
    assert_eq!(found, 2);
}

#[tokio::test]
async fn matches_that_were_there_learn_what_their_reports_hold() {
    const ROWS: &str = r#"
        INSERT INTO team (name, name_key) VALUES ('Harbour City', 'harbour city'), ('Northgate', 'northgate');
        INSERT INTO match (home_team_id, away_team_id, content_key, tracking_provider, events_provider)
            VALUES (1, 2, 'a', 'SkillCorner', NULL), (1, 2, 'b', 'TRACAB', 'StatsBomb');
        INSERT INTO match_lineup (match_id, place, side, provider, is_keeper, is_tracked)
            VALUES (1, 4, 'home', 'SkillCorner', false, true);
        INSERT INTO player_match_statistics (match_id, place, part, minutes) VALUES (1, 4, 0, 90), (1, 4, 2, 45);
        INSERT INTO analysis_report (match_id, kind, version, report) VALUES
            (1, 'match', 1, '{"shots": null, "physical": [{"player": 4, "total": {"known_minutes": 55.5},
                "periods": [[2, {"known_minutes": 20.25}]]}]}'),
            (2, 'match', 1, '{"shots": {"xg_from": "provider", "shots": []}, "physical": []}');"#;
    let database = TestDatabase::create_empty().await;
    let names = migrations::names();
    let before = names.iter().position(|name| name.ends_with("_tell_what_players_did")).unwrap();
    migrations::up_by(database.url(), u32::try_from(before).unwrap()).await.unwrap();
    let mut sql = PgConnection::connect(database.url()).await.unwrap();
    sqlx::raw_sql(ROWS).execute(&mut sql).await.unwrap();

    migrations::up_once(database.url()).await.unwrap();

    let matches: Vec<(bool, Option<String>)> =
        sqlx::query_as("SELECT is_from_video, xg_from FROM match ORDER BY id")
            .fetch_all(&mut sql)
            .await
            .unwrap();
    assert_eq!(matches, [(true, None), (false, Some("provider".to_owned()))]);
    let minutes: Vec<Option<f64>> =
        sqlx::query_scalar("SELECT known_minutes FROM player_match_statistics ORDER BY part")
            .fetch_all(&mut sql)
            .await
            .unwrap();
    assert_eq!(minutes, [Some(55.5), Some(20.25)]);
}
