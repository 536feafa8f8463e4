//! The levels of a log's lines, each shown or hidden by itself.

use backroom::LogLevel;
use leptos::prelude::*;

use super::held_log::HeldLog;
use crate::controls::Checkbox;
use page_base::wording;

/// Which levels are shown: one entry a level, in the order of [`LogLevel::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Levels([bool; LogLevel::ALL.len()]);

impl Default for Levels {
    fn default() -> Self {
        Self([true; LogLevel::ALL.len()])
    }
}

impl Levels {
    /// Whether lines of this level are shown.
    pub(super) fn shows(self, level: LogLevel) -> bool {
        LogLevel::ALL.into_iter().zip(self.0).any(|(known, is_shown)| known == level && is_shown)
    }

    fn set(&mut self, level: LogLevel, is_shown: bool) {
        for (known, own) in LogLevel::ALL.into_iter().zip(&mut self.0) {
            if known == level {
                *own = is_shown;
            }
        }
    }
}

/// What a level is called where its lines are counted.
const fn name(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Info => "Info",
        LogLevel::Warn => "Warnings",
        LogLevel::Error => "Errors",
    }
}

/// A box for each level, with how many of its lines there are.
#[component]
pub(super) fn LevelBoxes(
    /// The lines at hand.
    log: RwSignal<HeldLog>,
    /// The levels shown.
    levels: RwSignal<Levels>,
) -> impl IntoView {
    let boxes = LogLevel::ALL
        .map(|level| {
            let lines = move || {
                log.with(|log| log.lines().iter().filter(|line| line.level == level).count() as u64)
            };
            view! {
                <span class="log-level">
                    <Checkbox
                        name="level"
                        label=name(level)
                        value=level.as_str()
                        checked=Signal::derive(move || levels.with(|levels| levels.shows(level)))
                        on_change=move |is_shown| levels.update(|levels| levels.set(level, is_shown))
                    />
                    <span class="text-3">{move || wording::count(lines())}</span>
                </span>
            }
        })
        .collect_view();
    view! {
        <div class="log-levels" role="group" aria-label="Levels">
            {boxes}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_is_hidden_by_itself() {
        let mut levels = Levels::default();
        assert!(LogLevel::ALL.into_iter().all(|level| levels.shows(level)));

        levels.set(LogLevel::Warn, false);

        let shown = LogLevel::ALL.map(|level| levels.shows(level));
        assert_eq!(shown, [true, false, true]);
    }
}
