//! Finding what somebody means by a few letters. Pure.

/// How well a text holds what was typed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Higher is better.
    pub score: i32,
    /// Which characters of the text were typed, by number.
    pub places: Vec<usize>,
}

/// For a letter at the beginning of a word.
const WORD_START: i32 = 8;
/// For a letter right after the one before it.
const RUN: i32 = 5;
/// For each letter that lies between.
const GAP: i32 = -1;

/// Looks for the letters of `typed` in `text`, in order, spaces and case aside. `None` when one is
/// missing. An empty `typed` is found everywhere with score 0.
pub(super) fn find(typed: &str, text: &str) -> Option<Found> {
    let letters: Vec<char> =
        text.chars().flat_map(|letter| letter.to_lowercase().take(1)).collect();
    let mut places: Vec<usize> = Vec::new();
    let mut score = 0;
    for wanted in typed.chars().filter(|letter| !letter.is_whitespace()) {
        let wanted = wanted.to_lowercase().next()?;
        let from = places.last().map_or(0, |last| last + 1);
        let rest = letters.get(from..)?;
        // A run goes on, else the beginning of a word is preferred to the nearest letter.
        let place = if !places.is_empty() && rest.first() == Some(&wanted) {
            from
        } else {
            let hits = || (from..letters.len()).filter(|place| letters[*place] == wanted);
            hits().find(|place| starts_word(&letters, *place)).or_else(|| hits().next())?
        };
        if starts_word(&letters, place) {
            score += WORD_START;
        }
        if !places.is_empty() && place == from {
            score += RUN;
        }
        score += GAP * i32::try_from(place - from).unwrap_or(i32::MAX / 2);
        places.push(place);
    }
    Some(Found { score, places })
}

fn starts_word(letters: &[char], place: usize) -> bool {
    place == 0 || letters.get(place - 1).is_some_and(|before| !before.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_in_order_whatever_their_case() {
        assert_eq!(find("imp", "Import players").unwrap().places, [0, 1, 2]);
        assert_eq!(find("ip", "Import players").unwrap().places, [0, 7]);
        assert_eq!(find("pi", "Import"), None);
        assert_eq!(find("", "Import").unwrap().score, 0);
    }

    #[test]
    fn beginnings_of_words_beat_letters_inside_them() {
        let words = find("ap", "All players").unwrap();
        let inside = find("ap", "Show map").unwrap();

        assert!(words.score > inside.score);
    }
}
