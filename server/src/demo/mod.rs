//! The demo's players: public facts about well-known footballers as of 2 September 2025.
//!
//! Facts only: what is not certain is unknown. Market values are rounded by hand to show what a
//! history looks like and are labelled so; `docs/data-sources.md` says it too. Beside them stands an
//! invented league, so that there are seasons to rank and compare ([`league`]).

mod league;
mod match_day;
mod players;
mod transfers;

use anyhow::{Context as _, ensure};
use chrono::NaiveDate;
use football::{MarketValue, PlayerDraft, SeasonYears, Valuation};
use store::demo::{DemoPlayer, DemoTransfer};

pub use self::{league::demo_seasons, match_day::load_demo_match};
use self::{
    league::invented_players,
    players::{Facts, PLAYERS},
    transfers::MOVES,
};

/// Who says the values: nobody but this demo.
const VALUE_SOURCE: &str = "Demo estimate";

/// Every player of the demo: the real ones, then those of the invented league.
///
/// # Errors
/// The table has a slip; a test holds it against that.
pub fn demo_players() -> anyhow::Result<Vec<DemoPlayer>> {
    let mut players = PLAYERS
        .iter()
        .map(|facts| demo_player(facts).with_context(|| facts.slug))
        .collect::<anyhow::Result<Vec<_>>>()?;
    players.extend(invented_players()?);
    Ok(players)
}

fn demo_player(facts: &Facts) -> anyhow::Result<DemoPlayer> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let values = facts
        .values
        .iter()
        .map(|(date, millions)| {
            Ok(Valuation {
                amount_eur: i64::from(*millions) * 1_000_000,
                date: day(date)?,
                source: VALUE_SOURCE.to_owned(),
            })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    ensure!(values.is_sorted_by_key(|value| value.date), "the values are not in order");
    let draft = PlayerDraft {
        name: facts.name.to_owned(),
        known_name: text(facts.known_name),
        birth_date: Some(day(facts.born)?),
        nationalities: vec![facts.nationality.to_owned()],
        position: Some(facts.position.parse()?),
        foot: text(facts.foot).map(|foot| foot.parse()).transpose()?,
        height_cm: Some(facts.height_cm),
        club: text(facts.club),
        competition: text(facts.competition),
        contract_until: text(facts.contract_until).map(|date| day(&date)).transpose()?,
        status: facts.status.parse()?,
        market_value: values.last().map(|value: &Valuation| MarketValue { ..value.clone() }),
        photo_url: None,
    };
    let transfers = MOVES
        .iter()
        .filter(|one| one.slug == facts.slug)
        .map(|one| {
            Ok(DemoTransfer {
                season: SeasonYears::beginning_in(one.season).context("a season")?,
                window: one.window,
                from: one.from,
                to: one.to,
                fee: one.fee,
            })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(DemoPlayer { slug: facts.slug.to_owned(), draft, values, transfers })
}

fn day(text: &str) -> anyhow::Result<NaiveDate> {
    text.parse().with_context(|| format!("`{text}` is not a day"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use football::PlayerStatus;

    use super::*;

    #[test]
    fn the_table_is_sound_and_has_players_of_each_status() {
        let players = demo_players().unwrap();

        let today = day("2025-09-02").unwrap();
        for player in &players {
            assert_eq!(player.draft.errors(today), [], "{}", player.slug);
        }
        let slugs: BTreeSet<_> = players.iter().map(|player| &player.slug).collect();
        assert_eq!(slugs.len(), players.len());
        for (status, least) in
            [(PlayerStatus::Active, 15), (PlayerStatus::Retired, 5), (PlayerStatus::FreeAgent, 2)]
        {
            let count = players.iter().filter(|player| player.draft.status == status).count();
            assert!(count >= least, "{count} {status:?}");
        }
        // Some show a full history, others that nothing is known.
        assert!(players.iter().filter(|player| player.values.len() >= 6).count() >= 5);
        assert!(players.iter().any(|player| player.values.is_empty()));
    }

    #[test]
    fn each_transfer_is_of_a_demo_player_and_leads_to_the_club_of_today() {
        let players = demo_players().unwrap();

        let told: usize = players.iter().map(|player| player.transfers.len()).sum();
        assert_eq!(told, MOVES.len());
        for player in players.iter().filter(|player| !player.transfers.is_empty()) {
            let last = player.transfers.last().unwrap();
            assert_eq!(player.draft.club.as_deref(), Some(last.to), "{}", player.slug);
            assert!(
                player.transfers.is_sorted_by_key(|one| (one.season, one.window == "winter")),
                "{}",
                player.slug
            );
        }
    }
}
