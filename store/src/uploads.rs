//! Files people gave us: bytes in a folder under their content hash, rows in `upload`.
//!
//! A file is written under a temporary name, flushed to the disk and only then renamed to the hash of
//! what is in it. So a name that looks finished is finished, the same content is kept once, and a
//! crash leaves nothing but a temporary file, which the next start may sweep.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use backroom::AccountId;
use chrono::{DateTime, Utc};
use football::FieldError;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use crate::StoreError;

/// First bytes of a gzip file.
const GZIP: [u8; 2] = [0x1F, 0x8B];
/// Most bytes a packed file may unpack to: far above any table, far below what fills a disk.
const MOST_UNPACKED_BYTES: u64 = 8 * 1024 * 1024 * 1024;

/// Where uploads are kept.
#[derive(Clone, Debug)]
pub struct Uploads {
    folder: PathBuf,
}

/// A file whose bytes are in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Hash of the content, in lower-case hexadecimal: its name in the folder.
    pub sha256: String,
    /// Bytes.
    pub size_bytes: u64,
}

/// A file somebody gave us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Identifies the upload.
    pub id: Uuid,
    /// What it was called where it came from.
    pub file_name: String,
    /// Its bytes.
    pub file: StoredFile,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

impl Uploads {
    /// Keeps uploads in `folder`, which is made when the first file comes.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Begins a file of at most `limit_bytes`.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub async fn begin(&self, limit_bytes: u64) -> Result<UploadWriter, StoreError> {
        tokio::fs::create_dir_all(&self.folder).await?;
        let path = self.folder.join(format!(".part-{}", Uuid::new_v4().simple()));
        let file = tokio::fs::File::create(&path).await?;
        Ok(UploadWriter {
            folder: self.folder.clone(),
            part: PartialFile { path, kept: false },
            file,
            hash: Sha256::new(),
            size_bytes: 0,
            limit_bytes,
        })
    }

    /// Where the file with this hash lies.
    ///
    /// # Errors
    /// The text is not a hash, so it is no name of ours.
    pub fn path(&self, sha256: &str) -> Result<PathBuf, StoreError> {
        if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                "not a content hash",
            )
            .into());
        }
        Ok(place(&self.folder, sha256))
    }

    /// Hashes of the files that are here, in order; what is half-written is not one.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn list(&self) -> Result<Vec<String>, StoreError> {
        let mut hashes = Vec::new();
        let shelves = match std::fs::read_dir(&self.folder) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(hashes),
            Err(error) => return Err(error.into()),
        };
        for beginning in shelves {
            let beginning = beginning?;
            if !beginning.file_type()?.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(beginning.path())? {
                let name = file?.file_name().to_string_lossy().into_owned();
                if self.path(&name).is_ok() {
                    hashes.push(name);
                }
            }
        }
        hashes.sort_unstable();
        Ok(hashes)
    }

    /// Opens the table with this hash for reading, unpacking gzip on the way.
    ///
    /// # Errors
    /// The file is not there.
    pub fn open_table(&self, sha256: &str) -> Result<Table, StoreError> {
        let path = self.path(sha256)?;
        let mut file = std::fs::File::open(path)?;
        let size_bytes = file.metadata()?.len();
        let mut start = [0; 2];
        let read = file.read(&mut start)?;
        std::io::Seek::rewind(&mut file)?;
        let counted = Counted { inner: file, read: 0 };
        let source = if read == 2 && start == GZIP {
            Source::Packed(Box::new(flate2::read::MultiGzDecoder::new(std::io::BufReader::new(
                counted,
            ))))
        } else {
            Source::Plain(counted)
        };
        Ok(Table { source, size_bytes, unpacked_bytes: 0 })
    }
}

/// A file that is being written. Dropped before [`UploadWriter::finish`], it leaves nothing.
#[derive(Debug)]
pub struct UploadWriter {
    folder: PathBuf,
    part: PartialFile,
    file: tokio::fs::File,
    hash: Sha256,
    size_bytes: u64,
    limit_bytes: u64,
}

