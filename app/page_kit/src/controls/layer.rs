//! What lies over a page: a dialog that asks, a drawer beside the page that stays usable.

use leptos::{html, prelude::*};

use super::{Button, ButtonKind, Symbol};

/// A question in the browser's own modal dialog. Escape cancels, the focus goes back to the opener.
///
/// Put the buttons last, in `<div class="layer-actions">`.
#[component]
pub fn Dialog(
    /// Whether it is open; closing by Escape or the cross sets it to `false`.
    open: RwSignal<bool>,
    /// The question: "Delete Martin Ødegaard?"
    #[prop(into)]
    title: Signal<String>,
    /// 640 px instead of 480: forms.
    #[prop(optional)]
    wide: bool,
    /// What is inside; made anew each time it opens, so that a form starts fresh.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = element.get() else { return };
        if open.get() {
            if dialog.is_connected() {
                show(&dialog);
            } else {
                // Its code was fetched for this opening: it is made, and stands in the page in a moment.
                request_animation_frame(move || show(&dialog));
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=element
            class=if wide { "dialog wide" } else { "dialog" }
            aria-label=move || title.get()
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <div class="layer-head">
                    <h2>{move || title.get()}</h2>
                    <Button
                        kind=ButtonKind::Quiet
                        icon=Symbol::Close
                        reason="Close"
                        on:click=move |_| open.set(false)
                    />
                </div>
                <div class="layer-body">{children.read_value()()}</div>
            </Show>
        </dialog>
    }
}

fn show(dialog: &web_sys::HtmlDialogElement) {
    if !dialog.open() {
        // Fails only on an element that is not in the document; then there is nothing to show.
        let _ = dialog.show_modal();
    }
}

/// A sheet at the right edge with its own title; the page beside it stays usable.
#[component]
pub fn Drawer(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it shows: "Filters".
    #[prop(into)]
    title: Signal<String>,
    /// What is inside.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            <aside
                class="drawer"
                aria-label=move || title.get()
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        open.set(false);
                    }
                }
            >
                <div class="layer-head">
                    <h2>{move || title.get()}</h2>
                    <Button
                        kind=ButtonKind::Quiet
                        icon=Symbol::Close
                        reason="Close"
                        on:click=move |_| open.set(false)
                    />
                </div>
                <div class="layer-body">{children.read_value()()}</div>
            </aside>
        </Show>
    }
}
