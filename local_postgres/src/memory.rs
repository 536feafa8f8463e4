//! How much of the machine's memory the cluster takes for pages.

use std::fs;

const MEGABYTE: u64 = 1024 * 1024;
/// Twice PostgreSQL's default; taken where the machine does not tell its memory.
const LEAST_MB: u64 = 256;
/// More was never measured to help: a million players with their indexes are two gigabytes.
const MOST_MB: u64 = 4 * 1024;
/// PostgreSQL's manual advises a quarter for a machine of its own. Here the server, a browser and whatever
/// else there is live on the same one. Pages are taken when they are first used.
const SHARE: u64 = 8;

/// The setting `shared_buffers` in megabytes.
pub(crate) fn shared_buffers_mb() -> u64 {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| total(&text));
    // What a container is allowed, where that is less.
    let allowed = fs::read_to_string("/sys/fs/cgroup/memory.max")
        .ok()
        .and_then(|text| text.trim().parse::<u64>().ok());
    share_of([machine, allowed].into_iter().flatten().min())
}

fn share_of(bytes: Option<u64>) -> u64 {
    bytes.map_or(LEAST_MB, |bytes| (bytes / SHARE / MEGABYTE).clamp(LEAST_MB, MOST_MB))
}

/// `MemTotal` of `/proc/meminfo` in bytes.
fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eighth_of_the_memory_is_taken_within_bounds() {
        let gigabytes = |count: u64| Some(count * 1024 * MEGABYTE);

        assert_eq!(share_of(gigabytes(1)), LEAST_MB);
        assert_eq!(share_of(gigabytes(16)), 2_048);
        assert_eq!(share_of(gigabytes(512)), MOST_MB);
        assert_eq!(share_of(None), LEAST_MB);
    }

    #[test]
    fn the_memory_is_read_as_the_kernel_writes_it() {
        let text = "MemTotal:       24683756 kB\nMemFree:         6922240 kB\n";

        assert_eq!(total(text), Some(24_683_756 * 1024));
        assert_eq!(total("MemFree: 1 kB"), None);
    }
}
