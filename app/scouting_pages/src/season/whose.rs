//! Whose figures these are: what names were compared for, and taking it back.

use football::{PlayerId, identity::Sign};
use leptos::{form::ActionForm, prelude::*};
use page_base::error::AppError;
use page_kit::controls::{Button, ButtonSize, ErrorNotice};
use serde::{Deserialize, Serialize};

/// A provider's player who is taken for the one of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WhoseView {
    player: PlayerId,
    provider: String,
    /// His name there.
    name: String,
    /// A person said so, not the rule.
    by_person: bool,
    signs: Vec<Sign>,
}

/// Who the player is to `provider`, for those who may take it back.
#[cfg(feature = "ssr")]
pub(super) async fn whose(
    db: &store::Database,
    provider: &str,
    player: PlayerId,
) -> Result<Option<WhoseView>, store::StoreError> {
    let matched = store::identities::matched(db, provider, player).await?;
    Ok(matched.map(|matched| WhoseView {
        player,
        provider: provider.to_owned(),
        name: matched.name,
        by_person: matched.by_person,
        signs: matched.signs,
    }))
}

/// Says that the player is not whom a provider was taken to mean. The answer can be taken back where
/// questions of identity are decided, and that is where the reader is led.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst; `NotFound` where nothing was matched.
#[server(prefix = "/fn", endpoint = "scouting/refute_match", output = page_base::wire::Json)]
pub async fn refute_match(
    /// The player.
    player_id: PlayerId,
    /// Whose figures.
    provider: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{request_id, respond, signed_in, state},
    };

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        let author = store::players::Author {
            account_id: Some(caller.account_id),
            request_id: request_id(),
        };
        let db = state().db;
        if !store::identities::refute(&db, &author, &provider, player_id).await? {
            return Err(AppError::NotFound.into());
        }
        leptos_axum::redirect("/players/review");
        Ok::<_, Failure>(())
    })
    .await
}

/// What names were compared for, with the button that takes it back.
#[component]
pub(super) fn Whose(whose: WhoseView) -> impl IntoView {
    let refute = ServerAction::<RefuteMatch>::new();
    let signs: Vec<_> = whose.signs.iter().map(|sign| sign.label()).collect();
    let who = if whose.by_person { "a person" } else { "the rule" };
    let told = format!(
        "Matched by {who} with {} of {}: {}.",
        whose.name,
        whose.provider,
        signs.join(", ")
    );
    let failed = move || {
        refute.value().get().and_then(Result::err).map(|error| view! { <ErrorNotice error/> })
    };
    view! {
        {failed}
        <ActionForm action=refute attr:class="row">
            <span class="text-2">{told}</span>
            <input type="hidden" name="player_id" value=whose.player.to_string()/>
            <input type="hidden" name="provider" value=whose.provider/>
            <Button submit=true size=ButtonSize::Small busy=refute.pending()>
                "Not this player"
            </Button>
        </ActionForm>
    }
}
