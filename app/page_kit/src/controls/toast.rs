//! Toasts: what happened, with Undo or Open. Never an error: those stay on the page.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{Button, ButtonKind, ButtonSize, Symbol};

/// How long a toast stays, unless the pointer or the focus is on it.
const STAY: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    action: Option<(String, Action)>,
}

/// What a toast offers. It outlives the page that showed it, so it lies in no page's arena.
type Action = Arc<dyn Fn() + Send + Sync>;

/// Shows toasts. Get it by [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last_id: StoredValue<u32>,
}

impl Toasts {
    /// Says what happened: "Added Martin Ødegaard".
    pub fn show(self, text: impl Into<String>) {
        self.add(text.into(), None);
    }

    /// Says what happened and offers one action: "Undo", "Open".
    pub fn show_with_action(
        self,
        text: impl Into<String>,
        action: impl Into<String>,
        on_press: impl Fn() + Send + Sync + 'static,
    ) {
        self.add(text.into(), Some((action.into(), Arc::new(on_press))));
    }

    fn add(self, text: String, action: Option<(String, Action)>) {
        let id = self.last_id.with_value(|id| id.wrapping_add(1));
        self.last_id.set_value(id);
        self.shown.update(|shown| shown.push(Toast { id, text, action }));
    }

    fn remove(self, id: u32) {
        // Gone already when the page that owned the stack was left.
        let _ = self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Makes the stack of toasts. Called once, by the application.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { shown: RwSignal::new(Vec::new()), last_id: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

/// The application's stack of toasts.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// The toasts, bottom left. Stands once, in the application's frame.
#[component]
pub fn ToastStack() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <ToastCard toast/>
            </For>
        </div>
    }
}

#[component]
fn ToastCard(toast: Toast) -> impl IntoView {
    let toasts = use_toasts();
    let id = toast.id;
    let held = StoredValue::new(false);
    let wait = move || remove_when_free(toasts, id, held);
    Effect::new(wait);
    let action = toast.action.map(|(word, on_press)| {
        let press = move |_| {
            on_press();
            toasts.remove(id);
        };
        view! {
            <Button size=ButtonSize::Small on:click=press>
                {word}
            </Button>
        }
    });
    view! {
        <div
            class="toast"
            on:mouseenter=move |_| held.set_value(true)
            on:mouseleave=move |_| held.set_value(false)
            on:focusin=move |_| held.set_value(true)
            on:focusout=move |_| held.set_value(false)
        >
            <p>{toast.text}</p>
            {action}
            <Button
                kind=ButtonKind::Quiet
                size=ButtonSize::Small
                icon=Symbol::Close
                reason="Dismiss"
                on:click=move |_| toasts.remove(id)
            />
        </div>
    }
}

/// Removes the toast after [`STAY`]; while it is held, waits once more.
fn remove_when_free(toasts: Toasts, id: u32, held: StoredValue<bool>) {
    set_timeout(
        move || {
            if held.try_get_value().unwrap_or(false) {
                remove_when_free(toasts, id, held);
            } else {
                toasts.remove(id);
            }
        },
        STAY,
    );
}
