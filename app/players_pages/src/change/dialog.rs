//! Adding, editing and deleting in dialogs.

use chrono::NaiveDate;
use football::{FieldError, MarketValue, Player, PlayerDraft, PlayerId};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use page_base::{error::AppError, wording};
use page_kit::controls::{Button, ButtonKind, Dialog, ErrorNotice, Later, PartNotLoaded, loaded};
use server_fn::ServerFn as _;
use wasm_split_helpers::wasm_split;

use super::{
    fields::PlayerFields,
    form::PlayerFormFields,
    save::{DeletePlayers, SavePlayer, delete_players, save_player, written_ids},
};

/// What became of a player in a dialog.
#[derive(Clone, Debug)]
pub enum PlayerChange {
    /// It was sent to the server: show it so, it will most likely be.
    Sent(Player),
    /// The server refused: show it as it was.
    Refused(Player),
    /// It is stored.
    Stored(Player),
    /// A new player is stored.
    Added(Player),
}

/// The form for a new player, or for a change of `player`. Fetched when it is first opened; what was
/// typed and refused stays while the page stands.
#[component]
pub fn PlayerDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The player to change; none for a new one.
    #[prop(into)]
    player: Signal<Option<Player>>,
    /// Today, by the server's clock.
    today: NaiveDate,
    /// Told what becomes of it.
    on_change: Callback<PlayerChange>,
) -> impl IntoView {
    let wanted = once(open);
    view! {
        <Show when=move || wanted.get()>
            <Later view=player_form(open, player, today, on_change)/>
        </Show>
    }
}

#[wasm_split(player, fallible)]
fn player_form(
    open: RwSignal<bool>,
    player: Signal<Option<Player>>,
    today: NaiveDate,
    on_change: Callback<PlayerChange>,
) -> Result<AnyView, PartNotLoaded> {
    loaded(view! { <FormDialog open player today on_change/> }.into_any())
}

/// Becomes and stays `true` when `open` is.
fn once(open: RwSignal<bool>) -> RwSignal<bool> {
    let wanted = RwSignal::new(false);
    Effect::new(move || {
        if open.get() {
            wanted.set(true);
        }
    });
    wanted
}

