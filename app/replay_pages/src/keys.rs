//! What each key does.

use match_replay::Speed;

use crate::state::{Replaying, SurfaceKind};

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

/// A layer that a key shows and hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Control,
    Nearest,
    Trails,
    Velocities,
    Offside,
    Hulls,
    Names,
}

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

impl Layer {
    /// All of them, with the word and the key of each.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Control, "Pitch control", "p"),
        (Self::Nearest, "Voronoi", "r"),
        (Self::Trails, "Trails 2 s", "t"),
        (Self::Velocities, "Velocity", "v"),
        (Self::Offside, "Offside line", "o"),
        (Self::Hulls, "Hulls", "h"),
        (Self::Names, "Names", "n"),
    ];

    /// Whether it is shown.
    pub(crate) fn is_on(self, layers: crate::state::Layers) -> bool {
        match self {
            Self::Control => layers.surface == Some(SurfaceKind::Control),
            Self::Nearest => layers.surface == Some(SurfaceKind::Nearest),
            Self::Trails => layers.trails,
            Self::Velocities => layers.velocities,
            Self::Offside => layers.offside,
            Self::Hulls => layers.hulls,
            Self::Names => layers.names,
        }
    }

    /// Shows or hides it. Of the two surfaces one is shown at most.
    pub(crate) fn switched(self, mut layers: crate::state::Layers) -> crate::state::Layers {
        let surface = |kind| if layers.surface == Some(kind) { None } else { Some(kind) };
        match self {
            Self::Control => layers.surface = surface(SurfaceKind::Control),
            Self::Nearest => layers.surface = surface(SurfaceKind::Nearest),
            Self::Trails => layers.trails = !layers.trails,
            Self::Velocities => layers.velocities = !layers.velocities,
            Self::Offside => layers.offside = !layers.offside,
            Self::Hulls => layers.hulls = !layers.hulls,
            Self::Names => layers.names = !layers.names,
        }
        layers
    }

    pub(crate) fn toggle(self, state: Replaying) {
        state.set_layers(self.switched(state.layers_now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Layers;

    #[test]
    fn arrows_go_by_frame_and_with_shift_by_five_seconds() {
        assert_eq!(action("ArrowLeft", false), Some(KeyAction::Step(-1)));
        assert_eq!(action("ArrowRight", true), Some(KeyAction::JumpSecs(5.0)));
        assert_eq!(action("g", false), None);
        assert!(action("p", false).is_some_and(KeyAction::is_character));
        assert!(!action("ArrowLeft", false).is_some_and(KeyAction::is_character));
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

    #[test]
    fn of_two_surfaces_one_is_shown() {
        let nearest = Layer::Nearest.switched(Layers::default());
        assert!(Layer::Nearest.is_on(nearest) && !Layer::Control.is_on(nearest));
        assert_eq!(Layer::Nearest.switched(nearest).surface, None);
    }
}
