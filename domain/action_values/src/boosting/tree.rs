//! A decision tree.

use serde::{Deserialize, Serialize};

use super::features::{Features, Values};

/// A tree of questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// Its nodes; the first is the root, and children come after their parents.
    pub nodes: Vec<Node>,
}

/// A question, or what is added to the logarithmic odds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// The end.
    Leaf(f64),
    /// A question on a feature.
    Question {
        /// The place of the feature among the columns.
        column: usize,
        /// What is asked of it.
        split: Split,
        /// The node for yes.
        yes: usize,
        /// The node for no.
        no: usize,
    },
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// Whether a number is at most this.
    AtMost(f32),
    /// Whether a word is this.
    Is(u8),
}

impl Split {
    fn yes(self, values: &Values, row: usize) -> bool {
        match (self, values) {
            (Self::AtMost(bound), Values::Numbers(numbers)) => numbers[row] <= bound,
            (Self::Is(word), Values::Words(words)) => words[row] == word,
            _ => false,
        }
    }
}

impl Tree {
    /// What it adds for a row; nothing, if the columns are not those that it was grown on.
    pub(super) fn value(&self, features: &Features, row: usize) -> f64 {
        let mut place = 0;
        loop {
            match self.nodes.get(place) {
                Some(Node::Leaf(value)) => return *value,
                Some(Node::Question { column, split, yes, no }) => {
                    let Some(column) = features.columns().get(*column) else { return 0.0 };
                    let next = if split.yes(&column.values, row) { *yes } else { *no };
                    // A tree from elsewhere may lead in circles.
                    if next <= place {
                        return 0.0;
                    }
                    place = next;
                }
                None => return 0.0,
            }
        }
    }
}
