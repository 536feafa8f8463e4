//! The demo's transfers: who went where, in which window and season. Public knowledge, and no sums: a
//! fee that was paid is left unknown, since sources do not agree on it.

use football::Fee;

/// A transfer.
pub(super) struct Move {
    pub(super) slug: &'static str,
    /// The year in which the season begins.
    pub(super) season: i32,
    pub(super) window: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) fee: Fee,
}

const fn moved(
    slug: &'static str,
    (season, window): (i32, &'static str),
    from: &'static str,
    to: &'static str,
    fee: Fee,
) -> Move {
    Move { slug, season, window, from, to, fee }
}

const SUMMER: &str = "summer";
const WINTER: &str = "winter";
const BOUGHT: Fee = Fee::Unknown;

/// Oldest first for each player.
pub(super) const MOVES: &[Move] = &[
    moved("martin-odegaard", (2014, WINTER), "Strømsgodset", "Real Madrid", BOUGHT),
    moved("martin-odegaard", (2016, WINTER), "Real Madrid", "Heerenveen", Fee::Loan),
    moved("martin-odegaard", (2018, SUMMER), "Real Madrid", "Vitesse", Fee::Loan),
    moved("martin-odegaard", (2019, SUMMER), "Real Madrid", "Real Sociedad", Fee::Loan),
    moved("martin-odegaard", (2020, SUMMER), "Real Sociedad", "Real Madrid", Fee::EndOfLoan),
    moved("martin-odegaard", (2020, WINTER), "Real Madrid", "Arsenal", Fee::Loan),
    moved("martin-odegaard", (2021, SUMMER), "Real Madrid", "Arsenal", BOUGHT),
    moved("erling-haaland", (2016, WINTER), "Bryne", "Molde", BOUGHT),
    moved("erling-haaland", (2018, WINTER), "Molde", "Red Bull Salzburg", BOUGHT),
    moved("erling-haaland", (2019, WINTER), "Red Bull Salzburg", "Borussia Dortmund", BOUGHT),
    moved("erling-haaland", (2022, SUMMER), "Borussia Dortmund", "Manchester City", BOUGHT),
    moved("kylian-mbappe", (2017, SUMMER), "Monaco", "Paris Saint-Germain", Fee::Loan),
    moved("kylian-mbappe", (2018, SUMMER), "Monaco", "Paris Saint-Germain", BOUGHT),
    moved("kylian-mbappe", (2024, SUMMER), "Paris Saint-Germain", "Real Madrid", Fee::Free),
    moved("jude-bellingham", (2020, SUMMER), "Birmingham City", "Borussia Dortmund", BOUGHT),
    moved("jude-bellingham", (2023, SUMMER), "Borussia Dortmund", "Real Madrid", BOUGHT),
    moved("vinicius-junior", (2018, SUMMER), "Flamengo", "Real Madrid", BOUGHT),
    moved("virgil-van-dijk", (2013, SUMMER), "Groningen", "Celtic", BOUGHT),
    moved("virgil-van-dijk", (2015, SUMMER), "Celtic", "Southampton", BOUGHT),
    moved("virgil-van-dijk", (2017, WINTER), "Southampton", "Liverpool", BOUGHT),
    moved("mohamed-salah", (2013, WINTER), "Basel", "Chelsea", BOUGHT),
    moved("mohamed-salah", (2014, WINTER), "Chelsea", "Fiorentina", Fee::Loan),
    moved("mohamed-salah", (2015, SUMMER), "Chelsea", "Roma", Fee::Loan),
    moved("mohamed-salah", (2016, SUMMER), "Chelsea", "Roma", BOUGHT),
    moved("mohamed-salah", (2017, SUMMER), "Roma", "Liverpool", BOUGHT),
    moved("florian-wirtz", (2025, SUMMER), "Bayer Leverkusen", "Liverpool", BOUGHT),
    moved("harry-kane", (2023, SUMMER), "Tottenham Hotspur", "Bayern Munich", BOUGHT),
    moved("lionel-messi", (2021, SUMMER), "Barcelona", "Paris Saint-Germain", Fee::Free),
    moved("lionel-messi", (2023, SUMMER), "Paris Saint-Germain", "Inter Miami", Fee::Free),
    moved("cristiano-ronaldo", (2003, SUMMER), "Sporting CP", "Manchester United", BOUGHT),
    moved("cristiano-ronaldo", (2009, SUMMER), "Manchester United", "Real Madrid", BOUGHT),
    moved("cristiano-ronaldo", (2018, SUMMER), "Real Madrid", "Juventus", BOUGHT),
    moved("cristiano-ronaldo", (2021, SUMMER), "Juventus", "Manchester United", BOUGHT),
    moved("cristiano-ronaldo", (2022, WINTER), "Manchester United", "Al-Nassr", Fee::Free),
    moved("luka-modric", (2008, SUMMER), "Dinamo Zagreb", "Tottenham Hotspur", BOUGHT),
    moved("luka-modric", (2012, SUMMER), "Tottenham Hotspur", "Real Madrid", BOUGHT),
    moved("luka-modric", (2025, SUMMER), "Real Madrid", "AC Milan", Fee::Free),
];
