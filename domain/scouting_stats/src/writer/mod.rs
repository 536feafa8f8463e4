//! The offline writer: a fixed grammar that puts rows of evidence into plain sentences.
//!
//! It needs no network and no model. The same evidence gives the same bytes: where the grammar has
//! several ways to say a thing, the hash of the evidence picks one.

mod advice;
#[cfg(test)]
pub(crate) mod examples;
mod season;
mod sections;
#[cfg(test)]
mod tests;
mod value;

use crate::{
    Evidence, EvidenceTable, Metric, Report, Section, SectionKind, Sentence, verifier, verify,
};

/// Who writes, with the version of the grammar. It rises with every change of a sentence, so that a
/// stored report is never taken for one that today's grammar would write.
pub const GENERATOR: &str = "offline writer 3";

/// Writes the report on `table` and checks it: [`draft_report`], then [`verify`].
///
/// The report is the same for the same evidence. What the check takes out of it is listed in
/// [`Report::rejected`]; nothing should be, and a property test holds the grammar to that.
pub fn write_report(table: &EvidenceTable) -> Report {
    verify(&draft_report(table), table).report
}

/// Writes the report on `table`; its numbers are not checked yet.
pub fn draft_report(table: &EvidenceTable) -> Report {
    let pen = Pen { table, seed: table.hash() };
    let sections = SectionKind::ALL
        .into_iter()
        .map(|kind| Section { kind, sentences: pen.section(kind) })
        .collect();
    Report {
        sections,
        recommendation: pen.recommendation(),
        numbers_found: 0,
        numbers_checked: 0,
        rejected: Vec::new(),
    }
}

/// What the sections are written with.
struct Pen<'a> {
    table: &'a EvidenceTable,
    /// The evidence hash in hexadecimal.
    seed: String,
}

impl<'a> Pen<'a> {
    /// The row about `kind`, if it says something.
    fn known(&self, kind: Metric) -> Option<&'a Evidence> {
        self.table.about(kind).filter(|row| !row.is_unknown())
    }

    /// The number of the row about `kind`, with the row.
    fn number(&self, kind: Metric) -> Option<(f64, &'a Evidence)> {
        let row = self.known(kind)?;
        Some((row.number()?, row))
    }

    /// The text of the row about `kind`, if it may be quoted, with the row.
    fn quotation(&self, kind: Metric) -> Option<(&'a str, &'a Evidence)> {
        let row = self.known(kind)?;
        let text = row.text().filter(|text| verifier::quotable_text(text))?;
        Some((text, row))
    }

    /// The player's name, or "The player" where what stands as the name is more than a name.
    fn name(&self) -> &'a str {
        verifier::quotable_subject(&self.table.subject).unwrap_or("The player")
    }

    /// One of `ways` to say a thing, by the hash of the evidence and the place in the report.
    fn pick<T: Copy>(&self, place: usize, ways: &[T]) -> Option<T> {
        let digit = self.seed.as_bytes().get(place % self.seed.len().max(1))?;
        ways.get(usize::from(*digit) % ways.len().max(1)).copied()
    }
}

/// "an" before the sound of a vowel, else "a". Knows what the grammar can put behind it: ages and
/// positions.
fn article(next: &str) -> &'static str {
    let vowel = next.starts_with(['a', 'e', 'i', 'o'])
        || next.starts_with('8')
        || next.starts_with("11-")
        || next.starts_with("18-");
    if vowel { "an" } else { "a" }
}

fn sentences(texts: impl IntoIterator<Item = Option<String>>) -> Vec<Sentence> {
    texts.into_iter().flatten().map(Sentence::with_marks).collect()
}
