//! Who of one season is who in another, for saying how much of a metric lasts.

use std::collections::HashMap;

use scouting_stats::PeerRule;

use crate::seasons::SeasonLine;

/// Places of the same player in two seasons of one provider, the earlier first, of those who played
/// enough in both: the rates of others are chance.
///
/// By the player where both lines know him, else by name and year of birth where each season has one
/// such name. Namesakes without a year are nobody: a pair too few costs little, a wrong one lowers
/// every correlation.
pub(super) fn same_players(earlier: &[SeasonLine], later: &[SeasonLine]) -> Vec<(usize, usize)> {
    let known = pairs(earlier, later, |line| line.player_id.map(|id| (id.0, "")));
    let by_name = pairs(earlier, later, |line| {
        line.birth_year.map(|year| (i64::from(year), line.name.as_str()))
    });
    let mut found: HashMap<usize, usize> = by_name.into_iter().collect();
    // Who is known is not told again by his name.
    found.retain(|own, other| {
        earlier[*own].player_id.is_none() || later[*other].player_id.is_none()
    });
    found.extend(known);
    let enough = |line: &SeasonLine| line.minutes >= PeerRule::SEASON.least_minutes;
    let mut pairs: Vec<_> = found
        .into_iter()
        .filter(|(own, other)| enough(&earlier[*own]) && enough(&later[*other]))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Places of lines with the same key, where each season has one of it.
fn pairs<'a>(
    earlier: &'a [SeasonLine],
    later: &'a [SeasonLine],
    key: impl Fn(&'a SeasonLine) -> Option<(i64, &'a str)>,
) -> Vec<(usize, usize)> {
    let places = |lines: &'a [SeasonLine]| {
        let mut places: HashMap<(i64, &str), Option<usize>> = HashMap::new();
        for (place, line) in lines.iter().enumerate() {
            if let Some(key) = key(line) {
                // The second of a name makes it nobody's.
                places.entry(key).and_modify(|place| *place = None).or_insert(Some(place));
            }
        }
        places
    };
    let others = places(later);
    let mut pairs: Vec<_> = places(earlier)
        .into_iter()
        .filter_map(|(key, place)| Some((place?, (*others.get(&key)?)?)))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use football::PlayerId;

    use super::*;

    fn line(name: &str, birth_year: Option<i32>, player: Option<i64>) -> SeasonLine {
        SeasonLine {
            id: 0,
            player_id: player.map(PlayerId),
            name: name.to_owned(),
            group: None,
            positions: String::new(),
            club: None,
            competition: None,
            age: None,
            birth_year,
            minutes: 900,
            matches: None,
            starts: None,
        }
    }

    #[test]
    fn players_are_found_by_who_they_are_and_else_by_name_and_year_of_birth() {
        let earlier = [
            line("Ada", Some(1999), Some(7)),
            line("Bo", Some(2000), None),
            line("Cy", None, None),
        ];
        let later = [
            line("Cy", None, None),
            line("Bo", Some(2000), Some(8)),
            line("A. Kerr", Some(1999), Some(7)),
        ];

        assert_eq!(same_players(&earlier, &later), [(0, 2), (1, 1)]);
    }

    #[test]
    fn namesakes_and_two_known_players_are_not_one() {
        let twice = [line("Ada", Some(1999), None), line("Ada", Some(1999), None)];
        assert_eq!(same_players(&twice, &[line("Ada", Some(1999), None)]), []);

        let one = [line("Ada", Some(1999), Some(7))];
        assert_eq!(same_players(&one, &[line("Ada", Some(1999), Some(8))]), []);
    }

    #[test]
    fn who_hardly_played_says_nothing() {
        let few = SeasonLine { minutes: 899, ..line("Ada", Some(1999), None) };

        assert_eq!(same_players(&[few], &[line("Ada", Some(1999), None)]), []);
    }
}
