//! Every committed snapshot is looked at by some test.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{tidy::tracked_files, verdict};

/// `references` is the list that insta wrote during a complete run.
pub(crate) fn check(root: &Path, references: &Path) -> Result<()> {
    let used: HashSet<PathBuf> = fs::read_to_string(references)
        .unwrap_or_default()
        .lines()
        .filter_map(|line| fs::canonicalize(line).ok())
        .collect();
    let unused = tracked_files(root)?
        .into_iter()
        .filter(|file| Path::new(file).extension().is_some_and(|end| end == "snap"))
        .filter(|file| fs::canonicalize(root.join(file)).is_ok_and(|path| !used.contains(&path)));
    verdict(unused.map(|file| format!("{file}: no test looks at this snapshot")).collect())
}
