//! Which language model writes reports: one row of settings. Its key is in the vault; here is its name.

use backroom::{SecretView, WriterSettings, WriterView};
use football::FieldError;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::{Asker, Enqueued, NewJob, TryWriter, enqueue},
    sql,
    vault::find_secret,
};

/// What the audit log calls the settings.
const SUBJECT: &str = "writer";
/// Longest name of a provider or model, in characters.
const LONGEST_NAME: usize = 80;
/// Longest address, in characters.
const LONGEST_URL: usize = 300;

/// The settings; those of an installation without a model where nobody set any.
pub async fn find_writer(db: &impl ConnectionTrait) -> Result<WriterView, StoreError> {
    let row = sql::one(
        db,
        "SELECT shape, provider, base_url, model, coalesce(secret, '') AS secret, sends_player_data,
             sends_medical_data, allows_private_address, version, changed_at,
             account.name AS changed_by
         FROM writer_setting LEFT JOIN account ON account.id = writer_setting.changed_by",
        [],
    )
    .await?;
    row.as_ref().map_or_else(|| Ok(WriterView::default()), read)
}

/// Writes `settings` over those of the same version, and notes who did.
///
/// # Errors
/// [`StoreError::Invalid`] by field; [`StoreError::Conflict`] when somebody else was faster.
pub async fn save_writer(
    db: &Database,
    asker: &Asker,
    settings: &WriterSettings,
) -> Result<(), StoreError> {
    let mut errors = errors(settings);
    if !settings.secret.is_empty()
        && SecretView::is_name(&settings.secret)
        && find_secret(db, &settings.secret).await?.is_none()
    {
        let rule = "There is no secret of this name. Add it under Secrets first.";
        errors.push(FieldError::new("secret", rule));
    }
    if !errors.is_empty() {
        return Err(StoreError::Invalid(errors));
    }
    let secret = Some(settings.secret.as_str()).filter(|name| !name.is_empty());
    let shape = settings.shape.map(backroom::WriterShape::as_str);
    let transaction = begin(db).await?;
    let written = sql::execute(
        &transaction,
        "INSERT INTO writer_setting (shape, provider, base_url, model, secret, sends_player_data,
             sends_medical_data, allows_private_address, changed_by)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
         WHERE $10 = 0 OR EXISTS (SELECT FROM writer_setting)
         ON CONFLICT (id) DO UPDATE SET shape = excluded.shape, provider = excluded.provider,
             base_url = excluded.base_url, model = excluded.model, secret = excluded.secret,
             sends_player_data = excluded.sends_player_data,
             sends_medical_data = excluded.sends_medical_data,
             allows_private_address = excluded.allows_private_address,
             changed_by = excluded.changed_by, changed_at = now(),
             version = writer_setting.version + 1
         WHERE writer_setting.version = $10",
        [
            shape.into(),
            settings.provider.trim().into(),
            settings.base_url.trim().into(),
            settings.model.trim().into(),
            secret.into(),
            settings.sends_player_data.into(),
            settings.sends_medical_data.into(),
            settings.allows_private_address.into(),
            asker.account_id.0.into(),
            settings.version.into(),
        ],
    )
    .await?;
    if written == 0 {
        transaction.rollback().await?;
        return Err(StoreError::Conflict { what: "The writer" });
    }
    let detail = json!({
        "shape": shape,
        "provider": settings.provider.trim(),
        "base_url": settings.base_url.trim(),
        "model": settings.model.trim(),
        "secret": secret,
        "sends_player_data": settings.sends_player_data,
        "sends_medical_data": settings.sends_medical_data,
        "allows_private_address": settings.allows_private_address,
    });
    note(&transaction, asker, "writer.update", detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Queues a question to the model that sends nothing of anybody, and notes who asked.
pub async fn request_trial(db: &Database, asker: &Asker) -> Result<Enqueued, StoreError> {
    let settings = find_writer(db).await?.settings;
    if settings.shape.is_none() {
        let rule = "Choose how the model is spoken to and save, then try it.";
        return Err(StoreError::Invalid(vec![FieldError::new("shape", rule)]));
    }
    let transaction = begin(db).await?;
    let job = NewJob {
        subject: format!("{} {}", settings.provider, settings.model),
        created_by: Some(asker.account_id),
        request_id: asker.request_id.clone(),
        unique_key: Some("try_writer".to_owned()),
        ..NewJob::new(TryWriter {})
    };
    let enqueued = enqueue(&transaction, job).await?;
    let detail = json!({ "job_id": enqueued.id(), "provider": settings.provider });
    note(&transaction, asker, "writer.try", detail).await?;
    transaction.commit().await?;
    Ok(enqueued)
}

async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let request = asker.request_id.as_deref();
    audit(db, Some(asker.account_id), action, SUBJECT, detail, request).await
}

