//! People's own reports: versions, who may change them, drafts, and the way back.

use backroom::{AccountId, Role};
use football::{Player, PlayerDraft};
use scouting_stats::{ReportDraft, ReportKind, ReportWriter, collect};
use store::{
    Database, StoreError,
    accounts::{self, NewAccount, audit_entries},
    database::{ConnectSettings, connect},
    players::{self, Author},
    queue::Asker,
    ranked_seasons::RankedSeasons,
    scouting::{
        self, OwnReport, Stored, delete_report, find_author, find_draft, purge_deleted_reports,
        restore_report, save_draft, write_own_report,
    },
};
use test_database::TestDatabase;

struct Room {
    db: Database,
    player: Player,
    ada: Asker,
    bo: Asker,
    // Dropped last: the database goes when the pool is gone.
    _test: TestDatabase,
}

impl Room {
    async fn open() -> Self {
        let test = TestDatabase::create().await;
        let settings = ConnectSettings {
            url: test.url().to_owned(),
            max_connections: 4,
            acquire_timeout: std::time::Duration::from_secs(30),
        };
        let db = connect(&settings).await.unwrap();
        let draft = PlayerDraft { name: "Per Andersson".to_owned(), ..PlayerDraft::default() };
        let player = players::create(&db, &Author::default(), &draft).await.unwrap();
        let (ada, bo) = (asker(&db, "ada").await, asker(&db, "bo").await);
        Self { db, player, ada, bo, _test: test }
    }

    async fn own(&self, summary: &str, replaces: Option<(i64, Option<AccountId>)>) -> OwnReport {
        let today = self.player.updated_at.date_naive();
        let facts =
            scouting::player_facts(&self.db, &RankedSeasons::default(), self.player.id, today)
                .await
                .unwrap();
        let evidence = collect(&facts.unwrap(), "");
        OwnReport {
            player_id: self.player.id,
            name: "ada".to_owned(),
            report: draft(summary).report(&evidence).unwrap(),
            evidence,
            replaces,
        }
    }

    async fn write(&self, summary: &str) -> Stored {
        let own = self.own(summary, None).await;
        write_own_report(&self.db, &self.ada, own).await.unwrap().unwrap()
    }

    async fn change(
        &self,
        who: &Asker,
        id: i64,
        by: Option<AccountId>,
    ) -> Result<Option<Stored>, StoreError> {
        let own = self.own("Seen again.", Some((id, by))).await;
        write_own_report(&self.db, who, own).await
    }

    async fn versions(&self) -> Vec<i32> {
        let page = scouting::list_reports_on(&self.db, self.player.id, None, 9).await.unwrap();
        page.items.into_iter().map(|report| report.version).collect()
    }
}

async fn asker(db: &Database, name: &str) -> Asker {
    let account = NewAccount {
        name,
        email: None,
        password: "correct horse battery",
        role: Role::Analyst,
        must_change_password: false,
    };
    let account_id = accounts::create(db, account).await.unwrap().id;
    Asker { account_id, request_id: None }
}

fn draft(summary: &str) -> ReportDraft {
    ReportDraft {
        verdict: "monitor".to_owned(),
        confidence: "low".to_owned(),
        why: "One match is not enough.".to_owned(),
        sections: [("summary".to_owned(), summary.to_owned())].into(),
        ..ReportDraft::default()
    }
}

#[tokio::test]
async fn a_persons_report_stands_among_the_others_with_its_writer() {
    let room = Room::open().await;
    save_draft(&room.db, room.ada.account_id, room.player.id, &draft("Half")).await.unwrap();

    let stored = room.write("Seen once, 9 duels won.").await;

    let found = scouting::find_report(&room.db, stored.id).await.unwrap().unwrap();
    assert_eq!(found.writer, ReportWriter::Person { name: "ada".to_owned() });
    assert_eq!((found.report.numbers_found, found.report.numbers_checked), (2, 0));
    let listed = scouting::list_reports(&room.db, None, 9).await.unwrap().items;
    assert_eq!((listed[0].kind, listed[0].generator.as_str()), (ReportKind::Person, "ada"));
    assert_eq!(find_author(&room.db, stored.id).await.unwrap(), Some(room.ada.account_id));
    // The draft has done its work.
    let kept = find_draft(&room.db, room.ada.account_id, room.player.id).await.unwrap();
    assert_eq!(kept, None);
    assert_eq!(audit_entries(&room.db, None, 1).await.unwrap()[0].action, "report.write");
}

