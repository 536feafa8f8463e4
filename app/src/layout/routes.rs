//! The route table: each feature adds its lines.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route},
    path,
};

use super::{
    not_found::NotFoundPage,
    parts::{
        HousePage, MatchesPage, OnePlayerPage, OneReplayPage, OperationsPage, Page, ScoutingPage,
    },
};

/// Every page. Each path must lead to the part that holds its page ([`super::parts::Part::of`]).
#[component]
pub(super) fn PageRoutes() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NotFoundPage>
            <Route path=path!("/") view=Page::House(HousePage::Home) ssr=SsrMode::Async/>
            <Route path=path!("/account") view=Page::House(HousePage::Account) ssr=SsrMode::Async/>
            <Route path=path!("/account/tokens") view=Page::House(HousePage::ApiTokens) ssr=SsrMode::Async/>
            <Route path=path!("/register") view=Page::House(HousePage::Register)/>
            <Route path=path!("/sign-in") view=Page::House(HousePage::SignIn)/>
            <Route path=path!("/players/import") view=Page::Player(OnePlayerPage::ImportList) ssr=SsrMode::Async/>
            <Route path=path!("/players/import/:id") view=Page::Player(OnePlayerPage::Import) ssr=SsrMode::Async/>
            <Route path=path!("/players/seasons/import") view=Page::Player(OnePlayerPage::SeasonImportList) ssr=SsrMode::Async/>
            <Route path=path!("/players/seasons/import/:id") view=Page::Player(OnePlayerPage::SeasonImport) ssr=SsrMode::Async/>
            <Route path=path!("/players/review") view=Page::Player(OnePlayerPage::Review) ssr=SsrMode::Async/>
            <Route path=path!("/reports") view=Page::Player(OnePlayerPage::ReportList) ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/reports/new") view=Page::Player(OnePlayerPage::Scout) ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/reports/write") view=Page::Player(OnePlayerPage::WriteReport) ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/reports/compare") view=Page::Player(OnePlayerPage::CompareReports) ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/reports/:version") view=Page::Player(OnePlayerPage::Report) ssr=SsrMode::Async/>
            <Route path=path!("/players") view=Page::Players ssr=SsrMode::Async/>
            <Route path=path!("/players/new") view=Page::Player(OnePlayerPage::New) ssr=SsrMode::Async/>
            <Route path=path!("/players/delete") view=Page::Player(OnePlayerPage::Delete) ssr=SsrMode::Async/>
            <Route path=path!("/players/compare") view=Page::Player(OnePlayerPage::Compare) ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/edit") view=Page::Player(OnePlayerPage::Edit) ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/:tab?") view=Page::Player(OnePlayerPage::Player) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/models") view=Page::Scouting(ScoutingPage::Models) ssr=SsrMode::Async/>
            <Route path=path!("/operations") view=Page::Operations(OperationsPage::Overview) ssr=SsrMode::Async/>
            <Route path=path!("/operations/incidents") view=Page::Operations(OperationsPage::Incidents) ssr=SsrMode::Async/>
            <Route path=path!("/operations/jobs") view=Page::Operations(OperationsPage::Jobs) ssr=SsrMode::Async/>
            <Route path=path!("/operations/schedules") view=Page::Operations(OperationsPage::Schedules) ssr=SsrMode::Async/>
            <Route path=path!("/operations/secrets") view=Page::Operations(OperationsPage::Secrets) ssr=SsrMode::Async/>
            <Route path=path!("/operations/writers") view=Page::Operations(OperationsPage::Writers) ssr=SsrMode::Async/>
            <Route path=path!("/operations/accounts") view=Page::Operations(OperationsPage::Accounts) ssr=SsrMode::Async/>
            <Route path=path!("/operations/audit") view=Page::Operations(OperationsPage::Audit) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/shortlists") view=Page::Scouting(ScoutingPage::Shortlists) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/shortlists/:id") view=Page::Scouting(ScoutingPage::Shortlist) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/add") view=Page::Scouting(ScoutingPage::AddToShortlist) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/tags/:tag?") view=Page::Scouting(ScoutingPage::Tags) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/needs") view=Page::Scouting(ScoutingPage::Needs) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/needs/new") view=Page::Scouting(ScoutingPage::NewNeed) ssr=SsrMode::Async/>
            <Route path=path!("/scouting/alerts") view=Page::Scouting(ScoutingPage::Alerts) ssr=SsrMode::Async/>
            <Route path=path!("/matches") view=Page::Matches(MatchesPage::List) ssr=SsrMode::Async/>
            <Route path=path!("/matches/import/:id") view=Page::Matches(MatchesPage::Import) ssr=SsrMode::Async/>
            <Route path=path!("/matches/:id") view=Page::Matches(MatchesPage::Report) ssr=SsrMode::Async/>
            <Route path=path!("/matches/:id/replay") view=Page::Replay(OneReplayPage::Replay) ssr=SsrMode::Async/>
            <Route path=path!("/matches/:id/line-ups") view=Page::Matches(MatchesPage::LineUps) ssr=SsrMode::Async/>
            <Route path=path!("/matches/:id/clips") view=Page::Matches(MatchesPage::Clips) ssr=SsrMode::Async/>
            <Route path=path!("/matches/:id/data") view=Page::Matches(MatchesPage::Data) ssr=SsrMode::Async/>
            <Route path=path!("/tasks") view=Page::House(HousePage::TaskList) ssr=SsrMode::Async/>
            <Route path=path!("/tasks/:id") view=Page::House(HousePage::Task) ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}
