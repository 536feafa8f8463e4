//! The route table: each feature adds its lines.

use leptos::{children::ToChildren, prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::{
    NestedRoute, SsrMode,
    components::{FlatRoutes, FlatRoutesProps, RouteChildren},
};

use super::{
    not_found::NotFoundPage,
    page_path::PagePath,
    parts::{
        HousePage, MatchesPage, OnePlayerPage, OneReplayPage, OperationsPage, Page, ScoutingPage,
    },
};

/// Every page; the first pattern that an address follows has it. Each path must lead to the part that holds
/// its page ([`super::parts::Part::of`]).
const PAGES: &[(&str, Page)] = &[
    ("/", Page::House(HousePage::Home)),
    ("/account", Page::House(HousePage::Account)),
    ("/account/tokens", Page::House(HousePage::ApiTokens)),
    ("/register", Page::House(HousePage::Register)),
    ("/sign-in", Page::House(HousePage::SignIn)),
    ("/players/import", Page::Player(OnePlayerPage::ImportList)),
    ("/players/import/:id", Page::Player(OnePlayerPage::Import)),
    ("/players/seasons/import", Page::Player(OnePlayerPage::SeasonImportList)),
    ("/players/seasons/import/:id", Page::Player(OnePlayerPage::SeasonImport)),
    ("/players/review", Page::Player(OnePlayerPage::Review)),
    ("/reports", Page::Player(OnePlayerPage::ReportList)),
    ("/players/:id/reports/new", Page::Player(OnePlayerPage::Scout)),
    ("/players/:id/reports/write", Page::Player(OnePlayerPage::WriteReport)),
    ("/players/:id/reports/compare", Page::Player(OnePlayerPage::CompareReports)),
    ("/players/:id/reports/:version", Page::Player(OnePlayerPage::Report)),
    ("/players", Page::Players),
    ("/players/new", Page::Player(OnePlayerPage::New)),
    ("/players/delete", Page::Player(OnePlayerPage::Delete)),
    ("/players/compare", Page::Player(OnePlayerPage::Compare)),
    ("/players/:id/edit", Page::Player(OnePlayerPage::Edit)),
    ("/players/:id/:tab?", Page::Player(OnePlayerPage::Player)),
    ("/scouting/models", Page::Scouting(ScoutingPage::Models)),
    ("/operations", Page::Operations(OperationsPage::Overview)),
    ("/operations/incidents", Page::Operations(OperationsPage::Incidents)),
    ("/operations/jobs", Page::Operations(OperationsPage::Jobs)),
    ("/operations/schedules", Page::Operations(OperationsPage::Schedules)),
    ("/operations/secrets", Page::Operations(OperationsPage::Secrets)),
    ("/operations/writers", Page::Operations(OperationsPage::Writers)),
    ("/operations/accounts", Page::Operations(OperationsPage::Accounts)),
    ("/operations/audit", Page::Operations(OperationsPage::Audit)),
    ("/scouting/shortlists", Page::Scouting(ScoutingPage::Shortlists)),
    ("/scouting/shortlists/:id", Page::Scouting(ScoutingPage::Shortlist)),
    ("/scouting/add", Page::Scouting(ScoutingPage::AddToShortlist)),
    ("/scouting/tags/:tag?", Page::Scouting(ScoutingPage::Tags)),
    ("/scouting/needs", Page::Scouting(ScoutingPage::Needs)),
    ("/scouting/needs/new", Page::Scouting(ScoutingPage::NewNeed)),
    ("/scouting/alerts", Page::Scouting(ScoutingPage::Alerts)),
    ("/matches", Page::Matches(MatchesPage::List)),
    ("/matches/compare", Page::Matches(MatchesPage::Compare)),
    ("/matches/import/:id", Page::Matches(MatchesPage::Import)),
    ("/matches/:id", Page::Matches(MatchesPage::Report)),
    ("/matches/:id/replay", Page::Replay(OneReplayPage::Replay)),
    ("/matches/:id/line-ups", Page::Matches(MatchesPage::LineUps)),
    ("/matches/:id/clips", Page::Matches(MatchesPage::Clips)),
    ("/matches/:id/data", Page::Matches(MatchesPage::Data)),
    ("/tasks", Page::House(HousePage::TaskList)),
    ("/tasks/:id", Page::House(HousePage::Task)),
];

/// The page at the browser's address, sent by the server once its data are there.
#[component]
pub(super) fn PageRoutes() -> impl IntoView {
    let routes = || {
        let route = |&(path, page)| NestedRoute::new(PagePath(path), page).ssr_mode(SsrMode::Async);
        StaticVec::from(PAGES.iter().map(route).collect::<Vec<_>>())
    };
    FlatRoutes(
        FlatRoutesProps::builder()
            .fallback(NotFoundPage)
            .children(RouteChildren::to_children(routes))
            .build(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::parts::Part;

    #[test]
    fn each_page_lies_in_the_part_that_its_address_fetches() {
        for (path, page) in PAGES {
            let part = match page {
                Page::Players => None,
                Page::Player(_) => Some(Part::Player),
                Page::House(_) => Some(Part::House),
                Page::Operations(_) => Some(Part::Operations),
                Page::Scouting(_) => Some(Part::Scouting),
                Page::Matches(_) => Some(Part::Matches),
                Page::Replay(_) => Some(Part::Replay),
            };
            assert_eq!(Part::of(path), part, "{path}");
        }
    }
}
