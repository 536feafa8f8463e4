//! `/scouting/add?ids=1,2`: putting players on a list, an old or a new one.

use football::{
    PlayerId,
    desk::{ShortlistId, Stage},
};
use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::{
    account::ForAnalysts,
    controls::{
        Button, ButtonKind, ButtonLink, Choice, Crumb, ErrorFallback, PageHead, Select,
        TablePlaceholder, TextArea, TextField,
        plain_form::{kept, last_error},
    },
};
use serde::{Deserialize, Serialize};

use super::PATH;
use crate::acting::notice;

/// What was typed is kept under this name.
const FORM: &str = "add-to-shortlist";

/// Whom and where to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortlistChoice {
    /// The players, by id and name.
    pub players: Vec<(PlayerId, String)>,
    /// The lists in use, newest first.
    pub lists: Vec<(ShortlistId, String)>,
}

/// The players of these ids and the lists that they can be put on.
///
/// # Errors
/// `Forbidden` to viewers; `Invalid` on `ids`.
#[server(prefix = "/fn", endpoint = "desk/choose_shortlist", output = page_base::wire::Json)]
pub async fn choose_shortlist(
    /// Ids of players, with commas between them.
    ids: String,
) -> Result<ShortlistChoice, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::{desk::shortlists, players};

    /// Lists offered.
    const LISTS: u32 = 200;

    respond(async {
        let reader = signed_in(Role::Analyst)?.account_id;
        let db = state().db;
        let found = players::find_many(&db, &read_ids(&ids)?).await?;
        let lists = shortlists::list(&db, reader, false, None, LISTS).await?;
        let named = |player: football::Player| (player.id, player.display_name().to_owned());
        Ok::<_, Failure>(ShortlistChoice {
            players: found.into_iter().map(named).collect(),
            lists: lists.items.into_iter().map(|list| (list.id, list.draft.name)).collect(),
        })
    })
    .await
}

/// Puts players on a list and gives it; on a new one where a name is given for it.
///
/// # Errors
/// `Forbidden` to viewers; `Invalid` on `ids`, `list`, `name`, `why`; `NotFound` when there is no such list.
#[server(prefix = "/fn", endpoint = "desk/shortlist_players", output = page_base::wire::Json)]
pub async fn shortlist_players(
    /// Ids of players, with commas between them.
    ids: String,
    /// The list; empty for a new one.
    #[server(default)]
    list: String,
    /// The name of the new list; empty for an old one.
    #[server(default)]
    name: String,
    /// At which stage.
    stage: Stage,
    /// Why; may be empty.
    #[server(default)]
    why: String,
) -> Result<ShortlistId, AppError> {
    use backroom::Role;
    use football::{FieldError, desk::ShortlistDraft};
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };
    use page_kit::controls::plain_form::keep;
    use store::desk::shortlists::{self, NewEntries};

    let add = async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let players = read_ids(&ids)?;
        let db = &state().db;
        let new = NewEntries { players: &players, stage, why: &why };
        match (list.trim(), name.trim()) {
            ("", "") => {
                let message = "Choose a list, or give a new one its name.";
                let fields = vec![FieldError::new("list", message)];
                Err(AppError::Invalid { fields }.into())
            }
            ("", name) => {
                let draft = ShortlistDraft { name: name.to_owned(), purpose: String::new() };
                Ok(shortlists::create_with(db, &asker, &draft, new).await?)
            }
            (list, _) => {
                let list = list.parse::<ShortlistId>().ok().ok_or(AppError::NotFound)?;
                shortlists::add(db, &asker, list, new).await?.ok_or(AppError::NotFound)?;
                Ok::<_, Failure>(list)
            }
        }
    };
    let added = respond(add).await;
    match &added {
        Ok(list) => leptos_axum::redirect(&crate::shortlist_href(*list)),
        Err(_) if is_plain_form() => {
            let typed = [("list", &list), ("name", &name), ("why", &why)];
            keep(FORM, &typed.map(|(name, typed)| (name, typed.as_str())));
        }
        Err(_) => {}
    }
    added
}

