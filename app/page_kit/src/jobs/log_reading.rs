//! Reading a log: which of its lines are shown, whether the end is followed, and the way from one line that
//! was looked for to the next.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    held_log::HeldLog,
    log_levels::Levels,
    log_line::LogLine,
    log_search::{Way, places, step},
};

/// How near to the end, in CSS pixels, still counts as at the end.
const NEAR_END: i32 = 24;

/// Where somebody is in a log.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The lines at hand.
    pub(super) log: RwSignal<HeldLog>,
    /// The levels shown.
    pub(super) levels: RwSignal<Levels>,
    /// What is looked for.
    pub(super) wanted: RwSignal<String>,
    /// The lines shown.
    pub(super) shown: Memo<Vec<LogLine>>,
    /// Numbers of those lines that hold what is looked for.
    pub(super) found: Memo<Vec<i64>>,
    /// Number of the line that somebody went to.
    pub(super) current: RwSignal<Option<i64>>,
    /// The end is followed.
    pub(super) follows: RwSignal<bool>,
    /// Lines that were there when the end was last followed.
    seen: RwSignal<usize>,
    /// How far the list was scrolled when it was last looked at.
    top: StoredValue<i32>,
    /// The list.
    pub(super) list: NodeRef<html::Ol>,
}

impl Reading {
    pub(super) fn new(log: RwSignal<HeldLog>) -> Self {
        let levels = RwSignal::new(Levels::default());
        let wanted = RwSignal::new(String::new());
        let shown = Memo::new(move |_| {
            let levels = levels.get();
            log.with(|log| {
                let lines = log.lines().iter().filter(|line| levels.shows(line.level));
                lines.cloned().collect::<Vec<_>>()
            })
        });
        let found = Memo::new(move |_| {
            let wanted = wanted.get();
            if wanted.is_empty() {
                return Vec::new();
            }
            shown.with(|shown| {
                let found = shown.iter().filter(|line| !places(&line.text, &wanted).is_empty());
                found.map(|line| line.seq).collect::<Vec<_>>()
            })
        });
        let reading = Self {
            log,
            levels,
            wanted,
            shown,
            found,
            current: RwSignal::new(None),
            follows: RwSignal::new(true),
            seen: RwSignal::new(0),
            top: StoredValue::new(0),
            list: NodeRef::new(),
        };
        Effect::new(move || {
            let lines = shown.with(Vec::len);
            if reading.follows.get() && reading.list.get().is_some() {
                reading.seen.set(lines);
                // The list has no height before it stands in the page.
                request_animation_frame(move || reading.go_to_end());
            }
        });
        reading
    }

    fn go_to_end(self) {
        // Gone with its page, perhaps.
        if let Some(list) = self.list.try_get_untracked().flatten() {
            list.set_scroll_top(list.scroll_height());
            self.top.set_value(list.scroll_top());
        }
    }

    /// Looks for `wanted` from here on.
    pub(super) fn look_for(self, wanted: String) {
        self.wanted.set(wanted);
        self.current.set(None);
    }

    /// Goes to the next line that was found, or the one before.
    pub(super) fn go(self, way: Way) {
        let current = self.current.get_untracked();
        let Some(seq) = self.found.with_untracked(|found| step(found, current, way)) else {
            return;
        };
        self.follows.set(false);
        self.current.set(Some(seq));
        let (Some(list), Some(line)) = (self.list.get_untracked(), element_of(seq)) else { return };
        // In the middle: what stands round a line says what it means.
        let middle = (list.client_height() - line.offset_height()) / 2;
        list.set_scroll_top(line.offset_top() - middle);
        self.top.set_value(list.scroll_top());
    }

    /// The list was scrolled: who goes up wants to read, who comes to the end wants to follow.
    pub(super) fn scrolled(self) {
        let Some(list) = self.list.get_untracked() else { return };
        let (before, top) = (self.top.get_value(), list.scroll_top());
        self.top.set_value(top);
        let is_at_end = list.scroll_height() - top - list.client_height() <= NEAR_END;
        let follows = self.follows.get_untracked();
        // Who looks for something stays with what was found.
        let reads_on = self.wanted.with_untracked(String::is_empty);
        if top < before && !is_at_end && follows {
            self.follows.set(false);
        } else if top > before && is_at_end && !follows && reads_on {
            self.follows.set(true);
        }
    }

    /// Lines that came since the end was last followed; `None` while it is.
    pub(super) fn unseen(self) -> Option<usize> {
        let new = self.shown.with(Vec::len).saturating_sub(self.seen.get());
        (!self.follows.get()).then_some(new)
    }

    /// Does `change`, which puts lines before those in the list, and leaves the line that was the first where
    /// it stands on the screen.
    pub(super) fn keep_place(self, change: impl FnOnce()) {
        let list = self.list.get_untracked();
        let first = list.as_ref().and_then(|list| list.query_selector("li[id]").ok().flatten());
        let first = first.and_then(|first| first.dyn_into::<HtmlElement>().ok());
        let Some((list, first)) = list.zip(first) else { return change() };
        let place = first.offset_top() - list.scroll_top();
        // They are no news.
        let lines = self.shown.with_untracked(Vec::len);
        change();
        let added = self.shown.with_untracked(Vec::len).saturating_sub(lines);
        self.seen.update(|seen| *seen += added);
        // After the lines were drawn and before they are seen.
        request_animation_frame(move || {
            list.set_scroll_top(first.offset_top() - place);
            let _ = self.top.try_set_value(list.scroll_top());
        });
    }
}

/// What a line's element is called.
pub(super) fn id_of(seq: i64) -> String {
    ["log-", &seq.to_string()].concat()
}

fn element_of(seq: i64) -> Option<HtmlElement> {
    document().get_element_by_id(&id_of(seq))?.dyn_into().ok()
}
