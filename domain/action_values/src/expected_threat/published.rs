//! The grid that Karun Singh published with his article "Introducing Expected Threat (xT)", 2019
//! (`open_xt_12x8_v1.json`, <https://karun.in/blog/expected-threat.html>), fitted on a season of the Premier League.

use super::ThreatGrid;

const COLUMNS: usize = 12;

/// The rows from the left touchline to the middle; the other half is their mirror image.
const HALF: [[f64; COLUMNS]; 4] = [
    [
        0.006_383_03,
        0.007_796_16,
        0.008_448_54,
        0.009_776_59,
        0.011_262_67,
        0.012_483_44,
        0.014_735_96,
        0.017_450_6,
        0.021_221_29,
        0.027_563_12,
        0.034_850_72,
        0.037_925_9,
    ],
    [
        0.007_500_72,
        0.008_785_89,
        0.009_423_82,
        0.010_594_9,
        0.012_147_19,
        0.013_845_4,
        0.016_118_13,
        0.018_703_47,
        0.024_015_21,
        0.029_532_72,
        0.040_669_92,
        0.046_477_21,
    ],
    [
        0.008_879_9,
        0.009_777_45,
        0.010_013_04,
        0.011_104_62,
        0.012_691_74,
        0.014_291_28,
        0.016_855_96,
        0.019_351_32,
        0.024_122_4,
        0.028_552_02,
        0.054_911_38,
        0.064_425_95,
    ],
    [
        0.009_410_56,
        0.010_827_22,
        0.010_165_49,
        0.011_323_76,
        0.012_626_46,
        0.014_845_98,
        0.016_895_28,
        0.019_970_7,
        0.023_851_49,
        0.035_113_26,
        0.108_051_02,
        0.257_453_62,
    ],
];

/// Karun Singh's grid of 12 by 8 cells.
pub fn published() -> ThreatGrid {
    let values = HALF.iter().chain(HALF.iter().rev()).flatten().copied().collect();
    ThreatGrid { columns: COLUMNS, rows: 2 * HALF.len(), values }
}