#[cfg(feature = "ssr")]
fn read_ids(ids: &str) -> Result<Vec<PlayerId>, AppError> {
    use football::FieldError;

    let read: Result<Vec<_>, _> =
        ids.split(',').filter(|id| !id.trim().is_empty()).map(|id| id.trim().parse()).collect();
    match read {
        Ok(ids) if !ids.is_empty() && ids.len() <= MOST => Ok(ids),
        _ => {
            let message = "Choose 1 to 200 players in the list first.";
            Err(AppError::Invalid { fields: vec![FieldError::new("ids", message)] })
        }
    }
}

/// Most players at once.
#[cfg(feature = "ssr")]
const MOST: usize = 200;

/// `/scouting/add?ids=1,2`
#[component]
pub fn AddToShortlistPage() -> impl IntoView {
    let query = use_query_map();
    let ids = Memo::new(move |_| {
        let ids: Vec<String> = query.with(|query| query.get_all("ids").unwrap_or_default());
        ids.join(",")
    });
    let choice = Resource::new(move || ids.get(), choose_shortlist);
    view! {
        <PageHead title="Add to shortlist" crumbs=vec![Crumb::new(PATH, "Shortlists")]/>
        <div class="page-body">
            <ForAnalysts>
                <Suspense fallback=|| view! { <TablePlaceholder rows=4/> }>
                    <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                        {move || Suspend::new(async move {
                            let choice = choice.await?;
                            Ok::<_, AppError>(view! { <AddForm choice/> })
                        })}
                    </ErrorBoundary>
                </Suspense>
            </ForAnalysts>
        </div>
    }
}

/// Sent as browsers send forms; the server leads on to the list.
#[component]
fn AddForm(choice: ShortlistChoice) -> impl IntoView {
    let ShortlistChoice { players, lists } = choice;
    let refused = last_error::<ShortlistPlayers>();
    let typed = kept(FORM);
    // Without an error the form was not refused: what is kept is of an earlier try.
    let field = |name: &str| match &refused {
        Some(_) => Signal::stored(typed.field(name)),
        None => Signal::stored(String::new()),
    };
    let (list, name, why) = (field("list"), field("name"), field("why"));
    let newest = lists.first().map(|(id, _)| id.to_string()).unwrap_or_default();
    let chosen = if refused.is_some() { list } else { Signal::stored(newest) };
    let on_field = |name: &'static str| {
        Signal::stored(refused.as_ref().and_then(|it| it.on_field(name).map(str::to_owned)))
    };
    let errors = (on_field("list"), on_field("name"), on_field("why"));
    let is_told = ["list", "name", "why"]
        .iter()
        .any(|name| refused.as_ref().is_some_and(|it| it.on_field(name).is_some()));
    let failure = notice(refused.filter(|_| !is_told), "The players were not added.");
    let ids = players.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(",");
    let many = wording::counted(players.len() as u64, "player", "players");
    let names = players.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ");
    let mut choices: Vec<_> =
        lists.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    choices.push(Choice::new("", "A new list"));
    let stages: Vec<_> =
        Stage::ALL.into_iter().map(|stage| Choice::new(stage.as_str(), stage.label())).collect();
    view! {
        <form class="form-page stack" method="post" action=ShortlistPlayers::url()>
            {failure}
            <p>
                <span class="strong">{many}</span>
                ": "
                {names}
            </p>
            <input type="hidden" name="ids" value=ids/>
            <Select name="list" label="Shortlist" choices value=chosen error=errors.0/>
            <TextField
                name="name"
                label="Name of the new list"
                hint="Where you chose a new list"
                optional=true
                value=name
                error=errors.1
            />
            <Select name="stage" label="Stage" choices=stages/>
            <TextArea name="why" label="Why" rows=2 optional=true value=why error=errors.2/>
            <div class="row">
                <ButtonLink href="/players">"Cancel"</ButtonLink>
                <Button submit=true kind=ButtonKind::Primary>
                    "Add to shortlist"
                </Button>
            </div>
        </form>
    }
}
