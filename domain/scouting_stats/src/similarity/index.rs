//! All players of a position group, laid out so that one of them is compared with all in a moment.

use football::{PositionGroup, SeasonMetric};
use serde::{Deserialize, Serialize};

use super::{LikenessReason, Weights, likeness};
use crate::ZScores;

/// Players whose scores stand side by side: four lanes of four floats, which every processor that
/// this runs on adds at once.
const LANES: usize = 16;
/// Bits of a word.
const WORD: usize = 64;
/// How far a cosine in single precision may lie off: twice what 131 roundings of 6e-8 come to. All
/// within it of the last place are looked at in double precision.
const MARGIN: f32 = 2e-5;

/// A player who is like another, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimilarPlayer {
    /// His place in the table.
    pub player: usize,
    /// How alike, 0 to 100.
    pub score: f64,
    /// Metrics in which both have a figure.
    pub shared: u32,
    /// What each of them adds, the most first. The points add up to the score, where that is not 0.
    pub reasons: Vec<LikenessReason>,
}

/// Players of one position group, ready to be compared.
///
/// Of 16 players at a time, their scores in the first metric stand side by side, then those in the
/// second, and so on: one pass over memory gives the products of all with one player. Single precision
/// chooses the candidates, double precision ranks them, so that the order is exact.
#[derive(Clone, Debug)]
pub struct SimilarityIndex {
    metrics: Vec<SeasonMetric>,
    weights: Vec<f64>,
    /// The places of the players in the table, ascending.
    players: Vec<usize>,
    /// Scores times the root of the metric's weight, 0 where missing, in blocks of [`LANES`].
    blocks: Vec<[f32; LANES]>,
    /// 1 / length of each player's row, 0 for a row of noughts.
    inverse_lengths: Vec<f32>,
    /// Places of the players of whom a score is missing.
    incomplete: Vec<usize>,
    /// Their missing metrics as bits, [`SimilarityIndex::words`] words each.
    missing: Vec<u64>,
}

/// A player's scores as the index needs them.
struct Query {
    /// z-scores, NaN where missing.
    scores: Vec<f64>,
    /// Times the root of the weight, 0 where missing.
    scaled: Vec<f32>,
    is_complete: bool,
}

impl SimilarityIndex {
    /// An index of the players of `group` in `z`.
    ///
    /// # Panics
    /// `weights` are of another number of metrics.
    pub fn new(z: &ZScores, group: PositionGroup, weights: &Weights) -> Self {
        let weights = weights.as_slice().to_vec();
        let width = z.metrics().len();
        assert_eq!(weights.len(), width, "one weight for each metric");
        let players: Vec<usize> = (0..z.players().len())
            .filter(|player| z.players()[*player].group == Some(group))
            .collect();
        let mut index = Self {
            metrics: z.metrics().to_vec(),
            weights,
            blocks: vec![[0.0; LANES]; players.len().div_ceil(LANES) * width],
            inverse_lengths: vec![0.0; players.len()],
            incomplete: Vec::new(),
            missing: Vec::new(),
            players,
        };
        for row in 0..index.players.len() {
            index.enter(z, row);
        }
        index
    }

    fn enter(&mut self, z: &ZScores, row: usize) {
        let player = self.players[row];
        let width = self.metrics.len();
        let mut bits = vec![0_u64; self.words()];
        let mut squares = 0.0;
        for metric in 0..width {
            let score = z.raw(player, metric);
            if score.is_nan() {
                bits[metric / WORD] |= 1 << (metric % WORD);
                continue;
            }
            let scaled = scaled(score, self.weights[metric]);
            self.blocks[row / LANES * width + metric][row % LANES] = scaled;
            squares += f64::from(scaled).powi(2);
        }
        self.inverse_lengths[row] = inverse_root(squares);
        if bits.iter().any(|word| *word != 0) {
            self.incomplete.push(row);
            self.missing.extend(bits);
        }
    }

    /// The metrics compared.
    pub fn metrics(&self) -> &[SeasonMetric] {
        &self.metrics
    }

