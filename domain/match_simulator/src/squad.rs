//! Invented clubs and players: names put together from parts, and what each player can do.

use football::Position;

use crate::{
    body::Limits,
    chance::Chance,
    formation::{Formation, Slot},
};

/// Players on the bench: a goalkeeper and one for each line, then those who can play most.
const BENCH: usize = 6;

const TOWNS: [&str; 16] = [
    "Ambermouth",
    "Birkenfell",
    "Castelrio",
    "Dunmarrow",
    "Eastwyck",
    "Fontavera",
    "Greyhaven",
    "Holmestad",
    "Isenbruck",
    "Kestrelbay",
    "Larkhill",
    "Montelago",
    "Northmere",
    "Ostenvik",
    "Pinecross",
    "Ravensholt",
];
const KINDS: [&str; 6] = ["United", "Athletic", "Rovers", "City", "Wanderers", "Sporting"];
const FIRST_NAMES: [&str; 24] = [
    "Aldo", "Bram", "Caspar", "Davor", "Emil", "Fabio", "Goran", "Hugo", "Ivo", "Jonas", "Kofi",
    "Levi", "Milo", "Nico", "Otto", "Pavel", "Rafa", "Soren", "Teo", "Ugo", "Viktor", "Wim",
    "Yannick", "Zeno",
];
const NAME_STARTS: [&str; 20] = [
    "Alder", "Bran", "Carn", "Dorn", "Ester", "Falk", "Garth", "Hart", "Ister", "Kald", "Land",
    "Morn", "Nord", "Oster", "Pell", "Rand", "Stern", "Torv", "Ulm", "Vald",
];
const NAME_ENDS: [&str; 16] = [
    "amo", "berg", "ciani", "dahl", "elli", "fors", "gaard", "hout", "inho", "kov", "mann", "nes",
    "ovic", "quist", "sson", "wick",
];

/// A player of an invented squad.
#[derive(Clone, Debug)]
pub(crate) struct Squadman {
    pub(crate) name: String,
    pub(crate) shirt: u16,
    pub(crate) limits: Limits,
    /// How far his passes stray, against others: 1 is usual.
    pub(crate) stray: f64,
    /// How much he moves, against others: 1 is usual.
    pub(crate) work_rate: f64,
}

/// The names of two clubs.
pub(crate) fn clubs(chance: &mut Chance) -> [String; 2] {
    let home = chance.one_of(TOWNS.len());
    let away = (home + 1 + chance.one_of(TOWNS.len() - 1)) % TOWNS.len();
    [home, away].map(|town| format!("{} {}", TOWNS[town], KINDS[chance.one_of(KINDS.len())]))
}

/// Eleven who begin, in the order of the formation's slots, then the bench. Nobody of `taken` is named again.
pub(crate) fn squad(
    formation: Formation,
    taken: &mut Vec<String>,
    chance: &mut Chance,
) -> Vec<Squadman> {
    const BENCH_POSITIONS: [Position; BENCH] = [
        Position::Goalkeeper,
        Position::CentreBack,
        Position::LeftBack,
        Position::CentralMidfield,
        Position::RightWinger,
        Position::CentreForward,
    ];
    let starters = formation.slots().iter().map(|Slot { position, .. }| *position);
    let mut shirts = Vec::new();
    starters
        .chain(BENCH_POSITIONS)
        .map(|position| {
            let shirt = free_shirt(position, &shirts);
            shirts.push(shirt);
            Squadman {
                name: name(taken, chance),
                shirt,
                limits: limits(position, chance),
                stray: chance.between(0.85, 1.15),
                work_rate: chance.between(0.94, 1.06),
            }
        })
        .collect()
}

fn name(taken: &mut Vec<String>, chance: &mut Chance) -> String {
    loop {
        let first = FIRST_NAMES[chance.one_of(FIRST_NAMES.len())];
        let start = NAME_STARTS[chance.one_of(NAME_STARTS.len())];
        let end = NAME_ENDS[chance.one_of(NAME_ENDS.len())];
        let name = format!("{first} {start}{end}");
        if !taken.contains(&name) {
            taken.push(name.clone());
            return name;
        }
    }
}

/// The usual shirt of a position, or the next that is free.
fn free_shirt(position: Position, worn: &[u16]) -> u16 {
    let usual: &[u16] = match position {
        Position::Goalkeeper => &[1],
        Position::RightBack => &[2],
        Position::LeftBack => &[3],
        Position::CentreBack => &[4, 5, 15],
        Position::DefensiveMidfield => &[6, 8],
        Position::CentralMidfield => &[8, 10, 6],
        Position::AttackingMidfield | Position::SecondStriker => &[10],
        Position::RightMidfield | Position::RightWinger => &[7],
        Position::LeftMidfield | Position::LeftWinger => &[11],
        Position::CentreForward => &[9, 10],
    };
    let is_free = |shirt: &u16| !worn.contains(shirt);
    usual.iter().copied().chain(12..99).find(is_free).unwrap_or_default()
}

fn limits(position: Position, chance: &mut Chance) -> Limits {
    let [slowest, fastest] = match position {
        Position::Goalkeeper => [7.4, 8.0],
        Position::CentreBack | Position::DefensiveMidfield => [8.3, 8.9],
        Position::CentralMidfield | Position::AttackingMidfield => [8.4, 9.0],
        _ => [8.7, 9.4],
    };
    Limits {
        top_mps: chance.between(slowest, fastest),
        acceleration_mps2: chance.between(4.2, 4.9),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::chance::Purpose;

    #[test]
    fn no_shirt_is_worn_twice_and_no_name_is_borne_twice() {
        for formation in Formation::ALL {
            let mut chance = Chance::new(7, Purpose::Squads);
            let mut taken = Vec::new();
            let home = squad(formation, &mut taken, &mut chance);
            let away = squad(formation, &mut taken, &mut chance);
            let shirts: BTreeSet<u16> = home.iter().map(|player| player.shirt).collect();
            let names: BTreeSet<&str> =
                home.iter().chain(&away).map(|player| player.name.as_str()).collect();
            assert_eq!((shirts.len(), names.len()), (17, 34));
            assert_eq!(home[0].shirt, 1);
        }
    }
}
