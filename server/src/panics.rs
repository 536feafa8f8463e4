//! Where a panic came from. A caught panic carries its text, which may hold data, and not its place, which
//! does not: the place is what tells one fault from another.

use std::{any::Any, cell::RefCell, panic, sync::Once};

/// Parts of a path that are kept: `server/src/http/pages.rs`. What stands before them is the build
/// machine's affair.
const PARTS: usize = 4;

thread_local! {
    /// Where the last panic of this thread came from.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Remembers where each panic comes from, from now on. Calling it again changes nothing.
pub fn remember_places() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let place = info.location().map(|place| shortened(place.file(), place.line()));
            PLACE.with(|last| *last.borrow_mut() = place);
            told(info);
        }));
    });
}

fn shortened(file: &str, line: u32) -> String {
    let parts: Vec<_> = file.split(['/', '\\']).collect();
    let kept = &parts[parts.len().saturating_sub(PARTS)..];
    format!("{}:{line}", kept.join("/"))
}

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Panicked {
    /// What it said: for the log.
    pub(crate) text: String,
    /// Where it came from; empty when nobody remembered.
    pub(crate) place: String,
}

impl Panicked {
    /// The panic that was just caught on this thread.
    pub(crate) fn caught(payload: Box<dyn Any + Send>) -> Self {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "a panic without a text".to_owned());
        let place = PLACE.with(|last| last.borrow_mut().take()).unwrap_or_default();
        Self { text, place }
    }

    /// The kind of fault that it is.
    pub(crate) fn kind(&self) -> String {
        if self.place.is_empty() { "panic".to_owned() } else { format!("panic at {}", self.place) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails() {
        panic!("the secret is {}", 42);
    }

    #[test]
    fn a_caught_panic_knows_its_text_and_its_place_without_the_machines_folders() {
        remember_places();

        let caught = panic::catch_unwind(fails).unwrap_err();
        let panicked = Panicked::caught(caught);

        assert_eq!(panicked.text, "the secret is 42");
        assert!(panicked.kind().starts_with("panic at server/src/panics.rs:"), "{panicked:?}");
        assert_eq!(
            shortened("/root/.cargo/registry/src/a/b-1.0/src/c.rs", 7),
            "a/b-1.0/src/c.rs:7"
        );
    }
}
