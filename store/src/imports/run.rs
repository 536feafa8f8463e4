//! The run of an import: all of a file or nothing.

use std::{io::Read as _, sync::Arc, time::Instant};

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};
use sqlx::{ConnectOptions as _, Connection, PgConnection};
use table_feeds::{
    career_table::CareerRow,
    player_table::{ColumnKind, Reading, Record, Row, TableKind, TableReader},
};
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

use super::{
    FlagCounts, ImportError, Summary,
    career::{self, Sheet},
    draft::{blocking, json},
    find, identity,
    preview::PIECE_BYTES,
    rejects::{Rejected, write_rejects},
    staging::{self, IdentityCounts},
    write_players::{Written, write_players},
    write_valuations::{CREATE_FRESH_VALUES, write_valuations},
};
use crate::{Database, StoreError, uploads::Uploads};

/// Held while an import writes, so that two of them cannot wait for each other: "tlimport" in ASCII.
pub(crate) const IMPORT_LOCK: i64 = 0x746c_696d_706f_7274;
/// Bytes of rows sent to Postgres at a time.
const COPY_BYTES: usize = 256 * 1024;
/// Pieces that wait between parsing and sending.
const WAITING_PIECES: usize = 2;

/// Changed rows from which the statistics of lists no longer hold.
const BULK_ROWS: u64 = 1_000;

/// What a run is busy with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Reading the file.
    #[default]
    Reading,
    /// Finding out who is who and writing players and values.
    Writing,
    /// Writing the reject file.
    Rejects,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RunProgress {
    /// What it is busy with.
    pub stage: Stage,
    /// Rows read.
    pub rows: u64,
    /// Part of the file read, 0 to 1.
    pub fraction_read: f64,
}

/// Imports the file of `id` by its settled mapping and tells what came of it.
///
/// All of the file's rows are written in one transaction, and the import is marked as done in the same
/// one. Dropping the future at any point closes the connection, and Postgres undoes the rest. A run
/// after a completed one answers with its summary and does nothing.
///
/// # Errors
/// [`ImportError::Table`] and [`ImportError::Unsettled`] cannot be cured by trying again.
pub async fn run(
    db: &Database,
    uploads: &Uploads,
    id: Uuid,
    now: DateTime<Utc>,
    progress: Arc<watch::Sender<RunProgress>>,
) -> Result<Summary, ImportError> {
    let started = Instant::now();
    let import = find(db, id).await?.ok_or(ImportError::NotFound(id))?;
    if let Some(summary) = import.summary {
        return Ok(summary);
    }
    let problems = import.reading.problems();
    if !problems.is_empty() {
        return Err(ImportError::Unsettled(problems));
    }

    // A connection of its own: dropped in the middle it is closed, never given to somebody else.
    let options = db.get_postgres_connection_pool().connect_options();
    let mut connection = options.as_ref().clone().disable_statement_logging().connect().await?;
    // Sorting and hashing a million rows within memory; compiling the statements does not pay.
    sqlx::raw_sql("BEGIN; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")
        .execute(&mut connection)
        .await?;

    let reading = Arc::new(import.reading);
    let read = stage_file(&mut connection, uploads, &import.sha256, &reading, &progress).await?;

    progress.send_modify(|progress| progress.stage = Stage::Writing);
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(IMPORT_LOCK)
        .execute(&mut connection)
        .await?;
    if let Some(summary) = find(db, id).await?.and_then(|import| import.summary) {
        return Ok(summary);
    }
    let written = write(&mut connection, &reading, &read).await?;

    progress.send_modify(|progress| progress.stage = Stage::Rejects);
    let refused: i64 =
        sqlx::query_scalar("SELECT count(*) FROM refused").fetch_one(&mut connection).await?;
    let rejected = if read.rejected > 0 || refused > 0 {
        write_rejects(&mut connection, uploads, &import.sha256, &reading).await?
    } else {
        Rejected::default()
    };

    let summary = Summary {
        rows: read.rows,
        accepted: read.rows - rejected.faulty - rejected.duplicates,
        duplicates: rejected.duplicates,
        rejected: rejected.faulty,
        players_added: written.players_added,
        players_changed: written.players_changed,
        valuations_added: written.valuations_added,
        valuations_changed: written.valuations_changed,
        career_added: written.career_added,
        career_changed: written.career_changed,
        flags: read.flags,
        first_rejects: rejected.first,
        took_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
    };
    sqlx::query(
        "UPDATE player_import SET state = 'completed', summary = $2, reject_sha256 = $3,
             error = NULL, finished_at = $4
         WHERE id = $1",
    )
    .bind(id)
    .bind(json(&summary)?)
    .bind(rejected.file.map(|file| file.sha256))
    .bind(now)
    .execute(&mut connection)
    .await?;
    sqlx::raw_sql("COMMIT").execute(&mut connection).await?;
    connection.close().await?;
    if summary.changed_rows() >= BULK_ROWS {
        match Sheet::of(reading.table) {
            Some(sheet) => sheet.settle_after_bulk_change(db).await?,
            None => crate::players::settle_after_bulk_change(db).await?,
        }
    }
    Ok(summary)
}

