//! `/players/:id`: one player.

mod career;
mod history;
mod panels;
mod played;

use backroom::Role;
use chrono::NaiveDate;
use desk_pages::DeskPanels;
use football::{Player, PlayerId, Valuation, euros};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    controls::{
        ButtonLink, Crumb, ErrorFallback, ErrorNotice, MoreActions, PageHead, StatTile, Symbol,
        Tab, TablePlaceholder, Tabs, Unknown, tell_status, use_toasts,
    },
};
use scouting_pages::{ForecastPanel, ReportPanel, ScoutButton, SeasonPanel, SimilarPanel};
use serde::{Deserialize, Serialize};

use self::{
    career::CareerTab,
    history::HistoryPanel,
    panels::{ProfilePanel, UnknownPanel, ValuePanel, ValueTablePanel},
    played::PlayedTab,
};
use super::change::{DeleteDialog, PlayerChange, PlayerDialog, restore_players};

/// What the page shows of a player.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayerProfile {
    /// The player.
    pub player: Player,
    /// The value history, oldest first.
    pub values: Vec<Valuation>,
    /// Which parts of the career are held.
    pub held: HeldParts,
    /// In how many matches he is known.
    pub matches: u64,
    /// Today, by the server's clock.
    pub today: NaiveDate,
}

/// Which parts of a career are held, for "What we do not know".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldParts {
    /// At least one transfer.
    pub transfers: bool,
    /// At least one match.
    pub appearances: bool,
    /// At least one injury; `None` for those who may not know.
    pub injuries: Option<bool>,
}

/// The player with the value history.
///
/// # Errors
/// `SignInRequired` when reading is not public and nobody is signed in; `NotFound`.
#[server(prefix = "/fn", endpoint = "players/find_player", output = page_base::wire::Json)]
pub async fn find_player(
    /// The player.
    id: PlayerId,
) -> Result<PlayerProfile, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::players;

    respond(async {
        let caller = reader()?;
        let state = state();
        let player = players::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
        let values = players::valuations(&state.db, id).await?;
        let known = store::careers::held(&state.db, id).await?;
        let is_analyst = caller.is_some_and(|caller| caller.role >= Role::Analyst);
        let held = HeldParts {
            transfers: known.transfers,
            appearances: known.appearances,
            injuries: is_analyst.then_some(known.injuries),
        };
        let matches = store::matches::count_of_player(&state.db, id).await?;
        let today = state.clock.now().date_naive();
        Ok::<_, Failure>(PlayerProfile { player, values, held, matches, today })
    })
    .await
}

