//! Speed of a match import, beside its bars: ninety simulated minutes in TRACAB's format go through the program
//! `touchline match import --wait`, from its start to the match.
//!
//! `cargo xtask bench match`. Takes Postgres from `DATABASE_URL`, and the program from `TOUCHLINE_PROGRAM`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "bars/mod.rs"]
mod bars;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use bars::Bars;
use football::Pitch;
use match_simulator::{Flaws, Formation, MatchPlan, TeamPlan, formats, simulate};
use test_database::TestDatabase;

/// From the files to the match, on two processors.
const BAR_SECS: f64 = 10.0;
/// What the process has in memory at most.
const BAR_MB: f64 = 400.0;
/// Parquet of a match, and its chunks for the browser.
const BAR_TABLE_MB: f64 = 6.0;
const BAR_CHUNKS_MB: f64 = 3.0;
/// How often the memory of the process is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let program = std::env::var_os("TOUCHLINE_PROGRAM").context("TOUCHLINE_PROGRAM is not set")?;
    let database = TestDatabase::create().await;
    let folder = std::env::temp_dir().join(format!("touchline-bench-match-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let files = write_files(&folder)?;
    let mut bars = Bars::default();
    for run in ["first", "the same files again"] {
        let begun = Instant::now();
        let child = Command::new(&program)
            .args(["match", "import", "--wait", "--home", "Harbour City", "--away", "Northgate"])
            .args(&files)
            .env("DATABASE_URL", database.url())
            .env("TOUCHLINE_DATA_DIR", folder.join("data"))
            .stdout(Stdio::piped())
            .spawn()?;
        let (peak_mb, told) = watch(child)?;
        let secs = begun.elapsed().as_secs_f64();
        bars.at_most(&format!("import of ninety minutes, {run}, s"), secs, BAR_SECS);
        bars.at_most(&format!("memory of the process, {run}, MB"), peak_mb, BAR_MB);
        println!("     {}", told.trim().replace('\n', " · "));
    }
    let pool = sqlx::PgPool::connect(database.url()).await?;
    let sums =
        "SELECT count(DISTINCT match_id), sum(table_bytes)::bigint, sum(frames_bytes)::bigint
        FROM match_period";
    let (matches, tables, chunks): (i64, i64, i64) = sqlx::query_as(sums).fetch_one(&pool).await?;
    bars.exactly("matches", matches, 1);
    bars.at_most("Parquet, MB", megabytes(tables), BAR_TABLE_MB);
    bars.at_most("chunks for the browser, MB", megabytes(chunks), BAR_CHUNKS_MB);
    pool.close().await;
    fs::remove_dir_all(&folder).ok();
    bars.close()
}

/// A match of two halves of 45 minutes as TRACAB writes it.
fn write_files(folder: &Path) -> anyhow::Result<[PathBuf; 2]> {
    let team = |club: &str| TeamPlan {
        club: club.to_owned(),
        formation: Formation::F442,
        substitutions: 3,
    };
    let plan = MatchPlan {
        seed: 1,
        pitch: Pitch::STANDARD,
        half_secs: [45 * 60; 2],
        teams: [team("Harbour City"), team("Northgate")],
        flaws: Flaws::default(),
    };
    let game = simulate(&plan)?.game;
    let (meta, positions) = (folder.join("meta.xml"), folder.join("positions.dat"));
    fs::write(&meta, formats::tracab_description(&game))?;
    let mut file = std::io::BufWriter::new(fs::File::create(&positions)?);
    for line in formats::tracab_lines(&game) {
        file.write_all(line.trim_end().as_bytes())?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    let bytes = i64::try_from(fs::metadata(&positions)?.len())?;
    println!("     positions: {:.0} MB", megabytes(bytes));
    Ok([meta, positions])
}

/// Waits for the process; gives the most memory that it had, in MB, and what it said.
fn watch(mut child: Child) -> anyhow::Result<(f64, String)> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0_i64;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak_kb = peak_kb.max(kb.unwrap_or_default());
        std::thread::sleep(LOOK_EVERY);
    };
    let told = std::io::read_to_string(child.stdout.take().context("it was piped")?)?;
    ensure!(ended.success(), "the import failed: {told}");
    Ok((megabytes(peak_kb * 1_000), told))
}

#[expect(clippy::cast_precision_loss, reason = "some megabytes")]
fn megabytes(bytes: i64) -> f64 {
    bytes as f64 / 1e6
}
