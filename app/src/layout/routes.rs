//! The route table: each feature adds its lines.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Route, Routes},
    path,
};

use super::not_found::NotFoundPage;
use crate::{
    accounts::{AccountPage, RegisterPage, SignInPage},
    home::HomePage,
    jobs::{TaskListPage, TaskPage},
    players::{
        DeletePlayersPage, EditPlayerPage, ImportListPage, ImportPage, NewPlayerPage,
        PlayerListPage, PlayerPage,
    },
    scouting::{ReportListPage, ReportPage, ScoutPage},
};

/// Every page.
#[component]
pub(super) fn PageRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
            <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
            <Route path=path!("/register") view=RegisterPage/>
            <Route path=path!("/sign-in") view=SignInPage/>
            <Route path=path!("/players/import") view=ImportListPage ssr=SsrMode::Async/>
            <Route path=path!("/players/import/:id") view=ImportPage ssr=SsrMode::Async/>
            <Route path=path!("/reports") view=ReportListPage ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/reports/new") view=ScoutPage/>
            <Route path=path!("/players/:id/reports/:version") view=ReportPage ssr=SsrMode::Async/>
            <Route path=path!("/players") view=PlayerListPage ssr=SsrMode::Async/>
            <Route path=path!("/players/new") view=NewPlayerPage ssr=SsrMode::Async/>
            <Route path=path!("/players/delete") view=DeletePlayersPage ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/edit") view=EditPlayerPage ssr=SsrMode::Async/>
            <Route path=path!("/players/:id/:tab?") view=PlayerPage ssr=SsrMode::Async/>
            <Route path=path!("/tasks") view=TaskListPage ssr=SsrMode::Async/>
            <Route path=path!("/tasks/:id") view=TaskPage ssr=SsrMode::Async/>
        </Routes>
    }
}
