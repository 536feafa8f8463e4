//! TK14 and TK15: movement of a whole match, and surfaces of moments.

use std::{path::Path, time::Duration};

use tracking::{
    motion,
    physical::physical_of,
    surface::{Grid, SpearmanModel, gaussian_control, spearman_control, voronoi},
};

use crate::{bars::Bars, best, data::moments, peers::Peers, reading::read_metrica};

/// The shortest of `times` computations of what everybody's velocities and accelerations add up to.
fn movement(folder: &Path, times: u32) -> anyhow::Result<Duration> {
    let game = read_metrica(folder)?;
    let took = best(times, || {
        let of = |places: &football::Places| {
            let path = motion::Path { x_m: &places.x_m, y_m: &places.y_m };
            physical_of(path, game.rate_hz).distance_m
        };
        game.periods.iter().flat_map(|period| &period.players).map(of).sum::<f64>()
    });
    println!("     movement of {} players: {:.4} s", game.players.len(), took.as_secs_f64());
    Ok(took)
}

/// Movement alone, without other programs: the shortest of three, several times over.
pub(crate) fn movement_alone(folder: &Path) -> anyhow::Result<()> {
    (0..7).try_for_each(|_| movement(folder, 3).map(drop))
}

/// Velocities, accelerations and what they add up to, of everybody.
pub(crate) fn measure_movement(
    folder: &Path,
    peers: &Peers,
    bars: &mut Bars,
) -> anyhow::Result<()> {
    let took = movement(folder, 3)?;
    match peers.run("databallpy", "metrics_databallpy", folder)? {
        Some(peer) => bars.at_least(
            "TK14 movement, times faster than databallpy",
            peer.secs / took.as_secs_f64(),
            5.0,
        ),
        None => bars.skipped("databallpy is not installed"),
    }
    Ok(())
}

/// Surfaces of five real moments.
pub(crate) fn measure_surfaces(
    folder: &Path,
    peers: &Peers,
    bars: &mut Bars,
) -> anyhow::Result<()> {
    let Some(moments) = moments() else {
        bars.skipped("the moments of the public tracking data are not here");
        return Ok(());
    };
    let count = f64::from(u32::try_from(moments.len())?);
    let model = SpearmanModel::default();
    let spearman = best(20, || {
        for at in &moments {
            let grid = SpearmanModel::grid(at.moment.pitch);
            std::hint::black_box(spearman_control(&at.moment, at.attacking, grid, &model));
        }
    });
    bars.at_most("TK15 Spearman control 50 x 32, ms", spearman.as_secs_f64() * 1e3 / count, 5.0);
    let gaussian = best(20, || {
        for at in &moments {
            let grid = Grid::with_borders(at.moment.pitch, 106, 68);
            std::hint::black_box(gaussian_control(&at.moment, grid));
        }
    });
    let nearest = best(20, || {
        for at in &moments {
            std::hint::black_box(voronoi(&at.moment, Grid::of_cells(at.moment.pitch, 106, 68)));
        }
    });
    for (what, ours, work) in [
        ("TK15 Gaussian control 106 x 68", gaussian, "gaussian_databallpy"),
        ("TK15 Voronoi 106 x 68", nearest, "voronoi_databallpy"),
    ] {
        println!("     {what}: {:.2} ms", ours.as_secs_f64() * 1e3 / count);
        match peers.run("databallpy", work, folder)? {
            Some(peer) => bars.at_least(
                &format!("{what}, times faster than databallpy"),
                peer.secs / ours.as_secs_f64(),
                1.0,
            ),
            None => bars.skipped("databallpy is not installed"),
        }
    }
    Ok(())
}
