//! From what a person typed to the words that stand in names.
//!
//! Typed text is folded (accents, case) and cut into words; each must be part of a word of the name or
//! club. The words are looked up in `player_word`, some hundred thousand rows, and only then the
//! players that have them. Where no word fits, words that differ by one slip do.

use football::{PlayerFilter, one_slip_apart};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::{StoreError, sql::Sql};

/// Most words that are looked up for one typed word. More of them means that it is a short and common
/// fragment; looking for players by so many takes longer than reading the list.
const MOST_WORDS: usize = 500;
/// Most words that are looked for beside those one slip apart.
const MOST_SIMILAR: usize = 300;
/// Most words of a search; the rest is ignored. Nobody's name is longer.
const MOST_TYPED: usize = 8;
/// Shortest typed word in which a slip is forgiven, in characters: in shorter ones everything is one
/// slip from everything.
const SHORTEST_WITH_SLIP: usize = 4;
/// Typed words shorter than this are taken for beginnings only: there is no trigram in them.
const SHORTEST_FRAGMENT: usize = 3;

/// Entries of an index that carries what is looked at, read in the time in which one player is found by a
/// word: a fifth of a microsecond against 1.7, with the pages in memory.
const ENTRIES_A_PLAYER: u64 = 8;
/// The same for a word that is looked for beside others: 16 to 28 microseconds.
const ENTRIES_A_WORD: u64 = 80;
/// One player in so many is taken to pass the other filters, where there are any.
const PASSING_FILTERS: u64 = 10;
/// A table that was never counted is taken to have so many players.
const FEWEST_IN_TABLE: u64 = 10_000;

/// What one typed word stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// Any of these words, which few players have: the index of words knows who.
    Rare(Vec<String>),
    /// Any of these words, which many players have: each is looked at.
    Common(Vec<String>),
    /// Every word that holds this fragment; each player is looked at.
    Holding(String),
    /// Every word that begins so; each player is looked at.
    Beginning(String),
}

impl Words {
    /// These words, of which about `players` players have one.
    fn any(words: Vec<String>, players: u64, page: &Page) -> Self {
        if page.has_few(players, words.len()) { Self::Rare(words) } else { Self::Common(words) }
    }

