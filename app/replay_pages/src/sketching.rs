//! Drawing on the pitch: by dragging, by two presses, or by keys.

use football::Pitch;
use leptos::prelude::*;
use match_replay::{Arrow, Mark, Zone};

use crate::state::{Replaying, Tool};

/// How far a key moves the pencil, metres, and how far with `Shift`.
const STEPS_M: [f64; 2] = [1.0, 5.0];

/// A mark that begins and ends at a place.
fn begun(tool: Tool, at_m: [f64; 2]) -> Mark {
    match tool {
        Tool::Arrow => Mark::Arrow(Arrow { from_m: at_m, to_m: at_m }),
        Tool::Zone => Mark::Zone(Zone { corner_m: at_m, opposite_m: at_m }),
    }
}

/// The same mark with its end elsewhere.
fn ended(mark: Mark, at_m: [f64; 2]) -> Mark {
    match mark {
        Mark::Arrow(arrow) => Mark::Arrow(Arrow { to_m: at_m, ..arrow }),
        Mark::Zone(zone) => Mark::Zone(Zone { opposite_m: at_m, ..zone }),
    }
}

/// Where a key moves the pencil: as the picture has it, not beyond the lines. `None` of the other keys.
fn moved(from_m: [f64; 2], key: &str, shift: bool, turned: bool, pitch: Pitch) -> Option<[f64; 2]> {
    let [x, y] = match key {
        "ArrowLeft" => [-1.0, 0.0],
        "ArrowRight" => [1.0, 0.0],
        "ArrowUp" => [0.0, 1.0],
        "ArrowDown" => [0.0, -1.0],
        _ => return None,
    };
    let step = STEPS_M[usize::from(shift)] * if turned { -1.0 } else { 1.0 };
    let most = [pitch.length_m / 2.0, pitch.width_m / 2.0];
    let axis = |axis: usize, way: f64| (from_m[axis] + way * step).clamp(-most[axis], most[axis]);
    Some([axis(0, x), axis(1, y)])
}

/// A press: begins a mark, or ends the one that was begun by a press.
pub(crate) fn press(state: Replaying, tool: Tool, at_m: [f64; 2]) {
    match state.draft.get_untracked() {
        Some(draft) => finish(state, ended(draft, at_m)),
        None => state.draft.set(Some(begun(tool, at_m))),
    }
}

/// The pointer or the pencil is elsewhere: so is the end of the mark.
pub(crate) fn carry(state: Replaying, at_m: [f64; 2]) {
    if let Some(draft) = state.draft.get_untracked() {
        state.draft.set(Some(ended(draft, at_m)));
    }
}

/// The pointer was let go: after a drag the mark is done, after a press it waits for its end.
pub(crate) fn let_go(state: Replaying) {
    if let Some(draft) = state.draft.get_untracked() {
        finish(state, draft);
    }
}

fn finish(state: Replaying, mark: Mark) {
    if mark.is_meant() {
        state.sketch.update(|sketch| sketch.add(mark));
        state.draft.set(None);
    }
}

/// A key on the pitch while a tool is in hand. Says whether it was for the pencil.
pub(crate) fn key(state: Replaying, tool: Tool, key: &str, shift: bool) -> bool {
    let pencil_m = state.pencil.get_untracked().unwrap_or_default();
    if key == "Enter" {
        state.pencil.set(Some(pencil_m));
        press(state, tool, pencil_m);
        return true;
    }
    let Some(pitch) = state.with(|engine| engine.manifest.pitch) else { return false };
    let Some(to_m) = moved(pencil_m, key, shift, state.is_turned(), pitch) else { return false };
    state.pencil.set(Some(to_m));
    carry(state, to_m);
    true
}

#[cfg(test)]
mod tests {
    use match_frames::ReplayManifest;

    use super::*;
    use crate::{address::Address, timeline::samples::manifest};

    fn state() -> (Owner, Replaying) {
        let owner = Owner::new();
        owner.set();
        let manifest: ReplayManifest = manifest();
        let state = Replaying::new(manifest, Address::default(), None);
        (owner, state)
    }

    fn arrow(from_m: [f64; 2], to_m: [f64; 2]) -> Mark {
        Mark::Arrow(Arrow { from_m, to_m })
    }

    #[test]
    fn a_drag_and_two_presses_draw_the_same() {
        let (_owner, state) = state();
        press(state, Tool::Arrow, [0.0, 0.0]);
        carry(state, [5.0, 3.0]);
        let_go(state);
        assert_eq!(state.sketch.get_untracked().marks(), [arrow([0.0, 0.0], [5.0, 3.0])]);

        press(state, Tool::Arrow, [0.0, 0.0]);
        let_go(state);
        assert!(state.draft.get_untracked().is_some());
        press(state, Tool::Arrow, [5.0, 3.0]);
        let_go(state);
        assert_eq!(state.sketch.get_untracked().marks(), [arrow([0.0, 0.0], [5.0, 3.0]); 2]);
        assert_eq!(state.draft.get_untracked(), None);
    }

    #[test]
    fn keys_draw_too() {
        let (_owner, state) = state();
        assert!(key(state, Tool::Arrow, "Enter", false));
        assert!(key(state, Tool::Arrow, "ArrowRight", true));
        assert!(key(state, Tool::Arrow, "ArrowUp", false));
        assert!(!key(state, Tool::Arrow, "p", false));
        assert!(key(state, Tool::Arrow, "Enter", false));
        assert_eq!(state.sketch.get_untracked().marks(), [arrow([0.0, 0.0], [5.0, 1.0])]);
    }

    #[test]
    fn the_pencil_goes_as_the_picture_has_it_and_stays_on_the_pitch() {
        let moved = |from, key, turned| moved(from, key, true, turned, Pitch::STANDARD);
        assert_eq!(moved([0.0, 0.0], "ArrowLeft", false), Some([-5.0, 0.0]));
        assert_eq!(moved([0.0, 0.0], "ArrowLeft", true), Some([5.0, 0.0]));
        assert_eq!(moved([51.0, 33.0], "ArrowRight", false), Some([52.5, 33.0]));
        assert_eq!(moved([0.0, 33.0], "ArrowUp", false), Some([0.0, 34.0]));
        assert_eq!(moved([0.0, 33.0], "Tab", false), None);
    }
}
