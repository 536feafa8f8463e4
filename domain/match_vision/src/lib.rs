//! Finds and follows people in the pictures of a camera that stands still and looks at a pitch.
//!
//! [`Scene::learn`] looks at some pictures of a film, spread over it, and keeps what the pitch looks like without
//! people. [`Scene::look`] then tells who stands where in a picture: what differs from the pitch, cut into pieces as
//! large as a person is at that place. [`Tracker`] makes ways of them, and [`roles`] tells
//! teams, goalkeepers and the referee apart.

mod background;
mod ground;
mod people;
mod picture;
mod pieces;
mod teams;
mod tracks;

pub use people::Detection;
pub use picture::Picture;
pub use teams::{Role, roles};
pub use tracks::{Place, Track, Tracker};

use background::Background;
use football::Pitch;
use ground::Ground;
use match_camera::Camera;

/// Pictures that are asked how large people are.
const ASKED: usize = 8;

/// A pitch as a camera sees it, without people.
#[derive(Clone, Debug)]
pub struct Scene {
    ground: Ground,
    background: Background,
}

/// Why there is nothing to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLearned {
    /// No picture is of the camera's size.
    #[error("no picture is as large as those that the camera was calibrated on")]
    NoPictures,
    /// The camera sees nothing of the pitch.
    #[error("the camera sees nothing of the pitch: look at its marks again")]
    NoPitch,
}

impl Scene {
    /// Learns the pitch from pictures that are spread over the film, so that most people have moved between them:
    /// twenty are enough. Pictures of another size are passed over.
    ///
    /// # Errors
    /// See [`NotLearned`].
    pub fn learn(
        camera: Camera,
        pitch: Pitch,
        pictures: &[Picture<'_>],
    ) -> Result<Self, NotLearned> {
        let size = camera.size_px.map(|side| side as usize);
        let pictures: Vec<Picture<'_>> =
            pictures.iter().copied().filter(|picture| picture.size_px() == size).collect();
        if pictures.is_empty() {
            return Err(NotLearned::NoPictures);
        }
        let mut ground = Ground::new(camera, pitch).ok_or(NotLearned::NoPitch)?;
        let background = Background::learn(&ground, &pictures);
        let mut asked = background.clone();
        let some = pictures.iter().step_by(pictures.len().div_ceil(ASKED));
        let typical = people::typical(&ground, some.map(|it| asked.differing(&ground, *it)));
        ground.typical = typical.unwrap_or(1.0);
        Ok(Self { ground, background })
    }

    /// The people in a picture; none in one of another size. What is grass changes slowly, with the light, and is
    /// learned on the way: pictures are looked at in their order. `expected_m` is where [`Tracker::expected`] awaits
    /// people, metres from the centre spot: those who hide each other are told apart by it.
    pub fn look(&mut self, picture: Picture<'_>, expected_m: &[[f64; 2]]) -> Vec<Detection> {
        if picture.size_px() != self.ground.size_px {
            return Vec::new();
        }
        let differing = self.background.differing(&self.ground, picture);
        people::find(&self.ground, differing, expected_m, picture)
    }
}