    /// The places in the table of the players compared, ascending.
    pub fn players(&self) -> &[usize] {
        &self.players
    }

    /// The `count` players most like `player`, himself left out: the most alike first, of equals the
    /// one who stands first in the table. `None` where he is not in the index.
    ///
    /// `keep` is asked of the places in the table whether a player may be in the list: minutes, age and
    /// value are filtered after scoring, so that they change no score.
    pub fn most_similar(
        &self,
        player: usize,
        count: usize,
        keep: impl Fn(usize) -> bool,
    ) -> Option<Vec<SimilarPlayer>> {
        let row = self.players.binary_search(&player).ok()?;
        let query = self.query((0..self.metrics.len()).map(|metric| self.score(row, metric)));
        Some(self.nearest(&query, count, &|other| other != player && keep(other)))
    }

    /// The `count` players most like one whose z-scores are `scores`: a player of another season, or
    /// what somebody is looking for.
    ///
    /// # Panics
    /// `scores` are not one for each metric.
    pub fn most_similar_to(
        &self,
        scores: &[Option<f64>],
        count: usize,
        keep: impl Fn(usize) -> bool,
    ) -> Vec<SimilarPlayer> {
        assert_eq!(scores.len(), self.metrics.len(), "one score for each metric");
        let query = self.query(scores.iter().map(|score| score.unwrap_or(f64::NAN)));
        self.nearest(&query, count, &keep)
    }

    fn query(&self, scores: impl Iterator<Item = f64>) -> Query {
        let scores: Vec<f64> = scores.collect();
        let scaled = scores
            .iter()
            .zip(&self.weights)
            .map(|(score, weight)| if score.is_nan() { 0.0 } else { scaled(*score, *weight) })
            .collect();
        let is_complete = scores.iter().all(|score| !score.is_nan());
        Query { scores, scaled, is_complete }
    }

    /// `keep` is asked of few, so that it may be a pointer; the loops are then compiled here, for all callers.
    fn nearest(
        &self,
        query: &Query,
        count: usize,
        keep: &dyn Fn(usize) -> bool,
    ) -> Vec<SimilarPlayer> {
        let cosines = self.cosines(query);
        let last = last_place(&cosines, count, &|row| keep(self.players[row]));
        let mut found: Vec<(f64, usize)> = cosines
            .iter()
            .enumerate()
            .filter(|(row, cosine)| **cosine >= last - MARGIN && keep(self.players[*row]))
            .map(|(row, _)| (self.exact(query, row).cosine, row))
            .collect();
        found.sort_by(|(a, row_a), (b, row_b)| b.total_cmp(a).then(row_a.cmp(row_b)));
        found.truncate(count);
        found.into_iter().map(|(_, row)| self.told(query, row)).collect()
    }

    /// The cosine of `query` with every row, in single precision.
    fn cosines(&self, query: &Query) -> Vec<f32> {
        let width = self.metrics.len();
        let own: f64 = query.scaled.iter().map(|score| f64::from(*score).powi(2)).sum();
        let mut cosines = vec![0.0; self.players.len()];
        if width == 0 {
            return cosines;
        }
        let inverse_own = inverse_root(own);
        let blocks = self.blocks.chunks_exact(width);
        let lengths = self.inverse_lengths.chunks(LANES);
        for ((out, block), lengths) in cosines.chunks_mut(LANES).zip(blocks).zip(lengths) {
            let products = products(block, &query.scaled);
            if query.is_complete {
                for ((out, product), length) in out.iter_mut().zip(products).zip(lengths) {
                    *out = product * length * inverse_own;
                }
            } else {
                let squares = squares_where_known(block, &query.scores);
                for ((out, product), square) in out.iter_mut().zip(products).zip(squares) {
                    *out = if square > 0.0 { product * inverse_own / square.sqrt() } else { 0.0 };
                }
            }
        }
        // Where the other player lacks a metric, the query's own length is without it too.
        for (row, missing) in self.incomplete.iter().zip(self.missing.chunks_exact(self.words())) {
            let lacking: f64 =
                bits(missing).map(|metric| f64::from(query.scaled[metric]).powi(2)).sum();
            let rest = inverse_root(own - lacking);
            cosines[*row] =
                if inverse_own > 0.0 { cosines[*row] / inverse_own * rest } else { 0.0 };
        }
        cosines
    }

