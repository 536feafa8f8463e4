//! What the home page knows.

use backroom::TaskView;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::controls::Symbol;
use serde::{Deserialize, Serialize};

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The number.
    pub number: u64,
    /// It is an estimate.
    pub is_estimate: bool,
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A player was written down by hand.
    Player,
    /// A report was written.
    Report,
    /// A file was imported.
    Import,
}

impl ChangeKind {
    pub(super) const fn symbol(self) -> Symbol {
        match self {
            Self::Player => Symbol::Players,
            Self::Report => Symbol::Report,
            Self::Import => Symbol::Upload,
        }
    }

    /// What happened, after the subject.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Player => "player added",
            Self::Report => "scouting report written",
            Self::Import => "file imported",
        }
    }
}

/// Something that changed, with the way to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeChange {
    /// What.
    pub what: ChangeKind,
    /// The player's or file's name.
    pub subject: String,
    /// Where it can be seen.
    pub href: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The facts of the home page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// How many players.
    pub players: Amount,
    /// How many reports.
    pub reports: u64,
    /// What is on the scouting desk; nothing for the public.
    pub desk: Option<Desk>,
    /// What changed, newest first.
    pub changes: Vec<HomeChange>,
    /// The newest tasks of the signed-in account; none when signed out.
    pub tasks: Vec<TaskView>,
    /// What waits for the signed-in account to do something about it.
    pub waiting: Waiting,
    /// The time on the server, so that both halves say the same "ago".
    pub now: DateTime<Utc>,
}

/// What is on the scouting desk for the signed-in account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Shortlists in use.
    pub shortlists: u64,
    /// Alerts that were not read.
    pub alerts: u64,
}

/// What waits for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Files of which a person has still to say how they are read.
    pub drafts: u64,
    /// Contracts that end before [`Waiting::contracts_before`]; [`Waiting::MOST`] stands for more.
    pub contracts: u64,
    /// The day that contracts are looked at up to.
    pub contracts_before: NaiveDate,
}

impl Waiting {
    /// Contracts counted.
    pub const MOST: u16 = 1_000;
}

/// What the home page tells.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public.
#[server(prefix = "/fn", endpoint = "home/find_home", output = page_base::wire::Json)]
pub async fn find_home() -> Result<Home, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::{
        desk::{alerts, shortlists},
        home,
    };

    /// Changes told.
    const CHANGES: u16 = 12;
    /// Tasks told.
    const TASKS: u64 = 6;
    /// Imports looked through for those that wait.
    const IMPORTS: u16 = 50;
    /// From when on a club may talk to a player whose contract ends.
    const MONTHS: chrono::Months = chrono::Months::new(6);

    respond(async {
        let caller = reader()?;
        let state = state();
        let players = match home::count_players(&state.db).await? {
            home::Amount::Exactly(number) => Amount { number, is_estimate: false },
            home::Amount::About(number) => Amount { number, is_estimate: true },
        };
        let changes = home::recent_changes(&state.db, CHANGES).await?;
        let (tasks, desk) = match caller {
            Some(caller) => {
                let account = caller.account_id;
                let desk = Desk {
                    shortlists: shortlists::count(&state.db, false).await?,
                    alerts: alerts::count_unread(&state.db, account).await?,
                };
                (store::queue::tasks_of(&state.db, account, TASKS).await?, Some(desk))
            }
            None => (Vec::new(), None),
        };
        let contracts_before = state.clock.now().date_naive() + MONTHS;
        let waiting = Waiting {
            drafts: home::count_drafts(&state.db, IMPORTS).await?,
            contracts: home::count_contracts_ending(&state.db, contracts_before, Waiting::MOST)
                .await?,
            contracts_before,
        };
        Ok::<_, Failure>(Home {
            players,
            reports: home::count_reports(&state.db).await?,
            desk,
            changes: changes.into_iter().map(HomeChange::from).collect(),
            tasks,
            waiting,
            now: state.clock.now(),
        })
    })
    .await
}

#[cfg(feature = "ssr")]
impl From<store::home::Change> for HomeChange {
    fn from(change: store::home::Change) -> Self {
        use store::home::Changed;

        let (what, href) = match change.what {
            Changed::PlayerAdded(player) => (ChangeKind::Player, format!("/players/{player}")),
            Changed::ReportWritten { player, version } => {
                (ChangeKind::Report, format!("/players/{player}/reports/{version}"))
            }
            Changed::ImportCompleted(import) => {
                (ChangeKind::Import, format!("/players/import/{import}"))
            }
        };
        Self { what, subject: change.subject, href, at: change.at }
    }
}
