//! What the page of line-ups shows.

use football::{MatchId, PlayerId, Position, Side};
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

use super::formations::ToldFormation;
use crate::head::MatchHead;

/// Who played, and who was found for the row that is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineUps {
    /// The match.
    pub head: MatchHead,
    /// Who played, by team and place.
    pub players: Vec<LineUpPlayer>,
    /// The place of the row that is open.
    pub opened: Option<u16>,
    /// What is searched for there.
    pub text: String,
    /// Players of the database whose name or club holds it: id, name, and what tells namesakes apart.
    pub found: Vec<(PlayerId, String, String)>,
    /// How the teams stood as people say, by the clock.
    pub told: Vec<ToldFormation>,
}

/// Somebody who played.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineUpPlayer {
    /// His place in the line-up.
    pub place: u16,
    /// His team.
    pub side: Side,
    /// The number on his shirt.
    pub shirt: Option<u16>,
    /// His name at the provider.
    pub name: Option<String>,
    /// Whether he began.
    pub starter: Option<bool>,
    /// Where he played.
    pub position: Option<Position>,
    /// Whether he keeps goal.
    pub is_keeper: bool,
    /// Minutes on the pitch; `None` without positions.
    pub minutes: Option<f64>,
    /// Who he is.
    pub player: Option<(PlayerId, String)>,
    /// Who he may be: the only player of his name.
    pub proposal: Option<(PlayerId, String)>,
}

/// Who played a match. `place` opens a row; players are looked for by `text`, else by the name in that row.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such match.
#[server(prefix = "/fn", endpoint = "matches/find_line_ups", output = page_base::wire::Json)]
pub async fn find_line_ups(
    /// The match.
    id: MatchId,
    /// The row that is open.
    #[server(default)]
    place: Option<u16>,
    /// A part of a name or a club.
    #[server(default)]
    text: String,
) -> Result<LineUps, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::{matches, players};

    /// Players that are offered.
    const OFFERED: u16 = 8;

    respond(async {
        reader()?;
        let state = state();
        let head = crate::head::head_of(&state.db, id).await?;
        let listed = matches::line_up(&state.db, id).await?;
        let listed: Vec<_> = listed.into_iter().map(LineUpPlayer::from).collect();
        let row = place.and_then(|place| listed.iter().find(|player| player.place == place));
        let own_name = row.and_then(|row| row.name.clone()).unwrap_or_default();
        let text = if text.trim().is_empty() { own_name } else { text };
        let found = match row {
            Some(_) => {
                let today = state.clock.now().date_naive();
                players::suggest(&state.db, &text, OFFERED, today).await?
            }
            None => Vec::new(),
        };
        let stood = matches::formations_of(&state.db, id).await?;
        let told = stood.into_iter().filter(|of| of.cost.is_none()).map(ToldFormation::from);
        Ok::<_, Failure>(LineUps {
            told: told.collect(),
            head,
            opened: row.map(|row| row.place),
            players: listed,
            text,
            found: found.into_iter().map(|one| (one.id, one.name, one.detail)).collect(),
        })
    })
    .await
}

#[cfg(feature = "ssr")]
impl From<store::matches::LineUpRow> for LineUpPlayer {
    fn from(row: store::matches::LineUpRow) -> Self {
        Self {
            place: row.place,
            side: row.side,
            shirt: row.shirt,
            name: row.name,
            starter: row.starter,
            position: row.position,
            is_keeper: row.is_keeper,
            minutes: row.minutes,
            player: row.player.zip(row.player_name),
            proposal: row.proposal,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<store::matches::FormationStood> for ToldFormation {
    fn from(of: store::matches::FormationStood) -> Self {
        use match_report::Moment;

        let minute = |secs: f64| Moment { period: of.period, secs }.minute();
        Self {
            id: of.id,
            side: of.side,
            phase: match of.phase.as_str() {
                "in_possession" => "with the ball",
                "out_of_possession" => "without the ball",
                _ => "in play",
            }
            .to_owned(),
            // The stretch ends with the second before.
            stretch: [minute(of.from_secs), minute(of.until_secs - 1.0)].join("–"),
            shape: of.shape,
            author: of.author,
        }
    }
}