impl UploadWriter {
    /// Adds a piece.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] on `file` above the limit; a file error when the disk is full.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.size_bytes += bytes.len() as u64;
        if self.size_bytes > self.limit_bytes {
            return Err(StoreError::Invalid(vec![FieldError::new(
                "file",
                format!(
                    "The file is larger than {} MB. Pack it with gzip or split it.",
                    self.limit_bytes / (1024 * 1024)
                ),
            )]));
        }
        self.hash.update(bytes);
        self.file.write_all(bytes).await?;
        Ok(())
    }

    /// Flushes the file to the disk and gives it its name.
    ///
    /// # Errors
    /// The disk is full or the folder cannot be written.
    pub async fn finish(mut self) -> Result<StoredFile, StoreError> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let sha256 = format!("{:x}", self.hash.finalize());
        let path = place(&self.folder, &sha256);
        let parent = path.parent().unwrap_or(&self.folder).to_owned();
        tokio::fs::create_dir_all(&parent).await?;
        tokio::fs::rename(&self.part.path, &path).await?;
        self.part.kept = true;
        // The rename is safe only once the folder that holds the name is on the disk as well.
        tokio::fs::File::open(&parent).await?.sync_all().await?;
        Ok(StoredFile { sha256, size_bytes: self.size_bytes })
    }
}

#[derive(Debug)]
struct PartialFile {
    path: PathBuf,
    kept: bool,
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(%error, "A partial upload could not be removed");
        }
    }
}

/// A table being read: unpacked bytes out, and how far in the file it is.
pub struct Table {
    source: Source,
    size_bytes: u64,
    unpacked_bytes: u64,
}

enum Source {
    Plain(Counted),
    Packed(Box<flate2::read::MultiGzDecoder<std::io::BufReader<Counted>>>),
}

struct Counted {
    inner: std::fs::File,
    read: u64,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

impl Table {
    /// Part of the file read, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a fraction for a progress bar")]
    pub fn fraction_read(&self) -> f64 {
        let read = match &self.source {
            Source::Plain(file) => file.read,
            Source::Packed(packed) => packed.get_ref().get_ref().read,
        };
        if self.size_bytes == 0 { 1.0 } else { read as f64 / self.size_bytes as f64 }
    }
}

impl Read for Table {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = match &mut self.source {
            Source::Plain(file) => file.read(buffer)?,
            Source::Packed(packed) => packed.read(buffer)?,
        };
        self.unpacked_bytes += read as u64;
        if self.unpacked_bytes > MOST_UNPACKED_BYTES {
            return Err(std::io::Error::new(
                std::io::ErrorKind::FileTooLarge,
                "the packed file unpacks to more than 8 GB",
            ));
        }
        Ok(read)
    }
}

/// Notes that somebody gave us `file`.
///
/// # Errors
/// The database does not answer.
pub async fn record(
    db: &impl ConnectionTrait,
    file: StoredFile,
    file_name: &str,
    created_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Upload, StoreError> {
    let id = Uuid::now_v7();
    let size = i64::try_from(file.size_bytes).unwrap_or(i64::MAX);
    db.execute_raw(Statement::from_sql_and_values(
        db.get_database_backend(),
        "INSERT INTO upload (id, file_name, size_bytes, sha256, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        [
            id.into(),
            file_name.into(),
            size.into(),
            file.sha256.clone().into(),
            created_by.map(|account| account.0).into(),
            now.into(),
        ],
    ))
    .await?;
    Ok(Upload { id, file_name: file_name.to_owned(), file, created_at: now })
}

/// When content with this hash first came; `None` when it never has.
///
/// # Errors
/// The database does not answer.
pub async fn first_seen(
    db: &impl ConnectionTrait,
    sha256: &str,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        first: Option<DateTime<Utc>>,
    }
    let row = Row::find_by_statement(Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT min(created_at) AS first FROM upload WHERE sha256 = $1",
        [sha256.into()],
    ))
    .one(db)
    .await?;
    Ok(row.and_then(|row| row.first))
}

/// The first two letters of the hash are a folder, so that no folder grows without end.
fn place(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(&sha256[..2]).join(sha256)
}
