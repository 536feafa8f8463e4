//! Values from a file beside the server. Read again when it changes.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use futures::future::BoxFuture;
use table_feeds::market_values::{QuotedValue, read_file};

use super::{MarketValueProvider, ProviderError, Question};

/// The newest value of each player, by his id at the provider.
type Values = HashMap<String, QuotedValue>;

pub(super) struct FileProvider {
    path: PathBuf,
    read: Arc<Mutex<Option<Reading>>>,
}

/// What one state of the file said.
type Reading = (Stamp, Arc<Values>);

/// Tells one content of the file from another.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    bytes: u64,
}

impl FileProvider {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, read: Arc::default() }
    }
}

impl MarketValueProvider for FileProvider {
    fn quote<'a>(
        &'a self,
        question: Question<'a>,
    ) -> BoxFuture<'a, Result<Option<QuotedValue>, ProviderError>> {
        let (path, read) = (self.path.clone(), Arc::clone(&self.read));
        Box::pin(async move {
            let values = tokio::task::spawn_blocking(move || {
                values(&path, &read).map_err(|reason| {
                    let path = path.display();
                    ProviderError::Never(format!("TOUCHLINE_MARKET_VALUES_FILE: {path}: {reason}"))
                })
            });
            let values = values
                .await
                .map_err(|error| ProviderError::Never(format!("the file's reader: {error}")))??;
            Ok(values.get(question.provider_id).cloned())
        })
    }

    fn name(&self) -> &'static str {
        "file"
    }
}

fn values(
    path: &PathBuf,
    read: &Mutex<Option<(Stamp, Arc<Values>)>>,
) -> Result<Arc<Values>, String> {
    let meta = std::fs::metadata(path).map_err(|error| error.to_string())?;
    let modified = meta.modified().map_err(|error| error.to_string())?;
    let stamp = Stamp { modified, bytes: meta.len() };
    // Held while the file is read, so that many jobs read it once.
    let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, values)) = read.as_ref()
        && *known == stamp
    {
        return Ok(Arc::clone(values));
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let mut newest = Values::new();
    for value in read_file(&bytes).map_err(|error| error.to_string())? {
        let is_newer = newest.get(&value.provider_id).is_none_or(|known| known.date <= value.date);
        if is_newer {
            newest.insert(value.provider_id.clone(), value);
        }
    }
    let values = Arc::new(newest);
    *read = Some((stamp, Arc::clone(&values)));
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(provider_id: &str) -> Question<'_> {
        let id = backroom::JobId(uuid::Uuid::nil());
        Question { provider_id, key: None, id, time_limit: None }
    }

    #[tokio::test]
    async fn the_newest_value_counts_and_a_changed_file_is_read_again() {
        let path = std::env::temp_dir().join(format!("tl-values-{}.csv", uuid::Uuid::new_v4()));
        let header = "provider_id,date,amount_eur\n";
        let rows = "1,2026-02-01,300\n1,2026-01-01,200\n";
        std::fs::write(&path, format!("{header}{rows}")).unwrap();
        let provider = FileProvider::new(path.clone());

        let first = provider.quote(about("1")).await.unwrap().unwrap();
        std::fs::write(&path, format!("{header}{rows}1,2026-03-01,400\n")).unwrap();
        let second = provider.quote(about("1")).await.unwrap().unwrap();
        let unknown = provider.quote(about("2")).await.unwrap();
        std::fs::write(&path, "provider_id,date\n").unwrap();
        let broken = provider.quote(about("1")).await.unwrap_err();
        std::fs::remove_file(&path).unwrap();

        assert_eq!((first.amount_eur, second.amount_eur, unknown), (300, 400, None));
        let ProviderError::Never(reason) = broken else { panic!("a retry cannot repair a file") };
        assert!(reason.starts_with("TOUCHLINE_MARKET_VALUES_FILE: "), "{reason}");
        assert!(reason.contains("no column `amount_eur`"), "{reason}");
    }
}
