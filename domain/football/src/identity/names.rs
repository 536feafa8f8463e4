//! Names as they are compared: without accents, case and punctuation.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::one_slip_apart;

/// Stands for one letter that was lost before the text came to us.
const LOST: char = '?';

/// A name without accents, case and punctuation, its words parted by one space: `Ødegaard` is
/// `odegaard`, `Heung-Min` is `heung min`, `N'Golo` is `ngolo`. A letter that was lost stays a `?`.
///
/// The same as the database's `search_fold` for the names of players, but for spaces.
pub fn fold_name(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for letter in letter.to_lowercase() {
            match plain(letter) {
                Plain::Letters(letters) => folded.push_str(letters),
                Plain::Nothing => {}
                Plain::Space if folded.ends_with(' ') || folded.is_empty() => {}
                Plain::Space => folded.push(' '),
                Plain::Itself => folded.push(letter),
            }
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

enum Plain {
    Itself,
    Letters(&'static str),
    Space,
    Nothing,
}

/// Letters that Unicode does not take apart into a plain one and a mark.
fn plain(letter: char) -> Plain {
    Plain::Letters(match letter {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "n",
        'ŧ' => "t",
        'ə' => "e",
        char::REPLACEMENT_CHARACTER | LOST => "?",
        // Within a name an apostrophe parts nothing: N'Golo, O’Shea, Ma'a.
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '.' => return Plain::Nothing,
        letter if letter.is_alphanumeric() => return Plain::Itself,
        _ => return Plain::Space,
    })
}

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// A letter too many, too few, wrong or swapped.
    OneSlip,
    /// The same but for letters that were lost.
    LostLetters,
    /// All words of the one are in the other: `Rodri` and `Rodri Hernández`.
    Part,
    /// The same words, in whatever order.
    Same,
}

/// A name, folded and taken apart.
#[derive(Clone, Debug)]
pub(super) struct FoldedName {
    whole: String,
    /// In order of letters, each once.
    words: Vec<String>,
}

impl FoldedName {
    pub(super) fn of(name: &str) -> Self {
        let whole = fold_name(name);
        let mut words: Vec<String> =
            whole.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        Self { whole, words }
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// How alike the names are; `None` for names that nobody would take for each other.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.words.is_empty() || other.words.is_empty() {
            return None;
        }
        if self.words == other.words {
            // A lost letter in both is the same mark, not the same letter.
            let lost = self.whole.contains(LOST);
            return Some(if lost { Likeness::LostLetters } else { Likeness::Same });
        }
        if same_but_for_lost(&self.whole, &other.whole) {
            return Some(Likeness::LostLetters);
        }
        if self.is_part_of(other) || other.is_part_of(self) {
            return Some(Likeness::Part);
        }
        one_slip_apart(&self.whole, &other.whole).then_some(Likeness::OneSlip)
    }

    fn is_part_of(&self, other: &Self) -> bool {
        self.words.iter().all(|word| other.words.binary_search(word).is_ok())
    }
}

/// Letter by letter the same, where a lost one may have been any.
fn same_but_for_lost(one: &str, other: &str) -> bool {
    if !one.contains(LOST) && !other.contains(LOST) {
        return false;
    }
    let (mut ones, mut others) = (one.chars(), other.chars());
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => {}
            (Some(LOST), Some(letter)) | (Some(letter), Some(LOST)) if letter != ' ' => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_case_and_punctuation_do_not_part_names() {
        for (name, folded) in [
            ("Martin Ødegaard", "martin odegaard"),
            ("Łukasz Fabiański", "lukasz fabianski"),
            ("Vinícius Júnior", "vinicius junior"),
            ("Son Heung-Min", "son heung min"),
            ("N'Golo Kanté", "ngolo kante"),
            ("Neymar Jr.", "neymar jr"),
            ("Kaan Ayhan  ", "kaan ayhan"),
            ("Jeremie Frimpong\u{301}", "jeremie frimpong"),
            ("Ante Bude?ir", "ante bude?ir"),
            ("Çağlar Söyüncü", "caglar soyuncu"),
            ("Jón Daði Böðvarsson", "jon dadi bodvarsson"),
            ("Groß", "gross"),
            ("İlkay", "ilkay"),
        ] {
            assert_eq!(fold_name(name), folded);
        }
    }

    #[test]
    fn names_are_as_alike_as_a_person_would_say() {
        let likeness =
            |one: &str, other: &str| FoldedName::of(one).likeness(&FoldedName::of(other));

        assert_eq!(likeness("Son Heung-min", "Heung-Min Son"), Some(Likeness::Same));
        assert_eq!(likeness("Rodri", "Rodri Hernández"), Some(Likeness::Part));
        assert_eq!(likeness("Ante Bude?ir", "Ante Budešir"), Some(Likeness::LostLetters));
        assert_eq!(likeness("Ante Bude?ir", "Ante Bude?ir"), Some(Likeness::LostLetters));
        assert_eq!(likeness("Kylian Mbape", "Kylian Mbappé"), Some(Likeness::OneSlip));
        assert_eq!(likeness("João Pedro", "João Paulo"), None);
        assert_eq!(likeness("", "João Pedro"), None);
        assert_eq!(likeness("Ante ?", "Ante Bo"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn folding_again_changes_nothing_and_likeness_goes_both_ways(
            one in "\\PC{0,24}", other in "\\PC{0,24}",
        ) {
            let folded = fold_name(&one);
            prop_assert_eq!(fold_name(&folded), folded.clone());
            let (one, other) = (FoldedName::of(&one), FoldedName::of(&other));
            prop_assert_eq!(one.likeness(&other), other.likeness(&one));
        }
    }
}
