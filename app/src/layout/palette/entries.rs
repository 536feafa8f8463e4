//! What the palette offers besides players.

use backroom::Role;

use super::super::rooms::ROOMS;

/// What pressing Enter does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Goes to an address.
    Page(String),
    /// Loads an address anew: sign-in is told things that only a load brings.
    Load(&'static str),
    /// Opens the tray of tasks.
    Tasks,
    /// Goes on to the next theme.
    Theme,
    /// Lists the keys.
    Shortcuts,
}

/// One line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The words.
    pub label: String,
    /// A second, quieter line: what tells namesakes apart.
    pub detail: String,
    /// Keys that do the same.
    pub keys: &'static str,
    /// What Enter does.
    pub target: Target,
}

impl Entry {
    fn page(label: &str, href: &str, keys: &'static str) -> Self {
        Self {
            label: label.to_owned(),
            detail: String::new(),
            keys,
            target: Target::Page(href.to_owned()),
        }
    }

    fn action(label: &str, keys: &'static str, target: Target) -> Self {
        Self { label: label.to_owned(), detail: String::new(), keys, target }
    }
}

/// Every page that has an address of its own, as far as somebody of this role finds something there;
/// `None` is signed out.
pub(super) fn pages(role: Option<Role>) -> Vec<Entry> {
    let rooms = ROOMS.iter().flat_map(|room| {
        let seen = room.pages.iter().filter(move |page| page.least <= role.unwrap_or(Role::Viewer));
        seen.map(|page| {
            let keys = if page.href == room.href { room.keys } else { "" };
            Entry::page(page.name, page.href, keys)
        })
    });
    let account = if role.is_some() {
        Entry::page("Your account", "/account", "")
    } else {
        Entry::action("Sign in", "", Target::Load("/sign-in"))
    };
    std::iter::once(Entry::page("Home", "/", "g h")).chain(rooms).chain([account]).collect()
}

/// What can be done from anywhere.
pub(super) fn actions(signed_in: bool) -> Vec<Entry> {
    let mut actions = vec![
        Entry::action("Switch the theme", "", Target::Theme),
        Entry::action("Show keyboard shortcuts", "?", Target::Shortcuts),
    ];
    if signed_in {
        actions.insert(0, Entry::action("Show your tasks", "", Target::Tasks));
    }
    actions
}
