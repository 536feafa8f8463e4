//! Reads a file by a settled [`Reading`], one row at a time.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use football::PlayerStatus;

use super::{
    Amount, AmountFault, ColumnKind, Flag, Flags, Layout, PlayerRow, PositionRead, Reading, Record,
    RecordReader, Reject, Row, TableError, TableKind, ValuationRow, amounts::is_unknown,
    has_lost_letters, is_formula, read_amount, read_date, read_foot, read_height_cm,
    read_nationalities, read_position, read_status,
};

/// Longest name, club, competition or nation, in characters; as for players written by hand.
const LONGEST_TEXT: usize = 200;
/// Longest id or key, in bytes.
pub(crate) const LONGEST_ID: usize = 200;
/// Longest picture address, in bytes.
const LONGEST_URL: usize = 2000;
/// Most nations of one player.
const MOST_NATIONS: usize = 8;
/// Earliest birth year taken: the first association football clubs are from 1857.
const FIRST_BIRTH_YEAR: i32 = 1840;
/// Youngest age taken, in years.
const YOUNGEST: u32 = 5;
/// Years taken for the end of a contract.
const CONTRACT_YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;
/// Longest piece of a bad cell that a reason quotes, in characters.
const LONGEST_QUOTE: usize = 60;

/// Reads a file by a settled [`Reading`].
pub struct TableReader<'r> {
    records: RecordReader,
    rows: RowReader<'r>,
    header_seen: bool,
}

impl<'r> TableReader<'r> {
    /// A reader for one file.
    pub fn new(reading: &'r Reading) -> Self {
        Self {
            records: RecordReader::new(reading.delimiter, reading.legacy),
            rows: RowReader::new(reading),
            header_seen: false,
        }
    }

    /// Reads the next piece of the file; hands each row that ends in it, with its cells, to `each`.
    ///
    /// # Errors
    /// The file as a whole is not a table.
    pub fn push(
        &mut self,
        bytes: &[u8],
        each: &mut dyn FnMut(Row<'_>, &Record<'_>),
    ) -> Result<(), TableError> {
        let Self { records, rows, header_seen } = self;
        records.push(bytes, &mut |record| rows.take(header_seen, record, each))
    }

    /// Hands out what is left at the end of the file.
    ///
    /// # Errors
    /// As [`TableReader::push`].
    pub fn finish(&mut self, each: &mut dyn FnMut(Row<'_>, &Record<'_>)) -> Result<(), TableError> {
        let Self { records, rows, header_seen } = self;
        records.finish(&mut |record| rows.take(header_seen, record, each))
    }
}

/// Reads rows of cells; the header has been read before.
pub(crate) struct RowReader<'r> {
    pub(crate) reading: &'r Reading,
    /// The column of each kind, by the kind's place in the enum.
    places: [Option<usize>; ColumnKind::ALL.len()],
}

impl<'r> RowReader<'r> {
    fn new(reading: &'r Reading) -> Self {
        let mut places = [None; ColumnKind::ALL.len()];
        for kind in ColumnKind::ALL {
            places[kind as usize] = reading.column(kind);
        }
        Self { reading, places }
    }

    fn take(
        &self,
        header_seen: &mut bool,
        record: Record<'_>,
        each: &mut dyn FnMut(Row<'_>, &Record<'_>),
    ) {
        if *header_seen {
            each(self.row(&record), &record);
        } else {
            *header_seen = true;
        }
    }

