//! Backup, wipe, restore (R12): everything is what it was, and what cannot be put back changes nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
    time::Duration,
};

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use store::{
    database::{ConnectSettings, connect},
    vault::{Keyring, SecretUse, use_secret},
};
use test_database::TestDatabase;

use crate::{plain_client, program::Program};

const PASSWORD: &str = "correct horse battery";

fn told(output: &Output) -> String {
    let (out, error) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(out), String::from_utf8_lossy(error))
}

fn succeeded(output: &Output) -> String {
    let told = told(output);
    assert!(output.status.success(), "{told}");
    told
}

async fn token(base: &str) -> String {
    let form = [("grant_type", "password"), ("username", "ada"), ("password", PASSWORD)];
    let answer =
        plain_client().post(format!("{base}/auth/token")).form(&form).send().await.unwrap();
    let answer: Value = answer.error_for_status().unwrap().json().await.unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

/// A room with an account, players from a file, and a secret; gives its backup's folder.
async fn saved(program: &Program, into: &Path, keys: &Path) -> PathBuf {
    succeeded(&program.run_with_input(&["user", "add", "ada", "--role", "admin"], PASSWORD));
    succeeded(&program.run_with_input(&["secrets", "set", "provider"], "a-value-of-the-provider"));
    let server = program.serve();
    let base = format!("http://{}/api/v1", server.address);
    let token = token(&base).await;
    let client = plain_client();
    let part = Part::text("name\nAda Known\nBo Other\n").file_name("players.csv");
    let form = Form::new().part("file", part);
    let import = client.post(format!("{base}/players/import")).bearer_auth(&token).multipart(form);
    import.send().await.unwrap().error_for_status().unwrap();
    crate::jobs::eventually("imported", async || {
        let list = client.get(format!("{base}/players")).bearer_auth(&token).send().await.unwrap();
        let list: Value = list.json().await.unwrap();
        (list["items"].as_array().unwrap().len() == 2).then_some(())
    })
    .await;

    // Beside the running server.
    let (into, keys) = (into.to_str().unwrap(), keys.to_str().unwrap());
    let saved = succeeded(&program.run(&["backup", into, "--keys-to", keys]));
    drop(server);
    let folder = saved.lines().next().unwrap().split(": ").next().unwrap();
    PathBuf::from(folder)
}

/// The value of a secret, opened with the key in the program's folder.
async fn opened(program: &Program, name: &str) -> String {
    let kept = fs::read_to_string(program.folder().join("vault.key")).unwrap();
    let ring = Keyring::read(&format!("made-here:{}", kept.trim())).unwrap();
    let db = connect(&ConnectSettings {
        url: program.database_url().to_owned(),
        max_connections: 1,
        acquire_timeout: Duration::from_secs(30),
    })
    .await
    .unwrap();
    let value = use_secret(&db, &ring, name, &SecretUse::default()).await.unwrap().to_string();
    db.close().await.unwrap();
    value
}

#[tokio::test]
async fn a_room_is_saved_and_put_back_on_another_machine_as_it_was() {
    let program = Program::with(TestDatabase::create().await);
    let apart = std::env::temp_dir().join(format!("tl-backup-{}", uuid::Uuid::new_v4()));
    let (into, keys) = (apart.join("backups"), apart.join("keys"));
    fs::create_dir_all(&into).unwrap();
    let backup = saved(&program, &into, &keys).await;
    let manifest: Value =
        serde_json::from_slice(&fs::read(backup.join("manifest.json")).unwrap()).unwrap();

    let other = Program::with(TestDatabase::create_empty().await);
    let (folder, keys) = (backup.to_str().unwrap(), keys.to_str().unwrap());
    let restored = succeeded(&other.run(&["restore", folder, "--keys-from", keys]));
    let listed = succeeded(&other.run(&["secrets", "list"]));
    let again = other.run(&["restore", folder]);
    let server = other.serve();
    let base = format!("http://{}/api/v1", server.address);
    let token = token(&base).await;
    let players = plain_client().get(format!("{base}/players")).bearer_auth(&token);
    let players: Value = players.send().await.unwrap().json().await.unwrap();
    drop(server);
    let opened = opened(&other, "provider").await;
    let replaced = other.run(&["restore", folder, "--replace"]);
    let whole = fs::read_dir(&into).unwrap().count();
    fs::remove_dir_all(&apart).unwrap();

    assert!(restored.contains("every table and file is what it was"), "{restored}");
    assert_eq!(manifest["tables"]["player"]["rows"], json!(2));
    assert_eq!(manifest["files"].as_array().unwrap().len(), 1);
    assert!(listed.contains("provider"), "{listed}");
    assert_eq!(opened, "a-value-of-the-provider");
    assert_eq!(players["items"].as_array().unwrap().len(), 2);
    assert!(told(&again).contains("not empty"), "{}", told(&again));
    assert!(!again.status.success());
    succeeded(&replaced);
    assert_eq!(whole, 1, "nothing half-written is left");
    assert!(!format!("{manifest}").contains("a-value-of-the-provider"));
}

#[tokio::test]
async fn what_is_damaged_or_of_a_newer_release_is_not_put_back_and_changes_nothing() {
    let program = Program::with(TestDatabase::create().await);
    let apart = std::env::temp_dir().join(format!("tl-backup-{}", uuid::Uuid::new_v4()));
    fs::create_dir_all(&apart).unwrap();
    let saved = succeeded(&program.run(&["backup", apart.to_str().unwrap()]));
    let backup = PathBuf::from(saved.lines().next().unwrap().split(": ").next().unwrap());
    let folder = backup.to_str().unwrap();
    let (dump, manifest) = (backup.join("database.dump"), backup.join("manifest.json"));

    let other = Program::with(TestDatabase::create_empty().await);
    let good = fs::read(&dump).unwrap();
    let mut bad = good.clone();
    *bad.last_mut().unwrap() ^= 1;
    fs::write(&dump, bad).unwrap();
    let damaged = other.run(&["restore", folder]);
    fs::write(&dump, good).unwrap();
    let text = fs::read_to_string(&manifest).unwrap();
    let newer = text.replacen("\"migration\": \"m2", "\"migration\": \"m9", 1);
    fs::write(&manifest, newer).unwrap();
    let of_a_newer = other.run(&["restore", folder]);
    fs::write(&manifest, text).unwrap();
    // Nothing was changed, so the database is still empty.
    let whole = other.run(&["restore", folder]);
    fs::remove_dir_all(&apart).unwrap();

    assert!(told(&damaged).contains("is damaged"), "{}", told(&damaged));
    assert!(told(&of_a_newer).contains("does not know"), "{}", told(&of_a_newer));
    assert!(!damaged.status.success() && !of_a_newer.status.success());
    succeeded(&whole);
}
