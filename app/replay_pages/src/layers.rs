//! What can be shown over the pitch, and whether it is.

use crate::state::Replaying;

/// What is drawn over the pitch.
#[expect(clippy::struct_excessive_bools, reason = "each is shown or not, whatever the others are")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layers {
    pub(crate) surface: Option<SurfaceKind>,
    pub(crate) trails: bool,
    pub(crate) velocities: bool,
    pub(crate) offside: bool,
    pub(crate) hulls: bool,
    pub(crate) names: bool,
}

/// Whose each part of the pitch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SurfaceKind {
    /// Who would get a ball played there.
    Control,
    /// Who is nearest.
    Nearest,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            surface: Some(SurfaceKind::Control),
            trails: true,
            velocities: true,
            offside: true,
            hulls: false,
            names: false,
        }
    }
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
    pub(crate) fn is_on(self, layers: Layers) -> bool {
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
    pub(crate) fn switched(self, mut layers: Layers) -> Layers {
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

    #[test]
    fn of_two_surfaces_one_is_shown() {
        let nearest = Layer::Nearest.switched(Layers::default());
        assert!(Layer::Nearest.is_on(nearest) && !Layer::Control.is_on(nearest));
        assert_eq!(Layer::Nearest.switched(nearest).surface, None);
    }
}
