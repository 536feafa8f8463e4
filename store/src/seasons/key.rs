//! Who a line is within its set, in a word that the next import of the same table finds again.

use std::collections::HashMap;

use table_feeds::season_table::PlayerSeason;

/// Parts what a key is made of; no name holds it.
const BETWEEN: char = '\u{1f}';

/// Whether `key` means the same person in every table of its provider. It does not where the table has
/// two whom nothing tells apart: which of them comes first is chance.
pub(crate) fn is_lasting(key: &str) -> bool {
    !key.rsplit(BETWEEN).next().is_some_and(|end| end.starts_with('#'))
}

/// The keys of `players`, in their order: the provider's id, else name, year of birth and nation, else
/// name, nation and club; numbered where a table has two of one.
pub(super) fn person_keys(players: &[PlayerSeason]) -> Vec<String> {
    let plain: Vec<String> = players.iter().map(plain_key).collect();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for key in &plain {
        *counts.entry(key).or_default() += 1;
    }
    let mut seen: HashMap<&str, u32> = HashMap::new();
    plain
        .iter()
        .map(|key| {
            if counts[key.as_str()] == 1 {
                return key.clone();
            }
            let place = seen.entry(key).or_default();
            *place += 1;
            format!("{key}{BETWEEN}#{place}")
        })
        .collect()
}

fn plain_key(player: &PlayerSeason) -> String {
    if let Some(id) = &player.provider_id {
        return format!("id{BETWEEN}{id}");
    }
    // `fr FRA` and `FRA` are one nation: some exports of one site carry the flag as well.
    let nation =
        player.nation.as_deref().and_then(|nation| nation.split_whitespace().last()).unwrap_or("");
    if let Some(year) = player.birth_year {
        return format!("{}{BETWEEN}{year}{BETWEEN}{nation}", player.name);
    }
    let club = main_spell(player).and_then(|spell| spell.club.as_deref()).unwrap_or("");
    format!("{}{BETWEEN}{BETWEEN}{nation}{BETWEEN}{club}", player.name)
}

/// The spell of most minutes, the first of several.
pub(super) fn main_spell(player: &PlayerSeason) -> Option<&table_feeds::season_table::ClubSpell> {
    player.clubs.iter().rev().max_by_key(|spell| spell.minutes)
}

#[cfg(test)]
mod tests {
    use table_feeds::season_table::read_season_table;

    use super::*;

    fn keys(rows: &str) -> Vec<(String, bool)> {
        let table =
            read_season_table(format!("Player,Nation,Squad,Born,Min,Shots\n{rows}").as_bytes());
        person_keys(&table.unwrap().player_seasons().players)
            .into_iter()
            .map(|key| (key.replace(BETWEEN, "|"), is_lasting(&key)))
            .collect()
    }

    #[test]
    fn a_person_is_named_by_what_does_not_change_from_season_to_season() {
        assert_eq!(
            keys("Ada,fr FRA,A,1995,900,1\nAda,FRA,B,1996,900,1\nBea,,C,,900,1\n"),
            [
                ("Ada|1995|FRA".to_owned(), true),
                ("Ada|1996|FRA".to_owned(), true),
                ("Bea|||C".to_owned(), true),
            ]
        );
    }

    #[test]
    fn two_whom_nothing_tells_apart_are_numbered_and_say_so() {
        assert_eq!(
            keys("Ada,FRA,A,1995,900,1\nAda,FRA,A,1995,90,1\n"),
            [("Ada|1995|FRA|#1".to_owned(), false), ("Ada|1995|FRA|#2".to_owned(), false)]
        );
    }
}
