//! TK13: from files to frames.

use std::{fs::File, io::Read as _, path::Path};

use feeds::tracking::{
    HawkEyeReader, MetricaReader, SkillCornerReader, TracabReader, TrackingError, join_metrica,
    read_hawk_eye_pitch, read_tracab_meta,
};
use football::{Pitch, Side, TrackedGame};

use crate::{
    bars::Bars,
    best,
    peers::{Peers, Took, told},
};

/// The memory that a reader may take, megabytes.
const MOST_MB: f64 = 200.0;
/// Likewise, of a minute of Hawk-Eye.
const MOST_OF_HAWK_EYE_MB: f64 = 150.0;

pub(crate) fn measure(folder: &Path, peers: &Peers, bars: &mut Bars) -> anyhow::Result<()> {
    let tracab = alone("tracab", folder)?;
    let metrica = alone("metrica", folder)?;
    let skillcorner = alone("skillcorner", folder)?;
    let hawk_eye = alone("hawkeye", folder)?;
    bars.at_most("TK13 TRACAB, 90 minutes, peak MB", tracab.peak_mb, MOST_MB);
    bars.at_most("TK13 Metrica, 90 minutes, peak MB", metrica.peak_mb, MOST_MB);
    bars.at_most("TK13 SkillCorner, a half, peak MB", skillcorner.peak_mb, MOST_MB);
    bars.at_most("TK13 Hawk-Eye, a minute, peak MB", hawk_eye.peak_mb, MOST_OF_HAWK_EYE_MB);
    for (ours, module, work, factor) in [
        (tracab, "fastforward", "tracab_fastforward", 3.0),
        (tracab, "kloppy", "tracab_kloppy", 100.0),
        (metrica, "pandas", "metrica_pandas", 2.0),
        (metrica, "kloppy", "metrica_kloppy", 40.0),
        (skillcorner, "kloppy", "skillcorner_kloppy", 20.0),
        (hawk_eye, "fastforward", "hawkeye_fastforward", 1.0),
    ] {
        match peers.run(module, work, folder)? {
            Some(peer) => {
                let what = format!("TK13 times faster than {work}");
                bars.at_least(&what, peer.secs / ours.secs, factor);
            }
            None => bars.skipped(&format!("{module} is not installed")),
        }
    }
    Ok(())
}

/// This program as a process of its own.
fn alone(format: &str, folder: &Path) -> anyhow::Result<Took> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    let took = told(command.args(["read", format]).arg(folder))?;
    println!("     {format}: {:.3} s, peak {:.0} MB", took.secs, took.peak_mb);
    Ok(took)
}

/// Reads one format three times, and prints the best time and the peak of the memory.
pub(crate) fn read_alone(format: &str, folder: &Path) -> anyhow::Result<()> {
    let (read, expected): (fn(&Path) -> anyhow::Result<TrackedGame>, usize) = match format {
        "tracab" => (read_tracab, 135_000),
        "metrica" => (read_metrica, 135_000),
        "hawkeye" => (read_hawk_eye, 3_001),
        _ => (read_skillcorner, 17_915),
    };
    let frames = |folder: &Path| read(folder).unwrap().frames();
    anyhow::ensure!(frames(folder) == expected, "not all frames were read");
    let took = best(3, || frames(folder));
    println!("{} {}", took.as_secs_f64(), peak_mb()?);
    Ok(())
}

/// The most memory that this process has had.
fn peak_mb() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb: f64 = peak.unwrap_or_default().trim().trim_end_matches(" kB").parse()?;
    Ok(kb / 1024.0)
}

/// Brings a file in pieces of a megabyte.
fn each_piece(
    path: &Path,
    mut take: impl FnMut(&[u8]) -> Result<(), TrackingError>,
) -> anyhow::Result<()> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 20];
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            return Ok(());
        }
        take(&piece[..length])?;
    }
}

fn read_tracab(folder: &Path) -> anyhow::Result<TrackedGame> {
    let meta = read_tracab_meta(&std::fs::read(folder.join("tracab_meta.xml"))?)?;
    let mut reader = TracabReader::new(meta)?;
    each_piece(&folder.join("tracab.dat"), |piece| reader.push(piece))?;
    Ok(reader.finish()?)
}

fn read_skillcorner(folder: &Path) -> anyhow::Result<TrackedGame> {
    let described = std::fs::read(folder.join("skillcorner_match.json"))?;
    let mut reader = SkillCornerReader::new(&described)?;
    each_piece(&folder.join("skillcorner.json"), |piece| reader.push(piece))?;
    Ok(reader.finish()?)
}

fn read_hawk_eye(folder: &Path) -> anyhow::Result<TrackedGame> {
    let pitch = read_hawk_eye_pitch(&std::fs::read(folder.join("hawkeye_meta.json"))?)?;
    let mut reader = HawkEyeReader::new(pitch);
    for feed in ["ball", "centroids"] {
        let path = folder.join(format!("1_1.football.samples.{feed}"));
        each_piece(&path, |piece| reader.push(piece))?;
        reader.end_file()?;
    }
    Ok(reader.finish()?)
}

pub(crate) fn read_metrica(folder: &Path) -> anyhow::Result<TrackedGame> {
    let read = |side, team: &str| -> anyhow::Result<TrackedGame> {
        let mut reader = MetricaReader::new(side, Pitch::STANDARD)?;
        let name = format!("Sample_Game_1_RawTrackingData_{team}_Team.csv");
        each_piece(&folder.join(name), |piece| reader.push(piece))?;
        Ok(reader.finish()?)
    };
    Ok(join_metrica(read(Side::Home, "Home")?, read(Side::Away, "Away")?)?)
}
