//! Bytes to UTF-8, line by line, because real files mix encodings by line.
//!
//! One rule reads every file: a line that is valid UTF-8 is UTF-8, any other is in a single-byte
//! encoding. What the file as a whole was is told afterwards. A letter that was already lost before
//! the file was made (a `?` within a name) cannot be brought back and is left as it is.

use serde::{Deserialize, Serialize};

use super::TableError;

/// Longest physical line, in bytes. The widest public table we know (`FBref`, 143 columns) has lines of
/// 1 kB; this bounds the memory that a file without line ends can take.
pub(super) const LONGEST_LINE_BYTES: usize = 1024 * 1024;

/// The byte-order mark that some programs put before UTF-8.
const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];

/// The single-byte encoding of lines that are not UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Legacy {
    /// Western European; reads ISO-8859-1 alike where that has letters.
    #[default]
    Windows1252,
    /// Central European.
    Windows1250,
    /// Cyrillic.
    Windows1251,
    /// Turkish.
    Windows1254,
}

impl Legacy {
    /// Every one we read.
    pub const ALL: [Self; 4] =
        [Self::Windows1252, Self::Windows1250, Self::Windows1251, Self::Windows1254];

    /// The name people know: `windows-1252`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Windows1252 => "windows-1252",
            Self::Windows1250 => "windows-1250",
            Self::Windows1251 => "windows-1251",
            Self::Windows1254 => "windows-1254",
        }
    }

    fn encoding(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
            Self::Windows1250 => encoding_rs::WINDOWS_1250,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Windows1254 => encoding_rs::WINDOWS_1254,
        }
    }
}

/// What a whole file turned out to be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8 throughout; plain ASCII counts as this.
    Utf8,
    /// UTF-8 with a byte-order mark.
    Utf8WithBom,
    /// No letter of it is UTF-8, and none of it needs more than ISO-8859-1.
    Latin1,
    /// No letter of it is UTF-8; single bytes in a Windows encoding.
    SingleByte,
    /// Some lines are UTF-8 and some are not.
    Mixed,
}

impl Encoding {
    /// The name people know, `legacy` being what the lines outside UTF-8 are read as.
    pub fn label(self, legacy: Legacy) -> String {
        match self {
            Self::Utf8 => "UTF-8".to_owned(),
            Self::Utf8WithBom => "UTF-8 with BOM".to_owned(),
            Self::Latin1 if legacy == Legacy::Windows1252 => "ISO-8859-1".to_owned(),
            Self::Latin1 | Self::SingleByte => legacy.label().to_owned(),
            Self::Mixed => format!("UTF-8 and {} mixed by line", legacy.label()),
        }
    }
}

/// Turns pieces of a file into UTF-8 and remembers what it saw.
#[derive(Debug)]
pub(super) struct LineDecoder {
    legacy: Legacy,
    /// The start of a line whose end has not come yet.
    tail: Vec<u8>,
    /// Whether the file began with a byte-order mark; `None` before its first byte.
    bom: Option<bool>,
    saw_utf8_letters: bool,
    legacy_lines: u64,
    /// A byte from 0x80 to 0x9F outside UTF-8: a letter or quote in windows-1252, nothing in
    /// ISO-8859-1.
    saw_c1: bool,
    lines: u64,
}

impl LineDecoder {
    pub(super) fn new(legacy: Legacy) -> Self {
        Self {
            legacy,
            tail: Vec::new(),
            bom: None,
            saw_utf8_letters: false,
            legacy_lines: 0,
            saw_c1: false,
            lines: 0,
        }
    }

    /// Hands whole lines of `bytes`, as UTF-8, to `each`; keeps the rest for the next piece.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        each: &mut dyn FnMut(&[u8]) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        let Some(last_end) = memchr::memrchr(b'\n', bytes) else {
            return self.keep(bytes);
        };
        let (mut lines, rest) = bytes.split_at(last_end + 1);
        if !self.tail.is_empty() {
            let first_end = memchr::memchr(b'\n', lines).map_or(lines.len(), |end| end + 1);
            let (first, others) = lines.split_at(first_end);
            self.keep(first)?;
            let tail = std::mem::take(&mut self.tail);
            self.decode(&tail, each)?;
            lines = others;
        }
        self.decode(lines, each)?;
        self.keep(rest)
    }

    /// Hands out what is left when the file ends without a line end.
    pub(super) fn finish(
        &mut self,
        each: &mut dyn FnMut(&[u8]) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        let tail = std::mem::take(&mut self.tail);
        self.decode(&tail, each)
    }

    /// What the bytes so far were written in.
    pub(super) fn encoding(&self) -> Encoding {
        let had_bom = self.bom == Some(true);
        match (self.saw_utf8_letters || had_bom, self.legacy_lines, self.saw_c1) {
            (true, 1.., _) => Encoding::Mixed,
            (false, 1.., true) => Encoding::SingleByte,
            (false, 1.., false) => Encoding::Latin1,
            (_, 0, _) if had_bom => Encoding::Utf8WithBom,
            (_, 0, _) => Encoding::Utf8,
        }
    }

    /// Lines so far that are not UTF-8.
    pub(super) fn legacy_lines(&self) -> u64 {
        self.legacy_lines
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        if self.tail.len() + bytes.len() > LONGEST_LINE_BYTES {
            return Err(TableError::LineTooLong {
                line: self.lines + 1,
                limit_bytes: LONGEST_LINE_BYTES,
            });
        }
        self.tail.extend_from_slice(bytes);
        Ok(())
    }

    fn decode(
        &mut self,
        mut bytes: &[u8],
        each: &mut dyn FnMut(&[u8]) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        if bytes.is_empty() {
            return Ok(());
        }
        if self.bom.is_none() {
            let rest = bytes.strip_prefix(BOM);
            self.bom = Some(rest.is_some());
            bytes = rest.unwrap_or(bytes);
        }
        // Nearly every piece of nearly every file is UTF-8 as a whole: one look, no copy.
        if std::str::from_utf8(bytes).is_ok() {
            self.saw_utf8_letters |= !bytes.is_ascii();
            self.lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
            return each(bytes);
        }
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.lines += 1;
            if std::str::from_utf8(line).is_ok() {
                self.saw_utf8_letters |= !line.is_ascii();
                each(line)?;
            } else {
                self.legacy_lines += 1;
                self.saw_c1 |= line.iter().any(|byte| (0x80..=0x9F).contains(byte));
                let (text, _) = self.legacy.encoding().decode_without_bom_handling(line);
                each(text.as_bytes())?;
            }
        }
        Ok(())
    }
}
