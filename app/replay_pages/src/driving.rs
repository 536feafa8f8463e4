//! The browser's side of the clock: turns of the screen, keys, the address. Only in the browser.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::{
    ev::{self, KeyboardEvent},
    leptos_dom::helpers::window_event_listener,
    prelude::*,
};
use page_kit::controls::use_page_keys;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    HtmlCanvasElement, MediaQueryList, MutationObserver, MutationObserverInit, ResizeObserver,
};

use crate::{
    canvas::Painter,
    fetching::fetch_chunk,
    keys::{self, KeyAction},
    projection::Projection,
    state::Replaying,
};

/// The page tells where it stands this often while it runs, milliseconds.
const SHOW_EVERY_MS: f64 = 100.0;
/// The address follows no sooner: browsers refuse to replace it too often.
const ADDRESS_AFTER: Duration = Duration::from_millis(500);
/// Where the browser keeps that single keys are off, for all pages.
const SINGLE_KEYS: &str = "single-keys";
/// A letter this soon after `g` goes to a room, milliseconds.
const GOING_MS: f64 = 1500.0;

/// Milliseconds since the page began.
pub(crate) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// What draws a replay, turn by turn of the screen while it runs, else when something changes.
pub(crate) struct Driver {
    state: Replaying,
    painter: RefCell<Painter>,
    is_asked: Cell<bool>,
    is_dirty: Cell<bool>,
    last_ms: Cell<Option<f64>>,
    shown_ms: Cell<f64>,
}

impl Driver {
    /// Begins to draw on a canvas. `None` in a browser that cannot.
    pub(crate) fn start(state: Replaying, canvas: HtmlCanvasElement) -> Option<Rc<Self>> {
        let painter = Painter::new(canvas.clone())?;
        let driver = Rc::new(Self {
            state,
            painter: RefCell::new(painter),
            is_asked: Cell::new(false),
            is_dirty: Cell::new(true),
            last_ms: Cell::new(None),
            shown_ms: Cell::new(f64::NEG_INFINITY),
        });
        let changed = Rc::clone(&driver);
        Effect::new(move |_| {
            state.track_drawn();
            changed.ask();
        });
        watch_size_and_theme(&driver, &canvas);
        Some(driver)
    }

    /// Where places are on the canvas.
    pub(crate) fn projection(&self) -> Option<Projection> {
        self.painter.borrow().projection(self.state)
    }

    /// Draws at the screen's next turn.
    fn ask(self: &Rc<Self>) {
        self.is_dirty.set(true);
        self.ask_turn();
    }

    fn ask_turn(self: &Rc<Self>) {
        if !self.is_asked.replace(true) {
            let driver = Rc::clone(self);
            request_animation_frame(move || driver.turn());
        }
    }

    fn turn(self: &Rc<Self>) {
        self.is_asked.set(false);
        let now = now_ms();
        let before = self.state.with(|engine| engine.playback);
        // A page that was left has no engine any more.
        let Some(before) = before else { return };
        let elapsed_ms =
            if before.runs { self.last_ms.get().map_or(0.0, |last| now - last) } else { 0.0 };
        self.last_ms.set(before.runs.then_some(now));
        let fetch =
            self.state.update(|engine| engine.turn(elapsed_ms / 1000.0)).unwrap_or_default();
        for key in fetch {
            fetch_chunk(self.state, key);
        }
        let Some(after) = self.state.with(|engine| engine.playback) else { return };
        if self.is_dirty.replace(false) || after.at != before.at {
            self.painter.borrow_mut().paint(self.state, now);
        }
        if !after.runs || now - self.shown_ms.get() >= SHOW_EVERY_MS {
            self.shown_ms.set(now);
            self.state.show();
            self.state.show_shares();
        }
        if after.runs {
            self.ask_turn();
        }
    }
}

/// What watches the canvas and the theme, until it is dropped.
struct Watches {
    sizes: Option<ResizeObserver>,
    themes: Option<MutationObserver>,
    dark: Option<MediaQueryList>,
    on_theme: Closure<dyn FnMut()>,
    _on_size: Closure<dyn FnMut()>,
}

