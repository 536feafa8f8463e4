//! What each key does.

use match_replay::Speed;
use page_kit::controls::PageKey;

use crate::{layers::Layer, state::Replaying};

/// Something that a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum KeyAction {
    Toggle,
    Step(i64),
    JumpSecs(f64),
    Event { forwards: bool },
    Faster,
    Slower,
    Layer(Layer),
    Leave,
}

/// What the list of keys says of them.
pub(crate) const LISTED: [PageKey; 13] = [
    ("Space", "Play, pause"),
    ("←  →", "Previous, next frame"),
    ("Shift ←  Shift →", "Five seconds back, on"),
    ("[  ]", "Previous, next event"),
    ("-  +", "Slower, faster"),
    ("p", "Pitch control"),
    ("r", "Voronoi"),
    ("t", "Trails"),
    ("v", "Velocity"),
    ("o", "Offside line"),
    ("h", "Hulls"),
    ("n", "Names"),
    ("Esc", "Let go of the player or the drawing"),
];

/// How far `Shift` with an arrow goes, seconds.
const JUMP_SECS: f64 = 5.0;

/// What a key does, as browsers name it; `None` of the others.
pub(crate) fn action(key: &str, shift: bool) -> Option<KeyAction> {
    Some(match key {
        " " => KeyAction::Toggle,
        "ArrowLeft" if shift => KeyAction::JumpSecs(-JUMP_SECS),
        "ArrowRight" if shift => KeyAction::JumpSecs(JUMP_SECS),
        "ArrowLeft" => KeyAction::Step(-1),
        "ArrowRight" => KeyAction::Step(1),
        "[" => KeyAction::Event { forwards: false },
        "]" => KeyAction::Event { forwards: true },
        "+" | "=" => KeyAction::Faster,
        "-" => KeyAction::Slower,
        "p" => KeyAction::Layer(Layer::Control),
        "r" => KeyAction::Layer(Layer::Nearest),
        "t" => KeyAction::Layer(Layer::Trails),
        "v" => KeyAction::Layer(Layer::Velocities),
        "o" => KeyAction::Layer(Layer::Offside),
        "h" => KeyAction::Layer(Layer::Hulls),
        "n" => KeyAction::Layer(Layer::Names),
        "Escape" => KeyAction::Leave,
        _ => return None,
    })
}

impl KeyAction {
    /// Whether the key is a character, which a person can switch off.
    pub(crate) fn is_character(self) -> bool {
        !matches!(self, Self::Step(_) | Self::JumpSecs(_) | Self::Leave)
    }

    pub(crate) fn run(self, state: Replaying) {
        match self {
            Self::Toggle => state.toggle(),
            Self::Step(ticks) => state.step(ticks),
            Self::JumpSecs(secs) => state.jump_secs(secs),
            Self::Event { forwards } => state.go_to_event(forwards),
            Self::Faster => state.set_speed(Speed::faster(state.speed_now())),
            Self::Slower => state.set_speed(Speed::slower(state.speed_now())),
            Self::Layer(layer) => layer.toggle(state),
            Self::Leave => state.leave(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::Layers;

    #[test]
    fn arrows_go_by_frame_and_with_shift_by_five_seconds() {
        assert_eq!(action("ArrowLeft", false), Some(KeyAction::Step(-1)));
        assert_eq!(action("ArrowRight", true), Some(KeyAction::JumpSecs(5.0)));
        assert_eq!(action("g", false), None);
        assert!(action("p", false).is_some_and(KeyAction::is_character));
        assert!(!action("ArrowLeft", false).is_some_and(KeyAction::is_character));
    }

    #[test]
    fn each_letter_of_the_list_does_something_and_each_layer_is_in_it() {
        for (keys, _) in LISTED.iter().filter(|(keys, _)| keys.len() == 1) {
            assert!(action(keys, false).is_some(), "{keys}");
        }
        for (_, word, key) in Layer::ALL {
            let listed = LISTED.iter().find(|(keys, _)| *keys == key);
            assert!(listed.is_some_and(|(_, does)| word.starts_with(does)), "{word}");
        }
    }

    #[test]
    fn each_layer_has_a_key_that_shows_and_hides_it() {
        for (layer, _, key) in Layer::ALL {
            assert_eq!(action(key, false), Some(KeyAction::Layer(layer)));
            let before = Layers::default();
            let switched = layer.switched(before);
            assert_ne!(layer.is_on(switched), layer.is_on(before));
        }
    }
}
