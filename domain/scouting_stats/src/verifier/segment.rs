//! One part of a sentence and the rows of the marks behind it.

use super::{
    Reason,
    figures::figures,
    lexer::{Token, tokens},
    lexicon::{self, Comparison},
    matching::{Borne, borne},
    quotable::{quotable_name, quotable_text},
};
use crate::{Evidence, EvidenceId, EvidenceTable, EvidenceValue, Metric, Piece, Sentence};

/// Stands for a quotation that was cut out.
const QUOTATION: char = '·';

/// Words and the rows they rest on.
#[derive(Debug)]
pub(super) struct Segment {
    text: String,
    pub(super) rows: Vec<EvidenceId>,
    /// It begins the sentence.
    first: bool,
}

/// The parts of `sentence`: each ends behind a run of marks; words behind the last mark belong to
/// the last part. Without marks in the text the sentence is one part with all its rows.
pub(super) fn segments(sentence: &Sentence) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut text = String::new();
    let mut open = false;
    for piece in sentence.pieces() {
        match piece {
            Piece::Words(words) if words.trim().is_empty() => text.push(' '),
            Piece::Words(words) => {
                text.push_str(&words);
                open = true;
            }
            Piece::Mark(id) => match segments.last_mut() {
                Some(last) if !open => last.rows.push(id),
                last => {
                    let first = last.is_none();
                    let text = std::mem::take(&mut text);
                    segments.push(Segment { text, rows: vec![id], first });
                    open = false;
                }
            },
        }
    }
    match segments.last_mut() {
        Some(last) => last.text.push_str(&text),
        None => segments.push(Segment { text, rows: sentence.evidence.clone(), first: true }),
    }
    segments
}

impl Segment {
    /// Adds what is wrong to `reasons` and returns how many numbers there are.
    pub(super) fn check(&self, table: &EvidenceTable, reasons: &mut Vec<Reason>) -> u32 {
        let rows: Vec<&Evidence> = self.rows.iter().filter_map(|id| table.row(*id)).collect();
        let tokens = tokens(&self.without_quotations(&rows, table));
        let said = Said { words: words(&tokens), rows: &rows, table };

        let figures = figures(&tokens);
        for figure in &figures {
            match borne(figure, &rows, table) {
                Borne::Yes => {}
                Borne::IfFall if said.compares(Comparison::Fall) => {}
                Borne::IfFall => reasons.push(Reason::Unsigned { number: figure.to_string() }),
                Borne::Ambiguous(first, second) => {
                    let number = figure.to_string();
                    reasons.push(Reason::Ambiguous { number, first, second });
                }
                Borne::Unreadable(text) => reasons.push(Reason::Unreadable { text }),
                Borne::No => reasons.push(Reason::Number { number: figure.to_string() }),
            }
        }
        said.check_names(&tokens, self.first, reasons);
        if rows.iter().all(|row| row.is_unknown()) {
            said.check_unknown_wording(reasons);
        } else {
            said.check_claims(reasons);
            said.check_season_wording(reasons);
        }
        u32::try_from(figures.len()).unwrap_or(u32::MAX)
    }

    /// The text with the player's names and the texts of the cited rows cut out, longest first, as
    /// far as they may be quoted. They are what they are and claim nothing.
    fn without_quotations(&self, rows: &[&Evidence], table: &EvidenceTable) -> String {
        let subject = &table.subject;
        let names = [Some(subject.name.as_str()), subject.known_name.as_deref()];
        let mut quotations: Vec<&str> =
            names.into_iter().flatten().filter(|name| quotable_name(name)).collect();
        quotations.extend(
            rows.iter()
                .flat_map(|row| [row.text(), Some(row.source.as_str())])
                .flatten()
                .filter(|text| quotable_text(text)),
        );
        quotations.sort_by_key(|quotation| std::cmp::Reverse(quotation.len()));
        quotations.into_iter().fold(self.text.clone(), |text, quotation| cut(&text, quotation))
    }
}

/// `text` with every whole-word occurrence of `quotation` replaced.
fn cut(text: &str, quotation: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(quotation) {
        let (before, from) = rest.split_at(at);
        let after = &from[quotation.len()..];
        let glued = before.chars().next_back().is_some_and(char::is_alphanumeric)
            || after.chars().next().is_some_and(char::is_alphanumeric);
        result.push_str(before);
        if glued {
            result.push_str(quotation);
        } else {
            result.push(QUOTATION);
        }
        rest = after;
    }
    result + rest
}

