//! What a job was given out of the vault is taken out of what it tells. A handler keeps a value to itself,
//! but the other side of a call may send it back: in an error, in a field where a number should be.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use store::vault::SecretValue;

/// What stands where a value stood.
const REDACTED: &str = "••••••";
/// A value shorter than this is part of too many words to be looked for.
const LEAST_LOOKED_FOR: usize = 4;

/// The values that one attempt was given.
#[derive(Default)]
pub(super) struct Given(Mutex<Vec<SecretValue>>);

impl Given {
    pub(super) fn note(&self, value: &SecretValue) {
        if value.len() >= LEAST_LOOKED_FOR {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(value.clone());
        }
    }

    /// `text` without the values.
    pub(super) fn redacted(&self, text: &str) -> String {
        let values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        values.iter().fold(text.to_owned(), |text, value| {
            if text.contains(value.as_str()) {
                text.replace(value.as_str(), REDACTED)
            } else {
                text
            }
        })
    }

    /// `told` without the values, in names of fields too.
    pub(super) fn redacted_json(&self, told: Value) -> Value {
        match told {
            Value::String(text) => Value::String(self.redacted(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.redacted_json(item)).collect(),
            Value::Object(fields) => fields
                .into_iter()
                .map(|(name, value)| (self.redacted(&name), self.redacted_json(value)))
                .collect(),
            plain => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_taken_out_of_texts_and_results_and_nothing_else_is() {
        let given = Given::default();
        given.note(&SecretValue::new("sk-canary".to_owned()));
        given.note(&SecretValue::new("a".to_owned()));

        assert_eq!(given.redacted("Bearer sk-canary, sk-canary!"), "Bearer ••••••, ••••••!");
        assert_eq!(given.redacted("a canary"), "a canary");
        let told = json!({ "sk-canary": [1, "is sk-canary", null], "amount": 7 });
        assert_eq!(
            given.redacted_json(told),
            json!({ "••••••": [1, "is ••••••", null], "amount": 7 })
        );
    }
}
