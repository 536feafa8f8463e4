//! A million players that nobody made famous: the same number gives the same player, on every machine.
//!
//! Names follow eight naming cultures, with their accents. Some first names and surnames are common
//! and most surnames are rare, as in life, so that a search meets both.

use chrono::{Days, NaiveDate};
use football::{Foot, MarketValue, PlayerDraft, PlayerStatus, Position};

struct Culture {
    countries: &'static [&'static str],
    first_names: &'static [&'static str],
    surnames: &'static [&'static str],
    /// Rare surnames are put together from these.
    beginnings: &'static [&'static str],
    middles: &'static [&'static str],
    ends: &'static [&'static str],
}

const CULTURES: [Culture; 8] = [
    Culture {
        countries: &["Brazil", "Portugal", "Angola"],
        first_names: &[
            "João",
            "Vinícius",
            "Gonçalo",
            "José",
            "Antônio",
            "Caio",
            "Raphael",
            "Éder",
            "Lucas",
            "Rúben",
            "Tomás",
            "Matheus",
            "Thiago",
            "Davi",
            "Gabriel",
            "Luís",
        ],
        surnames: &[
            "Silva",
            "Santos",
            "Júnior",
            "Conceição",
            "Araújo",
            "Magalhães",
            "Gonçalves",
            "Simões",
            "Antunes",
            "Leão",
            "Guimarães",
            "Pereira",
        ],
        beginnings: &[
            "Al", "Bar", "Car", "Fer", "Gui", "Mal", "Mon", "Par", "Quei", "Ser", "Tor", "Vas",
        ],
        middles: &["be", "ca", "do", "ga", "le", "ma", "ne", "ri", "ta", "ve", "vi", "zo"],
        ends: &["ães", "ão", "eira", "eiro", "ela", "ém", "ino", "ito", "osa", "oso", "ral", "ves"],
    },
    Culture {
        countries: &["Spain", "Argentina", "Colombia", "Uruguay", "Mexico"],
        first_names: &[
            "Andrés", "Álvaro", "Martín", "Nicolás", "Joaquín", "Íñigo", "Sergio", "Lautaro",
            "Ángel", "Julián", "Iker", "Matías", "Rodrigo", "Óscar", "Raúl", "Diego",
        ],
        surnames: &[
            "García",
            "Fernández",
            "Rodríguez",
            "Muñoz",
            "Peña",
            "Álvarez",
            "Martínez",
            "Núñez",
            "Giménez",
            "Suárez",
            "Romero",
            "Ibáñez",
        ],
        beginnings: &[
            "Agui", "Bel", "Cas", "Del", "Esco", "Gal", "Her", "Lar", "Men", "Oliv", "Qui", "Zam",
        ],
        middles: &["ba", "da", "gue", "la", "mo", "na", "ra", "sa", "ti", "ue", "va", "zu"],
        ends: &[
            "baró", "cea", "drón", "guez", "lta", "mez", "nzo", "rán", "ría", "rola", "tín", "yán",
        ],
    },
    Culture {
        countries: &["Norway", "Sweden", "Denmark", "Iceland"],
        first_names: &[
            "Martin", "Erling", "Jørgen", "Håkon", "Åge", "Bjørn", "Søren", "Øystein", "Jón",
            "Mårten", "Emil", "Viktor", "Lukas", "Sander", "Kåre", "Þór",
        ],
        surnames: &[
            "Ødegaard",
            "Sørensen",
            "Sørloth",
            "Håland",
            "Bjørkan",
            "Nygård",
            "Lindström",
            "Åberg",
            "Jönsson",
            "Hansen",
            "Kjær",
            "Guðmundsson",
        ],
        beginnings: &[
            "Berg", "Dahl", "Ek", "Fjell", "Grøn", "Holm", "Lund", "Myhr", "Nor", "Sand", "Strøm",
            "Vik",
        ],
        middles: &["a", "ar", "e", "en", "er", "hol", "in", "ke", "le", "mar", "se", "te"],
        ends: &[
            "bø", "dal", "gård", "heim", "land", "lid", "mo", "næs", "rud", "sen", "stad", "vold",
        ],
    },
    Culture {
        countries: &["Germany", "Austria", "Switzerland"],
        first_names: &[
            "Thomas",
            "Jürgen",
            "Götz",
            "Jonas",
            "Niklas",
            "Florian",
            "Jörg",
            "Maximilian",
            "Leon",
            "Kai",
            "Björn",
            "Günter",
            "Timo",
            "Felix",
            "Marius",
            "Lukas",
        ],
        surnames: &[
            "Müller",
            "Schäfer",
            "Groß",
            "Kühn",
            "Böhm",
            "Weiß",
            "Schröder",
            "Krüger",
            "Köhler",
            "Havertz",
            "Wagner",
            "Füllkrug",
        ],
        beginnings: &[
            "Acker", "Bau", "Eich", "Fisch", "Grün", "Hof", "Kirch", "Lang", "Möh", "Rosen",
            "Stein", "Wein",
        ],
        middles: &[
            "ber", "ding", "en", "er", "ger", "hol", "in", "ler", "mei", "nau", "sel", "win",
        ],
        ends: &[
            "bach", "bäcker", "feld", "häuser", "hofer", "ing", "ke", "mann", "ner", "reich",
            "schmidt", "ter",
        ],
    },
    Culture {
        countries: &["Poland", "Czech Republic", "Croatia", "Serbia", "Slovakia"],
        first_names: &[
            "Łukasz",
            "Piotr",
            "Tomáš",
            "Luka",
            "Marcelo",
            "Ondřej",
            "Jakub",
            "Michał",
            "Šimon",
            "Dušan",
            "Nemanja",
            "Václav",
            "Sławomir",
            "Ante",
            "Mateusz",
            "Živko",
        ],
        surnames: &[
            "Kovačić",
            "Wiśniewski",
            "Modrić",
            "Lewandowski",
            "Dvořák",
            "Novák",
            "Szczęsny",
            "Perišić",
            "Vlahović",
            "Hrubý",
            "Škriniar",
            "Błaszczykowski",
        ],
        beginnings: &[
            "Bar", "Čer", "Dob", "Gra", "Hor", "Jan", "Kra", "Mar", "Pav", "Rad", "Stan", "Zie",
        ],
        middles: &["a", "če", "do", "i", "ko", "li", "mi", "no", "ro", "sla", "to", "vi"],
        ends: &["ák", "cki", "czyk", "ek", "ić", "ík", "lak", "nić", "nski", "ović", "ský", "wicz"],
    },
    Culture {
        countries: &["England", "Scotland", "Wales", "Ireland", "United States"],
        first_names: &[
            "Cole", "Jude", "Harry", "Declan", "Seán", "Rhys", "Bukayo", "Jack", "Séamus", "Mason",
            "Tyler", "Conor", "Ollie", "Ben", "Kieran", "Reece",
        ],
        surnames: &[
            "Palmer",
            "Foden",
            "Saka",
            "O'Neill",
            "Smith",
            "Jones",
            "Mac Allister",
            "Alexander-Arnold",
            "Anderson",
            "Robertson",
            "Walker",
            "Rice",
        ],
        beginnings: &[
            "Ash", "Brad", "Clif", "Dun", "Ell", "Fair", "Hart", "Kings", "Lang", "Nor", "Stan",
            "Wood",
        ],
        middles: &[
            "ber", "den", "er", "field", "ham", "ing", "le", "ling", "mer", "ner", "ring", "win",
        ],
        ends: &[
            "bridge", "by", "combe", "ford", "gate", "house", "ley", "low", "more", "son", "ton",
            "worth",
        ],
    },
    Culture {
        countries: &["France", "Ivory Coast", "Senegal", "Belgium", "Mali"],
        first_names: &[
            "Kylian",
            "Aurélien",
            "Théo",
            "François",
            "Moussa",
            "Éduardo",
            "Jérémy",
            "Noël",
            "Ousmane",
            "Benoît",
            "Sébastien",
            "Désiré",
            "Hugo",
            "Amadou",
            "Loïc",
            "Cheikh",
        ],
        surnames: &[
            "Mbappé",
            "Hernández",
            "Traoré",
            "Koné",
            "Diallo",
            "Lefèvre",
            "Dembélé",
            "Tchouaméni",
            "Camara",
            "Touré",
            "Doué",
            "Lacroix",
        ],
        beginnings: &[
            "Beau", "Cham", "Del", "Fon", "Gué", "Kou", "Lam", "Mon", "Ndi", "Per", "Sou", "Vau",
        ],
        middles: &["ba", "ché", "di", "ga", "lé", "ma", "ne", "ro", "sa", "ti", "va", "yé"],
        ends: &[
            "bert", "champ", "dé", "lier", "mont", "naud", "quet", "ré", "sson", "tard", "vel",
            "yre",
        ],
    },
    Culture {
        countries: &["Turkey", "Azerbaijan"],
        first_names: &[
            "Arda", "İlkay", "Çağlar", "Hakan", "Uğur", "Barış", "Kenan", "Ömer", "Yağız",
            "Cengiz", "Orkun", "Şener", "Ferdi", "Emre", "Kaan", "Merih",
        ],
        surnames: &[
            "Güler",
            "Gündoğan",
            "Söyüncü",
            "Çalhanoğlu",
            "Yıldız",
            "Şahin",
            "Öztürk",
            "Kökçü",
            "Kadıoğlu",
            "Demiral",
            "Ünder",
            "Aydın",
        ],
        beginnings: &[
            "Ak", "Bay", "Çak", "Dem", "Er", "Gök", "Kara", "Öz", "Sar", "Taş", "Yıl", "Yüc",
        ],
        middles: &["al", "an", "ar", "bu", "dur", "er", "gü", "ka", "lı", "men", "sa", "tu"],
        ends: &[
            "cı", "doğan", "er", "gil", "kaya", "lar", "maz", "oğlu", "soy", "taş", "türk", "yurt",
        ],
    },
];

