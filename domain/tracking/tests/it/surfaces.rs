//! TK5 and TK6: surfaces of five real moments.

use football::Side;
use serde_json::Value;
use tracking::surface::{
    Grid, SpearmanModel, gaussian_control, onside, share_of, spearman_control, voronoi,
};

use crate::data::{Case, json, moments, number, side};

/// The largest difference between values in rows and a reference of the same shape.
fn largest_difference(values: &[f64], columns: usize, reference: &Value) -> f64 {
    let rows = reference.as_array().unwrap();
    assert_eq!((values.len() / columns, rows[0].as_array().unwrap().len()), (rows.len(), columns));
    let expected = rows.iter().flat_map(|row| row.as_array().unwrap());
    values
        .iter()
        .zip(expected)
        .map(|(value, expected)| (value - expected.as_f64().unwrap()).abs())
        .fold(0.0, f64::max)
}

#[test]
fn spearman_control_is_that_of_the_reference_cell_by_cell() {
    let Some(cases) = moments() else { return };
    let reference = json("tracab_nl_6min/reference/ref_pitch_control_spearman.json.gz").unwrap();
    let model = SpearmanModel::default();
    for Case { frame, attacking, moment, .. } in cases {
        let expected = &reference["frames"][&frame];
        assert_eq!(side(&expected["attacking"]), attacking, "{frame}");
        let grid = SpearmanModel::grid(moment.pitch);
        assert_eq!((grid.columns, grid.rows), (50, 32));

        let control = spearman_control(&moment, attacking, grid, &model);

        let removed = onside(&moment, attacking, &model).iter().filter(|onside| !**onside).count();
        assert_eq!(expected["offside_removed"], removed, "{frame}");
        let difference = largest_difference(&control.values, 50, &expected["ppcf_attacking"]);
        assert!(difference <= 1e-4, "{frame}: {difference}");
        assert!((control.mean() - number(expected, "mean")).abs() <= 1e-6, "{frame}");
    }
}

#[test]
fn gaussian_control_is_that_of_the_reference_cell_by_cell() {
    let Some(cases) = moments() else { return };
    let reference = json("tracab_nl_6min/reference/ref_pitch_control_fb.json.gz").unwrap();
    for Case { frame, moment, .. } in cases {
        let control = gaussian_control(&moment, Grid::with_borders(moment.pitch, 53, 34));
        // The reference holds the away team's share.
        let away: Vec<f64> = control.values.iter().map(|home| 1.0 - home).collect();
        let difference = largest_difference(&away, 53, &reference["frames"][&frame]);
        assert!(difference <= 1e-3, "{frame}: {difference}");
    }
}

#[test]
fn the_nearest_player_is_that_of_the_reference() {
    let Some(cases) = moments() else { return };
    let reference = json("tracab_nl_6min/reference/ref_voronoi.json").unwrap();
    for Case { frame, names, moment, .. } in cases {
        let owners = voronoi(&moment, Grid::of_cells(moment.pitch, 106, 68));
        let expected = &reference["frames"][&frame];
        let mut differing = 0;
        for (place, name) in names.iter().enumerate() {
            let cells = owners.iter().filter(|owner| **owner == place).count();
            let expected = expected["cells"][name].as_u64().unwrap_or_default();
            differing += expected.abs_diff(u64::try_from(cells).unwrap());
        }
        // A thousandth of the cells, each of which would be missed by one and won by another.
        assert!(differing <= 2 * 7, "{frame}: {differing}");
        let home = share_of(Side::Home, &owners, &moment).unwrap();
        assert!((home - number(expected, "home_share")).abs() <= 0.001, "{frame}: {home}");
    }
}
