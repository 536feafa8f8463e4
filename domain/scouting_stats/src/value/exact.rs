//! A model as bytes that read back to the last bit.
//!
//! JSON, so that a stored model can be looked at, with each figure written as the bits of its double:
//! `serde_json` reads a decimal figure to within one unit in its last place only, and a model that was
//! kept must forecast what it forecast when it was fitted.

use serde_json::{Number, Value};

use super::ValueModel;

/// Before the sixteen hexadecimal digits of a figure's bits.
const BITS: &str = "bits:";

impl ValueModel {
    /// The model as bytes. The same model gives the same bytes.
    ///
    /// # Errors
    /// None for a model that was fitted.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&as_bits(serde_json::to_value(self)?))
    }

    /// The model that [`Self::to_bytes`] wrote, bit for bit.
    ///
    /// # Errors
    /// The bytes are of something else, or of a release whose models were of another shape.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_value(as_figures(serde_json::from_slice(bytes)?))
    }
}

fn as_bits(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(figure) => Value::String(format!("{BITS}{:016x}", figure.to_bits())),
            None => Value::Number(number),
        },
        Value::Array(items) => Value::Array(items.into_iter().map(as_bits).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, as_bits(value))).collect())
        }
        other => other,
    }
}

fn as_figures(value: Value) -> Value {
    match value {
        Value::String(text) => match figure(&text) {
            Some(number) => Value::Number(number),
            None => Value::String(text),
        },
        Value::Array(items) => Value::Array(items.into_iter().map(as_figures).collect()),
        Value::Object(fields) => Value::Object(
            fields.into_iter().map(|(name, value)| (name, as_figures(value))).collect(),
        ),
        other => other,
    }
}

/// The figure that `text` holds the bits of; no text of a model begins so otherwise.
fn figure(text: &str) -> Option<Number> {
    let bits = u64::from_str_radix(text.strip_prefix(BITS)?, 16).ok()?;
    Number::from_f64(f64::from_bits(bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::examples::{generated_histories, origin};
    use crate::value::{ModelSettings, Panel};

    #[test]
    fn a_model_reads_back_to_the_last_bit() {
        let histories = generated_histories(400, 8);
        let panel = Panel::new(&histories, origin());
        let past = panel.past(origin()).unwrap();
        let model = ValueModel::fit(past, ModelSettings::seeded(7)).unwrap();

        let bytes = model.to_bytes().unwrap();
        let read = ValueModel::from_bytes(&bytes).unwrap();

        assert_eq!(read.to_bytes().unwrap(), bytes);
        let all = |model: &ValueModel| {
            let forecasts = histories.iter().map(|history| model.forecast(history).unwrap());
            serde_json::to_vec(&forecasts.collect::<Vec<_>>()).unwrap()
        };
        assert_eq!(all(&read), all(&model));
    }

    #[test]
    fn figures_that_decimal_json_would_bend_are_kept() {
        for figure in [0.1 + 0.2, -0.0, f64::MIN_POSITIVE, 1.0, -123.456e-200] {
            let written = as_bits(serde_json::to_value(figure).unwrap());
            let read = as_figures(written).as_f64().unwrap();

            assert_eq!(read.to_bits(), figure.to_bits());
        }
    }

    #[test]
    fn bytes_of_something_else_are_no_model() {
        assert!(ValueModel::from_bytes(b"{}").is_err());
        assert!(ValueModel::from_bytes(b"\xff").is_err());
    }
}