/// `/players/:id` and `/players/:id/:tab`
#[component]
pub fn PlayerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<PlayerId>().ok()));
    let tab = Memo::new(move |_| params.with(|params| params.get("tab")).unwrap_or_default());
    let profile = Resource::new(
        move || id.get(),
        |id| async move {
            let found = match id {
                Some(id) => find_player(id).await,
                None => Err(AppError::NotFound),
            };
            tell_status(found)
        },
    );
    view! {
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Player" crumbs=vec![Crumb::new("/players", "Players")]/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let profile = profile.await?;
                    Ok::<_, AppError>(view! { <Profile profile tab/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Profile(profile: PlayerProfile, tab: Memo<String>) -> impl IntoView {
    let PlayerProfile { player, values, held, matches, today } = profile;
    let id = player.id;
    let href = ["/players/", &id.to_string()].concat();
    let count = values.len() as u64;
    let name = StoredValue::new(player.display_name().to_owned());
    let shown = RwSignal::new(player);
    let values = StoredValue::new(values);
    let failure = RwSignal::new(None::<AppError>);
    let tabs = {
        let href = href.clone();
        let at = move |tab: &str| [&href, "/", tab].concat();
        let played = Tab::new(at("matches"), "Matches");
        let played = if matches > 0 { played.with_count(matches) } else { played };
        vec![
            Tab::new(at("").trim_end_matches('/').to_owned(), "Overview"),
            Tab::new(at("value"), "Value").with_count(count),
            Tab::new(at("forecast"), "Forecast"),
            Tab::new(at("season"), "Season"),
            Tab::new(at("similar"), "Similar"),
            Tab::new(at("career"), "Career"),
            Tab::new(at("reports"), "Reports"),
            played,
            Tab::new(at("history"), "History"),
        ]
    };
    let current = Signal::derive(move || match tab.get().as_str() {
        "" => href.clone(),
        tab => [&href, "/", tab].concat(),
    });
    let body = move || match tab.get().as_str() {
        "" => view! {
            <div class="grid-12 overview">
                <ProfilePanel player=shown today/>
                <ValuePanel values=values.get_value()/>
                <UnknownPanel player=shown held/>
                <DeskPanels player=id/>
                <div>
                    <ReportPanel player=Signal::stored(id)/>
                </div>
            </div>
        }
        .into_any(),
        "value" => view! {
            <div class="grid-12">
                <ValuePanel values=values.get_value()/>
                <ValueTablePanel values=values.get_value()/>
            </div>
        }
        .into_any(),
        "season" => view! { <SeasonPanel player=id name=name.get_value()/> }.into_any(),
        "similar" => view! { <SimilarPanel player=id name=name.get_value()/> }.into_any(),
        "forecast" => view! { <ForecastPanel player=id values=values.get_value()/> }.into_any(),
        "career" => view! { <CareerTab id/> }.into_any(),
        "reports" => view! { <ReportPanel player=Signal::stored(id)/> }.into_any(),
        "matches" => view! { <PlayedTab id/> }.into_any(),
        "history" => view! { <HistoryPanel id/> }.into_any(),
        _ => view! { <ErrorNotice error=AppError::NotFound/> }.into_any(),
    };
    view! {
        <PlayerHead player=shown today failure/>
        <Tabs label="Player" tabs=Signal::stored(tabs) current/>
        <div class="page-body">
            {move || failure.get().map(|error| view! { <ErrorNotice error/> })} {body}
        </div>
    }
}

/// Name, what tells the player apart, figures and actions.
#[component]
fn PlayerHead(
    player: RwSignal<Player>,
    today: NaiveDate,
    failure: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let account = use_account();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let editing = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let may_write =
        move || account.with(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst));
    let change = Callback::new(move |change: PlayerChange| match change {
        PlayerChange::Sent(changed) | PlayerChange::Refused(changed) => player.set(changed),
        PlayerChange::Stored(stored) | PlayerChange::Added(stored) => {
            toasts.show(["Saved ", stored.display_name()].concat());
            player.set(stored);
        }
    });
    let deleted = Callback::new(move |answer: Result<Vec<football::PlayerId>, AppError>| {
        let (id, name) = player.with(|player| (player.id, player.display_name().to_owned()));
        match answer {
            Ok(_) => {
                let back = navigate.clone();
                toasts.show_with_action(["Deleted ", &name].concat(), "Undo", move || {
                    let back = back.clone();
                    leptos::task::spawn_local(async move {
                        if restore_players(id.to_string()).await.is_ok() {
                            back(
                                &["/players/", &id.to_string()].concat(),
                                leptos_router::NavigateOptions::default(),
                            );
                        }
                    });
                });
                navigate("/players", leptos_router::NavigateOptions::default());
            }
            Err(error) => failure.set(Some(error)),
        }
    });
    let (id, name) = player.with_untracked(|player| (player.id, player.display_name().to_owned()));
    let add_to_shortlist = Signal::stored(["/scouting/add?ids=", &id.to_string()].concat());
    let title = Signal::derive(move || player.with(|player| player.display_name().to_owned()));
    let named = Signal::derive(move || {
        player.with(|player| vec![(player.id, player.display_name().to_owned())])
    });
    let open_editor = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        editing.set(true);
    };
    let open_question = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        deleting.set(true);
    };
    view! {
        <PageHead
            title
            meta=Signal::derive(move || player.with(|player| subtitle(player, today)))
            mark=Signal::derive(move || player.with(position_code))
            crumbs=vec![Crumb::new("/players", "Players")]
        >
            <dl class="stats">{move || player.with(|player| tiles(player, today))}</dl>
            <MoreActions>
                <ButtonLink
                    href=["/players/compare?ids=", &id.to_string()].concat()
                    icon=Symbol::Compare
                >
                    "Compare"
                </ButtonLink>
                <Show when=may_write>
                    <ButtonLink href=add_to_shortlist>"Add to shortlist"</ButtonLink>
                    <a
                        class="button standard"
                        href=move || player.with(|player| format!("/players/{}/edit", player.id))
                        on:click=open_editor
                    >
                        "Edit"
                    </a>
                    <a
                        class="button destructive"
                        href=move || player.with(|player| format!("/players/delete?ids={}", player.id))
                        on:click=open_question
                    >
                        "Delete"
                    </a>
                </Show>
            </MoreActions>
            <ScoutButton player=id name/>
        </PageHead>
        <PlayerDialog
            open=editing
            player=Signal::derive(move || Some(player.get()))
            today
            on_change=change
        />
        <DeleteDialog
            open=deleting
            players=named
            on_sent=Callback::new(|_| ())
            on_answer=deleted
        />
    }
}

/// `AM`; nothing where the position is not known.
fn position_code(player: &Player) -> String {
    player.position.map(|position| position.code().to_owned()).unwrap_or_default()
}

/// "Attacking midfielder · Arsenal · Norway · 17 Dec 1998 (26) · 1.78 m · left foot", as far as known.
fn subtitle(player: &Player, today: NaiveDate) -> String {
    let position = player.position.map(|position| {
        let name = position.name();
        let first = name.get(..1).unwrap_or_default().to_uppercase();
        [&first, name.get(1..).unwrap_or_default()].concat()
    });
    let birth = player.birth_date.map(|day| match player.age_on(today) {
        Some(age) => [&wording::day(day), " (", &age.to_string(), ")"].concat(),
        None => wording::day(day),
    });
    let height = player.height_cm.map(panels::metres);
    let foot = player.foot.map(|foot| [foot.as_str(), " foot"].concat());
    let nations = (!player.nationalities.is_empty()).then(|| player.nationalities.join(", "));
    let club = player.club.clone().or_else(|| {
        (player.status != football::PlayerStatus::Active).then(|| player.status.label().to_owned())
    });
    [position, club, nations, birth, height, foot]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn tiles(player: &Player, today: NaiveDate) -> impl IntoView + use<> {
    let value = match player.market_value.clone() {
        Some(value) => view! {
            <StatTile label=["Value, ", &wording::day(value.date)].concat()>{euros(value.amount_eur)}</StatTile>
        }
        .into_any(),
        None => view! {
            <StatTile label="Value">
                <Unknown why="No value was imported or written down."/>
            </StatTile>
        }
        .into_any(),
    };
    let age = match player.age_on(today) {
        Some(age) => view! { <StatTile label="Age">{age.to_string()}</StatTile> }.into_any(),
        None => view! {
            <StatTile label="Age">
                <Unknown why="The birth date is not known."/>
            </StatTile>
        }
        .into_any(),
    };
    let contract = match player.contract_until {
        Some(day) => {
            view! { <StatTile label="Contract until">{wording::day(day)}</StatTile> }.into_any()
        }
        None => view! {
            <StatTile label="Contract until">
                <Unknown why="No source gives the contract."/>
            </StatTile>
        }
        .into_any(),
    };
    view! {
        {value}
        {age}
        {contract}
    }
}
