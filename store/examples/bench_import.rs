//! Measures imports beside their bars (scouting specification, SC7): rows a second, memory, and the
//! ratio to a raw `COPY` with `INSERT … ON CONFLICT DO UPDATE` in the same run; and what an export loses on
//! its way through an import (SC8).
//!
//! `cargo run --release -p store --example bench_import`. Takes Postgres from
//! `TOUCHLINE_TEST_DATABASE_URL`; each measurement has a database of its own, dropped afterwards. The
//! public tables are taken from `../shared/data`; where they are absent, that part is skipped, visibly.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use chrono::Utc;
use sqlx::{Connection as _, PgConnection};
use store::{
    Database,
    database::{ConnectSettings, connect},
    exports,
    imports::{self, RunProgress, Summary},
    uploads::Uploads,
};
use test_database::TestDatabase;
use tokio::sync::watch;

/// The one that the server has: memory is part of what is measured.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// How often ours and the raw statements are run in turn; the bar is for the middle ratio, since a single
/// one swings by a fifth with what the disk does meanwhile.
const PAIRS: usize = 5;
/// Rows of the generated files.
const GENERATED_ROWS: u32 = 1_000_000;
/// Players of the generated table of values.
const GENERATED_PLAYERS: u32 = 50_000;
/// The bars of SC7 and of the issue.
const ROWS_PER_SECOND: f64 = 60_000.0;
const MEMORY_MB: f64 = 150.0;
const RATIO: f64 = 2.7;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("touchline-bench-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder)?;
    let result = measure(&folder).await;
    std::fs::remove_dir_all(&folder)?;
    result
}

async fn measure(folder: &Path) -> anyhow::Result<()> {
    public_tables(folder).await?;
    generated_values(folder).await?;
    generated_players(folder).await?;
    let peak = peak_memory_mb()?;
    verdict("SC7 peak memory of this process, MB", peak, MEMORY_MB, peak <= MEMORY_MB);
    Ok(())
}

/// players.csv and valuations.csv, as a newcomer imports them: one after the other.
async fn public_tables(folder: &Path) -> anyhow::Result<()> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/scouting");
    let files = ["players.csv.gz", "valuations_2003_2021H1.csv.gz"].map(|name| data.join(name));
    if let Some(absent) = files.iter().find(|file| !file.exists()) {
        println!("skipped: {} is absent", absent.display());
        return Ok(());
    }
    println!("Public tables");
    let room = Room::new(folder).await?;
    let (mut rows, mut took) = (0, Duration::ZERO);
    for file in &files {
        let (summary, time) = room.import(file).await?;
        report(file, &summary, time);
        rows += summary.rows;
        took += time;
    }
    let rate = per_second(rows, took);
    verdict("SC7 both, rows a second", rate, ROWS_PER_SECOND, rate >= ROWS_PER_SECOND);
    for file in &files {
        let (summary, time) = room.import(file).await?;
        report(file, &summary, time);
        anyhow::ensure!(summary.changed_rows() == 0, "a second import changed rows");
    }
    println!("  second import: 0 rows changed");
    round_trip(folder, &room).await
}

/// What is exported is imported at home and elsewhere, and exported there (SC8).
async fn round_trip(folder: &Path, home: &Room) -> anyhow::Result<()> {
    let file = folder.join("export.csv");
    std::fs::write(&file, export(home).await?)?;
    let (at_home, _) = home.import(&file).await?;
    let away = Room::new(folder).await?;
    let (there, _) = away.import(&file).await?;
    let (there_again, _) = away.import(&file).await?;
    let (sent, came) = (std::fs::read_to_string(&file)?, String::from_utf8(export(&away).await?)?);
    let differing = sent.lines().zip(came.lines()).filter(|(sent, came)| sent != came).count();
    let differing = differing + sent.lines().count().abs_diff(came.lines().count());
    let zero = |what: &str, found: u64| {
        let shown = u32::try_from(found).map_or(f64::INFINITY, f64::from);
        verdict(&format!("SC8 {what}"), shown, 0.0, found == 0);
    };
    zero("rows refused of an export", there.rejected);
    zero("rows changed by an export at home", at_home.changed_rows());
    zero("rows changed by an export a second time", there_again.changed_rows());
    zero("lines that differ after the way there", u64::try_from(differing)?);
    Ok(())
}

/// Every player in the lossless form.
async fn export(room: &Room) -> anyhow::Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    let mut refused = None;
    exports::each_player(&room.db, |player| {
        refused = file.serialize(player).err().or(refused.take());
        Ok(())
    })
    .await?;
    refused.map_or(Ok(()), Err)?;
    Ok(file.into_inner()?)
}

