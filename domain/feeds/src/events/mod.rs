//! Events: what people coded of a game, from the files of providers, one reader each.
//!
//! A reader takes a file in pieces of any size and gives [`football::GameEvents`]. It keeps no more of a file than
//! the item that it is in.
//!
//! Who has files and does not know whose they are asks [`recognise_event_file`] what each is and [`EventsPlan`] which
//! events they make, and reads them with one [`EventsReader`].

mod datafactory;
mod ends;
mod error;
mod game_files;
mod growing;
mod impect;
mod items;
mod markup;
mod metrica;
mod opta;
mod plan;
mod recognise;
mod sportec;
mod statsbomb;
pub mod wyscout;

pub use datafactory::DataFactoryReader;
pub use error::{EventsError, EventsFault};
pub use game_files::EventsReader;
pub use impect::{ImpectReader, read_impect_line_ups};
pub use metrica::{MetricaCsvReader, MetricaJsonReader};
pub use opta::{OptaReader, StatsPerformReader};
pub use plan::{EventsPlan, EventsPlanFault, EventsProvider, PlannedEventFile};
pub use recognise::{EventFile, recognise_event_file};
pub use sportec::SportecReader;
pub use statsbomb::StatsBombReader;

#[cfg(test)]
mod tests;