impl Drop for Watches {
    fn drop(&mut self) {
        if let Some(sizes) = &self.sizes {
            sizes.disconnect();
        }
        if let Some(themes) = &self.themes {
            themes.disconnect();
        }
        if let Some(dark) = &self.dark {
            let on_theme = self.on_theme.as_ref().unchecked_ref();
            // Fails for no event name.
            let _ = dark.remove_event_listener_with_callback("change", on_theme);
        }
    }
}

/// Draws anew when the canvas has another size, or the page other colours.
fn watch_size_and_theme(driver: &Rc<Driver>, canvas: &HtmlCanvasElement) {
    let resized = Rc::clone(driver);
    let on_size = Closure::<dyn FnMut()>::new(move || resized.ask());
    let recoloured = Rc::clone(driver);
    let on_theme = Closure::<dyn FnMut()>::new(move || {
        recoloured.painter.borrow_mut().set_palette();
        recoloured.ask();
    });
    let sizes = ResizeObserver::new(on_size.as_ref().unchecked_ref()).ok();
    if let Some(sizes) = &sizes {
        sizes.observe(canvas);
    }
    let themes = MutationObserver::new(on_theme.as_ref().unchecked_ref()).ok();
    if let (Some(themes), Some(root)) = (&themes, document().document_element()) {
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        options.set_attribute_filter(&js_sys::Array::of1(&JsValue::from_str("data-theme")));
        // Fails for options that watch nothing.
        let _ = themes.observe_with_options(&root, &options);
    }
    let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    if let Some(dark) = &dark {
        // Fails for no event name.
        let _ = dark.add_event_listener_with_callback("change", on_theme.as_ref().unchecked_ref());
    }
    // Dropped with the page.
    StoredValue::new_local(Watches { sizes, themes, dark, on_theme, _on_size: on_size });
}

/// Listens to the keys of the replay as long as it is on the page.
pub(crate) fn listen_to_keys(state: Replaying) {
    use_page_keys().tell(&keys::LISTED);
    Effect::new(move |_| {
        let went_ms = Cell::new(f64::NEG_INFINITY);
        let handle = window_event_listener(ev::keydown, move |event| {
            let key = event.key();
            let is_going = now_ms() - went_ms.get() < GOING_MS;
            went_ms.set(if key == "g" { now_ms() } else { f64::NEG_INFINITY });
            if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key()
            {
                return;
            }
            let Some(action) = keys::action(&key, event.shift_key()) else { return };
            if !is_going && is_ours(&event, action) {
                if action != KeyAction::Leave {
                    event.prevent_default();
                }
                action.run(state);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Whether a key is meant for the replay: not for a field, a dialog or a button, and not where single keys are off.
fn is_ours(event: &KeyboardEvent, action: KeyAction) -> bool {
    let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
    let is_within = |selector: &str| {
        target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some())
    };
    let elsewhere =
        "input:not([type=radio]), textarea, select, [contenteditable], [role=tablist], dialog";
    if is_within(elsewhere) || document().query_selector("dialog[open]").ok().flatten().is_some() {
        return false;
    }
    // Arrows go from one choice to the next.
    if !action.is_character() && is_within("input") {
        return false;
    }
    if action == KeyAction::Toggle && is_within("button, a, summary") {
        return false;
    }
    let are_off = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item(SINGLE_KEYS).ok().flatten())
        .is_some_and(|setting| setting == "off");
    !are_off || !action.is_character() || is_within(".replay")
}

/// Keeps the instant and the chosen player in the address.
pub(crate) fn keep_address(state: Replaying) {
    let waits = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        state.shown();
        state.chosen.track();
        // The address that the page came with says it already.
        if before.is_none() || waits.get_value() {
            return;
        }
        waits.set_value(true);
        set_timeout(
            move || {
                // A page that was left changes no address any more.
                if waits.try_set_value(false).is_none() {
                    replace_address(state);
                }
            },
            ADDRESS_AFTER,
        );
    });
}

fn replace_address(state: Replaying) {
    let Some(address) = state.address() else { return };
    let location = window().location();
    let (Ok(path), Ok(search), Ok(hash)) =
        (location.pathname(), location.search(), location.hash())
    else {
        return;
    };
    let url = [path, address.write(&search), hash].concat();
    if let Ok(history) = window().history() {
        let kept = history.state().unwrap_or(JsValue::NULL);
        // A browser that refuses keeps the address of a moment ago.
        let _ = history.replace_state_with_url(&kept, "", Some(&url));
    }
}