#[tokio::test]
async fn a_change_is_a_new_version_and_of_two_at_once_the_second_is_told() {
    let room = Room::open().await;
    let first = room.write("Seen once.").await;

    let second = room.change(&room.ada, first.id, Some(room.ada.account_id)).await.unwrap();
    let late = room.change(&room.ada, first.id, Some(room.ada.account_id)).await;

    assert_eq!(second.unwrap().version, 2);
    assert!(matches!(late, Err(StoreError::Conflict { .. })), "{late:?}");
    assert_eq!(room.versions().await, [2, 1]);
}

#[tokio::test]
async fn nobody_but_its_writer_or_an_administrator_changes_or_deletes_a_report() {
    let room = Room::open().await;
    let stored = room.write("Seen once.").await;
    let only_bo = Some(room.bo.account_id);

    assert_eq!(room.change(&room.bo, stored.id, only_bo).await.unwrap(), None);
    assert_eq!(delete_report(&room.db, &room.bo, stored.id, only_bo).await.unwrap(), None);
    // An administrator is asked for nobody in particular.
    assert!(room.change(&room.bo, stored.id, None).await.unwrap().is_some());
    assert!(delete_report(&room.db, &room.bo, stored.id, None).await.unwrap().is_some());
}

#[tokio::test]
async fn a_deleted_report_is_nowhere_until_it_is_brought_back() {
    let room = Room::open().await;
    let stored = room.write("Seen once.").await;
    let by = Some(room.ada.account_id);

    let placed = delete_report(&room.db, &room.ada, stored.id, by).await.unwrap().unwrap();

    assert_eq!((placed.player_id, placed.version), (room.player.id, 1));
    assert_eq!(scouting::find_report(&room.db, stored.id).await.unwrap(), None);
    assert_eq!(scouting::latest_report(&room.db, room.player.id).await.unwrap(), None);
    assert_eq!(store::home::count_reports(&room.db).await.unwrap(), 0);
    assert_eq!(room.versions().await, [0; 0]);
    // Its number is not given to another.
    assert_eq!(room.write("Seen twice.").await.version, 2);
    assert!(restore_report(&room.db, &room.ada, stored.id, by).await.unwrap().is_some());
    assert_eq!(room.versions().await, [2, 1]);
    assert_eq!(restore_report(&room.db, &room.ada, stored.id, by).await.unwrap(), None);
}

#[tokio::test]
async fn a_version_that_was_replaced_in_another_way_meanwhile_does_not_come_back() {
    let room = Room::open().await;
    let first = room.write("Seen once.").await;
    let by = Some(room.ada.account_id);
    let second = room.change(&room.ada, first.id, by).await.unwrap().unwrap();
    delete_report(&room.db, &room.ada, second.id, by).await.unwrap();
    room.change(&room.ada, first.id, by).await.unwrap().unwrap();

    let back = restore_report(&room.db, &room.ada, second.id, by).await;

    assert!(matches!(back, Err(StoreError::Conflict { .. })), "{back:?}");
}

#[tokio::test]
async fn deleted_reports_go_for_good_after_thirty_days() {
    let room = Room::open().await;
    let stored = room.write("Seen once.").await;
    delete_report(&room.db, &room.ada, stored.id, None).await.unwrap();
    let now = chrono::Utc::now();

    assert_eq!(purge_deleted_reports(&room.db, now).await.unwrap(), 0);
    let later = now + chrono::Days::new(31);
    assert_eq!(purge_deleted_reports(&room.db, later).await.unwrap(), 1);
    assert_eq!(restore_report(&room.db, &room.ada, stored.id, None).await.unwrap(), None);
}

#[tokio::test]
async fn a_draft_is_its_writers_alone() {
    let room = Room::open().await;
    let (ada, bo) = (room.ada.account_id, room.bo.account_id);

    assert!(save_draft(&room.db, ada, room.player.id, &draft("Half")).await.unwrap());
    assert!(save_draft(&room.db, ada, room.player.id, &draft("More")).await.unwrap());

    let kept = find_draft(&room.db, ada, room.player.id).await.unwrap();
    assert_eq!(kept, Some(draft("More")));
    assert_eq!(find_draft(&room.db, bo, room.player.id).await.unwrap(), None);
    assert!(!save_draft(&room.db, ada, football::PlayerId(999_999), &draft("x")).await.unwrap());
}
