//! Players and values to forecast: the public ones, or generated ones.

use std::{fmt::Write as _, io::Read as _, path::PathBuf};

use sqlx::{Executor as _, PgPool, postgres::PgPoolCopyExt as _};

/// Fills the empty database with `players` players; says what they are.
pub(crate) async fn fill(pool: &PgPool, players: u64) -> anyhow::Result<String> {
    let tables = (table("players.csv.gz")?, table("valuations_2003_2021H1.csv.gz")?);
    let (Some(known), Some(values)) = tables else {
        println!("skipped: the public values are absent; generated ones take their place");
        return generate(pool, players).await;
    };
    // Column numbers as in the tables' own account of themselves.
    pool.execute(
        "CREATE UNLOGGED TABLE staged_player (line text[]);
         CREATE UNLOGGED TABLE staged_value (player_id text, date date, value_eur bigint)",
    )
    .await?;
    let mut lines = String::new();
    for record in csv::Reader::from_reader(known.as_slice()).records() {
        let record = record?;
        let born: Option<chrono::NaiveDate> = record[5].parse().ok();
        let born = born.map(|day| day.to_string()).unwrap_or_default();
        let position = match &record[3] {
            "GK" => "GK",
            "DEF" => "CB",
            "MID" => "CM",
            "ATT" => "CF",
            _ => "",
        };
        writeln!(lines, "{{\"{}\",\"{position}\",\"{born}\"}}", &record[0])?;
    }
    copy(pool, "COPY staged_player FROM STDIN", lines.into_bytes()).await?;
    copy(pool, "COPY staged_value FROM STDIN (FORMAT csv, HEADER)", values).await?;
    sqlx::query(
        "INSERT INTO player (provider, provider_id, name, position, birth_date)
         SELECT 'bench', line[1], 'Player ' || line[1], nullif(line[2], ''), nullif(line[3], '')::date
         FROM staged_player LIMIT $1",
    )
    .bind(i64::try_from(players)?)
    .execute(pool)
    .await?;
    let values = pool
        .execute(
            "INSERT INTO player_valuation (player_id, date, source, amount_eur)
             SELECT player.id, staged.date, 'Transfermarkt estimate', max(staged.value_eur)
             FROM staged_value staged JOIN player ON player.provider_id = staged.player_id
             GROUP BY player.id, staged.date",
        )
        .await?
        .rows_affected();
    pool.execute("ANALYZE").await?;
    Ok(format!("{values} public values"))
}

/// Players with eleven values each over five years and a half, by a rule.
async fn generate(pool: &PgPool, players: u64) -> anyhow::Result<String> {
    sqlx::query(
        "INSERT INTO player (name, birth_date, position)
         SELECT 'Player ' || n, CASE WHEN n % 5 > 0 THEN date '1985-01-01' + (23 * n % 6000)::int END,
             (ARRAY['GK', 'CB', 'CM', 'CF'])[n % 4 + 1]
         FROM generate_series(1, $1) n",
    )
    .bind(i64::try_from(players)?)
    .execute(pool)
    .await?;
    let values = pool
        .execute(
            "INSERT INTO player_valuation (player_id, date, source, amount_eur)
             SELECT id, date '2015-06-30' + 182 * half, 'Generated',
                 100000 + abs(hashtext(id || ':' || half)) % 900000 * (1 + id % 7)
             FROM player CROSS JOIN generate_series(0, 10) half",
        )
        .await?
        .rows_affected();
    pool.execute("ANALYZE").await?;
    Ok(format!("{values} generated values"))
}

async fn copy(pool: &PgPool, statement: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
    let mut copy = pool.copy_in_raw(statement).await?;
    copy.send(bytes).await?;
    copy.finish().await?;
    Ok(())
}

fn table(name: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/scouting").join(name);
    let Ok(packed) = std::fs::read(&path) else { return Ok(None) };
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked)?;
    Ok(Some(unpacked))
}
