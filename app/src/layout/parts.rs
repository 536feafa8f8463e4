//! The browser's half in parts: what every page needs comes first, the code of a page with its part,
//! when somebody is on the way to it.
//!
//! A part is what is used together. `bundler` cuts the linked program at the functions marked with
//! `#[wasm_split(part)]`; what several parts need goes into files of their own that come along.

use std::pin::Pin;

use desk_pages::{
    AddToShortlistPage, AlertListPage, NeedListPage, NewNeedPage, ShortlistListPage, ShortlistPage,
    TagPage,
};
use leptos::prelude::*;
use leptos_router::ChooseView;
use match_pages::{
    MatchClipsPage, MatchComparePage, MatchDataPage, MatchImportPage, MatchLineUpsPage,
    MatchListPage, MatchReportPage,
};
use operations_pages::{
    AccountsPage, AuditPage, IncidentsPage, JobsPage, OverviewPage, SchedulesPage, SecretsPage,
    WritersPage,
};
use page_kit::{
    controls::{PartNotLoaded, loaded, or_notice},
    jobs::{TaskListPage, TaskPage},
};
use players_pages::{
    DeletePlayersPage, EditPlayerPage, ImportListPage, ImportPage, NewPlayerPage, PlayerListPage,
    PlayerPage, ReviewPage, SeasonImportListPage, SeasonImportPage,
};
use replay_pages::ReplayPage;
use scouting_pages::{
    ComparePage, CompareReportsPage, ModelsPage, ReportListPage, ReportPage, ScoutPage,
    WriteReportPage,
};
use wasm_split_helpers::wasm_split;

use crate::{
    accounts::{AccountPage, ApiTokensPage, RegisterPage, SignInPage},
    home::HomePage,
};

/// What is awaited in one place, whichever part it comes from: the first file has one state machine for
/// it then, not one for each part.
type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// A part of the browser's half. Few, because what any set of them shares is a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// One player and what makes players: page, forms, reports, imports.
    Player,
    /// What stands round the rooms: home, accounts, tasks with tray and stream, the palette.
    House,
    /// The operations room.
    Operations,
    /// What of scouting is not below a player.
    Scouting,
    /// Matches: the list, imports and the pages of one.
    Matches,
    /// A match played again.
    Replay,
}

impl Part {
    /// The part with the page at `path`; `None` where there is no page.
    pub(super) fn of(path: &str) -> Option<Self> {
        let segments: Vec<_> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments[..] {
            ["players", _, ..] | ["reports"] => Self::Player,
            ["operations", ..] => Self::Operations,
            ["scouting", ..] => Self::Scouting,
            ["matches", _, "replay"] => Self::Replay,
            ["matches", ..] => Self::Matches,
            [] | ["register" | "sign-in"] | ["account" | "tasks", ..] => Self::House,
            _ => return None,
        })
    }

    /// The name under which `assets.json` lists the part's files.
    #[cfg(feature = "ssr")]
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Player => "player",
            Self::House => "house",
            Self::Operations => "operations",
            Self::Scouting => "scouting",
            Self::Matches => "matches",
            Self::Replay => "replay",
        }
    }

    /// Fetches the part, unless it is there.
    #[cfg(feature = "hydrate")]
    async fn load(self) -> Result<(), wasm_split_helpers::SplitLoaderError> {
        let loading: Boxed<Result<(), wasm_split_helpers::SplitLoaderError>> = match self {
            Self::Player => Box::pin(__wasm_split_preload_player()),
            Self::House => Box::pin(__wasm_split_preload_house()),
            Self::Operations => Box::pin(__wasm_split_preload_operations()),
            Self::Scouting => Box::pin(__wasm_split_preload_scouting()),
            Self::Matches => Box::pin(__wasm_split_preload_matches()),
            Self::Replay => Box::pin(__wasm_split_preload_replay()),
        };
        loading.await
    }
}

