//! What every handler of this process may use, made from the settings.

use std::sync::Arc;

use anyhow::Context as _;
use leptos::config::LeptosOptions;
use page_base::request::{AppSettings, AppState, Clock, Turns};
use store::{
    Database, database::few_connections, incidents::IncidentBook, ranked_seasons::RankedSeasons,
    uploads::Uploads,
};
use tokio_util::sync::CancellationToken;

use crate::{access::vault_keys, config::Config, http::read_assets};

/// The state of a server with this database.
///
/// # Errors
/// The data folder, the vault's key in it, or the site folder cannot be used.
pub fn app_state(
    config: &Config,
    db: Database,
    clock: Clock,
    shutdown: CancellationToken,
) -> anyhow::Result<AppState> {
    let folder = &config.data.folder;
    std::fs::create_dir_all(folder).with_context(|| {
        format!("TOUCHLINE_DATA_DIR: the folder {} cannot be made", folder.display())
    })?;
    let leptos_options = LeptosOptions::builder()
        .output_name("touchline")
        .site_root(config.http.site_dir.display().to_string())
        .site_addr(config.http.listen)
        .build();
    let database = &config.database;
    Ok(AppState {
        list_turns: Turns::new(
            database.lists_at_once,
            database.acquire_timeout,
            few_connections(&db, u32::try_from(database.lists_at_once.get())?),
        ),
        db,
        leptos_options,
        uploads: Uploads::in_folder(folder.join("uploads")),
        seasons: RankedSeasons::default(),
        vault: vault_keys(config)?,
        clock,
        settings: Arc::new(AppSettings {
            public_read: config.access.public_read,
            demo: config.access.demo,
            registration_open: config.access.registration_open,
            club_name: config.access.club_name.clone(),
            secure: config.http.is_secure(),
            data_dir: folder.clone(),
            upload_limit_bytes: config.data.upload_limit_bytes,
            assets: read_assets(&config.http.site_dir)?,
        }),
        incidents: IncidentBook::default(),
        shutdown,
    })
}
