//! Reading settings from the environment: declared variables, secrets from files, and errors that
//! say what was found and what is expected. Knows no setting by name; the sections do.

use std::{collections::BTreeMap, fmt, path::Path, str::FromStr};

/// One setting: what `.env.sample` says about it is what the code knows about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Variable {
    /// Name in the environment.
    pub name: &'static str,
    /// What it steers, as one or two sentences.
    pub meaning: &'static str,
    /// The value used when it is not set; empty when there is none.
    pub default: &'static str,
    /// A secret may also be given as the path of a file, in `<NAME>_FILE`, and is never printed.
    pub secret: bool,
}

/// A setting that stops the start.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: found {found}, expected {expected}")]
pub struct ConfigError {
    /// The variable to change.
    pub name: String,
    /// What it holds now.
    pub found: String,
    /// What it may hold, and where to get it when that is not obvious.
    pub expected: String,
}

/// The variables that the program was started with.
#[derive(Clone, Default)]
pub struct Environment {
    values: BTreeMap<String, String>,
}

/// Names only: the values hold secrets.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}

impl Environment {
    /// The process's variables, and below them those of a `.env` file in the working directory.
    pub fn of_process() -> Self {
        let mut values: BTreeMap<String, String> =
            dotenvy::dotenv_iter().into_iter().flatten().filter_map(Result::ok).collect();
        values.extend(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }));
        Self { values }
    }

    /// Exactly these variables.
    pub fn of(values: &[(&str, &str)]) -> Self {
        Self {
            values: values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    /// Our variables that are set but that no section declares: most likely misspelt.
    pub fn undeclared<'a>(&'a self, declared: &'a [&'a Variable]) -> impl Iterator<Item = &'a str> {
        self.values.keys().map(String::as_str).filter(move |name| {
            // `TOUCHLINE_TEST_*` is for the tests, not for the program.
            name.starts_with("TOUCHLINE_")
                && !name.starts_with("TOUCHLINE_TEST_")
                && !declared.iter().any(|variable| {
                    variable.name == *name
                        || (variable.secret && name.strip_suffix("_FILE") == Some(variable.name))
                })
        })
    }

    /// The text of `variable`; `None` when it is not set or empty.
    ///
    /// # Errors
    /// A secret's file cannot be read, or a secret is given both ways.
    pub fn text(&self, variable: &Variable) -> Result<Option<String>, ConfigError> {
        let direct = self.values.get(variable.name).filter(|value| !value.is_empty());
        let file_name = format!("{}_FILE", variable.name);
        let file = self.values.get(&file_name).filter(|_| variable.secret);
        match (direct, file) {
            (Some(_), Some(_)) => Err(ConfigError {
                name: variable.name.to_owned(),
                found: format!("both {} and {file_name}", variable.name),
                expected: "one of the two".to_owned(),
            }),
            (None, Some(path)) => read_secret(&file_name, Path::new(path)).map(Some),
            (direct, None) => Ok(direct.cloned()),
        }
    }

    /// `variable` read by its type's `FromStr`, its default when it is not set.
    ///
    /// # Errors
    /// The text is not an `expected`.
    pub fn parsed<T: FromStr>(
        &self,
        variable: &Variable,
        expected: &str,
    ) -> Result<T, ConfigError> {
        self.read(variable, expected, |text| text.parse().ok())
    }

    /// `variable` as yes (`1`, `true`, `yes`, `on`) or no, its default when it is not set.
    ///
    /// # Errors
    /// The text is neither.
    pub fn switch(&self, variable: &Variable) -> Result<bool, ConfigError> {
        self.read(variable, "1 or 0", |text| match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" | "on" => Some(true),
            "0" | "false" | "no" | "off" => Some(false),
            _ => None,
        })
    }

    /// `variable` as a list parted by commas; empty parts are left out.
    ///
    /// # Errors
    /// A part is not an `expected`.
    pub fn list<T>(
        &self,
        variable: &Variable,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, ConfigError> {
        self.read(variable, expected, |text| {
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(&parse).collect()
        })
    }

    /// `variable` read by `parse`, its default when it is not set.
    ///
    /// # Errors
    /// `parse` refuses the text.
    pub fn read<T>(
        &self,
        variable: &Variable,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let text = self.text(variable)?.unwrap_or_else(|| variable.default.to_owned());
        parse(text.trim()).ok_or_else(|| ConfigError {
            name: variable.name.to_owned(),
            found: if variable.secret {
                format!("a value of {} characters", text.chars().count())
            } else {
                format!("`{text}`")
            },
            expected: expected.to_owned(),
        })
    }
}

fn read_secret(name: &str, path: &Path) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError {
        name: name.to_owned(),
        found: format!("`{}`, which cannot be read: {error}", path.display()),
        expected: "the path of a file that holds the secret and nothing else".to_owned(),
    })?;
    // Editors end files with a line feed; no secret of ours does.
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORT: Variable =
        Variable { name: "TOUCHLINE_PORT", meaning: "", default: "80", secret: false };
    const KEY: Variable =
        Variable { name: "TOUCHLINE_KEY", meaning: "", default: "", secret: true };

    #[test]
    fn a_wrong_value_is_told_with_its_name_what_was_found_and_what_is_expected() {
        let environment = Environment::of(&[("TOUCHLINE_PORT", "eighty")]);

        let error = environment.parsed::<u16>(&PORT, "a port, 1 to 65535").unwrap_err();

        assert_eq!(
            error.to_string(),
            "TOUCHLINE_PORT: found `eighty`, expected a port, 1 to 65535"
        );
    }

    #[test]
    fn a_secret_comes_from_a_file_without_its_last_line_feed_and_is_never_shown() {
        let path = std::env::temp_dir().join(format!("tl-secret-{}", std::process::id()));
        std::fs::write(&path, "opensesame\n").unwrap();
        let from_file = Environment::of(&[("TOUCHLINE_KEY_FILE", path.to_str().unwrap())]);
        let wrong = Environment::of(&[("TOUCHLINE_KEY", "opensesame")]);

        let text = from_file.text(&KEY).unwrap();
        let error = wrong.read(&KEY, "64 bytes", |_| None::<()>).unwrap_err();
        std::fs::remove_file(path).unwrap();

        assert_eq!(text.as_deref(), Some("opensesame"));
        assert_eq!(error.found, "a value of 10 characters");
        assert!(!format!("{wrong:?}").contains("opensesame"));
    }

    #[test]
    fn a_secret_given_twice_is_refused() {
        let twice = Environment::of(&[("TOUCHLINE_KEY", "a"), ("TOUCHLINE_KEY_FILE", "/b")]);

        let error = twice.text(&KEY).unwrap_err();

        assert_eq!(error.expected, "one of the two");
    }

    #[test]
    fn a_misspelt_variable_is_noticed() {
        let environment = Environment::of(&[
            ("TOUCHLINE_PROT", "80"),
            ("TOUCHLINE_KEY_FILE", "/b"),
            ("TOUCHLINE_TEST_DATABASE_URL", "x"),
            ("HOME", "/root"),
        ]);

        let names: Vec<_> = environment.undeclared(&[&PORT, &KEY]).collect();

        assert_eq!(names, ["TOUCHLINE_PROT"]);
    }
}
