//! Looking for words in a log: where they stand in a line, and the way from line to line. Pure, save for
//! how a line is drawn.

use leptos::prelude::*;

/// Where `wanted` stands in `text`, whatever the case of its letters: byte ranges, from left to right.
pub(super) fn places(text: &str, wanted: &str) -> Vec<(usize, usize)> {
    let wanted: Vec<char> = wanted.chars().flat_map(char::to_lowercase).collect();
    let mut places = Vec::new();
    if wanted.is_empty() {
        return places;
    }
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().map_or(1, char::len_utf8);
        match length_at(rest, &wanted) {
            Some(length) => {
                places.push((from, from + length));
                from += length;
            }
            None => from += first,
        }
    }
    places
}

/// How many bytes of the beginning of `text` read as `wanted`, which is in lower case: one letter may be two
/// in the other case, so the length is that of what stands there.
fn length_at(text: &str, wanted: &[char]) -> Option<usize> {
    let mut left = wanted;
    for (at, letter) in text.char_indices() {
        if left.is_empty() {
            return Some(at);
        }
        for lower in letter.to_lowercase() {
            let (next, rest) = left.split_first()?;
            if *next != lower {
                return None;
            }
            left = rest;
        }
    }
    left.is_empty().then_some(text.len())
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Towards the end of the log.
    On,
    /// Towards its beginning.
    Back,
}

/// The line to go to from `current`, of the lines that were found, by number; round at both ends.
pub(super) fn step(found: &[i64], current: Option<i64>, way: Way) -> Option<i64> {
    match (current, way) {
        (None, Way::On) => found.first(),
        (None, Way::Back) => found.last(),
        (Some(current), Way::On) => found.iter().find(|seq| **seq > current).or(found.first()),
        (Some(current), Way::Back) => {
            found.iter().rev().find(|seq| **seq < current).or(found.last())
        }
    }
    .copied()
}

/// `2 of 17 lines`, `17 lines`, `no line`.
pub(super) fn told(found: &[i64], current: Option<i64>) -> String {
    use page_base::wording::{count, counted};

    let all = counted(found.len() as u64, "line", "lines");
    let place = current.and_then(|current| found.binary_search(&current).ok());
    match place {
        _ if found.is_empty() => "no line".to_owned(),
        Some(place) => [count(place as u64 + 1), all].join(" of "),
        None => all,
    }
}

/// `text` with every place of `wanted` marked.
#[component]
pub(super) fn Marked(
    /// The text.
    text: String,
    /// What is looked for; nothing is marked while it is empty.
    #[prop(into)]
    wanted: Signal<String>,
) -> impl IntoView {
    move || {
        let places = wanted.with(|wanted| places(&text, wanted));
        if places.is_empty() {
            return text.clone().into_any();
        }
        let mut parts = Vec::new();
        let mut from = 0;
        let piece = |from, to| text.get(from..to).unwrap_or_default().to_owned();
        for (begin, end) in places {
            let (before, found) = (piece(from, begin), piece(begin, end));
            parts.push(view! { {before} <mark>{found}</mark> });
            from = end;
        }
        let after = piece(from, text.len());
        view! { {parts} {after} }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, wanted: &str) -> Vec<&'a str> {
        places(text, wanted).into_iter().map(|(from, to)| &text[from..to]).collect()
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        assert_eq!(found("Line 3: line refused", "LINE"), ["Line", "line"]);
        assert_eq!(found("Martin Ødegaard", "ødE"), ["Øde"]);
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"], "each letter belongs to one place");
    }

    #[test]
    fn a_letter_of_another_length_in_lower_case_is_marked_whole() {
        // İ is two letters in lower case: i and a dot above.
        assert_eq!(found("İlkay", "i̇lk"), ["İlk"]);
        assert_eq!(found("İlkay", "i"), Vec::<&str>::new());
    }

    #[test]
    fn nothing_is_found_where_nothing_is_wanted_or_there() {
        assert_eq!(found("a line", ""), Vec::<&str>::new());
        assert_eq!(found("a line", "lines"), Vec::<&str>::new());
        assert_eq!(found("", "a"), Vec::<&str>::new());
    }

    #[test]
    fn one_goes_from_line_to_line_and_round() {
        let lines = [3, 7, 12];

        assert_eq!(step(&lines, None, Way::On), Some(3));
        assert_eq!(step(&lines, Some(7), Way::On), Some(12));
        assert_eq!(step(&lines, Some(12), Way::On), Some(3));
        assert_eq!(step(&lines, Some(3), Way::Back), Some(12));
        assert_eq!(step(&lines, Some(8), Way::Back), Some(7), "its line is no longer among them");
        assert_eq!(step(&[], Some(8), Way::On), None);
    }

    #[test]
    fn how_many_and_which_is_told_in_words() {
        assert_eq!(told(&[], None), "no line");
        assert_eq!(told(&[3, 7], None), "2 lines");
        assert_eq!(told(&[3, 7], Some(7)), "2 of 2 lines");
        assert_eq!(told(&[3], Some(99)), "1 line");
    }
}