#[component]
fn FormDialog(
    open: RwSignal<bool>,
    player: Signal<Option<Player>>,
    today: NaiveDate,
    on_change: Callback<PlayerChange>,
) -> impl IntoView {
    let fields = RwSignal::new(PlayerFields::default());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let failure = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    // A form that was refused opens again as it was typed.
    let keeps = StoredValue::new(false);
    Effect::new(move || {
        if !open.get() || keeps.get_value() {
            return;
        }
        fields.set(player.get_untracked().as_ref().map(PlayerFields::of).unwrap_or_default());
        errors.set(Vec::new());
        failure.set(None);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = fields.get_untracked();
        let draft = match typed.draft(today) {
            Ok(draft) => draft,
            Err(found) => {
                errors.set(found);
                focus_first_error();
                return;
            }
        };
        errors.set(Vec::new());
        failure.set(None);
        busy.set(true);
        let before = player.get_untracked();
        if let Some(before) = &before {
            on_change.run(PlayerChange::Sent(written_over(before.clone(), draft)));
            open.set(false);
        }
        spawn_local(async move {
            let (id, version) = before.as_ref().map(|player| (player.id, player.version)).unzip();
            let answer = save_player(id, version, typed).await;
            busy.set(false);
            match answer {
                Ok(stored) => {
                    keeps.set_value(false);
                    open.set(false);
                    on_change.run(if before.is_some() {
                        PlayerChange::Stored(stored)
                    } else {
                        PlayerChange::Added(stored)
                    });
                }
                Err(error) => {
                    if let Some(before) = before {
                        on_change.run(PlayerChange::Refused(before));
                    }
                    if let AppError::Invalid { fields } = &error {
                        errors.set(fields.clone());
                    }
                    failure.set(Some(error));
                    keeps.set_value(true);
                    open.set(true);
                    keeps.set_value(false);
                }
            }
        });
    };
    let title = Signal::derive(move || match player.get() {
        Some(player) => ["Edit ", player.display_name()].concat(),
        None => "Add a player".to_owned(),
    });
    let word = move || if player.with(Option::is_some) { "Save player" } else { "Add player" };
    view! {
        <Dialog open title wide=true>
            <form method="post" action=SavePlayer::url() novalidate=true on:submit=submit>
                {move || {
                    failure
                        .get()
                        .map(|error| view! { <ErrorNotice error what="The player was not saved."/> })
                }}
                <PlayerFormFields fields errors/>
                <div class="layer-actions">
                    <Button on:click=move |_| open.set(false)>"Cancel"</Button>
                    <Button submit=true kind=ButtonKind::Primary busy>
                        {word}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}

/// Asks once, names the players, and deletes them. Fetched when it is first opened.
#[component]
pub fn DeleteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The players and their names.
    #[prop(into)]
    players: Signal<Vec<(PlayerId, String)>>,
    /// Told the ids when the person has said yes, before the server has.
    on_sent: Callback<Vec<PlayerId>>,
    /// Told what the server said.
    on_answer: Callback<Result<Vec<PlayerId>, AppError>>,
) -> impl IntoView {
    let wanted = once(open);
    view! {
        <Show when=move || wanted.get()>
            <Later view=delete_form(open, players, on_sent, on_answer)/>
        </Show>
    }
}

#[wasm_split(player, fallible)]
fn delete_form(
    open: RwSignal<bool>,
    players: Signal<Vec<(PlayerId, String)>>,
    on_sent: Callback<Vec<PlayerId>>,
    on_answer: Callback<Result<Vec<PlayerId>, AppError>>,
) -> Result<AnyView, PartNotLoaded> {
    loaded(view! { <DeleteQuestion open players on_sent on_answer/> }.into_any())
}

#[component]
fn DeleteQuestion(
    open: RwSignal<bool>,
    players: Signal<Vec<(PlayerId, String)>>,
    on_sent: Callback<Vec<PlayerId>>,
    on_answer: Callback<Result<Vec<PlayerId>, AppError>>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        players.with(|players| match players.as_slice() {
            [(_, name)] => ["Delete ", name, "?"].concat(),
            players => {
                let number = players.len() as u64;
                ["Delete ", &wording::counted(number, "player", "players"), "?"].concat()
            }
        })
    });
    let names = move || {
        players.with(|players| {
            let names: Vec<_> = players.iter().take(5).map(|(_, name)| name.as_str()).collect();
            let more = players.len().saturating_sub(5);
            let rest = if more > 0 {
                [" and ", &more.to_string(), " more"].concat()
            } else {
                String::new()
            };
            names.join(", ") + &rest
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let ids: Vec<_> =
            players.with_untracked(|players| players.iter().map(|(id, _)| *id).collect());
        open.set(false);
        on_sent.run(ids.clone());
        spawn_local(async move {
            on_answer.run(delete_players(written_ids(&ids)).await);
        });
    };
    view! {
        <Dialog open title>
            <form method="post" action=DeletePlayers::url() on:submit=submit>
                <p>{names}</p>
                <p class="text-2">
                    "Values and reports go too. You can bring them back for 30 days."
                </p>
                <div class="layer-actions">
                    <Button on:click=move |_| open.set(false)>"Cancel"</Button>
                    <Button submit=true kind=ButtonKind::Destructive>
                        {move || {
                            let number = players.with(Vec::len) as u64;
                            ["Delete ", &wording::counted(number, "player", "players")].concat()
                        }}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}

/// The player as it will be when the draft is stored.
fn written_over(player: Player, draft: PlayerDraft) -> Player {
    let market_value: Option<MarketValue> = draft.market_value;
    Player {
        name: draft.name,
        known_name: draft.known_name,
        birth_date: draft.birth_date,
        nationalities: draft.nationalities,
        position: draft.position,
        foot: draft.foot,
        height_cm: draft.height_cm,
        club: draft.club,
        competition: draft.competition,
        contract_until: draft.contract_until,
        status: draft.status,
        market_value,
        photo_url: draft.photo_url,
        // What it will be: the row is drawn anew when its version changes.
        version: player.version + 1,
        ..player
    }
}

/// The focus goes to the first field that is wrong, once the page shows which.
fn focus_first_error() {
    request_animation_frame(|| {
        use wasm_bindgen::JsCast as _;
        let field = document().query_selector("[aria-invalid=true]").ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails only on an element that cannot have the focus; then it stays where it is.
            let _ = field.focus();
        }
    });
}
