//! Formations by their lines, from the back: how many stand in each, and how wide.

/// Players of a team without its goalkeeper.
pub(super) const OUTFIELD: usize = 10;

/// The formations that are told apart, each by its lines.
pub(super) const FORMATIONS: [&[usize]; 16] = [
    &[4, 4, 2],
    &[4, 3, 3],
    &[4, 2, 3, 1],
    &[3, 5, 2],
    &[4, 1, 4, 1],
    &[3, 4, 3],
    &[5, 3, 2],
    &[5, 4, 1],
    &[4, 4, 1, 1],
    &[4, 1, 2, 1, 2],
    &[4, 2, 2, 2],
    &[4, 3, 1, 2],
    &[4, 3, 2, 1],
    &[3, 4, 2, 1],
    &[3, 4, 1, 2],
    &[4, 2, 4],
];

/// `4-2-3-1`
pub(super) fn name(lines: &[usize]) -> String {
    let counts: Vec<String> = lines.iter().map(ToString::to_string).collect();
    counts.join("-")
}

/// Where the players of a formation stand, from the back and from the right, in no unit: what is compared is
/// scaled.
pub(super) fn places(lines: &[usize]) -> Vec<[f64; 2]> {
    let last = lines.len() - 1;
    let depths = lines.iter().enumerate().map(|(line, count)| {
        // Lines are as far from each other everywhere.
        let depth = crate::number(line) / crate::number(last);
        let behind_one = lines.get(line + 1) == Some(&1);
        widths(*count, line == 0, line == last || (behind_one && line + 1 == last))
            .iter()
            .map(move |width| [depth, *width])
    });
    depths.flatten().collect()
}

/// Where the players of a line stand across the pitch, in shares of half its width: a line of the back, one of
/// the attack, or one between them.
const fn widths(count: usize, is_back: bool, is_attack: bool) -> &'static [f64] {
    match count {
        1 => &[0.0],
        2 => &[-0.2, 0.2],
        3 if is_back => &[-0.42, 0.0, 0.42],
        3 if is_attack => &[-0.62, 0.0, 0.62],
        3 => &[-0.32, 0.0, 0.32],
        4 => &[-0.66, -0.21, 0.21, 0.66],
        _ => &[-0.78, -0.3, 0.0, 0.3, 0.78],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_formation_has_ten_players_and_stands_evenly_on_both_sides() {
        for lines in FORMATIONS {
            let places = places(lines);
            assert_eq!(places.len(), OUTFIELD, "{}", name(lines));
            let lean: f64 = places.iter().map(|[_, across]| across).sum();
            assert!(lean.abs() < 1e-12, "{}", name(lines));
        }
        assert_eq!(name(FORMATIONS[2]), "4-2-3-1");
    }
}
