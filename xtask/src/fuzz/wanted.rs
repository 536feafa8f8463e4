//! What `cargo xtask fuzz` is asked for.

use anyhow::{Context, Result, bail};

/// Minutes of a reader unless told otherwise.
const MINUTES: f64 = 10.0;

/// Which readers, how long each, and how many beside each other.
#[derive(Debug, PartialEq)]
pub(super) struct Wanted {
    readers: Vec<String>,
    pub(super) minutes: f64,
    pub(super) processes: usize,
}

impl Wanted {
    pub(super) fn read(arguments: &[String]) -> Result<Self> {
        let mut wanted = Self { readers: Vec::new(), minutes: MINUTES, processes: 1 };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("{argument} what?"));
            match argument.as_str() {
                "--minutes" => wanted.minutes = value()?.parse().context("--minutes")?,
                "--processes" => wanted.processes = value()?.parse().context("--processes")?,
                flag if flag.starts_with('-') => bail!("there is no `{flag}`"),
                reader => wanted.readers.push(reader.to_owned()),
            }
        }
        if !(wanted.minutes > 0.0 && wanted.minutes.is_finite()) || wanted.processes == 0 {
            bail!("some minutes, and one process at least");
        }
        Ok(wanted)
    }

    /// The readers that are asked for, all that are known if none is named.
    pub(super) fn readers<'a>(&self, known: impl Iterator<Item = &'a str>) -> Result<Vec<String>> {
        let known: Vec<_> = known.map(str::to_owned).collect();
        if self.readers.is_empty() {
            return Ok(known);
        }
        if let Some(unknown) = self.readers.iter().find(|reader| !known.contains(reader)) {
            bail!("there is no reader `{unknown}`: {}", known.join(", "));
        }
        Ok(self.readers.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    fn wanted(line: &str) -> anyhow::Result<Wanted> {
        Wanted::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn without_a_word_all_readers_have_ten_minutes() {
        let all = wanted("").unwrap();

        assert_eq!((all.minutes, all.processes), (10.0, 1));
        assert_eq!(all.readers(["a", "b"].into_iter()).unwrap(), ["a", "b"]);
    }

    #[test]
    fn readers_minutes_and_processes_are_told_in_any_order() {
        let some = wanted("--minutes 0.5 b --processes 2").unwrap();

        assert_eq!((some.minutes, some.processes), (0.5, 2));
        assert_eq!(some.readers(["a", "b"].into_iter()).unwrap(), ["b"]);
        let unknown = some.readers(["a"].into_iter()).unwrap_err().to_string();
        assert_eq!(unknown, "there is no reader `b`: a");
        for wrong in
            ["--minutes", "--minutes x", "--minutes 0", "--minutes NaN", "--processes 0", "-j"]
        {
            assert!(wanted(wrong).is_err(), "{wrong}");
        }
    }
}