    /// The z-score at a place, as the index keeps it; NaN where missing.
    fn score(&self, row: usize, metric: usize) -> f64 {
        let scaled = self.blocks[row / LANES * self.metrics.len() + metric][row % LANES];
        let weight = self.weights[metric];
        if weight > 0.0 && !self.is_missing(row, metric) {
            f64::from(scaled) / weight.sqrt()
        } else {
            f64::NAN
        }
    }

    fn is_missing(&self, row: usize, metric: usize) -> bool {
        self.incomplete.binary_search(&row).is_ok_and(|place| {
            self.missing[place * self.words() + metric / WORD] >> (metric % WORD) & 1 == 1
        })
    }

    fn exact(&self, query: &Query, row: usize) -> super::Likeness {
        let metrics = query.scores.iter().zip(&self.weights).enumerate();
        likeness(metrics.map(|(metric, (own, weight))| (*own, self.score(row, metric), *weight)))
    }

    fn told(&self, query: &Query, row: usize) -> SimilarPlayer {
        let found = self.exact(query, row);
        let mut reasons: Vec<LikenessReason> = Vec::with_capacity(found.shared as usize);
        for (metric, own) in query.scores.iter().enumerate() {
            let other = self.score(row, metric);
            if own.is_nan() || other.is_nan() {
                continue;
            }
            reasons.push(LikenessReason {
                metric: self.metrics[metric].clone(),
                points: found.points(*own, other, self.weights[metric]),
                own: *own,
                other,
            });
        }
        reasons.sort_by(|a, b| b.points.total_cmp(&a.points));
        SimilarPlayer {
            player: self.players[row],
            score: found.shown(),
            shared: found.shared,
            reasons,
        }
    }

    /// Words that hold one bit for each metric.
    fn words(&self) -> usize {
        self.metrics.len().div_ceil(WORD).max(1)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the index is in single precision")]
fn scaled(score: f64, weight: f64) -> f32 {
    (score * weight.sqrt()) as f32
}

#[expect(clippy::cast_possible_truncation, reason = "the index is in single precision")]
fn inverse_root(squares: f64) -> f32 {
    // What rounding leaves of nothing is nothing.
    if squares > 1e-9 { (1.0 / squares.sqrt()) as f32 } else { 0.0 }
}

/// Of each player of a block, the sum of products with the query.
fn products(block: &[[f32; LANES]], query: &[f32]) -> [f32; LANES] {
    let mut sums = [0.0; LANES];
    for (scores, own) in block.iter().zip(query) {
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum += score * own;
        }
    }
    sums
}

/// Of each player of a block, the sum of squares in the metrics that the query knows.
fn squares_where_known(block: &[[f32; LANES]], query: &[f64]) -> [f32; LANES] {
    let mut sums = [0.0; LANES];
    for (scores, _) in block.iter().zip(query).filter(|(_, own)| !own.is_nan()) {
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum += score * score;
        }
    }
    sums
}

/// The places of the bits that are set, ascending.
fn bits(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(place, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| place * WORD + rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(bit)
        })
    })
}

/// The cosine in the last of `count` places among the rows that are kept; below every cosine where
/// there are not so many.
fn last_place(cosines: &[f32], count: usize, keep: &dyn Fn(usize) -> bool) -> f32 {
    let mut best: Vec<f32> = Vec::with_capacity(count + 1);
    let mut last = f32::NEG_INFINITY;
    if count == 0 {
        return f32::INFINITY;
    }
    for (row, cosine) in cosines.iter().enumerate() {
        // Seldom true once the list is full, so the rest costs nothing.
        if *cosine > last && keep(row) {
            let place = best.partition_point(|better| better >= cosine);
            best.insert(place, *cosine);
            best.truncate(count);
            if best.len() == count {
                last = best[count - 1];
            }
        }
    }
    last
}

#[cfg(test)]
mod tests;
