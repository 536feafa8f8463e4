//! Cuts a text into words, numbers and signs.

use std::ops::Range;

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Letters, with apostrophes inside: `player`, `Côte`, `d'Ivoire`.
    Word(String),
    /// Digits with thousands commas and a decimal point, and letters glued to them: `1,234.5`, `62m`,
    /// `99th`.
    Number {
        /// Its value.
        value: f64,
        /// Decimals written.
        decimals: u8,
        /// Letters glued to it; empty when there are none.
        suffix: String,
        /// Digits without comma, point or letters: `2024`.
        plain: bool,
    },
    /// Digits that do not make a number: `1.234,5`, `U21`, `½`, `٣`.
    Garbled(String),
    /// Anything else that is not white space.
    Sign(char),
    /// White space.
    Space,
}

/// The tokens of `text`, white space included, since it tells `€62m–€142m` from `to −9 %`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    placed_tokens(text).into_iter().map(|(token, _)| token).collect()
}

/// The tokens of `text`, each with its place among the characters.
pub(super) fn placed_tokens(text: &str) -> Vec<(Token, Range<usize>)> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens: Vec<(Token, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        let start = at;
        if character.is_whitespace() {
            at += 1;
            match tokens.last_mut() {
                Some((Token::Space, place)) => place.end = at,
                _ => tokens.push((Token::Space, start..at)),
            }
        } else if character.is_numeric() || character.is_alphabetic() {
            at = run_end(&characters, start);
            let run: String = characters[start..at].iter().collect();
            tokens.push((run_token(run), start..at));
        } else {
            at += 1;
            tokens.push((Token::Sign(character), start..at));
        }
    }
    tokens
}

/// Where the run of letters and digits that begins at `start` ends. A comma or point belongs to it
/// between digits, an apostrophe between letters.
fn run_end(characters: &[char], start: usize) -> usize {
    let mut end = start;
    while let Some(&character) = characters.get(end) {
        let joins = |test: fn(char) -> bool| {
            end > start
                && test(characters[end - 1])
                && characters.get(end + 1).is_some_and(|next| test(*next))
        };
        let belongs = character.is_numeric()
            || character.is_alphabetic()
            || is_combining(character)
            || (matches!(character, ',' | '.') && joins(char::is_numeric))
            || (matches!(character, '\'' | '’') && joins(char::is_alphabetic));
        if !belongs {
            break;
        }
        end += 1;
    }
    end
}

/// Combining marks belong to the letter before them: a decomposed `é` is one letter.
fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn run_token(run: String) -> Token {
    if !run.contains(char::is_numeric) {
        return Token::Word(run);
    }
    number(&run).unwrap_or(Token::Garbled(run))
}

fn number(run: &str) -> Option<Token> {
    let digits_end = run
        .find(|character: char| !(character.is_ascii_digit() || matches!(character, ',' | '.')))
        .unwrap_or(run.len());
    let (digits, suffix) = run.split_at(digits_end);
    if digits.is_empty() || suffix.contains(char::is_numeric) {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.contains(['.', ',']) || !well_grouped(whole) {
        return None;
    }
    let value = format!("{}.{fraction}0", whole.replace(',', "")).parse().ok()?;
    Some(Token::Number {
        value,
        decimals: u8::try_from(fraction.len()).ok()?,
        suffix: suffix.to_owned(),
        plain: digits.bytes().all(|byte| byte.is_ascii_digit()) && suffix.is_empty(),
    })
}

/// Commas part groups of three: `1,234` but not `12,34`.
fn well_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    !first.is_empty()
        && (!grouped || first.len() <= 3)
        && first.len() <= 15
        && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64, decimals: u8, suffix: &str, plain: bool) -> Token {
        Token::Number { value, decimals, suffix: suffix.to_owned(), plain }
    }

    #[test]
    fn numbers_keep_their_decimals_and_suffix() {
        assert_eq!(tokens("1,234.50"), [number(1234.5, 2, "", false)]);
        assert_eq!(tokens("€62m"), [Token::Sign('€'), number(62.0, 0, "m", false)]);
        assert_eq!(tokens("99th"), [number(99.0, 0, "th", false)]);
        assert_eq!(tokens("2024."), [number(2024.0, 0, "", true), Token::Sign('.')]);
    }

    #[test]
    fn what_could_be_read_two_ways_is_garbled() {
        for text in ["1.234,5", "12,34", "U21", "1e6", "½", "٣", "９９", "1,2345"] {
            assert_eq!(tokens(text), [Token::Garbled(text.to_owned())], "{text}");
        }
    }

    #[test]
    fn words_keep_their_apostrophes_and_accents() {
        assert_eq!(
            tokens("d'Ivoire, Müller"),
            [
                Token::Word("d'Ivoire".to_owned()),
                Token::Sign(','),
                Token::Space,
                Token::Word("Müller".to_owned())
            ]
        );
    }
}
