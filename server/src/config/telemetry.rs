//! Where traces are sent, if anywhere.

use super::environment::{ConfigError, Environment, Variable};

/// Where traces are sent, if anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TelemetryConfig {
    /// The collector, without a path and without a slash at the end.
    pub otlp_endpoint: Option<String>,
}

const ENDPOINT: Variable = Variable {
    name: "TOUCHLINE_OTLP_ENDPOINT",
    meaning: "Address of an OpenTelemetry collector, such as http://127.0.0.1:4318. Requests and jobs \
              are sent there as spans, by OTLP over HTTP with JSON. Not set: nothing is sent.",
    default: "",
    secret: false,
};

impl TelemetryConfig {
    pub(super) const VARIABLES: &[&Variable] = &[&ENDPOINT];

    /// Reads the section.
    ///
    /// # Errors
    /// A value that cannot be used.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        let otlp_endpoint = environment.read(&ENDPOINT, "an http or https address", |text| {
            let is_address = text.starts_with("https://") || text.starts_with("http://");
            match text {
                "" => Some(None),
                _ if is_address => Some(Some(text.trim_end_matches('/').to_owned())),
                _ => None,
            }
        })?;
        Ok(Self { otlp_endpoint })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collector_is_an_address_and_nothing_is_none() {
        let read = |text| {
            TelemetryConfig::from_env(&Environment::of(&[("TOUCHLINE_OTLP_ENDPOINT", text)]))
        };

        let given = read("http://127.0.0.1:4318/").unwrap();

        assert_eq!(given.otlp_endpoint.as_deref(), Some("http://127.0.0.1:4318"));
        assert_eq!(read("").unwrap(), TelemetryConfig::default());
        assert_eq!(read("collector").unwrap_err().name, "TOUCHLINE_OTLP_ENDPOINT");
    }
}
