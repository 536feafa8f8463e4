//! How far a typed word is from a name.

/// Whether one slip of the pen turns `typed` into `meant`: a letter too many, too few or wrong, or two
/// neighbours swapped. Equal words are no slip apart.
///
/// # Source
/// Damerau (1964), "A technique for computer detection and correction of spelling errors", *Comm.
/// ACM* 7(3): four in five misspellings are one of these.
pub fn one_slip_apart(typed: &str, meant: &str) -> bool {
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let same_start = typed.iter().zip(&meant).take_while(|(typed, meant)| typed == meant).count();
    let (typed, meant) = (&typed[same_start..], &meant[same_start..]);
    match (typed, meant) {
        ([], [_]) | ([_], []) => true,
        ([], _) | (_, []) => false,
        ([_, typed_rest @ ..], [_, meant_rest @ ..]) => {
            typed_rest == meant_rest
                || typed_rest == meant
                || typed == meant_rest
                || (typed.len() > 1
                    && meant.len() > 1
                    && typed[0] == meant[1]
                    && typed[1] == meant[0]
                    && typed[2..] == meant[2..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_slips_are_one_slip() {
        for typed in ["muler", "mulller", "mullar", "mulelr", "umller", "mulle", "xmuller"] {
            assert!(one_slip_apart(typed, "muller"), "{typed}");
            assert!(one_slip_apart("muller", typed), "{typed}, the other way round");
        }
    }

    #[test]
    fn no_slip_and_two_slips_are_not_one() {
        for typed in ["muller", "mler", "muler ", "mularr", "umlelr", "", "müler"] {
            assert!(!one_slip_apart(typed, "muller"), "{typed}");
        }
    }
}
