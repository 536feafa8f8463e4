//! Keys that only one page has, for the list of keys.

use leptos::prelude::*;

/// Keys as they are written, and what they do.
pub type PageKey = (&'static str, &'static str);

/// The keys of the page that is shown. Get it by [`use_page_keys`].
#[derive(Clone, Copy)]
pub struct PageKeys(RwSignal<&'static [PageKey]>);

/// Makes the place where pages tell their keys. Called once, by the application.
pub fn provide_page_keys() {
    provide_context(PageKeys(RwSignal::new(&[])));
}

/// The application's list of a page's keys.
pub fn use_page_keys() -> PageKeys {
    expect_context::<PageKeys>()
}

impl PageKeys {
    /// Lists keys as long as the page that calls it stands.
    pub fn tell(self, keys: &'static [PageKey]) {
        Effect::new(move |_| {
            self.0.set(keys);
            on_cleanup(move || {
                // The application may be gone as well.
                let _ = self.0.try_set(&[]);
            });
        });
    }

    /// What is listed now.
    pub fn get(self) -> &'static [PageKey] {
        self.0.get()
    }
}
