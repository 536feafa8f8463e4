//! The left rail and, on a phone, the bar at the foot: the rooms, the pages of the open one, and who
//! is signed in.

use backroom::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use page_kit::{
    account::{SignedIn, use_account},
    controls::{Icon, Symbol},
};

use super::rooms::{ROOMS, Room};

/// The left rail.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let path = use_location().pathname;
    let rooms = ROOMS.iter().map(|room| view! { <RailRoom room path/> }).collect_view();
    view! {
        <nav class="rail" aria-label="Rooms">
            <Brand/>
            <ul>{rooms}</ul>
            <RailFoot/>
        </nav>
    }
}

/// The product's mark and name; leads home.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/" title="Home">
            <svg class="brand-mark" viewBox="0 0 20 20" aria-hidden="true">
                <rect width="20" height="20" rx="4" fill="currentColor"></rect>
                <path d="M6 4.5v11M6 6.5h4.5a3.5 3.5 0 0 1 0 7H6" fill="none" stroke-width="1.5"></path>
            </svg>
            <span>"Touchline"</span>
        </a>
    }
}

#[component]
fn RailRoom(room: &'static Room, path: Memo<String>) -> impl IntoView {
    let is_open = move || path.with(|path| room.holds(path));
    let account = use_account();
    let role = move || account.with(|account| account.as_ref().map(|account| account.role));
    let pages = room
        .pages
        .iter()
        .map(|page| {
            let is_current =
                move || path.with(|path| room.page_of(path) == Some(page.href)).then_some("page");
            let is_hidden = move || page.least > role().unwrap_or(Role::Viewer);
            view! {
                <li hidden=is_hidden>
                    <a href=page.href aria-current=is_current>
                        {page.name}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <li class="room" class:open=is_open>
            <a href=room.href title=room.name aria-current=move || is_open().then_some("true")>
                <Icon symbol=room.symbol/>
                <span>{room.name}</span>
            </a>
            <ul class="room-pages">{pages}</ul>
        </li>
    }
}

/// Who is signed in, or the way to sign in.
#[component]
fn RailFoot() -> impl IntoView {
    let account = use_account();
    let foot = move || match account.get() {
        Some(SignedIn { name, .. }) => {
            let initials = initials(&name);
            view! {
                <a href="/account" title=name.clone()>
                    <span class="avatar" aria-hidden="true">{initials}</span>
                    <span>{name.clone()}</span>
                </a>
            }
            .into_any()
        }
        None => view! {
            <a href="/sign-in" rel="external" title="Sign in">
                <Icon symbol=Symbol::Right/>
                <span>"Sign in"</span>
            </a>
        }
        .into_any(),
    };
    view! {
        <div class="rail-foot">
            <div class="divided"></div>
            {foot}
        </div>
    }
}

/// The bar at the foot of a phone.
#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let path = use_location().pathname;
    let is_home = move || path.with(|path| path == "/").then_some("page");
    let rooms = ROOMS
        .iter()
        .map(|room| {
            let is_open = move || path.with(|path| room.holds(path)).then_some("true");
            view! {
                <a href=room.href aria-current=is_open>
                    <Icon symbol=room.symbol/>
                    <span>{room.name}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="bottom-bar" aria-label="Rooms">
            <a href="/" aria-current=is_home>
                <Icon symbol=Symbol::Home/>
                <span>"Home"</span>
            </a>
            {rooms}
        </nav>
    }
}

/// The first letters of the first two words: `MS` for Mina Sørlie.
fn initials(name: &str) -> String {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_two_words() {
        assert_eq!(initials("Mina Sørlie"), "MS");
        assert_eq!(initials("mina.sorlie.hc"), "MS");
        assert_eq!(initials("admin"), "A");
        assert_eq!(initials(""), "");
    }
}
