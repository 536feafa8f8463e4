//! The form and the question as pages, for browsers without script and for links.

use football::{Player, PlayerId};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use page_base::error::AppError;
use page_kit::{
    account::ForAnalysts,
    controls::{
        Button, ButtonKind, ButtonLink, Crumb, ErrorFallback, ErrorNotice, PageHead,
        TablePlaceholder,
        plain_form::{kept, last_error},
    },
};
use server_fn::ServerFn as _;

use super::{
    fields::PlayerFields,
    form::PlayerFormFields,
    save::{DeletePlayers, SavePlayer, form_name},
};
use crate::page::find_player;

/// `/players/new`
#[component]
pub fn NewPlayerPage() -> impl IntoView {
    view! {
        <PageHead title="Add a player" crumbs=vec![Crumb::new("/players", "Players")]/>
        <div class="page-body">
            <ForAnalysts>
                <PlainForm player=None/>
            </ForAnalysts>
        </div>
    }
}

/// `/players/:id/edit`
#[component]
pub fn EditPlayerPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")?.parse::<PlayerId>().ok());
    let player = Resource::new(id, |id| async move {
        find_player(id.ok_or(AppError::NotFound)?).await.map(|found| found.player)
    });
    view! {
        <Suspense fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let player = player.await?;
                    let href = ["/players/", &player.id.to_string()].concat();
                    let crumbs = vec![
                        Crumb::new("/players", "Players"),
                        Crumb::new(href, player.display_name()),
                    ];
                    let title = ["Edit ", player.display_name()].concat();
                    Ok::<_, AppError>(view! {
                        <PageHead title crumbs/>
                        <div class="page-body">
                            <ForAnalysts>
                                <PlainForm player=Some(player.clone())/>
                            </ForAnalysts>
                        </div>
                    })
                })}
            </ErrorBoundary>
        </Suspense>
    }
}

/// `/players/delete?ids=1&ids=2`
#[component]
pub fn DeletePlayersPage() -> impl IntoView {
    let query = use_query_map();
    let ids = move || {
        let ids: Vec<String> = query.with(|query| query.get_all("ids").unwrap_or_default());
        ids.iter().flat_map(|ids| ids.split(',')).map(str::to_owned).collect::<Vec<_>>()
    };
    let question = move || match ids().len() {
        0 => "Choose players in the list first.".to_owned(),
        1 => "Delete 1 player?".to_owned(),
        number => format!("Delete {number} players?"),
    };
    view! {
        <PageHead title=Signal::derive(question) crumbs=vec![Crumb::new("/players", "Players")]/>
        <div class="page-body">
            <ForAnalysts>
                <form class="form-page stack" method="post" action=DeletePlayers::url()>
                    <input type="hidden" name="ids" value=move || ids().join(",")/>
                    <p class="text-2">
                        "Values and reports go too. You can bring them back for 30 days."
                    </p>
                    <div class="row">
                        <ButtonLink href="/players">"Cancel"</ButtonLink>
                        <Button
                            submit=true
                            kind=ButtonKind::Destructive
                            disabled=Signal::derive(move || ids().is_empty())
                        >
                            "Delete"
                        </Button>
                    </div>
                </form>
            </ForAnalysts>
        </div>
    }
}

/// The form, sent as browsers send forms; the server leads on to the player's page.
#[component]
fn PlainForm(player: Option<Player>) -> impl IntoView {
    let error = last_error::<SavePlayer>();
    let kept = kept(&form_name(player.as_ref().map(|player| player.id)));
    // Without an error the form was not refused: what is kept is of an earlier try.
    let fields = if error.is_some() && !kept.is_empty() {
        PlayerFields::typed(|name| kept.field(name))
    } else {
        player.as_ref().map(PlayerFields::of).unwrap_or_default()
    };
    let fields = RwSignal::new(fields);
    let errors = Signal::stored(match &error {
        Some(AppError::Invalid { fields }) => fields.clone(),
        _ => Vec::new(),
    });
    let failure =
        error.map(|error| view! { <ErrorNotice error what="The player was not saved."/> });
    let hidden = player.as_ref().map(|player| {
        view! {
            <input type="hidden" name="id" value=player.id.to_string()/>
            <input type="hidden" name="version" value=player.version.to_string()/>
        }
    });
    let back =
        player.map_or_else(|| "/players".to_owned(), |player| format!("/players/{}", player.id));
    view! {
        <form class="form-page stack" method="post" action=SavePlayer::url() novalidate=true>
            {failure}
            {hidden}
            <PlayerFormFields fields errors/>
            <div class="row">
                <ButtonLink href=back>"Cancel"</ButtonLink>
                <Button submit=true kind=ButtonKind::Primary>
                    "Save player"
                </Button>
            </div>
        </form>
    }
}
