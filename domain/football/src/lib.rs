//! The shared vocabulary of football: ids, players, positions, money and what seasons are measured by.
//!
//! Pure types and their rules. Reading files is in `feeds`, statistics in `scouting_stats`, storage
//! in `store`.

mod money;
mod player;
mod player_query;
mod position;
mod season_metric;
mod spelling;

pub use money::{euros, read_euros};
pub use player::{
    FieldError, Foot, MarketValue, Player, PlayerDraft, PlayerId, PlayerStatus, UnknownWord,
    Valuation,
};
pub use player_query::{
    DEFAULT_PAGE_LENGTH, LONGEST_PAGE, PlayerFilter, PlayerPage, PlayerQuery, PlayerSort,
    PlayerSortKey, encode_component,
};
pub use position::{Position, PositionGroup};
pub use season_metric::{Better, KnownMetric, MetricGroup, MetricUnit, SeasonMetric};
pub use spelling::one_slip_apart;
