//! The form of the language model: what is typed, and the settings that it asks for.

use backroom::{WriterSettings, WriterShape};
use serde::{Deserialize, Serialize};

/// What stands in the form. A box that is off sends nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WriterFields {
    /// A word of [`WriterShape`]; empty for the offline writer alone.
    pub shape: String,
    /// Who runs it.
    pub provider: String,
    /// Where the API begins.
    pub base_url: String,
    /// The model.
    pub model: String,
    /// Name of the secret with the key.
    pub secret: String,
    /// `true` when evidence may be sent.
    pub sends_player_data: String,
    /// `true` when rows about health may be among it.
    pub sends_medical_data: String,
    /// `true` when the address may be a private one.
    pub allows_private_address: String,
}

impl WriterFields {
    /// The form of settings that are there.
    pub(super) fn of(settings: &WriterSettings) -> Self {
        let said = |is_on: bool| if is_on { "true".to_owned() } else { String::new() };
        Self {
            shape: settings.shape.map(|shape| shape.as_str().to_owned()).unwrap_or_default(),
            provider: settings.provider.clone(),
            base_url: settings.base_url.clone(),
            model: settings.model.clone(),
            secret: settings.secret.clone(),
            sends_player_data: said(settings.sends_player_data),
            sends_medical_data: said(settings.sends_medical_data),
            allows_private_address: said(settings.allows_private_address),
        }
    }

    /// The form as it was typed before it was refused.
    pub(super) fn typed(field: impl Fn(&str) -> String) -> Self {
        Self {
            shape: field("shape"),
            provider: field("provider"),
            base_url: field("base_url"),
            model: field("model"),
            secret: field("secret"),
            sends_player_data: field("sends_player_data"),
            sends_medical_data: field("sends_medical_data"),
            allows_private_address: field("allows_private_address"),
        }
    }

    /// The fields by their names, as [`Self::typed`] reads them. The key is not among them: it is in the
    /// vault.
    #[cfg(feature = "ssr")]
    pub(super) fn by_name(&self) -> [(&'static str, &str); 8] {
        [
            ("shape", &self.shape),
            ("provider", &self.provider),
            ("base_url", &self.base_url),
            ("model", &self.model),
            ("secret", &self.secret),
            ("sends_player_data", &self.sends_player_data),
            ("sends_medical_data", &self.sends_medical_data),
            ("allows_private_address", &self.allows_private_address),
        ]
    }

    /// The settings that the form asks for, in the place of those of `version`.
    ///
    /// # Errors
    /// The shape is none that we speak.
    #[cfg(feature = "ssr")]
    pub(super) fn settings(&self, version: i32) -> Result<WriterSettings, football::FieldError> {
        let shape = match self.shape.as_str() {
            "" => None,
            word => Some(
                word.parse::<WriterShape>()
                    .or(Err(football::FieldError::new("shape", "Choose one of the list.")))?,
            ),
        };
        let text = |text: &str| text.trim().to_owned();
        Ok(WriterSettings {
            shape,
            provider: text(&self.provider),
            base_url: text(&self.base_url),
            model: text(&self.model),
            secret: text(&self.secret),
            sends_player_data: self.sends_player_data == "true",
            sends_medical_data: self.sends_medical_data == "true",
            allows_private_address: self.allows_private_address == "true",
            version,
        })
    }
}

/// Where the API of the chosen shape's maker begins, as a hint.
pub(super) fn usual_base_url(shape: &str) -> &'static str {
    shape.parse::<WriterShape>().map_or("https://api.example.org/v1", WriterShape::usual_base_url)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_out_of_their_form() {
        let settings = WriterSettings {
            shape: Some(WriterShape::Gemini),
            provider: "Google".to_owned(),
            base_url: "https://example.org".to_owned(),
            model: "small".to_owned(),
            secret: "gemini".to_owned(),
            sends_player_data: true,
            version: 3,
            ..WriterSettings::default()
        };

        let fields = WriterFields::of(&settings);
        let kept = fields.by_name();
        let typed = WriterFields::typed(|name| {
            kept.iter().find(|(known, _)| *known == name).unwrap().1.to_owned()
        });

        assert_eq!(typed, fields);
        assert_eq!(typed.settings(3).unwrap(), settings);
    }

    #[test]
    fn a_shape_that_we_do_not_speak_is_named() {
        let fields = WriterFields { shape: "telepathy".to_owned(), ..WriterFields::default() };

        assert_eq!(fields.settings(0).unwrap_err().field, "shape");
    }
}
