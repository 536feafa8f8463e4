//! The scouting desk: what people write down about players and whom they follow. Notes and tags,
//! shortlists, needs, and the changes that they are told of.
//!
//! Who wrote something is a name here; accounts are in `backroom`.

mod alert;
mod id;
mod need;
mod note;
mod shortlist;
mod writing;

pub use alert::{AlertPage, ChangeKind, PlayerAlert};
pub use id::{AlertId, CommentId, NeedId, NoteId, ShortlistId};
pub use need::{Fitting, Need, NeedDraft};
pub use note::{LONGEST_TAG, PlayerNote, PlayerTag, TagCount, TaggedPlayer, TaggedPlayers, tag_of};
pub use shortlist::{
    Board, EntryComment, ListedOn, MOST_ENTRIES, Place, STARS, ShortlistDraft, ShortlistEntry,
    ShortlistEvent, ShortlistEvents, ShortlistView, Stage,
};
pub use writing::{one_line, paragraphs};
