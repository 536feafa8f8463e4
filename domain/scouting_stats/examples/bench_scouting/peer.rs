//! `NumPy` and pandas on the same figures, in the same run.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;
use scouting_stats::MetricTable;

/// What the peer answered, and how long it took.
pub(crate) struct Peer {
    /// Medians in milliseconds, by name.
    pub(crate) ms: BTreeMap<String, f64>,
    folder: PathBuf,
}

impl Peer {
    /// Has the peer do `work` on `table`; `None` where there is no Python with `NumPy` and pandas.
    pub(crate) fn run(table: &MetricTable, work: &str) -> anyhow::Result<Option<Self>> {
        let python = python();
        let has_both = Command::new(&python)
            .args(["-c", "import numpy, pandas"])
            .output()
            .is_ok_and(|output| output.status.success());
        if !has_both {
            return Ok(None);
        }
        let folder =
            std::env::temp_dir().join(format!("touchline-bench-{}-{work}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut peer = Self { ms: BTreeMap::new(), folder };
        std::fs::write(peer.folder.join("figures"), row_by_row(table))?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bench_scouting/peer.py");
        let output = Command::new(&python)
            .arg(script)
            .arg(&peer.folder)
            .args([table.players().len().to_string(), table.metrics().len().to_string()])
            .arg(work)
            .output()?;
        anyhow::ensure!(
            output.status.success(),
            "the peer failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        for line in String::from_utf8(output.stdout)?.lines() {
            let (name, ms) = line.split_once(' ').context("a line of the peer has no space")?;
            peer.ms.insert(name.to_owned(), ms.parse()?);
        }
        Ok(Some(peer))
    }

    /// Numbers of eight bytes that the peer wrote.
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads what its peer wrote")]
    pub(crate) fn answer(&self, name: &str) -> anyhow::Result<Vec<[u8; 8]>> {
        let bytes = std::fs::read(self.folder.join(name))?;
        let (numbers, rest) = bytes.as_chunks::<8>();
        anyhow::ensure!(rest.is_empty(), "{name} is cut off");
        Ok(numbers.to_vec())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is told where Python is")]
fn python() -> String {
    std::env::var("TOUCHLINE_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn row_by_row(table: &MetricTable) -> Vec<u8> {
    (0..table.players().len())
        .flat_map(|player| (0..table.metrics().len()).map(move |metric| (player, metric)))
        .flat_map(|(player, metric)| table.get(player, metric).unwrap_or(f64::NAN).to_le_bytes())
        .collect()
}