    /// What the row says.
    fn row<'a>(&self, record: &Record<'a>) -> Row<'a> {
        let expected = self.reading.columns.len();
        if record.len() != expected {
            let found = record.len();
            let noun = if found == 1 { "field" } else { "fields" };
            return Row::Rejected(Reject {
                line: record.line,
                column: String::new(),
                reason: format!("{found} {noun}, {expected} expected"),
            });
        }
        let row = match self.reading.table {
            TableKind::Players => self.player(record).map(Row::Player),
            TableKind::Valuations => self.valuation(record).map(Row::Valuation),
            _ => self.career(record).map(Row::Career),
        };
        row.unwrap_or_else(Row::Rejected)
    }

    fn player<'a>(&self, record: &Record<'a>) -> Result<PlayerRow<'a>, Reject> {
        let mut flags = Flags::default();
        let name = self.name(record)?;
        let provider_id = self.short(record, ColumnKind::PlayerId, LONGEST_ID)?;
        let touchline_key = self.short(record, ColumnKind::TouchlineKey, LONGEST_ID)?;
        if name.is_none() {
            if provider_id.is_none() {
                return Err(self.fault(record, ColumnKind::Name, "is empty"));
            }
            flags.insert(Flag::NoName);
        }
        let known_name = self.text(record, ColumnKind::KnownName)?;
        let mut club = self.text(record, ColumnKind::Club)?;
        for text in [name.as_deref(), known_name, club].into_iter().flatten() {
            if has_lost_letters(text) {
                flags.insert(Flag::LostLetters);
            }
            if is_formula(text) {
                flags.insert(Flag::Formula);
            }
        }
        let birth_date = self.date(record, ColumnKind::BirthDate)?;
        if let Some(date) = birth_date {
            let age = self.reading.as_of.years_since(date);
            if date.year() < FIRST_BIRTH_YEAR || age.is_none_or(|age| age < YOUNGEST) {
                return Err(self.quoted(
                    record,
                    ColumnKind::BirthDate,
                    "is out of range for a birth date",
                ));
            }
        } else {
            flags.insert(Flag::NoBirthDate);
        }
        let position = match self.cell(record, ColumnKind::Position).map(read_position) {
            None | Some(Ok(PositionRead::Unknown)) => None,
            Some(Ok(PositionRead::Fine(position))) => Some(position),
            Some(Ok(PositionRead::Line(position))) => {
                flags.insert(Flag::LineOnly);
                Some(position)
            }
            Some(Err(_)) => {
                return Err(self.quoted(record, ColumnKind::Position, "is not a position"));
            }
        };
        let status = match self.cell(record, ColumnKind::Status).map(read_status) {
            None => None,
            Some(status) => status.map_err(|_unread| {
                self.quoted(record, ColumnKind::Status, "is not active, free agent or retired")
            })?,
        };
        // Transfermarkt writes two statuses where the club stands.
        let status_by_club = match club {
            Some("Without Club" | "Vereinslos") => Some(PlayerStatus::FreeAgent),
            Some("Retired" | "Karriereende") => Some(PlayerStatus::Retired),
            _ => None,
        };
        if status_by_club.is_some() {
            club = None;
        }
        Ok(PlayerRow {
            line: record.line,
            touchline_key,
            provider: self.provider(record)?,
            provider_id,
            name,
            known_name,
            birth_date,
            nationalities: self.nationalities(record)?,
            position,
            foot: self.cell(record, ColumnKind::Foot).map_or(Ok(None), read_foot).map_err(
                |_unread| self.quoted(record, ColumnKind::Foot, "is not left, right or both"),
            )?,
            height_cm: self
                .cell(record, ColumnKind::Height)
                .map_or(Ok(None), read_height_cm)
                .map_err(|_unread| self.quoted(record, ColumnKind::Height, "is not a height"))?,
            club,
            competition: self.text(record, ColumnKind::Competition)?,
            contract_until: self.contract_until(record)?,
            status: status.or(status_by_club),
            value_eur: self.value(record)?,
            value_date: self.past_date(record, ColumnKind::ValueDate)?,
            value_source: self.text(record, ColumnKind::ValueSource)?,
            photo_url: self.photo_url(record)?,
            flags,
        })
    }

    fn valuation<'a>(&self, record: &Record<'a>) -> Result<ValuationRow<'a>, Reject> {
        let missing = |kind| self.fault(record, kind, "is empty");
        Ok(ValuationRow {
            line: record.line,
            provider: self.provider(record)?,
            provider_id: self
                .short(record, ColumnKind::PlayerId, LONGEST_ID)?
                .ok_or_else(|| missing(ColumnKind::PlayerId))?,
            date: self
                .past_date(record, ColumnKind::ValueDate)?
                .ok_or_else(|| missing(ColumnKind::ValueDate))?,
            amount_eur: self.value(record)?.ok_or_else(|| missing(ColumnKind::MarketValue))?,
            source: self.text(record, ColumnKind::ValueSource)?,
        })
    }

    /// The cell under `kind`, if the file has such a column.
    pub(crate) fn cell<'a>(&self, record: &Record<'a>, kind: ColumnKind) -> Option<&'a str> {
        self.places[kind as usize].map(|column| record.get(column))
    }

    /// The cell as text of bearable length; `None` when it says nothing.
    ///
    /// Our own export is taken to the letter. Anybody else's text loses the space around it and the
    /// apostrophe that keeps a spreadsheet from running it.
    pub(crate) fn text<'a>(
        &self,
        record: &Record<'a>,
        kind: ColumnKind,
    ) -> Result<Option<&'a str>, Reject> {
        let Some(cell) = self.cell(record, kind) else { return Ok(None) };
        let text = if self.is_to_the_letter() { cell } else { without_guard(cell.trim()) };
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            let reason = format!("is longer than {LONGEST_TEXT} characters");
            return Err(self.fault(record, kind, &reason));
        }
        self.without_nul(record, kind, text)?;
        // A dash or a null stands for nothing; a name may well be a question mark.
        let says_nothing = if kind == ColumnKind::Name || self.is_to_the_letter() {
            text.is_empty()
        } else {
            is_unknown(text)
        };
        Ok((!says_nothing).then_some(text))
    }

    fn is_to_the_letter(&self) -> bool {
        self.reading.layout == Layout::Touchline
    }

    pub(crate) fn short<'a>(
        &self,
        record: &Record<'a>,
        kind: ColumnKind,
        longest_bytes: usize,
    ) -> Result<Option<&'a str>, Reject> {
        let Some(text) = self.cell(record, kind).map(str::trim) else { return Ok(None) };
        if text.len() > longest_bytes {
            let reason = format!("is longer than {longest_bytes} bytes");
            return Err(self.fault(record, kind, &reason));
        }
        self.without_nul(record, kind, text)?;
        Ok((!is_unknown(text)).then_some(text))
    }

    fn name<'a>(&self, record: &Record<'a>) -> Result<Option<Cow<'a, str>>, Reject> {
        if let Some(name) = self.text(record, ColumnKind::Name)? {
            return Ok(Some(Cow::Borrowed(name)));
        }
        let first = self.text(record, ColumnKind::FirstName)?;
        let last = self.text(record, ColumnKind::LastName)?;
        Ok(match (first, last) {
            (Some(first), Some(last)) => Some(Cow::Owned(format!("{first} {last}"))),
            (Some(one), None) | (None, Some(one)) => Some(Cow::Borrowed(one)),
            (None, None) => None,
        })
    }

    pub(crate) fn provider<'a>(&self, record: &Record<'a>) -> Result<Option<Cow<'a, str>>, Reject> {
        let provider = self.short(record, ColumnKind::Provider, LONGEST_ID)?;
        Ok(provider.map(|provider| {
            if provider.bytes().any(|byte| byte.is_ascii_uppercase()) {
                Cow::Owned(provider.to_ascii_lowercase())
            } else {
                Cow::Borrowed(provider)
            }
        }))
    }

    fn nationalities<'a>(&self, record: &Record<'a>) -> Result<Vec<&'a str>, Reject> {
        let kind = ColumnKind::Nationality;
        let Some(cell) = self.cell(record, kind) else { return Ok(Vec::new()) };
        self.without_nul(record, kind, cell)?;
        let nations = if self.is_to_the_letter() {
            cell.split('|').filter(|nation| !nation.is_empty()).collect()
        } else {
            read_nationalities(cell)
        };
        if nations.len() > MOST_NATIONS
            || nations.iter().any(|nation| nation.chars().count() > LONGEST_TEXT)
        {
            return Err(self.quoted(record, kind, "is not a list of nations"));
        }
        Ok(nations)
    }

    pub(crate) fn date(
        &self,
        record: &Record<'_>,
        kind: ColumnKind,
    ) -> Result<Option<NaiveDate>, Reject> {
        let Some(column) = self.places[kind as usize] else { return Ok(None) };
        read_date(record.get(column), self.reading.columns[column].date_order)
            .map_err(|_unread| self.quoted(record, kind, "is not a date"))
    }

    fn past_date(
        &self,
        record: &Record<'_>,
        kind: ColumnKind,
    ) -> Result<Option<NaiveDate>, Reject> {
        let date = self.date(record, kind)?;
        if date.is_some_and(|date| date > self.reading.as_of || date.year() < FIRST_BIRTH_YEAR) {
            let reason = format!("is not between {FIRST_BIRTH_YEAR} and {}", self.reading.as_of);
            return Err(self.quoted(record, kind, &reason));
        }
        Ok(date)
    }

    fn contract_until(&self, record: &Record<'_>) -> Result<Option<NaiveDate>, Reject> {
        let kind = ColumnKind::ContractUntil;
        let date = self.date(record, kind)?;
        if date.is_some_and(|date| !CONTRACT_YEARS.contains(&date.year())) {
            return Err(self.quoted(record, kind, "is not a date between 1900 and 2100"));
        }
        Ok(date)
    }

    pub(crate) fn value(&self, record: &Record<'_>) -> Result<Option<i64>, Reject> {
        let kind = ColumnKind::MarketValue;
        let Some(cell) = self.cell(record, kind) else { return Ok(None) };
        match read_amount(cell) {
            Ok(Amount::Unknown) => Ok(None),
            Ok(Amount::Euros(amount)) if amount < 0 => Err(self.fault(record, kind, "is negative")),
            Ok(Amount::Euros(amount)) => Ok(Some(amount)),
            Ok(_) => Err(self.quoted(record, kind, "is a transfer or fee, not a value")),
            Err(AmountFault::NotAnAmount) => Err(self.quoted(record, kind, "is not an amount")),
            Err(AmountFault::NotEuros) => Err(self.quoted(record, kind, "is not in euros")),
            Err(AmountFault::TooLarge) => {
                Err(self.quoted(record, kind, "is larger than any value known"))
            }
        }
    }

    fn photo_url<'a>(&self, record: &Record<'a>) -> Result<Option<&'a str>, Reject> {
        let kind = ColumnKind::PhotoUrl;
        let url = self.short(record, kind, LONGEST_URL)?;
        if url.is_some_and(|url| !url.starts_with("https://")) {
            return Err(self.quoted(record, kind, "does not start with https://"));
        }
        Ok(url)
    }

    fn without_nul(&self, record: &Record<'_>, kind: ColumnKind, text: &str) -> Result<(), Reject> {
        if memchr::memchr(0, text.as_bytes()).is_some() {
            return Err(self.fault(record, kind, "holds a zero byte"));
        }
        Ok(())
    }

    /// `name is empty`: names the column by its header.
    pub(crate) fn fault(&self, record: &Record<'_>, kind: ColumnKind, what: &str) -> Reject {
        let column = self.places[kind as usize].map_or_else(
            || kind.as_str().to_owned(),
            |column| self.reading.columns[column].header.clone(),
        );
        Reject { line: record.line, reason: format!("{column} {what}"), column }
    }

    /// `height is not a height (tall)`: quotes the cell as well.
    pub(crate) fn quoted(&self, record: &Record<'_>, kind: ColumnKind, what: &str) -> Reject {
        let cell = self.cell(record, kind).unwrap_or_default().trim();
        let quote: String = cell.chars().take(LONGEST_QUOTE).collect();
        let more = if quote.len() < cell.len() { "…" } else { "" };
        self.fault(record, kind, &format!("{what} ({quote}{more})"))
    }
}

/// The text without the apostrophe that was put before a formula to disarm it.
fn without_guard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(bare) if is_formula(bare) => bare,
        _ => text,
    }
}
