//! Writing players: the server functions, the form, the dialogs, and the same as pages for browsers
//! without script.

mod dialog;
mod fields;
mod form;
mod pages;
mod save;

pub(super) use dialog::{DeleteDialog, PlayerChange, PlayerDialog};
pub use pages::{DeletePlayersPage, EditPlayerPage, NewPlayerPage};
pub(super) use save::{RestorePlayers, restore_players};