    /// No word fits.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Rare(words) | Self::Common(words) if words.is_empty())
    }

    /// The condition that a player has one of the words.
    ///
    /// Of `strpos` and of a text that is put together Postgres expects that some players fit. Of a
    /// `LIKE` on the column it would expect nobody where its sample has nobody, and leave the order's index.
    pub(super) fn condition(&self, sql: &mut Sql) -> String {
        match self {
            Self::Rare(words) => {
                format!("search_words && {}::text[] COLLATE \"C\"", sql.bind(words.clone()))
            }
            Self::Common(words) => {
                let patterns: Vec<_> =
                    words.iter().map(|word| format!("% {} %", escaped(word))).collect();
                format!("' ' || search_text || ' ' LIKE ANY ({}::text[])", sql.bind(patterns))
            }
            Self::Holding(text) => {
                format!("strpos(search_text, {}) > 0", sql.bind(text.as_str()))
            }
            Self::Beginning(text) => {
                format!("strpos(' ' || search_text, {}) > 0", sql.bind(format!(" {text}")))
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

    /// So few players have one of the typed words that a page is found soonest by taking all of them
    /// and sorting those that fit. Otherwise the list is read in its order until the page is full.
    pub(super) fn is_rare(&self) -> bool {
        self.words.iter().any(|words| matches!(words, Words::Rare(_)))
    }
}

/// What [`super::page::while_typing`] needs to know when a word is rare, in its order: the shortest fragment, the
/// most words, the entries of an index that a player found by a word costs and that a word does, the smallest table.
pub(super) fn rarity() -> [i32; 5] {
    let size = |count| number(usize::try_from(count).unwrap_or(usize::MAX));
    let [player, word, fewest] = [ENTRIES_A_PLAYER, ENTRIES_A_WORD, FEWEST_IN_TABLE].map(size);
    [number(SHORTEST_FRAGMENT), number(MOST_WORDS), player, word, fewest]
}

/// The words that hold what was typed; where there are none for a typed word, those one slip apart.
/// `limit` is how many players will be read.
pub(super) async fn exact(
    db: &impl ConnectionTrait,
    filter: &PlayerFilter,
    limit: u64,
) -> Result<Search, StoreError> {
    let mut search = Search::default();
    let Some(text) = &filter.text else { return Ok(search) };
    for typed in holding(db, text).await? {
        let page = typed.page(filter, limit);
        search.words.push(if typed.words.is_empty() {
            search.similar = true;
            let similar = one_slip(db, &typed.word).await?;
            Words::any(similar.words, similar.players, &page)
        } else if typed.is_complete() && page.has_few(typed.players, typed.words.len()) {
            Words::Rare(typed.words)
        } else if typed.word.chars().count() < SHORTEST_FRAGMENT {
            Words::Beginning(typed.word)
        } else {
            Words::Holding(typed.word)
        });
    }
    Ok(search)
}

/// The words that hold what was typed and those one slip apart, for when no player has all of the
/// former.
pub(super) async fn similar(
    db: &impl ConnectionTrait,
    filter: &PlayerFilter,
    limit: u64,
) -> Result<Search, StoreError> {
    let mut search = Search { similar: true, ..Search::default() };
    let Some(text) = &filter.text else { return Ok(search) };
    for mut typed in holding(db, text).await? {
        let page = typed.page(filter, limit);
        let similar = one_slip(db, &typed.word).await?;
        typed.words.truncate(MOST_SIMILAR);
        typed.words.extend(similar.words);
        search.words.push(Words::any(typed.words, typed.players + similar.players, &page));
    }
    Ok(search)
}

/// A typed word, folded, and the known words that hold it.
#[derive(Debug)]
struct Typed {
    word: String,
    /// At most one more than [`MOST_WORDS`].
    words: Vec<String>,
    /// About how many players have one of them.
    players: u64,
    /// About how many players there are.
    of_players: u64,
}

impl Typed {
    /// No word was left out.
    fn is_complete(&self) -> bool {
        self.words.len() <= MOST_WORDS
    }

    fn page(&self, filter: &PlayerFilter, limit: u64) -> Page {
        let is_filtered = !PlayerFilter { text: None, ..filter.clone() }.is_empty();
        Page {
            limit: if is_filtered { limit * PASSING_FILTERS } else { limit },
            of_players: self.of_players.max(FEWEST_IN_TABLE),
        }
    }
}

/// A page of a list that is read in its order.
#[derive(Debug)]
struct Page {
    /// How many have to be found for it.
    limit: u64,
    of_players: u64,
}

impl Page {
    /// Whether taking all `players` who have one of so many words costs no more than reading the list in its order.
    ///
    /// Where one player in `n` fits, a page of `limit` reads `limit * n` entries.
    fn has_few(&self, players: u64, words: usize) -> bool {
        let words = u64::try_from(words).unwrap_or(u64::MAX).saturating_mul(ENTRIES_A_WORD);
        let taking = players.saturating_mul(ENTRIES_A_PLAYER).saturating_add(words);
        taking.saturating_mul(players) <= self.limit.saturating_mul(self.of_players)
    }
}

/// Each typed word with the words that hold it.
async fn holding(db: &impl ConnectionTrait, text: &str) -> Result<Vec<Typed>, StoreError> {
    const SQL: &str = "SELECT * FROM words_holding($1, $2, $3, $4)";
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
        found.push(Typed {
            word: row.try_get_by_index(0)?,
            words: row.try_get_by_index(1)?,
            players: estimate(row.try_get_by_index(2)?),
            of_players: estimate(row.try_get_by_index(3)?),
        });
    }
    if found.is_empty() {
        // Nothing but punctuation was typed, and no name holds that.
        found.push(Typed { word: String::new(), words: Vec::new(), players: 0, of_players: 0 });
    }
    Ok(found)
}

/// Words and about how many players have one of them.
#[derive(Debug, Default)]
struct Similar {
    words: Vec<String>,
    players: u64,
}

/// The known words that differ from `typed` by one slip: a letter too many, too few or wrong, or two
/// neighbours swapped.
///
/// One slip leaves one half of the word whole. So the candidates are the words that begin with the
/// first half or end with the second, of nearly the same length; only a swap across the middle
/// touches both, and there is one word of which that can be a slip.
async fn one_slip(db: &impl ConnectionTrait, typed: &str) -> Result<Similar, StoreError> {
    let letters: Vec<char> = typed.chars().collect();
    if letters.len() < SHORTEST_WITH_SLIP {
        return Ok(Similar::default());
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
        "SELECT word, players FROM player_word WHERE word LIKE {beginning}
            AND length(word) BETWEEN {shortest} AND {longest}
         UNION SELECT word, players FROM player_word WHERE reverse(word) LIKE {ending}
            AND length(word) BETWEEN {shortest} AND {longest}
         UNION SELECT word, players FROM player_word WHERE word = {swapped}"
    );
    let mut similar = Similar::default();
    for row in db.query_all_raw(sql.statement(text)).await? {
        let word: String = row.try_get_by_index(0)?;
        if one_slip_apart(&word, typed) {
            similar.words.push(word);
            similar.players += estimate(row.try_get_by_index::<i32>(1)?.into());
        }
    }
    similar.words.sort_unstable();
    Ok(similar)
}

/// A number that Postgres counted; it says -1 where it never did.
fn estimate(counted: i64) -> u64 {
    u64::try_from(counted).unwrap_or(0)
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// `text` for a LIKE pattern in which nothing of it is a wildcard.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
