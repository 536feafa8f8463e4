//! The numbers of a text that a person wrote: which of them stand in the evidence. Nothing is refused
//! here; a person may know what no row says.

use std::ops::Range;

use super::{
    figures::placed_figures,
    lexer::{Token, placed_tokens},
    matching::row_of,
};
use crate::{EvidenceId, EvidenceTable, Piece, Sentence};

/// Highest number of players in a line of a formation.
const LONGEST_LINE: f64 = 6.0;

/// A part of a person's sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckedPiece {
    /// Words.
    Words(String),
    /// A row that the person cited.
    Mark(EvidenceId),
    /// A number, date or spelled-out number.
    Number {
        /// As written.
        text: String,
        /// The row that bears it; `None` when none does, so that it is not checked.
        row: Option<EvidenceId>,
    },
}

/// The parts of `sentence`, each number held against all rows of `table`. A mark of a row that is not
/// there stays among the words.
pub fn checked_pieces(sentence: &Sentence, table: &EvidenceTable) -> Vec<CheckedPiece> {
    let mut pieces = Vec::new();
    for piece in sentence.pieces() {
        match piece {
            Piece::Mark(id) if table.row(id).is_some() => pieces.push(CheckedPiece::Mark(id)),
            Piece::Mark(id) => pieces.push(CheckedPiece::Words(format!("[{id}]"))),
            Piece::Words(words) => check_words(&words, table, &mut pieces),
        }
    }
    pieces
}

fn check_words(words: &str, table: &EvidenceTable, pieces: &mut Vec<CheckedPiece>) {
    let characters: Vec<char> = words.chars().collect();
    let placed = placed_tokens(words);
    let tokens: Vec<Token> = placed.iter().map(|(token, _)| token.clone()).collect();
    let formations = formations(&tokens);
    let text = |place: Range<usize>| characters[place].iter().collect::<String>();
    let mut written = 0;
    for (figure, place) in placed_figures(&tokens) {
        if formations.iter().any(|formation| formation.contains(&place.start)) {
            continue;
        }
        let (Some(first), Some(last)) = (placed.get(place.start), placed.get(place.end - 1)) else {
            continue;
        };
        let (start, end) = (first.1.start, last.1.end);
        if start > written {
            pieces.push(CheckedPiece::Words(text(written..start)));
        }
        let row = row_of(&figure, table);
        pieces.push(CheckedPiece::Number { text: text(start..end), row });
        written = end;
    }
    if written < characters.len() {
        pieces.push(CheckedPiece::Words(text(written..characters.len())));
    }
}

/// Where `4-3-3` and the like stand: names of formations, not figures.
fn formations(tokens: &[Token]) -> Vec<Range<usize>> {
    let is_line = |at: usize| {
        matches!(tokens.get(at), Some(Token::Number { value, plain: true, .. })
            if (1.0..=LONGEST_LINE).contains(value))
    };
    let goes_on = |at: usize| tokens.get(at) == Some(&Token::Sign('-')) && is_line(at + 1);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        while is_line(at) && goes_on(end) {
            end += 2;
        }
        // Two lines may be a result; three are a formation.
        if end >= at + 5 {
            found.push(at..end);
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{collect, writer::examples::attacker};

    fn numbers(text: &str) -> Vec<(String, Option<u16>)> {
        let table = collect(&attacker(), "");
        checked_pieces(&Sentence::with_marks(text), &table)
            .into_iter()
            .filter_map(|piece| match piece {
                CheckedPiece::Number { text, row } => Some((text, row.map(|row| row.0))),
                _ => None,
            })
            .collect()
    }

    fn number(text: &str, row: Option<u16>) -> (String, Option<u16>) {
        (text.to_owned(), row)
    }

    #[test]
    fn numbers_of_the_evidence_are_linked_and_the_others_are_not() {
        // E1 age 26, E6 178 cm, E10 contract to 30 Jun 2028, E12 €100m, E18 +25 %.
        assert_eq!(
            numbers("At 26 years he is worth €100m."),
            [number("26", Some(1)), number("100m", Some(12))]
        );
        assert_eq!(
            numbers("178 cm, contract to 30 June 2028."),
            [number("178", Some(6)), number("30 June 2028", Some(10))]
        );
        assert_eq!(
            numbers("He won 9 of 12 duels, twice."),
            [number("9", None), number("12", None), number("twice", None)]
        );
    }

    #[test]
    fn a_year_belongs_to_the_row_that_names_it() {
        assert_eq!(numbers("Under contract until 2028."), [number("2028", Some(10))]);
    }

    #[test]
    fn a_formation_is_no_figure() {
        assert_eq!(numbers("Best in a 4-3-3 or a 4-2-3-1."), []);
        assert_eq!(numbers("They won 3-1."), [number("3", None), number("1", None)]);
    }

    #[test]
    fn the_parts_put_together_are_the_text() {
        let table = collect(&attacker(), "");
        let text = "Worth €100m [E12], I’d say; 80 % of his passes [E99] arrived.";

        let together: String = checked_pieces(&Sentence::with_marks(text), &table)
            .into_iter()
            .map(|piece| match piece {
                CheckedPiece::Words(text) | CheckedPiece::Number { text, .. } => text,
                CheckedPiece::Mark(id) => format!("[{id}]"),
            })
            .collect();

        assert_eq!(together, text);
    }
}
