//! A report as Markdown, for mail and archives.

use std::fmt::Write;

use crate::{Evidence, ScoutingReport, Sentence, short_date};

/// The report with its evidence table. Text from outside is escaped: a club's name cannot become a
/// heading or a link.
pub fn markdown(report: &ScoutingReport) -> String {
    let mut out = String::new();
    write_report(&mut out, report).expect("writing to a string never fails");
    out
}

fn write_report(out: &mut String, report: &ScoutingReport) -> std::fmt::Result {
    let recommendation = &report.report.recommendation;
    writeln!(out, "# {}", escaped(report.evidence.subject.display_name()))?;
    writeln!(
        out,
        "\nScouting report {}, {}, {}. {} of {} numbers checked.",
        report.version,
        short_date(report.created_at.date_naive()),
        escaped(&report.writer.name()),
        report.report.numbers_checked,
        report.report.numbers_found
    )?;
    if !report.note.is_empty() {
        writeln!(out, "\n{}", escaped(&report.note))?;
    }
    if !report.question.is_empty() {
        writeln!(out, "\n> {}", escaped(&report.question))?;
    }
    writeln!(
        out,
        "\n**{}** (confidence {})\n",
        recommendation.verdict.label(),
        recommendation.confidence.as_str()
    )?;
    write_sentences(out, &recommendation.why)?;
    for section in &report.report.sections {
        writeln!(out, "\n## {}\n", section.kind.heading())?;
        write_sentences(out, &section.sentences)?;
    }
    writeln!(out, "\n## Evidence\n")?;
    writeln!(out, "| | Metric | Value | Percentile | Peers | Period | Source | As of |")?;
    writeln!(out, "|---|---|---:|---:|---|---|---|---|")?;
    report.evidence.rows.iter().try_for_each(|row| write_row(out, row))
}

fn write_sentences(out: &mut String, sentences: &[Sentence]) -> std::fmt::Result {
    let lines: Vec<_> = sentences.iter().map(|sentence| escaped(&sentence.text)).collect();
    writeln!(out, "{}", lines.join(" "))
}

fn write_row(out: &mut String, row: &Evidence) -> std::fmt::Result {
    let peers = match (&row.peer_group, row.n) {
        (Some(group), Some(n)) => format!("{n} {}", escaped(group)),
        (Some(group), None) => escaped(group),
        _ => String::new(),
    };
    writeln!(
        out,
        "| {} | {} | {} | {} | {peers} | {} | {} | {} |",
        row.id,
        escaped(&row.metric),
        escaped(&row.shown_value()),
        row.shown_percentile().unwrap_or_else(|| "–".to_owned()),
        escaped(row.period.as_deref().unwrap_or("")),
        escaped(&row.source),
        short_date(row.as_of)
    )
}

/// `text` with everything that Markdown or HTML would read as mark-up made harmless. Marks such as
/// `[E7]` stay as they are: without an address behind them they are plain text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '(' | ')' | '#' | '!' | '|' | '~' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::{ReportWriter, collect, write_report, writer::examples::attacker};

    #[test]
    fn a_report_reads_as_markdown_and_names_cannot_become_markup() {
        let mut facts = attacker();
        facts.player.club = Some("[x](https://evil.example) | <b>".to_owned());
        let evidence = collect(&facts, "Fit?\n# No");
        let report = ScoutingReport {
            id: 1,
            player_id: facts.player.id,
            version: 2,
            question: evidence.question.clone(),
            writer: ReportWriter::offline(),
            note: "The model gave no answer.".to_owned(),
            evidence_hash: evidence.hash(),
            report: write_report(&evidence),
            evidence,
            created_at: Utc.with_ymd_and_hms(2026, 11, 21, 9, 0, 0).unwrap(),
        };

        let text = markdown(&report);

        assert!(text.starts_with("# Erik Dahl\n"), "{text}");
        assert!(text.contains("\nThe model gave no answer.\n"), "{text}");
        assert!(text.contains("\n> Fit? \\# No\n"), "{text}");
        assert!(text.contains("[x]\\(https://evil.example\\) \\| &lt;b&gt;"), "{text}");
        // Every row of evidence is a row of the table.
        let rows = text.lines().filter(|line| line.starts_with("| E")).count();
        assert_eq!(rows, report.evidence.rows.len());
    }
}
