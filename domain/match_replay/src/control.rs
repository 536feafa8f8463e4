//! Who controls which part of the pitch in a frame, by Spearman's model.

use football::Side;
use tracking::surface::{SpearmanModel, Surface, spearman_control};

use crate::{number, scene::Scene};

/// Who controls what in a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// The chance that the home team gets a ball played to each point: 0 to 1.
    pub home: Surface,
    /// The home team's shares.
    pub shares: Shares,
}

/// The home team's shares of the pitch, 0 to 1; the away team has the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Of the whole pitch.
    pub whole: f64,
    /// Whose final third the next figure is of: the team that has the ball.
    pub attacking: Side,
    /// Of that third; `None` where nobody can tell which way the team attacks.
    pub final_third: Option<f64>,
}

/// The control of a frame on the usual grid of 50 columns; `None` where the ball was not seen or nobody was. The
/// model gives the chance of the team with the ball; the other team has what is left.
pub fn control(scene: &Scene) -> Option<Control> {
    let (moment, attacking) = (scene.moment()?, scene.attacking?);
    if moment.movers.is_empty() {
        return None;
    }
    let grid = SpearmanModel::grid(scene.pitch);
    let mut home = spearman_control(&moment, attacking, grid, &SpearmanModel::default());
    if attacking == Side::Away {
        home.values.iter_mut().for_each(|value| *value = 1.0 - *value);
    }
    let shares = Shares {
        whole: home.mean(),
        attacking,
        final_third: scene.attacks_right(attacking).map(|right| third(&home, right)),
    };
    Some(Control { home, shares })
}

/// The mean over the third of the pitch at one end.
fn third(surface: &Surface, right: bool) -> f64 {
    let grid = surface.grid;
    let sixth_m = grid.step_m()[0] * number(grid.columns) / 6.0;
    let is_within = |column: &usize| {
        let x_m = grid.x_m(*column);
        if right { x_m > sixth_m } else { x_m < -sixth_m }
    };
    let columns: Vec<usize> = (0..grid.columns).filter(is_within).collect();
    let sum: f64 = (0..grid.rows)
        .flat_map(|row| columns.iter().map(move |column| surface.at(*column, row)))
        .sum();
    sum / number(columns.len() * grid.rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::Playhead,
        samples::{manifest_of, reel_of, standing},
    };

    /// A home player on the left and an away player on the right, as far from the halfway line.
    fn two(ball: Option<[f32; 2]>) -> Scene {
        let players = [(Side::Home, 8, [-20.0, 0.0]), (Side::Away, 9, [20.0, 0.0])];
        let game = standing(&players, ball);
        let manifest = manifest_of(&game, 100);
        Scene::at(&manifest, &reel_of(&game, &manifest), Playhead { period: 0, tick: 50 }).unwrap()
    }

    #[test]
    fn two_who_are_alone_share_the_pitch_and_each_has_his_own_end() {
        let control = control(&two(Some([-20.0, 0.0]))).unwrap();

        assert_eq!((control.home.grid.columns, control.home.grid.rows), (50, 32));
        assert_eq!(control.shares.attacking, Side::Home);
        assert!((control.shares.whole - 0.5).abs() < 0.02, "{:?}", control.shares);
        // The home team attacks right in the first half.
        assert!(control.shares.final_third.unwrap() < 0.05, "{:?}", control.shares);
    }

    #[test]
    fn it_is_the_home_teams_share_whoever_has_the_ball() {
        let control = control(&two(Some([20.0, 0.0]))).unwrap();

        assert_eq!(control.shares.attacking, Side::Away);
        assert!((control.shares.whole - 0.5).abs() < 0.02, "{:?}", control.shares);
        // The away team attacks left, where the home team's player is.
        assert!(control.shares.final_third.unwrap() > 0.95, "{:?}", control.shares);
    }

    #[test]
    fn without_the_ball_nobody_can_tell() {
        assert_eq!(control(&two(None)), None);
    }
}