/// Fetches what the page at the browser's address needs. A page can only be hydrated when its code is
/// there; where that fails, it stays as the server drew it, whose links and forms work.
///
/// # Errors
/// The network or the server fails.
#[cfg(feature = "hydrate")]
pub async fn load_first_part() -> Result<(), PartNotLoaded> {
    let path = window().location().pathname().unwrap_or_default();
    if let Some(part) = Part::of(&path) {
        part.load().await?;
    }
    Ok(())
}

/// A page, for the route table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Page {
    Players,
    Player(OnePlayerPage),
    House(HousePage),
    Operations(OperationsPage),
    Scouting(ScoutingPage),
    Matches(MatchesPage),
    Replay(OneReplayPage),
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        let page: Boxed<Result<AnyView, PartNotLoaded>> = match self {
            Self::Players => return view! { <PlayerListPage/> }.into_any(),
            Self::Player(page) => Box::pin(player(page)),
            Self::House(page) => Box::pin(house(page)),
            Self::Operations(page) => Box::pin(operations(page)),
            Self::Scouting(page) => Box::pin(scouting(page)),
            Self::Matches(page) => Box::pin(matches(page)),
            Self::Replay(page) => Box::pin(replay(page)),
        };
        or_notice(page.await, "This page could not be fetched.")
    }

    async fn preload(&self) {}
}

/// The pages of a part, and the one function at which the program is cut for it: what has been fetched
/// is remembered by function, and a page can only be hydrated when its part is known to be there.
macro_rules! part {
    ($part:ident, $Pages:ident: $($Page:ident => $View:ident),+ $(,)?) => {
        #[derive(Clone, Copy, Debug)]
        pub(super) enum $Pages {
            $($Page),+
        }

        #[wasm_split($part, fallible)]
        fn $part(page: $Pages) -> Result<AnyView, PartNotLoaded> {
            loaded(match page {
                $($Pages::$Page => view! { <$View/> }.into_any()),+
            })
        }
    };
}

part! { player, OnePlayerPage:
    Player => PlayerPage,
    New => NewPlayerPage,
    Edit => EditPlayerPage,
    Delete => DeletePlayersPage,
    Compare => ComparePage,
    Scout => ScoutPage,
    Report => ReportPage,
    WriteReport => WriteReportPage,
    CompareReports => CompareReportsPage,
    ReportList => ReportListPage,
    ImportList => ImportListPage,
    Import => ImportPage,
    SeasonImportList => SeasonImportListPage,
    SeasonImport => SeasonImportPage,
    Review => ReviewPage,
}

part! { house, HousePage:
    Home => HomePage,
    Account => AccountPage,
    ApiTokens => ApiTokensPage,
    Register => RegisterPage,
    SignIn => SignInPage,
    TaskList => TaskListPage,
    Task => TaskPage,
}

part! { operations, OperationsPage:
    Overview => OverviewPage,
    Incidents => IncidentsPage,
    Jobs => JobsPage,
    Schedules => SchedulesPage,
    Accounts => AccountsPage,
    Secrets => SecretsPage,
    Writers => WritersPage,
    Audit => AuditPage,
}

part! { scouting, ScoutingPage:
    Models => ModelsPage,
    Shortlists => ShortlistListPage,
    Shortlist => ShortlistPage,
    AddToShortlist => AddToShortlistPage,
    Tags => TagPage,
    Needs => NeedListPage,
    NewNeed => NewNeedPage,
    Alerts => AlertListPage,
}

part! { matches, MatchesPage:
    List => MatchListPage,
    Compare => MatchComparePage,
    Import => MatchImportPage,
    Report => MatchReportPage,
    LineUps => MatchLineUpsPage,
    Clips => MatchClipsPage,
    Data => MatchDataPage,
}

part! { replay, OneReplayPage:
    Replay => ReplayPage,
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each page of the route table is tried there.
    #[test]
    fn the_list_of_players_and_addresses_without_a_page_need_no_part() {
        for path in ["/players", "/players/", "/nowhere"] {
            assert_eq!(Part::of(path), None, "{path}");
        }
        assert_eq!(Part::of("/"), Some(Part::House));
        assert_eq!(Part::of("/matches/"), Some(Part::Matches));
    }
}
