//! Players as the API writes and reads them.

use chrono::{DateTime, NaiveDate, Utc};
use football::{Foot, MarketValue, Player, PlayerDraft, PlayerPage, PlayerStatus, Position};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody estimated a player to be worth.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MarketValue)]
pub(super) struct MarketValueBody {
    /// Whole euros.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    pub(super) amount_eur: i64,
    /// The day of the estimate.
    pub(super) date: NaiveDate,
    /// Who estimated it.
    pub(super) source: String,
}

/// All that is known of a player; `null` is unknown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Player)]
pub(super) struct PlayerBody {
    /// Identifies the player.
    pub(super) id: i64,
    /// Full name.
    pub(super) name: String,
    /// The name on the shirt, where it differs.
    pub(super) known_name: Option<String>,
    /// Day of birth.
    pub(super) birth_date: Option<NaiveDate>,
    /// Countries, the one played for first.
    pub(super) nationalities: Vec<String>,
    /// Position code.
    #[schema(value_type = Option<String>, example = "AM")]
    pub(super) position: Option<Position>,
    /// `left`, `right` or `both`.
    #[schema(value_type = Option<String>, example = "left")]
    pub(super) foot: Option<Foot>,
    /// Centimetres.
    pub(super) height_cm: Option<i16>,
    /// Present club.
    pub(super) club: Option<String>,
    /// The competition the club plays in.
    pub(super) competition: Option<String>,
    /// Last day of the contract.
    pub(super) contract_until: Option<NaiveDate>,
    /// `active`, `free_agent` or `retired`.
    #[schema(value_type = String, example = "active")]
    pub(super) status: PlayerStatus,
    /// The newest value known.
    pub(super) market_value: Option<MarketValueBody>,
    /// Address of a picture.
    pub(super) photo_url: Option<String>,
    /// To be named when the player is changed.
    pub(super) version: i32,
    /// When it was last changed.
    pub(super) updated_at: DateTime<Utc>,
}

/// A page of players.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlayerPage)]
pub(super) struct PlayerPageBody {
    /// The players.
    pub(super) items: Vec<PlayerBody>,
    /// How many fit the filter; `null` when counting them would cost too much.
    pub(super) total: Option<u64>,
    /// `cursor` of the next page; `null` on the last one.
    pub(super) next_cursor: Option<String>,
    /// `cursor` of the page before; `null` on the first one.
    pub(super) previous_cursor: Option<String>,
    /// No name holds what was searched for; these differ from it by one slip a word.
    pub(super) similar_names: bool,
}

/// A player to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlayerDraft)]
pub(super) struct PlayerDraftBody {
    /// Full name.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) name: String,
    /// The name on the shirt, where it differs.
    pub(super) known_name: Option<String>,
    /// Day of birth.
    pub(super) birth_date: Option<NaiveDate>,
    /// Countries, the one played for first.
    #[serde(default)]
    pub(super) nationalities: Vec<String>,
    /// Position code: `CB`.
    #[schema(value_type = Option<String>, example = "AM")]
    pub(super) position: Option<Position>,
    /// `left`, `right` or `both`.
    #[schema(value_type = Option<String>, example = "left")]
    pub(super) foot: Option<Foot>,
    /// Centimetres.
    #[schema(minimum = 120, maximum = 230)]
    pub(super) height_cm: Option<i16>,
    /// Present club.
    pub(super) club: Option<String>,
    /// The competition the club plays in.
    pub(super) competition: Option<String>,
    /// Last day of the contract.
    pub(super) contract_until: Option<NaiveDate>,
    /// `active`, `free_agent` or `retired`; `active` when left out.
    #[serde(default)]
    #[schema(value_type = String, example = "active")]
    pub(super) status: PlayerStatus,
    /// The newest value known.
    pub(super) market_value: Option<MarketValueBody>,
    /// Address of a picture; it starts with `https://`.
    pub(super) photo_url: Option<String>,
    /// For a change: the version that was read.
    pub(super) version: Option<i32>,
}

/// A player as the palette lists it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlayerSuggestion)]
pub(super) struct SuggestionBody {
    /// The player.
    pub(super) id: i64,
    /// The name people use.
    pub(super) name: String,
    /// What tells namesakes apart.
    pub(super) detail: String,
    /// The player's page.
    pub(super) href: String,
}

/// A list that is whole.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WholeList<T> {
    /// All of it.
    pub(super) items: Vec<T>,
    /// How many they are.
    pub(super) total: u64,
    /// Always `null`.
    pub(super) next_cursor: Option<String>,
}

impl<T> WholeList<T> {
    /// The list of these.
    pub(super) fn of(items: Vec<T>) -> Self {
        Self { total: items.len() as u64, items, next_cursor: None }
    }
}

impl From<MarketValue> for MarketValueBody {
    fn from(value: MarketValue) -> Self {
        Self { amount_eur: value.amount_eur, date: value.date, source: value.source }
    }
}

impl From<MarketValueBody> for MarketValue {
    fn from(value: MarketValueBody) -> Self {
        Self { amount_eur: value.amount_eur, date: value.date, source: value.source }
    }
}

impl From<Player> for PlayerBody {
    fn from(player: Player) -> Self {
        Self {
            id: player.id.0,
            name: player.name,
            known_name: player.known_name,
            birth_date: player.birth_date,
            nationalities: player.nationalities,
            position: player.position,
            foot: player.foot,
            height_cm: player.height_cm,
            club: player.club,
            competition: player.competition,
            contract_until: player.contract_until,
            status: player.status,
            market_value: player.market_value.map(Into::into),
            photo_url: player.photo_url,
            version: player.version,
            updated_at: player.updated_at,
        }
    }
}

impl From<PlayerPage> for PlayerPageBody {
    fn from(page: PlayerPage) -> Self {
        Self {
            items: page.items.into_iter().map(Into::into).collect(),
            total: page.total,
            next_cursor: page.next_cursor,
            previous_cursor: page.previous_cursor,
            similar_names: page.similar_names,
        }
    }
}

impl From<PlayerDraftBody> for PlayerDraft {
    fn from(draft: PlayerDraftBody) -> Self {
        Self {
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
            market_value: draft.market_value.map(Into::into),
            photo_url: draft.photo_url,
        }
    }
}
