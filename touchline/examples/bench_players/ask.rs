//! What the clients ask: many different questions of each kind, made from players that are there.

use football::PlayerQuery;
use store::{Database, players};

use crate::generated;

/// The kinds of question that have a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Two or three filters and an order.
    FilterAndSort,
    /// Part of a name, without its accents.
    Substring,
    /// A surname with one slip.
    OneSlip,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::FilterAndSort, Self::Substring, Self::OneSlip];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::FilterAndSort => "filter and sort",
            Self::Substring => "accent-free substring",
            Self::OneSlip => "fuzzy, one slip",
        }
    }

    /// p95 at 20 clients, in milliseconds.
    pub(crate) const fn bar_ms(self) -> f64 {
        match self {
            Self::FilterAndSort => 30.0,
            Self::Substring => 40.0,
            Self::OneSlip => 120.0,
        }
    }
}

/// A question as the API and as the store take it.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) address: String,
    pub(crate) query: PlayerQuery,
}

/// Questions of each kind.
const QUESTIONS: u64 = 200;

/// Questions of one kind. Those that find nobody are left out: they would cost next to nothing.
pub(crate) async fn questions(kind: Kind, db: &Database) -> anyhow::Result<Vec<Question>> {
    let today = chrono::Utc::now().date_naive();
    let mut questions = Vec::new();
    for number in 0..QUESTIONS {
        let pairs = match kind {
            Kind::FilterAndSort => filters(number),
            Kind::Substring => vec![("q", fragment(number))],
            Kind::OneSlip => vec![("q", slip(number))],
        };
        let query = PlayerQuery::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())))
            .map_err(|errors| anyhow::anyhow!("{errors:?}"))?;
        let found = players::list(db, &query, today).await?;
        if !found.items.is_empty() {
            questions.push(Question { address: query.to_query_string(), query });
        }
    }
    Ok(questions)
}

fn filters(number: u64) -> Vec<(&'static str, String)> {
    let player = generated::player(number * 4_999);
    let position = ["AM,LW,RW", "DEF", "GK", "CF,SS", "DM,CM", "LB"][index(number, 6)];
    let order = ["-value", "age", "name", "contract", "-height", "-value"][index(number / 6, 6)];
    let mut pairs = vec![("position", position.to_owned()), ("sort", order.to_owned())];
    match index(number, 5) {
        0 => {
            pairs.push(("age_max", "23".to_owned()));
            pairs.push(("value_min", "1m".to_owned()));
        }
        1 => pairs.push(("nationality", player.nationalities[0].clone())),
        2 => {
            pairs.push(("age_min", "18".to_owned()));
            pairs.push(("age_max", "27".to_owned()));
            pairs.push(("foot", "left".to_owned()));
        }
        3 => pairs.push(("competition", player.competition.unwrap_or("League 001".to_owned()))),
        _ => pairs.push(("contract_before", "2027-07-01".to_owned())),
    }
    pairs
}

/// Four to six letters out of the middle of a surname, or a whole one, folded.
fn fragment(number: u64) -> String {
    let surname = surname(number);
    let letters: Vec<char> = surname.chars().collect();
    let length = 4 + index(number, 3);
    if number.is_multiple_of(3) || letters.len() <= length {
        return surname;
    }
    let start = index(number, letters.len() - length);
    letters[start..start + length].iter().collect()
}

/// A surname with a letter left out, doubled, wrong or swapped with its neighbour.
fn slip(number: u64) -> String {
    let mut letters: Vec<char> = surname(number).chars().collect();
    let place = 1 + index(number / 4, letters.len() - 2);
    match number % 4 {
        0 => {
            letters.remove(place);
        }
        1 => letters.insert(place, letters[place]),
        2 => letters[place] = if letters[place] == 'q' { 'x' } else { 'q' },
        _ => letters.swap(place - 1, place),
    }
    letters.into_iter().collect()
}

/// The last word of some player's name as people type it who have no accents on their keyboard.
fn surname(number: u64) -> String {
    let mut step = 0;
    loop {
        let name = generated::player(number * 3_571 + step).name;
        let last = name.rsplit([' ', '-', '\'']).next().unwrap_or_default();
        let folded: String = last.chars().map(plain).collect();
        if folded.chars().count() >= 6 && folded.is_ascii() {
            return folded.to_lowercase();
        }
        step += 1;
    }
}

/// The letter that stands on every keyboard, for the letters that the generated names have.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'ã' | 'ä' | 'å' | 'â' => 'a',
        'é' | 'ě' | 'è' | 'ê' => 'e',
        'í' | 'ı' | 'î' => 'i',
        'ó' | 'õ' | 'ö' | 'ø' | 'ô' => 'o',
        'ú' | 'ü' | 'ů' => 'u',
        'ć' | 'č' | 'ç' => 'c',
        'ñ' | 'ń' => 'n',
        'š' | 'ş' | 'ś' => 's',
        'ž' | 'ź' => 'z',
        'ğ' => 'g',
        'ý' => 'y',
        'ř' => 'r',
        'Ç' | 'Č' => 'C',
        'Ö' | 'Ø' => 'O',
        'Ü' => 'U',
        'Š' => 'S',
        'Å' => 'A',
        other => other,
    }
}

fn index(number: u64, below: usize) -> usize {
    usize::try_from(number).unwrap_or(0) % below
}
