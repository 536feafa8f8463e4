//! VAEP, Valuing Actions by Estimating Probabilities: an action is worth what it changes in the chance that its team
//! scores within the next ten actions, and in the chance that it concedes.
//!
//! Decroos, Bransen, Van Haaren and Davis, "Actions Speak Louder than Goals", KDD 2019; features, labels and formula
//! as in the `socceraction` library (1.5.3), with one difference: own goals count in the score. That library looks for
//! them among shots, where its own converters never put them.

mod features;
mod labels;
mod value;

use serde::{Deserialize, Serialize};

pub use features::features;
pub use labels::{Labels, labels};
pub use value::{ActionValue, values};

use crate::{
    boosting::{Boosted, Features, Growth},
    logistic::NotFitted,
    spadl::Action,
};

/// Models of the chances to score and to concede.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vaep {
    /// That the acting team scores.
    pub scores: Boosted,
    /// That it concedes.
    pub concedes: Boosted,
}

impl Vaep {
    /// Fits the models to matches, each with its actions in their order.
    ///
    /// # Errors
    /// There are not both outcomes among the actions, or a place or time is no number.
    pub fn fit<'a>(
        matches: impl IntoIterator<Item = &'a [Action]>,
        growth: Growth,
    ) -> Result<Self, NotFitted> {
        let mut all = Features::default();
        let mut outcomes = Labels::default();
        for actions in matches {
            all.append(features(actions));
            let of_match = labels(actions);
            outcomes.scores.extend(of_match.scores);
            outcomes.concedes.extend(of_match.concedes);
        }
        Ok(Self {
            scores: Boosted::fit(&all, &outcomes.scores, growth)?,
            concedes: Boosted::fit(&all, &outcomes.concedes, growth)?,
        })
    }

    /// What each action of a match was worth.
    pub fn rate(&self, actions: &[Action]) -> Vec<ActionValue> {
        let features = features(actions);
        let scores = self.scores.probabilities(&features);
        values(actions, &scores, &self.concedes.probabilities(&features))
    }
}

#[cfg(test)]
mod tests;
