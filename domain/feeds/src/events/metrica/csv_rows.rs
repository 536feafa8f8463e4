//! Events as CSV: `Team,Type,Subtype,Period,Start Frame,…,End Y`. There is no line-up: who plays is known from the
//! rows.

use csv_core::{ReadRecordResult, Reader};
use football::{GameEvents, Pitch, Side};

use super::{Coded, Moment, RawEvent};
use crate::events::{
    ends::Ends,
    error::{EventsError, EventsFault},
    growing::GrowingEvents,
};

const LONGEST_FILE: usize = 96 << 20;
/// A row has a hundred bytes.
const LONGEST_ROW: usize = 4096;
const MOST_CELLS: usize = 64;
const HEADER: [&str; 14] = [
    "Team",
    "Type",
    "Subtype",
    "Period",
    "Start Frame",
    "Start Time [s]",
    "End Frame",
    "End Time [s]",
    "From",
    "To",
    "Start X",
    "Start Y",
    "End X",
    "End Y",
];

/// Reads the events of a game.
#[derive(Debug)]
pub struct MetricaCsvReader {
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
    rows: u64,
    length: usize,
    coded: Coded,
}

impl Default for MetricaCsvReader {
    fn default() -> Self {
        Self {
            reader: Reader::new(),
            cells: vec![0; LONGEST_ROW],
            ends: vec![0; MOST_CELLS],
            written: 0,
            ended: 0,
            rows: 0,
            length: 0,
            coded: Coded::new(GrowingEvents::new(Pitch::STANDARD), Ends::default()),
        }
    }
}

impl MetricaCsvReader {
    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first row that is not as it has to be.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), EventsError> {
        self.length += bytes.len();
        if self.length > LONGEST_FILE {
            return Err(EventsFault::FileTooLong { most: LONGEST_FILE }.of_file());
        }
        while !bytes.is_empty() {
            bytes = &bytes[self.step(bytes)?..];
        }
        Ok(())
    }

    /// The game. Neither team has a name.
    ///
    /// # Errors
    /// There were no rows, or the last one stops in the middle.
    pub fn finish(mut self) -> Result<GameEvents, EventsError> {
        // The last row may end without the end of a line.
        self.step(b"")?;
        if self.rows == 0 {
            return Err(EventsFault::Empty.of_file());
        }
        self.coded.finish().map_err(EventsFault::of_file)
    }

    /// Takes bytes up to the end of a row at most, and says how many.
    fn step(&mut self, bytes: &[u8]) -> Result<usize, EventsError> {
        let line = self.reader.line();
        let (result, read, written, ended) = self.reader.read_record(
            bytes,
            &mut self.cells[self.written..],
            &mut self.ends[self.ended..],
        );
        self.written += written;
        self.ended += ended;
        match result {
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                Err(EventsFault::ItemTooLong { most: LONGEST_ROW }.at(line))
            }
            ReadRecordResult::Record => {
                self.row().map_err(|fault| fault.at(line))?;
                (self.written, self.ended) = (0, 0);
                self.rows += 1;
                Ok(read)
            }
            ReadRecordResult::InputEmpty | ReadRecordResult::End => Ok(read),
        }
    }

    fn row(&mut self) -> Result<(), EventsFault> {
        let mut begin = 0;
        let mut cells = Vec::with_capacity(HEADER.len());
        for end in &self.ends[..self.ended] {
            let cell = str::from_utf8(&self.cells[begin..*end]);
            cells.push(cell.map_err(|error| EventsFault::Item(error.to_string()))?);
            begin = *end;
        }
        if self.rows == 0 {
            let found = cells.join(",");
            let found = found.trim_start_matches('\u{feff}');
            if found != HEADER.join(",") {
                let expected = "the header `Team,Type,Subtype,Period,Start Frame,…`";
                return Err(EventsFault::unexpected(found.as_bytes(), expected));
            }
            return Ok(());
        }
        let Ok(cells) = <[&str; 14]>::try_from(cells) else {
            let many = format!("{} cells, where the header has 14", self.ended);
            return Err(EventsFault::Item(many));
        };
        let [
            team,
            kind,
            subtype,
            period,
            frame,
            time,
            end_frame,
            end_time,
            from,
            to,
            x,
            y,
            end_x,
            end_y,
        ] = cells;
        let side = match team {
            "Home" => Side::Home,
            "Away" => Side::Away,
            other => return Err(EventsFault::unexpected(other.as_bytes(), "`Home` or `Away`")),
        };
        let start = moment(frame, time, x, y)?;
        let end = moment(end_frame, end_time, end_x, end_y)?;
        let raw = RawEvent {
            id: self.rows.to_string(),
            kind: kind.to_owned(),
            subtypes: subtype
                .split('-')
                .filter(|name| !name.is_empty())
                .map(ToOwned::to_owned)
                .collect(),
            period: whole(period)?,
            start,
            end,
        };
        let mut player = |name: &str| {
            let known = (!name.is_empty()).then_some(name);
            known.map(|name| self.coded.game.player(side, name, Some(name))).transpose()
        };
        let (from, to) = (player(from)?, player(to)?);
        self.coded.take(raw, side, from, to)
    }
}

fn moment(frame: &str, time: &str, x: &str, y: &str) -> Result<Moment, EventsFault> {
    let share = |text: &str| if text.is_empty() { Ok(f64::NAN) } else { number(text) };
    Ok(Moment {
        frame: Some(whole(frame)?),
        time_secs: number(time)?,
        x: Some(share(x)?),
        y: Some(share(y)?),
    })
}

fn whole(text: &str) -> Result<i64, EventsFault> {
    text.parse().ok().ok_or_else(|| EventsFault::unexpected(text.as_bytes(), "a whole number"))
}

fn number(text: &str) -> Result<f64, EventsFault> {
    text.parse().ok().ok_or_else(|| EventsFault::unexpected(text.as_bytes(), "a number"))
}