const CLUB_FORMS: [(&str, &str); 8] = [
    ("FC ", ""),
    ("", " United"),
    ("Real ", ""),
    ("SV ", ""),
    ("", " Athletic"),
    ("AS ", ""),
    ("Sporting ", ""),
    ("", " FK"),
];

/// Random numbers that depend on nothing but the seed.
///
/// # Source
/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators" (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// 0 to `below` − 1, all alike.
    fn below(&mut self, below: usize) -> usize {
        let below = u64::try_from(below).unwrap_or(u64::MAX);
        usize::try_from(self.next() % below).unwrap_or(0)
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// Player number `number`.
pub(crate) fn player(number: u64) -> PlayerDraft {
    let mut dice = Dice(number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let culture = &CULTURES[dice.below(CULTURES.len())];
    let first = dice.pick(culture.first_names);
    let surname = surname(culture, &mut dice);
    let name = if dice.percent(15) {
        format!("{first} {} {surname}", dice.pick(culture.first_names))
    } else {
        format!("{first} {surname}")
    };
    let mut nationalities = vec![dice.pick(culture.countries).to_owned()];
    if dice.percent(12) {
        let other = &CULTURES[dice.below(CULTURES.len())];
        let second = dice.pick(other.countries).to_owned();
        if !nationalities.contains(&second) {
            nationalities.push(second);
        }
    }
    let status = match dice.below(100) {
        0..4 => PlayerStatus::FreeAgent,
        4..9 => PlayerStatus::Retired,
        _ => PlayerStatus::Active,
    };
    let league = dice.below(180);
    let plays = status == PlayerStatus::Active;
    PlayerDraft {
        name,
        known_name: dice.percent(3).then(|| first.to_owned()),
        birth_date: (!dice.percent(9)).then(|| day(1986, 8_500, &mut dice)),
        nationalities,
        position: (!dice.percent(2)).then(|| dice.pick(&Position::ALL)),
        foot: (!dice.percent(14)).then(|| match dice.below(100) {
            0..26 => Foot::Left,
            26..31 => Foot::Both,
            _ => Foot::Right,
        }),
        height_cm: (!dice.percent(12)).then(|| {
            // The sum of four dice is near enough to a bell: 166 to 198 cm about 182.
            let sum: usize = (0..4).map(|_| dice.below(9)).sum();
            166 + i16::try_from(sum).unwrap_or(0)
        }),
        club: plays.then(|| club(league, &mut dice)),
        competition: plays.then(|| format!("League {:03}", league + 1)),
        contract_until: (plays && !dice.percent(20)).then(|| day(2026, 1_800, &mut dice)),
        status,
        market_value: (!dice.percent(25)).then(|| value(&mut dice)),
        photo_url: None,
    }
}

fn surname(culture: &Culture, dice: &mut Dice) -> String {
    if dice.percent(35) {
        // The first of the list are commoner than the last.
        let bound = dice.below(culture.surnames.len()) + 1;
        return culture.surnames[dice.below(bound)].to_owned();
    }
    let beginning = dice.pick(culture.beginnings);
    let middle = dice.pick(culture.middles);
    let second = if dice.percent(60) { dice.pick(culture.middles) } else { "" };
    format!("{beginning}{middle}{second}{}", dice.pick(culture.ends))
}

fn club(league: usize, dice: &mut Dice) -> String {
    // 20 clubs a league; a club's name depends on its league and number alone.
    let number = dice.below(20);
    let mut club_dice = Dice(u64::try_from(league * 20 + number).unwrap_or(0));
    let culture = &CULTURES[league % CULTURES.len()];
    let town = format!(
        "{}{}{}",
        club_dice.pick(culture.beginnings),
        club_dice.pick(culture.middles),
        club_dice.pick(culture.ends)
    );
    let (before, after) = club_dice.pick(&CLUB_FORMS);
    format!("{before}{town}{after}")
}

fn value(dice: &mut Dice) -> MarketValue {
    // Each tenfold is about a quarter as common as the one before it: €10k to €200m.
    let tenfold = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3][dice.below(12)];
    let amount = (10 + i64::try_from(dice.below(190)).unwrap_or(0)) * 1_000 * 10_i64.pow(tenfold);
    MarketValue { amount_eur: amount, date: day(2024, 700, dice), source: "Generated".to_owned() }
}

fn day(first_year: i32, days: usize, dice: &mut Dice) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(first_year, 1, 1).unwrap_or_default();
    first + Days::new(u64::try_from(dice.below(days)).unwrap_or(0))
}
