//! The audit log as a file: JSON Lines, from which anybody can work out the chain, or CSV for people.

use backroom::{AuditFilter, AuditHead, ChainedEntry};
use chrono::{DateTime, Utc};
use futures::{Stream, stream};
use serde::Serialize;
use store::{
    Database,
    audit_chain::{self, ChainLink, Range},
};

use crate::spreadsheet::{neutralised, written};

/// Entries read from the database at once.
const AT_ONCE: u32 = 1_000;

/// The columns of the CSV file, in order.
const COLUMNS: [&str; 10] =
    ["seq", "id", "at", "account_id", "name", "action", "subject", "detail", "request_id", "hash"];

/// In what form the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuditFormat {
    /// A line about the log, then one JSON object for each entry.
    JsonLines,
    /// A table for people: cells that a spreadsheet would run get an apostrophe.
    Csv,
}

impl AuditFormat {
    /// The word in addresses, which is also the ending of the file.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        }
    }
}

/// Which entries, in what form.
#[derive(Clone, Debug)]
pub(crate) struct AuditExport {
    /// Which entries.
    pub(crate) filter: AuditFilter,
    /// In what form.
    pub(crate) format: AuditFormat,
    /// The end of the chain when the export was asked for: later entries are left out.
    pub(crate) head: AuditHead,
    /// When that was.
    pub(crate) now: DateTime<Utc>,
}

/// The first line of JSON Lines: what follows, and where the chain ended.
#[derive(Serialize)]
struct About<'a> {
    log: &'static str,
    /// Which form is hashed (decision 46).
    form: u8,
    exported_at: DateTime<Utc>,
    /// Entries of the whole log.
    entries: i64,
    /// To be noted elsewhere: only by it a missing end is seen.
    head: AuditHead,
    /// Which entries follow.
    filter: &'a AuditFilter,
}

/// An entry with all that is needed to work out its hash.
#[derive(Serialize)]
struct Line<'a> {
    seq: i64,
    id: i64,
    at: String,
    account_id: Option<i64>,
    action: &'a str,
    subject: &'a str,
    /// The text that is hashed, not an object: reading and writing JSON anew may change it.
    detail: &'a str,
    request_id: Option<&'a str>,
    /// Who that is called; not hashed.
    name: Option<&'a str>,
    previous: Option<String>,
    hash: String,
}

/// The file in pieces, in the order of the chain, however many entries there are. Read in many short
/// queries, so a reader who is slow holds no connection.
pub(crate) fn export(
    db: Database,
    wanted: AuditExport,
) -> impl Stream<Item = Result<Vec<u8>, anyhow::Error>> {
    let beginning = beginning(&wanted);
    let first = stream::once(async move { beginning });
    let pieces = stream::try_unfold(Some(0_i64), move |after| {
        let (db, wanted) = (db.clone(), wanted.clone());
        async move {
            let Some(after) = after else { return Ok(None) };
            let range = Range { after, through: wanted.head.seq };
            let links = audit_chain::links(&db, &wanted.filter, range, AT_ONCE, wanted.now).await?;
            let piece = match wanted.format {
                AuditFormat::JsonLines => json_lines(&links)?,
                AuditFormat::Csv => {
                    written(|csv| links.iter().try_for_each(|link| csv.write_record(cells(link))))?
                }
            };
            let is_last = links.len() < AT_ONCE as usize;
            let next = links.last().filter(|_| !is_last).map(|link| link.entry.seq);
            Ok(Some((piece, next)))
        }
    });
    futures::StreamExt::chain(first, pieces)
}

fn beginning(wanted: &AuditExport) -> anyhow::Result<Vec<u8>> {
    match wanted.format {
        AuditFormat::Csv => written(|csv| csv.write_record(COLUMNS)),
        AuditFormat::JsonLines => line(&About {
            log: "touchline audit",
            form: 1,
            exported_at: wanted.now,
            entries: wanted.head.seq,
            head: wanted.head,
            filter: &wanted.filter,
        }),
    }
}

fn json_lines(links: &[ChainLink]) -> anyhow::Result<Vec<u8>> {
    let mut file = Vec::new();
    for ChainLink { entry, name, previous, hash } in links {
        let ChainedEntry { seq, id, account, action, subject, detail, request_id, .. } = entry;
        file.extend(line(&Line {
            seq: *seq,
            id: *id,
            at: entry.moment(),
            account_id: account.map(|account| account.0),
            action,
            subject,
            detail,
            request_id: request_id.as_deref(),
            name: name.as_deref(),
            previous: previous.as_ref().map(|hash| hexadecimal(hash)),
            hash: hexadecimal(hash),
        })?);
    }
    Ok(file)
}

fn line(value: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

fn cells(link: &ChainLink) -> [String; COLUMNS.len()] {
    let entry = &link.entry;
    let optional = |text: Option<&str>| text.map(neutralised).unwrap_or_default();
    [
        entry.seq.to_string(),
        entry.id.to_string(),
        entry.moment(),
        entry.account.map(|account| account.to_string()).unwrap_or_default(),
        optional(link.name.as_deref()),
        neutralised(&entry.action),
        neutralised(&entry.subject),
        neutralised(&entry.detail),
        optional(entry.request_id.as_deref()),
        hexadecimal(&link.hash),
    ]
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