fn words(tokens: &[Token]) -> Vec<String> {
    tokens
        .iter()
        .filter_map(|token| match token {
            Token::Word(word) => Some(word.to_lowercase()),
            _ => None,
        })
        .collect()
}

/// The words of a segment and what they may rest on.
struct Said<'a> {
    /// Lower case.
    words: Vec<String>,
    rows: &'a [&'a Evidence],
    table: &'a EvidenceTable,
}

impl Said<'_> {
    fn compares(&self, comparison: Comparison) -> bool {
        self.words.iter().any(|word| lexicon::comparison(word) == Some(comparison))
    }

    /// Rule (b): every word with a capital, save at the start of a sentence, stands in a cited row or
    /// in the player's name.
    fn check_names(&self, tokens: &[Token], first: bool, reasons: &mut Vec<Reason>) {
        let mut starts = first;
        for token in tokens {
            match token {
                Token::Word(word) => {
                    let lower = word.to_lowercase();
                    let has_capital = word.contains(char::is_uppercase);
                    // A script without capitals could hide a name.
                    let has_case = has_capital || word.contains(char::is_lowercase);
                    let excused = starts && lexicon::opens_a_sentence(&lower);
                    if (has_capital || !has_case)
                        && !excused
                        && !is_month(&lower)
                        && !is_spelled_number(&lower)
                        && !self.names().any(|name| name == lower)
                    {
                        reasons.push(Reason::Name { word: word.clone() });
                    }
                    starts = false;
                }
                Token::Sign('.' | '!' | '?' | ':') => starts = true,
                Token::Sign(QUOTATION) | Token::Number { .. } | Token::Garbled(_) => starts = false,
                Token::Sign(_) | Token::Space => {}
            }
        }
    }

    /// Words that may carry a capital: those of the player's names and of the cited rows.
    fn names(&self) -> impl Iterator<Item = String> {
        let subject = &self.table.subject;
        let names = [Some(subject.name.as_str()), subject.known_name.as_deref()];
        names
            .into_iter()
            .flatten()
            .filter(|name| quotable_name(name))
            .flat_map(split_words)
            .chain(self.rows.iter().flat_map(|row| row_words(row)))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// About what is unknown a sentence may say only that it is, in the words of its rows.
    fn check_unknown_wording(&self, reasons: &mut Vec<Reason>) {
        let allowed: Vec<String> = self.rows.iter().flat_map(|row| row_words(row)).collect();
        for word in &self.words {
            if !allowed.contains(word) && !lexicon::contains(lexicon::UNKNOWN_WORDING, word) {
                reasons.push(Reason::Unknown { word: word.clone() });
            }
        }
        if !self.words.iter().any(|word| word == "unknown") {
            let word = self.words.first().cloned().unwrap_or_default();
            reasons.push(Reason::Unknown { word });
        }
    }

    /// A season's figure is named as its row names it, and no other word stands round it.
    fn check_season_wording(&self, reasons: &mut Vec<Reason>) {
        let of_a_season = self.rows.iter().filter(|row| row.kind.is_of_a_season());
        let mut is_about_a_season = false;
        for row in of_a_season {
            is_about_a_season = true;
            let name = split_words(&row.metric);
            if !self.words.windows(name.len()).any(|words| words == name) {
                reasons.push(Reason::Unnamed { row: row.id, metric: row.metric.clone() });
            }
        }
        if !is_about_a_season {
            return;
        }
        let in_rows: Vec<String> = self.rows.iter().flat_map(|row| row_words(row)).collect();
        for word in &self.words {
            let is_allowed = in_rows.contains(word)
                || lexicon::contains(lexicon::SEASON_WORDING, word)
                || lexicon::comparison(word).is_some()
                || is_spelled_number(word);
            if !is_allowed {
                reasons.push(Reason::Season { word: word.clone() });
            }
        }
    }

    /// Rule (c) and the rule on subjects.
    fn check_claims(&self, reasons: &mut Vec<Reason>) {
        let known: Vec<&Evidence> =
            self.rows.iter().copied().filter(|row| !row.is_unknown()).collect();
        let in_rows: Vec<String> = known.iter().flat_map(|row| row_words(row)).collect();
        for (at, word) in self.words.iter().enumerate() {
            // "taller than most", "at least": the words before carry the comparison.
            let before = at.checked_sub(1).and_then(|before| self.words.get(before));
            let is_idiom = matches!(
                (before.map(String::as_str), word.as_str()),
                (Some("than"), "most") | (Some("at"), "least")
            );
            if is_idiom || in_rows.contains(word) {
                continue;
            }
            if lexicon::contains(lexicon::NEGATIONS, word) {
                reasons.push(Reason::Negation { word: word.clone() });
            }
            let out_of_place = lexicon::listed(lexicon::VERBATIM, word)
                && !in_rows
                    .iter()
                    .any(|other| other.trim_end_matches('s') == word.trim_end_matches('s'));
            let speaks_without_row = lexicon::topics(word)
                .any(|topic| !known.iter().any(|row| topic.borne_by.contains(&row.kind)));
            if out_of_place || speaks_without_row {
                reasons.push(Reason::Subject { word: word.clone() });
            }
            if let Some(comparison) = lexicon::comparison(word)
                && !fits(comparison, &known)
            {
                reasons.push(Reason::Comparison { word: word.clone() });
            }
        }
    }
}

