//! The text format of Prometheus, version 0.0.4: a family begins with what it is, then come its samples.

use std::fmt::{Display, Write as _};

/// The text in the making.
#[derive(Debug, Default)]
pub(super) struct Exposition {
    text: String,
    /// The family that samples belong to.
    family: &'static str,
}

/// What the figures of a family are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Goes up and down.
    Gauge,
    /// Only rises, until the process starts anew.
    Counter,
    /// Counts by upper bound.
    Histogram,
}

impl Exposition {
    /// Begins a family; each is begun once, with all its samples after it.
    pub(super) fn family(&mut self, name: &'static str, kind: Kind, help: &str) {
        let kind = match kind {
            Kind::Gauge => "gauge",
            Kind::Counter => "counter",
            Kind::Histogram => "histogram",
        };
        self.family = name;
        let _ = writeln!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// A sample of the family.
    pub(super) fn sample(&mut self, labels: &[(&str, &str)], value: impl Display) {
        self.suffixed("", labels, value);
    }

    /// A sample of the family whose name has `suffix`: `_bucket`.
    pub(super) fn suffixed(&mut self, suffix: &str, labels: &[(&str, &str)], value: impl Display) {
        self.text.push_str(self.family);
        self.text.push_str(suffix);
        for (place, (name, value)) in labels.iter().enumerate() {
            self.text.push(if place == 0 { '{' } else { ',' });
            let _ = write!(self.text, "{name}=\"");
            self.escaped(value);
            self.text.push('"');
        }
        if !labels.is_empty() {
            self.text.push('}');
        }
        let _ = writeln!(self.text, " {value}");
    }

    /// A family of one sample without labels.
    pub(super) fn single(
        &mut self,
        name: &'static str,
        kind: Kind,
        help: &str,
        value: impl Display,
    ) {
        self.family(name, kind, help);
        self.sample(&[], value);
    }

    /// The value of a label: its backslashes, quotes and ends of lines are written out.
    fn escaped(&mut self, value: &str) {
        for letter in value.chars() {
            match letter {
                '\\' => self.text.push_str("\\\\"),
                '"' => self.text.push_str("\\\""),
                '\n' => self.text.push_str("\\n"),
                other => self.text.push(other),
            }
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_reads_as_prometheus_describes_it() {
        let mut text = Exposition::default();

        text.single("up", Kind::Gauge, "Whether it is up.", 1);
        text.family("jobs_total", Kind::Counter, "Jobs.");
        text.sample(&[("kind", "a\\b\"c\nd"), ("state", "dead")], 7);

        assert_eq!(
            text.into_text(),
            "# HELP up Whether it is up.\n# TYPE up gauge\nup 1\n\
             # HELP jobs_total Jobs.\n# TYPE jobs_total counter\n\
             jobs_total{kind=\"a\\\\b\\\"c\\nd\",state=\"dead\"} 7\n"
        );
    }
}
