//! The parts that pages are made of. Each takes plain values or signals, renders without script,
//! and has its rules in the look's page; its style is in `style/controls.css`, `fields.css`,
//! `panels.css`, `tables.css`, `states.css` or `layers.css`.
//!
//! Events and attributes of the root element are passed on as Leptos does: `<Button on:click=…>`.

mod actions;
mod badge;
mod button;
mod choice;
mod field;
mod filter;
mod icon;
mod later;
mod layer;
mod page_keys;
mod panel;
pub mod plain_form;
mod progress;
mod states;
mod tabs;
mod toast;

pub use actions::MoreActions;
pub use badge::{Badge, JobBadge, Tone};
pub use button::{Button, ButtonKind, ButtonLink, ButtonSize};
pub use choice::{Checkbox, Choice, Segmented, Select};
pub use field::{FieldMessage, SearchField, TextArea, TextField};
pub use filter::{FilterChip, Pager};
pub use icon::Icon;
#[cfg(feature = "ssr")]
pub use icon::IconSprite;
pub use icon::Symbol;
pub use later::{Later, PartNotLoaded, loaded, or_notice};
pub use layer::{Dialog, Drawer};
pub use page_keys::{PageKey, PageKeys, provide_page_keys, use_page_keys};
pub use panel::{Crumb, PageHead, Panel, StatTile};
pub use progress::{Progress, StepList};
pub use states::{EmptyState, ErrorFallback, ErrorNotice, TablePlaceholder, Unknown, tell_status};
pub use tabs::{Tab, Tabs};
pub use toast::{ToastStack, Toasts, provide_toasts, use_toasts};