/// The comparison holds for every row that it can be about, and there is one.
fn fits(comparison: Comparison, rows: &[&Evidence]) -> bool {
    let changes: Vec<f64> = rows
        .iter()
        .filter(|row| matches!(row.kind, Metric::ValueChange | Metric::AgeCurve))
        .filter_map(|row| row.number())
        .collect();
    let standings: Vec<(f64, f64)> = rows
        .iter()
        .filter_map(|row| Some((row.percentile()?, 50.0 / f64::from(row.n?.max(1)))))
        .collect();
    let all_changes =
        |test: fn(f64) -> bool| !changes.is_empty() && changes.iter().all(|c| test(*c));
    let all_standings = |test: &dyn Fn(f64, f64) -> bool| {
        !standings.is_empty() && standings.iter().all(|(percentile, half)| test(*percentile, *half))
    };
    // The only holder of the first of n places has the mid-rank 100 - 50/n.
    let slack = 1e-5;
    match comparison {
        Comparison::Rise => all_changes(|change| change >= 0.5),
        Comparison::Fall => all_changes(|change| change <= -0.5),
        Comparison::Flat => all_changes(|change| change.abs() < 0.5),
        Comparison::Greatest => all_standings(&|p, half| p >= 100.0 - half - slack),
        Comparison::Least => all_standings(&|p, half| p <= half + slack),
        Comparison::AtLeast(least) => all_standings(&|p, _| p >= least),
        Comparison::Above(bound) => all_standings(&|p, _| p > bound),
        Comparison::AtMost(most) => all_standings(&|p, _| p <= most),
        Comparison::Below(bound) => all_standings(&|p, _| p < bound),
        Comparison::Middle => all_standings(&|p, _| (35.0..=65.0).contains(&p)),
    }
}

/// Every word of a row, lower case.
fn row_words(row: &Evidence) -> Vec<String> {
    let unknown = match &row.value {
        EvidenceValue::Unknown { why, cure } => [Some(why.as_str()), cure.as_deref()],
        _ => [None, None],
    };
    let no_percentile = row.why_no_percentile();
    let text = row.text().filter(|text| quotable_text(text));
    let source = Some(row.source.as_str()).filter(|source| quotable_text(source));
    [Some(row.metric.as_str()), text, source, row.peer_group.as_deref(), row.period.as_deref()]
        .into_iter()
        .chain(unknown)
        .chain([no_percentile.as_deref()])
        .flatten()
        .flat_map(split_words)
        .collect()
}

fn split_words(text: &str) -> Vec<String> {
    words(&tokens(text))
}

fn is_month(word: &str) -> bool {
    matches!(
        figures(&tokens(&capitalised(word))).first(),
        Some(super::figures::Figure::Date { .. })
    )
}

fn is_spelled_number(word: &str) -> bool {
    !figures(&tokens(word)).is_empty()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