/// Notes that an import cannot be done, and why.
///
/// # Errors
/// The database does not answer.
pub async fn mark_failed(db: &impl ConnectionTrait, id: Uuid, why: &str) -> Result<(), StoreError> {
    db.execute_raw(Statement::from_sql_and_values(
        db.get_database_backend(),
        "UPDATE player_import SET state = 'failed', error = $2 WHERE id = $1 AND summary IS NULL",
        [id.into(), why.into()],
    ))
    .await?;
    Ok(())
}

/// What reading the file came to.
#[derive(Clone, Copy, Debug, Default)]
struct ReadCounts {
    rows: u64,
    rejected: u64,
    identities: IdentityCounts,
    has_values: bool,
    flags: FlagCounts,
}

/// Reads the file into the temporary table of its kind.
async fn stage_file(
    connection: &mut PgConnection,
    uploads: &Uploads,
    sha256: &str,
    reading: &Arc<Reading>,
    progress: &Arc<watch::Sender<RunProgress>>,
) -> Result<ReadCounts, ImportError> {
    let (create, copy, analyze) = match (Sheet::of(reading.table), reading.table) {
        (Some(sheet), _) => (
            sheet.create().to_vec(),
            career::COPY_ROWS,
            "ANALYZE staged_row (provider, provider_id)",
        ),
        (None, TableKind::Valuations) => (
            vec![staging::CREATE_VALUATIONS.to_owned()],
            staging::COPY_VALUATIONS,
            "ANALYZE staged_valuation (provider, provider_id)",
        ),
        (None, _) => (
            vec![staging::CREATE_PLAYERS.to_owned()],
            staging::COPY_PLAYERS,
            "ANALYZE staged_player",
        ),
    };
    for create in create {
        sqlx::query(sqlx::AssertSqlSafe(create)).execute(&mut *connection).await?;
    }
    for create in [staging::CREATE_REFUSED, staging::CREATE_TARGET, CREATE_FRESH_VALUES] {
        sqlx::query(create).execute(&mut *connection).await?;
    }
    let installation = staging::installation(connection).await?;
    let (sender, mut pieces) = mpsc::channel(WAITING_PIECES);
    let parse = {
        let (uploads, sha256) = (uploads.clone(), sha256.to_owned());
        let (reading, progress) = (Arc::clone(reading), Arc::clone(progress));
        blocking(move || parse(&uploads, &sha256, &reading, installation, &progress, &sender))
    };
    let send = async {
        let mut copy = connection.copy_in_raw(copy).await?;
        while let Some(piece) = pieces.recv().await {
            let piece: Vec<u8> = piece;
            copy.send(piece).await?;
        }
        copy.finish().await?;
        Ok::<_, ImportError>(())
    };
    let (read, ()) = tokio::try_join!(parse, send)?;
    sqlx::query(analyze).execute(connection).await?;
    Ok(read)
}

/// Parses the file and hands rows for `COPY` to `sender`. Blocking.
fn parse(
    uploads: &Uploads,
    sha256: &str,
    reading: &Reading,
    installation: Uuid,
    progress: &watch::Sender<RunProgress>,
    sender: &mpsc::Sender<Vec<u8>>,
) -> Result<ReadCounts, ImportError> {
    let mut counts = ReadCounts {
        has_values: reading.column(ColumnKind::MarketValue).is_some(),
        ..ReadCounts::default()
    };
    let mut buffer = Vec::with_capacity(COPY_BYTES + PIECE_BYTES);
    let mut table = uploads.open_table(sha256)?;
    let mut reader = TableReader::new(reading);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = table.read(&mut piece)?;
        let mut take =
            |row: Row<'_>, _: &Record<'_>| counts.take(&row, &mut buffer, reading, installation);
        if read == 0 {
            reader.finish(&mut take)?;
        } else {
            reader.push(&piece[..read], &mut take)?;
        }
        if buffer.len() >= COPY_BYTES || read == 0 {
            let full = std::mem::replace(&mut buffer, Vec::with_capacity(COPY_BYTES + PIECE_BYTES));
            if sender.blocking_send(full).is_err() {
                // The other side failed or was dropped, and says why.
                return Ok(counts);
            }
            progress.send_replace(RunProgress {
                stage: Stage::Reading,
                rows: counts.rows,
                fraction_read: table.fraction_read(),
            });
        }
        if read == 0 {
            return Ok(counts);
        }
    }
}

impl ReadCounts {
    fn take(&mut self, row: &Row<'_>, buffer: &mut Vec<u8>, reading: &Reading, installation: Uuid) {
        self.rows += 1;
        match row {
            Row::Rejected(_) => self.rejected += 1,
            Row::Player(player) => {
                let identity = staging::copy_player(buffer, player, reading, installation);
                self.identities[usize::from(identity.code())] += 1;
                self.flags.add(player.flags);
            }
            Row::Valuation(value) => staging::copy_valuation(buffer, value, reading),
            Row::Career(row) => {
                if let CareerRow::Transfer(transfer) = row {
                    self.flags.add(transfer.flags);
                }
                career::copy_row(buffer, row, reading);
            }
        }
    }
}

/// Writes what was staged.
async fn write(
    connection: &mut PgConnection,
    reading: &Reading,
    read: &ReadCounts,
) -> Result<Written, StoreError> {
    if let Some(sheet) = Sheet::of(reading.table) {
        return career::write_rows(connection, sheet).await;
    }
    if reading.table == TableKind::Valuations {
        return write_valuations(connection).await;
    }
    identity::resolve(connection, &read.identities, reading).await?;
    write_players(connection, read.has_values).await
}
