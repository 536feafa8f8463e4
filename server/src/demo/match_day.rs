//! The demo's match: two invented teams, simulated from a seed, kept as an imported match is.

use anyhow::Context as _;
use football::Pitch;
use match_simulator::{Flaws, Formation, MatchPlan, TeamPlan, simulate};
use page_base::request::AppState;
use store::matches::{self, MatchSettings};

use crate::jobs::matches::{ComputedMatch, ReadMatch};

/// The same seed gives the same match on every machine.
const SEED: u64 = 14;
/// What it is found again by: another release may simulate another match.
const CONTENT_KEY: &str = "demo-match-1";
/// Whose files it would be.
const PROVIDER: &str = "Simulation";

/// Adds the demo's match, unless it is there or somebody deleted it; gives whether it was added.
///
/// # Errors
/// The database or the disk fails, or the plan cannot be played; a test holds it against that.
pub async fn load_demo_match(state: &AppState) -> anyhow::Result<bool> {
    if matches::was_ever_known(&state.db, CONTENT_KEY).await? {
        return Ok(false);
    }
    let computed = tokio::task::spawn_blocking(|| computed(plan(45 * 60))).await??;
    let new = computed.keep_frames(&state.uploads).await?;
    let now = state.clock.now();
    let written = matches::write_match(&state.db, None, &new, None, now).await?;
    Ok(matches!(written, matches::WrittenMatch::New(_)))
}

fn plan(half_secs: u32) -> MatchPlan {
    let team =
        |club: &str, formation| TeamPlan { club: club.to_owned(), formation, substitutions: 3 };
    MatchPlan {
        seed: SEED,
        pitch: Pitch::STANDARD,
        half_secs: [half_secs; 2],
        teams: [team("Harbour City", Formation::F433), team("Northgate", Formation::F4231)],
        flaws: Flaws { noise_cm: 0.0, losses_per_hour: 3.0, longest_loss_secs: 4.0 },
    }
}

fn computed(plan: MatchPlan) -> anyhow::Result<ComputedMatch> {
    let simulated = simulate(&plan).context("the plan of the demo's match")?;
    let events = simulated.game_events();
    let read = ReadMatch {
        tracking: Some((PROVIDER.to_owned(), simulated.game)),
        is_from_video: false,
        events: Some((PROVIDER.to_owned(), events)),
    };
    let settings = MatchSettings {
        competition: "Invented league".to_owned(),
        round: "14".to_owned(),
        venue: "Harbour Park".to_owned(),
        ..MatchSettings::default()
    };
    let mut computed = ComputedMatch::of(&read, settings, CONTENT_KEY.to_owned(), &|| true)?;
    computed.new.is_demo = true;
    Ok(computed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_match_has_positions_events_and_a_report() {
        let new = computed(plan(120)).unwrap().new;
        assert_eq!(
            (new.settings.home.as_str(), new.settings.away.as_str()),
            ("Harbour City", "Northgate")
        );
        assert!(new.is_demo && new.recorded.is_some());
        assert!(new.line_up.len() >= 22 && new.line_up.iter().all(|player| player.is_tracked));
        // Everybody who began has figures of the whole and of both halves.
        let parts = |part| new.statistics.iter().filter(|row| row.part == part).count();
        assert!(parts(0) >= 22 && parts(1) == 22 && parts(2) >= 22);
        assert!(new.ball.len() > 200);
        assert!(new.report.1["version"].is_number() && new.events.1.is_array());
    }
}