/// A million values of players who are known.
async fn generated_values(folder: &Path) -> anyhow::Result<()> {
    println!("{GENERATED_ROWS} generated values of {GENERATED_PLAYERS} players");
    let players = folder.join("value_players.csv");
    std::fs::write(&players, players_file(GENERATED_PLAYERS))?;
    let values = folder.join("values.csv");
    std::fs::write(&values, values_file())?;

    let mut pairs = Vec::new();
    for _ in 0..PAIRS {
        let room = Room::new(folder).await?;
        room.import_generated(&players).await?;
        let raw = raw_values(&room, &values).await?;
        let (summary, time) = room.import_generated(&values).await?;
        report(&values, &summary, time);
        pairs.push(ratio(raw, time));
    }
    compare(pairs);
    Ok(())
}

/// A million players who are not known.
async fn generated_players(folder: &Path) -> anyhow::Result<()> {
    println!("{GENERATED_ROWS} generated players");
    let file = folder.join("players.csv");
    std::fs::write(&file, players_file(GENERATED_ROWS))?;
    let mut pairs = Vec::new();
    for _ in 0..PAIRS {
        let raw = raw_players(&Room::new(folder).await?, &file).await?;
        let (summary, time) = Room::new(folder).await?.import_generated(&file).await?;
        report(&file, &summary, time);
        pairs.push(ratio(raw, time));
    }
    compare(pairs);
    Ok(())
}

/// A database and a folder for one measurement.
struct Room {
    db: Database,
    uploads: Uploads,
    database: TestDatabase,
}

impl Room {
    async fn new(folder: &Path) -> anyhow::Result<Self> {
        let database = TestDatabase::create().await;
        let db = connect(&ConnectSettings {
            url: database.url().to_owned(),
            max_connections: 4,
            acquire_timeout: Duration::from_secs(10),
        })
        .await?;
        Ok(Self { db, uploads: Uploads::in_folder(folder.join("uploads")), database })
    }

    /// From the upload's first byte to the commit: storing, proposal, dry run, run.
    async fn import(&self, file: &Path) -> anyhow::Result<(Summary, Duration)> {
        self.import_of(file, None).await
    }

    /// The same for a generated file, of which every row has to be taken: whoever refuses rows is fast.
    async fn import_generated(&self, file: &Path) -> anyhow::Result<(Summary, Duration)> {
        let (summary, time) = self.import_of(file, Some("bench")).await?;
        anyhow::ensure!(summary.accepted == summary.rows, "rows were refused: {summary:?}");
        Ok((summary, time))
    }

    async fn import_of(
        &self,
        file: &Path,
        provider: Option<&str>,
    ) -> anyhow::Result<(Summary, Duration)> {
        use std::io::Read as _;
        let started = Instant::now();
        let mut source = std::fs::File::open(file)?;
        let mut writer = self.uploads.begin(u64::MAX).await?;
        let mut piece = vec![0; 64 * 1024];
        loop {
            match source.read(&mut piece)? {
                0 => break,
                read => writer.write(&piece[..read]).await?,
            }
        }
        let stored = writer.finish().await?;
        let id =
            imports::create_draft(&self.db, &self.uploads, stored, "bench.csv", None, Utc::now())
                .await?;
        let drafted = started.elapsed();
        let import = imports::find(&self.db, id).await?.context("the draft is there")?;
        if let Some(provider) = provider
            && import.reading.provider.as_deref() != Some(provider)
        {
            let mut reading = import.reading.clone();
            reading.provider = Some(provider.to_owned());
            imports::save_reading(&self.db, &self.uploads, &import, reading).await?;
        }
        let progress = Arc::new(watch::Sender::new(RunProgress::default()));
        let summary = imports::run(&self.db, &self.uploads, id, Utc::now(), progress).await?;
        println!(
            "  (upload and dry run {:.2} s, run {:.2} s)",
            drafted.as_secs_f64(),
            started.elapsed().saturating_sub(drafted).as_secs_f64()
        );
        Ok((summary, started.elapsed()))
    }

    async fn connection(&self) -> anyhow::Result<PgConnection> {
        Ok(PgConnection::connect(self.database.url()).await?)
    }
}

/// The least that the database can be asked to do with the same rows and the same target, which nothing
/// ties to its players.
async fn raw_values(room: &Room, file: &Path) -> anyhow::Result<Duration> {
    let mut connection = room.connection().await?;
    sqlx::raw_sql(
        "CREATE TABLE raw_valuation (LIKE player_valuation INCLUDING ALL);
         CREATE UNLOGGED TABLE raw_staged (provider_id text, date date, amount_eur bigint)",
    )
    .execute(&mut connection)
    .await?;
    let started = Instant::now();
    copy(&mut connection, "COPY raw_staged FROM STDIN (FORMAT csv, HEADER)", file).await?;
    sqlx::raw_sql(
        "INSERT INTO raw_valuation (player_id, date, source, amount_eur)
         SELECT p.id, s.date, 'raw', s.amount_eur
         FROM raw_staged s JOIN player p ON p.provider = 'bench' AND p.provider_id = s.provider_id
         ON CONFLICT (player_id, date, source) DO UPDATE SET amount_eur = excluded.amount_eur",
    )
    .execute(&mut connection)
    .await?;
    Ok(started.elapsed())
}