/// What is wrong with settings that name a model. Without a model nothing can be.
fn errors(settings: &WriterSettings) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if settings.shape.is_none() {
        if settings.sends_player_data {
            let rule = "Choose how the model is spoken to, or leave the data here.";
            errors.push(FieldError::new("shape", rule));
        }
        return errors;
    }
    let is_name = |text: &str| {
        let text = text.trim();
        (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.contains(char::is_control)
    };
    if !is_name(&settings.provider) {
        let rule = "Name who runs the model, in at most 80 characters: pages and reports show it.";
        errors.push(FieldError::new("provider", rule));
    }
    if !is_name(&settings.model) || settings.model.trim().contains(char::is_whitespace) {
        let rule = "Give the model's name as the provider writes it, without blanks.";
        errors.push(FieldError::new("model", rule));
    }
    if let Some(rule) = url_error(settings.base_url.trim(), settings.allows_private_address) {
        errors.push(FieldError::new("base_url", rule));
    }
    if !settings.secret.is_empty() && !SecretView::is_name(&settings.secret) {
        let rule =
            "Give the name of a secret, not the key: lower-case letters, digits, dots, hyphens.";
        errors.push(FieldError::new("secret", rule));
    }
    if settings.sends_medical_data && !settings.sends_player_data {
        let rule = "Rows about health go with the other rows or not at all.";
        errors.push(FieldError::new("sends_medical_data", rule));
    }
    errors
}

/// What is wrong with an address; whoever asks it looks again, and at what its name resolves to.
fn url_error(text: &str, allows_private: bool) -> Option<&'static str> {
    let rest = match text.split_once("://") {
        Some(("https", rest)) => rest,
        Some(("http", rest)) if allows_private => rest,
        Some(("http", _)) => {
            return Some(
                "Use https, or allow a private address: the key would cross the internet \
                         in the clear.",
            );
        }
        _ => return Some("Give an address such as https://api.example.org/v1."),
    };
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') {
        return Some("Name a host.");
    }
    if text.contains(['@', '?', '#']) {
        return Some(
            "Leave out names, passwords and what stands behind ? and #: the key goes into \
                     the vault.",
        );
    }
    let is_plain = text.chars().all(|character| character.is_ascii_graphic());
    (!is_plain || text.len() > LONGEST_URL).then_some("Use at most 300 plain letters, no blanks.")
}

fn read(row: &QueryResult) -> Result<WriterView, StoreError> {
    let shape: Option<String> = row.try_get("", "shape")?;
    let shape = shape.map(|word| word.parse()).transpose().map_err(|source| {
        StoreError::Unreadable { what: "shape of a model's API", source: Box::new(source) }
    })?;
    Ok(WriterView {
        settings: WriterSettings {
            shape,
            provider: row.try_get("", "provider")?,
            base_url: row.try_get("", "base_url")?,
            model: row.try_get("", "model")?,
            secret: row.try_get("", "secret")?,
            sends_player_data: row.try_get("", "sends_player_data")?,
            sends_medical_data: row.try_get("", "sends_medical_data")?,
            allows_private_address: row.try_get("", "allows_private_address")?,
            version: row.try_get("", "version")?,
        },
        changed_at: row.try_get("", "changed_at")?,
        changed_by: row.try_get("", "changed_by")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_tls_and_no_key() {
        for text in ["https://api.openai.com/v1", "https://[2606:4700::1]/v1"] {
            assert_eq!(url_error(text, false), None, "{text}");
        }
        for text in [
            "",
            "api.openai.com",
            "http://localhost:11434/v1",
            "https://",
            "https://a@b",
            "https://a?k=1",
            "https://a b",
        ] {
            assert!(url_error(text, false).is_some(), "{text}");
        }
        assert_eq!(url_error("http://localhost:11434/v1", true), None);
    }
}
