//! From what a person typed to the words that stand in names.
//!
//! Typed text is folded (accents, case) and cut into words; each must be part of a word of the name or
//! club. The words are looked up in `player_word`, some hundred thousand rows, and only then the
//! players that have them. Where no word fits, words that differ by one slip do.

use football::{PlayerFilter, one_slip_apart};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::{StoreError, sql::Sql};

/// Most words that one typed word may stand for. More of them means that it is a short and common
/// fragment; then reading the list in order and looking at each name finds a page soon.
const MOST_WORDS: usize = 300;
/// Most words of a search; the rest is ignored. Nobody's name is longer.
const MOST_TYPED: usize = 8;
/// Shortest typed word in which a slip is forgiven, in characters: in shorter ones everything is one
/// slip from everything.
const SHORTEST_WITH_SLIP: usize = 4;
/// Typed words shorter than this are taken for beginnings only: there is no trigram in them.
const SHORTEST_FRAGMENT: usize = 3;

/// What one typed word stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// Any of these words.
    Any(Vec<String>),
    /// Every word that holds this fragment.
    Holding(String),
    /// Every word that begins so.
    Beginning(String),
}

impl Words {
    /// No word fits.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Any(words) if words.is_empty())
    }

    /// The condition that a player has one of the words.
    pub(super) fn condition(&self, sql: &mut Sql) -> String {
        match self {
            Self::Any(words) => {
                format!("search_words && {}::text[] COLLATE \"C\"", sql.bind(words.clone()))
            }
            Self::Holding(text) => {
                format!("search_text LIKE {}", sql.bind(format!("%{}%", escaped(text))))
            }
            Self::Beginning(text) => {
                let begins = sql.bind(format!("{}%", escaped(text)));
                let inside = sql.bind(format!("% {}%", escaped(text)));
                format!("(search_text LIKE {begins} OR search_text LIKE {inside})")
            }
        }
    }
}

/// What the search text of a filter stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Search {
    /// One entry a typed word.
    pub(super) words: Vec<Words>,
    /// Some of them are words that differ by a slip.
    pub(super) similar: bool,
}

impl Search {
    /// Nobody can fit.
    pub(super) fn is_hopeless(&self) -> bool {
        self.words.iter().any(Words::is_empty)
    }
}

/// The words that hold what was typed; where there are none for a typed word, those one slip apart.
pub(super) async fn exact(
    db: &impl ConnectionTrait,
    filter: &PlayerFilter,
) -> Result<Search, StoreError> {
    let mut search = Search::default();
    let Some(text) = &filter.text else { return Ok(search) };
    for (typed, words) in holding(db, text).await? {
        let known = words.len();
        let words = if known > MOST_WORDS && typed.chars().count() < SHORTEST_FRAGMENT {
            Words::Beginning(typed)
        } else if known > MOST_WORDS {
            Words::Holding(typed)
        } else if known == 0 {
            search.similar = true;
            Words::Any(one_slip(db, &typed).await?)
        } else {
            Words::Any(words)
        };
        search.words.push(words);
    }
    Ok(search)
}

/// The words that hold what was typed and those one slip apart, for when no player has all of the
/// former.
pub(super) async fn similar(
    db: &impl ConnectionTrait,
    filter: &PlayerFilter,
) -> Result<Search, StoreError> {
    let mut search = Search { words: Vec::new(), similar: true };
    let Some(text) = &filter.text else { return Ok(search) };
    for (typed, mut words) in holding(db, text).await? {
        words.truncate(MOST_WORDS);
        words.extend(one_slip(db, &typed).await?);
        search.words.push(Words::Any(words));
    }
    Ok(search)
}

/// Each typed word, folded, with the words that hold it: at most one more than [`MOST_WORDS`].
async fn holding(
    db: &impl ConnectionTrait,
    text: &str,
) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    // Both lookups are written so that the index serves them though the pattern is only known row by
    // row: LIKE by the trigram index, the range by the b-tree. U+10FFFF ends every range.
    const SQL: &str = "
SELECT typed.word, ARRAY(
    SELECT known.word FROM player_word known
    WHERE length(typed.word) >= $2 AND known.word LIKE '%' || typed.pattern || '%'
    UNION ALL
    SELECT known.word FROM player_word known
    WHERE length(typed.word) < $2
      AND known.word >= typed.word AND known.word < typed.word || U&'\\+10FFFF'
    LIMIT $3
)
FROM (
    SELECT word COLLATE \"C\" AS word, place,
        replace(replace(replace(word, '\\', '\\\\'), '%', '\\%'), '_', '\\_') AS pattern
    FROM unnest(string_to_array(search_fold($1), ' ')) WITH ORDINALITY AS typed (word, place)
    WHERE word <> '' ORDER BY place LIMIT $4
) typed
ORDER BY typed.place";
    let statement = Statement::from_sql_and_values(
        DatabaseBackend::Postgres,
        SQL,
        [
            text.into(),
            number(SHORTEST_FRAGMENT).into(),
            number(MOST_WORDS + 1).into(),
            number(MOST_TYPED).into(),
        ],
    );
    let mut found = Vec::new();
    for row in db.query_all_raw(statement).await? {
        found.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    }
    if found.is_empty() {
        // Nothing but punctuation was typed, and no name holds that.
        found.push((String::new(), Vec::new()));
    }
    Ok(found)
}

/// The known words that differ from `typed` by one slip: a letter too many, too few or wrong, or two
/// neighbours swapped.
///
/// One slip leaves one half of the word whole. So the candidates are the words that begin with the
/// first half or end with the second, of nearly the same length; only a swap across the middle
/// touches both, and there is one word of which that can be a slip.
async fn one_slip(db: &impl ConnectionTrait, typed: &str) -> Result<Vec<String>, StoreError> {
    let letters: Vec<char> = typed.chars().collect();
    if letters.len() < SHORTEST_WITH_SLIP {
        return Ok(Vec::new());
    }
    let middle = letters.len() / 2;
    let mut swapped = letters.clone();
    swapped.swap(middle - 1, middle);
    let mut sql = Sql::default();
    let beginning: String = letters[..middle].iter().collect();
    let ending: String = letters[middle..].iter().rev().collect();
    let beginning = sql.bind(format!("{}%", escaped(&beginning)));
    let ending = sql.bind(format!("{}%", escaped(&ending)));
    let swapped = sql.bind(swapped.iter().collect::<String>());
    let shortest = sql.bind(number(letters.len() - 1));
    let longest = sql.bind(number(letters.len() + 1));
    let text = format!(
        "SELECT word FROM player_word WHERE word LIKE {beginning}
            AND length(word) BETWEEN {shortest} AND {longest}
         UNION SELECT word FROM player_word WHERE reverse(word) LIKE {ending}
            AND length(word) BETWEEN {shortest} AND {longest}
         UNION SELECT word FROM player_word WHERE word = {swapped}"
    );
    let mut words = Vec::new();
    for row in db.query_all_raw(sql.statement(text)).await? {
        let word: String = row.try_get_by_index(0)?;
        if one_slip_apart(&word, typed) {
            words.push(word);
        }
    }
    words.sort_unstable();
    Ok(words)
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// `text` for a LIKE pattern in which nothing of it is a wildcard.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
