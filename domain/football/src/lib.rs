//! The shared vocabulary of football: ids, players, positions, nations, money, what seasons are measured
//! by, who is who, and what people keep on the scouting desk.
//!
//! Pure types and their rules. Reading files is in `feeds`, statistics in `scouting_stats`, storage
//! in `store`.

mod career;
pub mod desk;
mod fee;
mod game_event;
pub mod identity;
mod match_id;
mod money;
mod nation;
mod player;
mod player_query;
mod position;
mod season;
mod season_metric;
mod season_years;
mod spelling;
mod tracked_game;

pub use career::{ClubSpan, InjurySpell, SeasonAppearances, Transfer, club_spans};
pub use fee::Fee;
pub use game_event::{
    BodyPart, Card, EventKind, Foul, FreezeFrame, FrozenPerson, GameEvent, GameEvents, GamePeriod,
    GameTeam, GoalkeeperAction, ListedPlayer, Pass, PassHeight, PassOutcome, Qualifier, Restart,
    Shot, ShotOutcome, Spot,
};
pub use match_id::MatchId;
pub use money::{euros, read_euros};
pub use nation::Nation;
pub use player::{
    FieldError, Foot, MarketValue, Player, PlayerDraft, PlayerId, PlayerStatus, UnknownWord,
    Valuation,
};
pub use player_query::{
    DEFAULT_PAGE_LENGTH, LONGEST_PAGE, PlayerFilter, PlayerPage, PlayerQuery, PlayerSort,
    PlayerSortKey, encode_component,
};
pub use position::{Position, PositionGroup};
pub use season::{SeasonSetId, season_in_file_name, season_name};
pub use season_metric::{Better, KnownMetric, MetricGroup, MetricUnit, SeasonMetric};
pub use season_years::SeasonYears;
pub use spelling::one_slip_apart;
pub use tracked_game::{Pitch, Places, Side, Tick, TrackedGame, TrackedPeriod, TrackedPlayer};
