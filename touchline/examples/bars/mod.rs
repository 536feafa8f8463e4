//! Figures beside their bars, for the programs that measure.

#![allow(dead_code, reason = "each of the programs uses some of it")]

/// What was measured, in the order in which it was measured.
#[derive(Default)]
pub(crate) struct Bars {
    lines: Vec<(Verdict, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Held,
    Missed,
    Skipped,
}

impl Bars {
    /// `figure` may be at most `bar`.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, bar: f64) {
        self.enter(what, &trimmed(figure), &format!("<= {}", trimmed(bar)), figure <= bar);
    }

    /// `figure` must be at least `bar`.
    pub(crate) fn at_least(&mut self, what: &str, figure: f64, bar: f64) {
        self.enter(what, &trimmed(figure), &format!(">= {}", trimmed(bar)), figure >= bar);
    }

    /// `figure` must be just `bar`.
    pub(crate) fn exactly(&mut self, what: &str, figure: i64, bar: i64) {
        self.enter(what, &figure.to_string(), &format!("= {bar}"), figure == bar);
    }

    /// What this machine does not allow.
    pub(crate) fn skipped(&mut self, why: &str) {
        println!("     skipped: {why}");
        self.lines.push((Verdict::Skipped, why.to_owned()));
    }

    /// `figure` as it is to be read, and whether it holds.
    pub(crate) fn enter(&mut self, what: &str, figure: &str, bar: &str, held: bool) {
        let line = format!("{what:<62} {figure:>10}   bar {bar}");
        println!("     {line}");
        self.lines.push((if held { Verdict::Held } else { Verdict::Missed }, line));
    }

    /// Prints everything once more; an error when a bar is missed.
    pub(crate) fn close(self) -> anyhow::Result<()> {
        println!();
        for (verdict, line) in &self.lines {
            let word = match verdict {
                Verdict::Held => "ok  ",
                Verdict::Missed => "MISS",
                Verdict::Skipped => "skip",
            };
            println!("{word} {line}");
        }
        let missed = self.lines.iter().filter(|(verdict, _)| *verdict == Verdict::Missed).count();
        anyhow::ensure!(missed == 0, "{missed} figures miss their bars");
        Ok(())
    }
}

fn trimmed(figure: f64) -> String {
    if figure.fract() == 0.0 { format!("{figure:.0}") } else { format!("{figure:.2}") }
}
