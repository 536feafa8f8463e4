//! R8: the disk is full in the middle of an upload.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;
use reqwest::multipart::{Form, Part};

use crate::{
    bars::Bars,
    room::{Plan, Room},
};

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
    let plan = Plan { servers: 1, data: Some(disk.0.join("data")), ..Plan::default() };
    let room = Room::open(plan).await?;
    let admin = room.sign_in("admin").await?;
    let before = files(&disk.0)?;

    let mut table_of_players = String::from("name\n");
    while table_of_players.len() < 8 * 1024 * 1024 {
        table_of_players.push_str("A player with quite a long name who fills a disk\n");
    }
    let import = async |text: String| {
        let part = Part::bytes(text.into_bytes()).file_name("players.csv");
        admin.upload("/players/import", Form::new().part("file", part)).send().await
    };
    // Hung up on before it has sent everything, a client may not see the answer: that counts as none.
    let refused = import(table_of_players).await.map_or(0, |answer| answer.status().as_u16());
    let left = files(&disk.0)?;
    let accepted = import("name\nA player\n".to_owned()).await?.status().as_u16();

    println!("     answered {refused}");
    let is_told = matches!(refused, 507 | 503);
    bars.exactly("R8 answered 507 or 503 (1 is yes)", is_told.into(), 1);
    let left_behind = i64::try_from(left)? - i64::try_from(before)?;
    bars.exactly("R8 files left behind", left_behind, 0);
    bars.exactly("R8 the next upload is accepted with", accepted.into(), 202);
    drop(room);
    Ok(())
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
