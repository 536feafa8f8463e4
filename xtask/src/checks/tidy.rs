//! File sizes, module names, and a first line that says what a module is about.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, bail};

use super::verdict;
use crate::program::output;

/// Lines above which a file must be divided (conventions 11).
const LONGEST_FILE: usize = 600;
/// Names that say nothing about what is inside (conventions 1).
const EMPTY_NAMES: [&str; 12] = [
    "utils", "util", "common", "helpers", "helper", "misc", "shared", "types", "models",
    "services", "manager", "managers",
];
/// Endings of the files that people write and read.
const SOURCES: [&str; 4] = [".rs", ".ts", ".css", ".js"];

/// Holds the tree against the conventions that a machine can see.
pub(crate) fn check(root: &Path) -> Result<()> {
    let mut complaints = Vec::new();
    for file in tracked_files(root)? {
        // A file that was deleted but not committed yet.
        let Ok(bytes) = fs::read(root.join(&file)) else { continue };
        if SOURCES.iter().any(|end| file.ends_with(end)) {
            let text = String::from_utf8_lossy(&bytes);
            complaints.extend(complaints_about(&file, &text));
        }
    }
    verdict(complaints)
}

/// Files under version control and new ones that are not ignored, relative to the root.
pub(crate) fn tracked_files(root: &Path) -> Result<Vec<String>> {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let files: Vec<_> = output(&mut git)?.lines().map(ToOwned::to_owned).collect();
    if files.is_empty() {
        bail!("git knows no files in {}", root.display());
    }
    Ok(files)
}

fn complaints_about(file: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let lines = text.lines().count();
    if lines > LONGEST_FILE && !text.contains("tidy: a table of constants") {
        complaints
            .push(format!("{file}: {lines} lines; above {LONGEST_FILE} there are two subjects"));
    }
    let path = Path::new(file);
    let parts = path.with_extension("");
    if let Some(name) = parts
        .components()
        .filter_map(|part| part.as_os_str().to_str())
        .find(|part| EMPTY_NAMES.contains(part))
    {
        complaints.push(format!("{file}: `{name}` says nothing about what is inside"));
    }
    // `tests.rs` beside a module is about that module.
    let tests = path.file_name().is_some_and(|name| name == "tests.rs");
    if path.extension().is_some_and(|end| end == "rs") && !tests && !text.starts_with("//!") {
        complaints.push(format!("{file}: starts without `//!`, what the module is about"));
    }
    let marked = text.lines().any(|line| line.trim_start().starts_with("#[wasm_split("));
    if file.starts_with("app/page_kit/") && marked {
        complaints.push(format!(
            "{file}: mark it in `app` or in a room's crate: here an edit of any control compiles every page \
             anew (docs/decisions/0087)"
        ));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::complaints_about;

    #[test]
    fn a_file_of_600_lines_passes_and_one_of_601_does_not() {
        let text = |lines: usize| format!("//! About.\n{}", "\n".repeat(lines - 1));

        assert!(complaints_about("app/src/pitch.rs", &text(600)).is_empty());
        assert_eq!(complaints_about("app/src/pitch.rs", &text(601)).len(), 1);
    }

    #[test]
    fn names_that_say_nothing_are_refused_as_file_and_as_folder() {
        for file in ["app/src/utils.rs", "app/src/helpers/mod.rs", "end2end/common.ts"] {
            assert_eq!(complaints_about(file, "//! About.").len(), 1, "{file}");
        }
        assert!(complaints_about("app/src/shared_squad.rs", "//! About.").is_empty());
    }

    #[test]
    fn the_kit_marks_nothing_to_be_fetched_later() {
        let text = "//! About.\n#[wasm_split(house, fallible)]\nfn open_tray() {}";

        assert_eq!(complaints_about("app/page_kit/src/tray.rs", text).len(), 1);
        assert!(complaints_about("app/src/layout/tray.rs", text).is_empty());
    }

    #[test]
    fn a_module_without_an_introduction_is_refused() {
        assert_eq!(complaints_about("store/src/players.rs", "use std::fs;").len(), 1);
    }
}
