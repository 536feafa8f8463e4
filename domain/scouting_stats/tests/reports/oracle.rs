//! Judges what was published without the verifier's help: it cuts digits and words with a capital out of
//! the text and looks for them, letter by letter, in the rows that the sentence cites.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use scouting_stats::{Evidence, EvidenceTable, EvidenceValue, Report, Sentence};

use crate::{hostile::LIES, players::HOSTILE_TEXTS};

/// Words with which our sentences and those of honest models begin.
const OPENERS: [&str; 30] = [
    "A", "Age", "An", "At", "Born", "Club", "Contract", "Here", "He", "In", "It", "Left", "Main",
    "Not", "On", "Only", "Over", "Peak", "Plays", "Right", "The", "This", "Uses", "Valued",
    "Values", "With", "Known", "Of", "Seen", "There",
];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SPELLED: [&str; 28] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "twice",
];

/// Everything in `report` that its evidence does not hold.
pub(crate) fn unsupported(report: &Report, table: &EvidenceTable) -> Vec<String> {
    let sentences = report.sections.iter().flat_map(|section| &section.sentences);
    sentences
        .chain(&report.recommendation.why)
        .flat_map(|sentence| {
            let found = in_sentence(sentence, table);
            found.into_iter().map(|what| format!("{what} in: {}", sentence.text))
        })
        .collect()
}

fn in_sentence(sentence: &Sentence, table: &EvidenceTable) -> Vec<String> {
    let text = without_marks(&sentence.text);
    let cited: Vec<&Evidence> = sentence.evidence.iter().filter_map(|id| table.row(*id)).collect();
    if cited.is_empty() {
        return vec!["no evidence".to_owned()];
    }
    let texts = texts(&cited, table);
    let numbers = numbers(&cited, table, &texts);
    let words: BTreeSet<String> = texts.iter().flat_map(|text| words_of(text)).collect();

    let mut found = Vec::new();
    for hostile in HOSTILE_TEXTS {
        if text.contains(hostile) {
            found.push(format!("the order `{hostile}`"));
        }
    }
    for number in numbers_of(&text) {
        if !numbers.contains(number.trim_end_matches(['.', ','])) {
            found.push(format!("the number {number}"));
        }
    }
    for (place, word) in words_of(&text).into_iter().enumerate() {
        let lower = word.to_lowercase();
        let is_held =
            words.contains(&word) || words.iter().any(|held| held.to_lowercase() == lower);
        let excused =
            MONTHS.contains(&word.as_str()) || (place == 0 && OPENERS.contains(&word.as_str()));
        if word.starts_with(char::is_uppercase)
            && !is_held
            && !excused
            && !follows_a_stop(&text, &word)
        {
            found.push(format!("the name {word}"));
        }
        if (LIES.contains(&lower.as_str()) || SPELLED.contains(&lower.as_str())) && !is_held {
            found.push(format!("the claim {word}"));
        }
    }
    found
}

/// "Club: X": a word behind a colon or stop may carry a capital as an opener may.
fn follows_a_stop(text: &str, word: &str) -> bool {
    OPENERS.contains(&word)
        && [". ", ": "].iter().any(|stop| text.contains(&format!("{stop}{word}")))
}

fn without_marks(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(open) = rest.find("[E") {
        out.push_str(&rest[..open]);
        rest = rest[open..].split_once(']').map_or("", |(_, after)| after);
    }
    out + rest
}

/// What the cited rows say in words, and the player's names; what is hostile gives no licence.
fn texts(cited: &[&Evidence], table: &EvidenceTable) -> Vec<String> {
    let mut texts = vec![table.subject.name.clone()];
    texts.extend(table.subject.known_name.clone());
    for row in cited {
        texts.push(row.metric.clone());
        texts.push(row.source.clone());
        texts.extend(row.peer_group.clone());
        texts.extend(row.period.clone());
        texts.extend(row.why_no_percentile());
        match &row.value {
            EvidenceValue::Text { text } => texts.push(text.clone()),
            EvidenceValue::Unknown { why, .. } => texts.push(why.clone()),
            _ => {}
        }
    }
    texts.retain(|text| !HOSTILE_TEXTS.iter().any(|hostile| text.contains(hostile)));
    texts
}

/// Every way to write a number of the rows.
fn numbers(cited: &[&Evidence], table: &EvidenceTable, texts: &[String]) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let mut add = |value: f64| {
        for scaled in [value, value / 100.0, value / 1e3, value / 1e6, value / 1e9] {
            for decimals in 0..=3 {
                numbers.insert(format!("{:.decimals$}", scaled.abs()));
                // A half goes up, as people round.
                numbers.insert(format!("{:.decimals$}", scaled.abs() + 1e-9));
            }
        }
        numbers.insert(grouped(value.abs()));
    };
    for row in cited {
        match row.value {
            EvidenceValue::Number { value, .. } => add(value),
            EvidenceValue::Range { low, high, .. } => [low, high].into_iter().for_each(&mut add),
            EvidenceValue::Date { date } => date_parts(date).into_iter().for_each(&mut add),
            _ => {}
        }
        date_parts(row.as_of).into_iter().for_each(&mut add);
        row.percentile().into_iter().for_each(&mut add);
        row.n.map(f64::from).into_iter().for_each(&mut add);
    }
    // Rule (a) of the specification lets age and years stand anywhere.
    table.subject.age.map(f64::from).into_iter().for_each(&mut add);
    numbers.extend(
        texts
            .iter()
            .flat_map(|text| numbers_of(text))
            .map(|number| number.trim_end_matches(['.', ',']).to_owned()),
    );
    numbers
}

fn date_parts(date: NaiveDate) -> [f64; 3] {
    [f64::from(date.day()), f64::from(date.month()), f64::from(date.year())]
}

/// `61,642`
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| str::from_utf8(group).expect("digits"))
        .collect();
    groups.join(",")
}

/// Runs of digits of whatever script, with points and commas between them.
fn numbers_of(text: &str) -> Vec<String> {
    let is_part = |character: char| character.is_numeric() || matches!(character, '.' | ',');
    text.split(|character| !is_part(character))
        .filter(|run| run.contains(char::is_numeric))
        .map(|run| run.trim_matches(['.', ',']).to_owned())
        .collect()
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|character: char| !(character.is_alphabetic() || character == '\''))
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