async fn raw_players(room: &Room, file: &Path) -> anyhow::Result<Duration> {
    let mut connection = room.connection().await?;
    sqlx::raw_sql(
        "CREATE UNLOGGED TABLE raw_staged (provider_id text, name text, birth_date date,
             position text, nationalities text, club text, height_cm smallint)",
    )
    .execute(&mut connection)
    .await?;
    let started = Instant::now();
    copy(&mut connection, "COPY raw_staged FROM STDIN (FORMAT csv, HEADER)", file).await?;
    sqlx::raw_sql(
        "INSERT INTO player (provider, provider_id, name, birth_date, position, nationalities, club, height_cm)
         SELECT 'bench', provider_id, name, birth_date, position, string_to_array(nationalities, '|'),
             club, height_cm
         FROM raw_staged
         ON CONFLICT (provider, provider_id) DO UPDATE SET name = excluded.name,
             birth_date = excluded.birth_date, position = excluded.position,
             nationalities = excluded.nationalities, club = excluded.club,
             height_cm = excluded.height_cm",
    )
    .execute(&mut connection)
    .await?;
    Ok(started.elapsed())
}

async fn copy(connection: &mut PgConnection, sql: &str, file: &Path) -> anyhow::Result<()> {
    let mut copy = connection.copy_in_raw(sql).await?;
    copy.read_from(tokio::fs::File::open(file).await?).await?;
    copy.finish().await?;
    Ok(())
}

fn players_file(rows: u32) -> String {
    const FIRST: [&str; 8] =
        ["Luka", "Martin", "Vinícius", "Łukasz", "Thomas", "João", "Erling", "Kevin"];
    const LAST: [&str; 8] =
        ["Modrić", "Ødegaard", "Júnior", "Piszczek", "Müller", "Pedro", "Haaland", "De Bruyne"];
    const CODES: [&str; 8] = ["GK", "CB", "LB", "RB", "CM", "AM", "LW", "CF"];
    let mut file =
        String::from("player_id,name,date_of_birth,position,nationality,club,height_in_cm\n");
    for row in 0..rows {
        let at = |place: u32| (row / place % 8) as usize;
        let _ = writeln!(
            file,
            "{row},{} {} {},{}-{:02}-{:02},{},Brazil|Italy,Club {},{}",
            FIRST[at(1)],
            LAST[at(8)],
            row / 64,
            1975 + row % 32,
            1 + row % 12,
            1 + row % 28,
            CODES[at(3)],
            row % 4_000,
            165 + row % 35
        );
    }
    file
}

fn values_file() -> String {
    let mut file = String::from("player_id,date,market_value_in_eur\n");
    for row in 0..GENERATED_ROWS {
        let turn = row / GENERATED_PLAYERS;
        let _ = writeln!(
            file,
            "{},{}-{:02}-{:02},{}",
            row % GENERATED_PLAYERS,
            2004 + turn,
            1 + row % 12,
            1 + row % 28,
            50_000 + row % 1_000 * 25_000
        );
    }
    file
}

fn report(file: &Path, summary: &Summary, time: Duration) {
    println!(
        "  {}: {} rows in {:.2} s, {:.0} rows a second ({} accepted, {} rejected, {} written)",
        file.file_name().unwrap_or_default().to_string_lossy(),
        summary.rows,
        time.as_secs_f64(),
        per_second(summary.rows, time),
        summary.accepted,
        summary.rejected,
        summary.changed_rows()
    );
}

/// Ours, as a multiple of the raw statements of the same pair.
fn ratio(raw: Duration, ours: Duration) -> f64 {
    let ratio = ours.as_secs_f64() / raw.as_secs_f64();
    println!("  raw COPY and upsert: {:.2} s; ours {ratio:.2} times that", raw.as_secs_f64());
    ratio
}

fn compare(mut ratios: Vec<f64>) {
    ratios.sort_by(f64::total_cmp);
    let middle = ratios[ratios.len() / 2];
    let what = format!("SC7 times the raw COPY and upsert, the middle of {}", ratios.len());
    verdict(&what, middle, RATIO, middle <= RATIO);
}

fn verdict(what: &str, found: f64, bar: f64, holds: bool) {
    println!("  {what}: {found:.2} (bar {bar:.2}) {}", if holds { "ok" } else { "MISSED" });
}

#[expect(clippy::cast_precision_loss, reason = "a rate to be printed")]
fn per_second(rows: u64, time: Duration) -> f64 {
    rows as f64 / time.as_secs_f64()
}

/// The most memory this process ever held, in MB, as the kernel counted it.
fn peak_memory_mb() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM")).context("VmHWM is counted")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).context("VmHWM has a figure")?.parse()?;
    Ok(kilobytes / 1024.0)
}
