//! R8: the disk is full in the middle of an upload, and in the middle of a job.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use reqwest::multipart::{Form, Part};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    bars::Bars,
    client::Client,
    room::{Plan, Room},
};

/// For a job to fail or to be done.
const LIMIT: Duration = Duration::from_mins(1);

/// A file system of four megabytes; goes away when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where this process may not mount anything.
    fn mount() -> Result<Option<Self>> {
        let folder = std::env::temp_dir().join(format!("tl-disk-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder)?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(&folder)
            .status()
            .is_ok_and(|status| status.success());
        Ok(mounted.then(|| Self(folder)))
    }

    /// Makes room.
    fn grow(&self) -> Result<()> {
        let grown = Command::new("mount").args(["-o", "remount,size=64m"]).arg(&self.0).status()?;
        ensure!(grown.success(), "the disk does not grow");
        Ok(())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.0).status().ok();
        std::fs::remove_dir(&self.0).ok();
    }
}

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let Some(disk) = SmallDisk::mount()? else {
        bars.skipped("R8 this process may not mount a small disk");
        return Ok(());
    };
    let plan =
        Plan { servers: 1, servers_work: true, data: Some(disk.0.join("data")), ..Plan::default() };
    let room = Room::open(plan).await?;
    let admin = room.sign_in("admin").await?;
    upload(&room, &admin, &disk, bars).await?;
    job(&room, &admin, &disk, bars).await?;
    drop(room);
    Ok(())
}

/// A file that does not fit.
async fn upload(room: &Room, admin: &Client, disk: &SmallDisk, bars: &mut Bars) -> Result<()> {
    let before = files(&disk.0)?;

    let refused = import(admin, table("name", "A player with quite a long name", 8)).await?;
    let status = refused.status().as_u16();
    let why: Value = refused.json().await?;
    let left = files(&disk.0)?;
    let accepted = import(admin, "name\nA player\n".to_owned()).await?.status().as_u16();
    room.wait_until_idle(LIMIT).await?;

    println!("     answered {status}: {}", why["detail"]);
    bars.exactly("R8 answered 507 or 503 (1 is yes)", matches!(status, 507 | 503).into(), 1);
    bars.exactly("R8 files left behind", difference(left, before)?, 0);
    bars.exactly("R8 the next upload is accepted with", accepted.into(), 202);
    Ok(())
}

/// A file that fits, with so many faulty rows that the file of rejects does not.
async fn job(room: &Room, admin: &Client, disk: &SmallDisk, bars: &mut Bars) -> Result<()> {
    let before = files(&disk.0)?;
    let text = table("name,date_of_birth", "A player with quite a long name,1990-13-45", 2);
    let accepted: Value = import(admin, text).await?.error_for_status()?.json().await?;
    let job: Uuid = accepted["task_id"].as_str().context("there is no task_id")?.parse()?;
    let reason = reason(room, job).await?;
    // The table itself stays.
    let left = files(&disk.0)?;

    disk.grow()?;
    let grown = Instant::now();
    room.wait_until_idle(LIMIT).await?;
    let state: String = sqlx::query_scalar("SELECT state FROM job WHERE id = $1")
        .bind(job)
        .fetch_one(&room.sql)
        .await?;

    println!("     the job said: {reason}");
    let is_told = reason.starts_with("There is no room left on the disk.");
    bars.exactly("R8 a job says that the disk is full (1 is yes)", is_told.into(), 1);
    bars.exactly("R8 files left behind by the job", difference(left, before + 1)?, 0);
    bars.exactly(
        "R8 the job completes with more room (1 is yes)",
        (state == "completed").into(),
        1,
    );
    bars.at_most("R8 seconds until it has", grown.elapsed().as_secs_f64(), 30.0);
    Ok(())
}

/// Why the job's first attempt failed.
async fn reason(room: &Room, job: Uuid) -> Result<String> {
    let began = Instant::now();
    loop {
        let error: Option<String> = sqlx::query_scalar("SELECT error FROM job WHERE id = $1")
            .bind(job)
            .fetch_one(&room.sql)
            .await?;
        if let Some(error) = error {
            return Ok(error);
        }
        ensure!(began.elapsed() < LIMIT, "the job did not fail");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn import(admin: &Client, text: String) -> Result<reqwest::Response> {
    let part = Part::bytes(text.into_bytes()).file_name("players.csv");
    Ok(admin.upload("/players/import", Form::new().part("file", part)).send().await?)
}

/// A table of so many megabytes.
fn table(header: &str, row: &str, megabytes: usize) -> String {
    let mut text = format!("{header}\n");
    while text.len() < megabytes * 1024 * 1024 {
        text.extend([row, "\n"]);
    }
    text
}

fn difference(after: usize, before: usize) -> Result<i64> {
    Ok(i64::try_from(after)? - i64::try_from(before)?)
}

/// Files below `folder`.
fn files(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        count += if entry.file_type()?.is_dir() { files(&entry.path())? } else { 1 };
    }
    Ok(count)
}
