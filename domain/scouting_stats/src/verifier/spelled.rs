//! Numbers written as words.

use super::lexer::Token;

/// A number in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Spelled {
    /// `twenty-six`, `two hundred and fourteen`.
    Number(f64),
    /// `dozens`, `half`, `twice`: a figure, but none that a row can hold.
    Vague(String),
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
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
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SMALL_ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
/// Words that stand for a quantity without saying it.
const VAGUE: [&str; 22] = [
    "half",
    "halved",
    "quarter",
    "quarters",
    "thirds",
    "twice",
    "thrice",
    "double",
    "doubled",
    "triple",
    "tripled",
    "quadruple",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "tenfold",
    "twofold",
    "threefold",
    "umpteen",
];

/// The number in words that begins at `at`, and where it ends.
///
/// Ordinals count: `first` is 1, so that an invented "third" place is found.
pub(super) fn spelled(tokens: &[Token], at: usize) -> Option<(Spelled, usize)> {
    let first = word(tokens, at)?;
    if VAGUE.contains(&first.as_str()) {
        return Some((Spelled::Vague(first), at + 1));
    }
    if let Some(ordinal) = place(&SMALL_ORDINALS, &first) {
        return Some((Spelled::Number(ordinal + 1.0), at + 1));
    }
    let mut total = 0.0;
    let mut group = unit_value(&first)?;
    let mut end = at + 1;
    while let Some((word, next)) = joined(tokens, end) {
        if let Some(value) = unit_value(&word) {
            // "twenty-six", "hundred and four"; but "nineteen twenty" is two numbers.
            if group % 100.0 != 0.0
                && !(group % 100.0 >= 20.0 && group % 10.0 == 0.0 && value < 10.0)
            {
                break;
            }
            group += value;
        } else if word == "hundred" {
            group *= 100.0;
        } else if let Some(ordinal) = place(&SMALL_ORDINALS, &word).filter(|_| group % 10.0 == 0.0)
        {
            group += ordinal + 1.0;
        } else if word == "thousand" {
            total += group * 1e3;
            group = 0.0;
        } else {
            break;
        }
        end = next;
    }
    Some((Spelled::Number(total + group), end))
}

fn unit_value(word: &str) -> Option<f64> {
    place(&SMALL, word).or_else(|| place(&TENS, word).map(|tens| 10.0 * (tens + 2.0)))
}

fn place(words: &[&str], word: &str) -> Option<f64> {
    let at = words.iter().position(|known| *known == word)?;
    u32::try_from(at).ok().map(f64::from)
}

fn word(tokens: &[Token], at: usize) -> Option<String> {
    match tokens.get(at)? {
        Token::Word(word) => Some(word.to_lowercase()),
        _ => None,
    }
}

/// The next word of the same number: behind a space or hyphen, perhaps with "and" before it.
fn joined(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    if !matches!(tokens.get(at)?, Token::Space | Token::Sign('-')) {
        return None;
    }
    let next = word(tokens, at + 1)?;
    if next == "and" && tokens.get(at + 2) == Some(&Token::Space) {
        let after = word(tokens, at + 3)?;
        return unit_value(&after).map(|_| (after, at + 4));
    }
    Some((next, at + 2))
}

#[cfg(test)]
mod tests {
    use super::{super::lexer::tokens, *};

    fn read(text: &str) -> Option<Spelled> {
        spelled(&tokens(text), 0).map(|(spelled, _)| spelled)
    }

    #[test]
    fn words_add_up() {
        for (text, value) in [
            ("nine", 9.0),
            ("twenty-six goals", 26.0),
            ("Twenty six", 26.0),
            ("two hundred and fourteen", 214.0),
            ("three thousand one hundred", 3100.0),
            ("twenty-third", 23.0),
            ("third", 3.0),
        ] {
            assert_eq!(read(text), Some(Spelled::Number(value)), "{text}");
        }
    }

    #[test]
    fn vague_quantities_are_quantities() {
        for text in ["half", "twice", "dozens of"] {
            assert!(matches!(read(text), Some(Spelled::Vague(_))), "{text}");
        }
        assert_eq!(read("steady"), None);
    }
}
