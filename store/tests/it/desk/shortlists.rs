//! Shortlists: places, opinions, what was done, and two people at once.

use football::{
    PlayerId,
    desk::{Board, Place, ShortlistDraft, ShortlistId, Stage},
};
use futures::future::join_all;
use store::{
    StoreError,
    desk::shortlists::{self, NewEntries},
    players::{self, Author},
    queue::Asker,
};

use super::Desk;

fn named(name: &str) -> ShortlistDraft {
    ShortlistDraft { name: name.to_owned(), purpose: String::new() }
}

fn at_first(players: &[PlayerId]) -> NewEntries<'_> {
    NewEntries { players, stage: Stage::Watch, why: "" }
}

impl Desk {
    async fn list(&self, asker: &Asker, players: &[PlayerId]) -> ShortlistId {
        let id = shortlists::create(&self.db, asker, &named("Left-backs")).await.unwrap();
        shortlists::add(&self.db, asker, id, at_first(players)).await.unwrap().unwrap();
        id
    }

    async fn board(&self, asker: &Asker, id: ShortlistId) -> Board {
        shortlists::board(&self.db, asker.account_id, id).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_list_keeps_who_is_on_it_where_and_why() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let (per, ole) = (desk.player("Per").await, desk.player("Ole").await);
    let id = shortlists::create(&desk.db, &ada, &named("  Left   backs ")).await.unwrap();

    let new = NewEntries { players: &[per], stage: Stage::Contacted, why: "Ends in June" };
    shortlists::add(&desk.db, &ada, id, new).await.unwrap();
    let both = shortlists::add(&desk.db, &ada, id, at_first(&[ole, per])).await.unwrap().unwrap();
    let board = desk.board(&ada, id).await;

    assert_eq!((both.added, both.already), (vec![ole], 1));
    assert_eq!((board.list.draft.name.as_str(), board.list.players), ("Left backs", 2));
    assert!(board.list.is_followed, "whoever makes a list is told of it");
    let [first, second] = &board.entries[..] else { panic!("{board:?}") };
    assert_eq!(
        (first.player_id, first.stage, first.why.as_str()),
        (per, Stage::Contacted, "Ends in June")
    );
    assert_eq!(
        (second.player_id, second.stage, second.by.as_deref()),
        (ole, Stage::Watch, Some("Ada"))
    );
    let on = shortlists::lists_of(&desk.db, per).await.unwrap();
    assert_eq!((on[0].id, on[0].stage), (id, Stage::Contacted));
}

#[tokio::test]
async fn of_two_who_move_a_player_the_second_is_told_and_nothing_is_lost() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let per = desk.player("Per").await;
    let id = desk.list(&ada, &[per]).await;
    let place = Place { list: id, player: per };

    let answers = join_all(
        [(&ada, Stage::Offer), (&ben, Stage::Dropped)]
            .map(|(asker, to)| shortlists::move_to(&desk.db, asker, place, 1, to)),
    )
    .await;
    let stage = desk.board(&ada, id).await.entries[0].stage;
    let to_where_he_is = shortlists::move_to(&desk.db, &ben, place, 1, stage).await;
    let events = shortlists::events(&desk.db, id, None, 50).await.unwrap();

    let refused =
        answers.iter().filter(|it| matches!(it, Err(StoreError::Conflict { .. }))).count();
    let taken = answers.iter().filter(|it| matches!(it, Ok(Some(2)))).count();
    assert_eq!((refused, taken), (1, 1), "{answers:?}");
    assert_eq!(to_where_he_is.unwrap(), Some(2), "nothing to do is no conflict");
    let moved = events.items.iter().filter(|event| event.action == "shortlist.move").count();
    assert_eq!(moved, 1);
    assert_eq!(events.items[0].to.as_deref(), Some(stage.as_str()));
}

#[tokio::test]
async fn many_who_add_at_once_add_each_player_once() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let mut players = Vec::new();
    for number in 0..20 {
        players.push(desk.player(&format!("P{number}")).await);
    }
    let id = desk.list(&ada, &players[..1]).await;
    let backwards: Vec<_> = players.iter().rev().copied().collect();

    let added = join_all(
        [&players, &backwards, &players, &backwards]
            .map(|players| shortlists::add(&desk.db, &ada, id, at_first(players))),
    )
    .await;

    let number: usize =
        added.iter().map(|it| it.as_ref().unwrap().as_ref().unwrap().added.len()).sum();
    assert_eq!(number, 19);
    assert_eq!(desk.board(&ada, id).await.entries.len(), 20);
    let lines = "SELECT count(*) FROM audit_entry WHERE action = 'shortlist.add'";
    assert_eq!(desk.count(lines).await, 20);
}

#[tokio::test]
async fn what_people_think_is_told_with_how_many_they_are() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let per = desk.player("Per").await;
    let id = desk.list(&ada, &[per]).await;
    let place = Place { list: id, player: per };

    for (asker, stars) in [(&ada, 2), (&ben, 5), (&ada, 4)] {
        shortlists::rate(&desk.db, asker, place, stars).await.unwrap().unwrap();
    }
    let said = shortlists::comment(&desk.db, &ben, place, "Saw him twice").await.unwrap().unwrap();
    let by_another = shortlists::set_comment_deleted(&desk.db, &ada, place, said, true).await;
    let entry = &desk.board(&ada, id).await.entries[0];
    let comments =
        shortlists::comments(&desk.db, place, ada.account_id, None, 10).await.unwrap().items;

    assert_eq!((entry.mean_stars, entry.ratings, entry.own_stars), (Some(4.5), 2, Some(4)));
    assert_eq!(entry.comments, 1);
    assert!(!by_another.unwrap());
    assert_eq!((comments[0].text.as_str(), comments[0].is_own), ("Saw him twice", false));
    for stars in [0, 6] {
        let refused = shortlists::rate(&desk.db, &ada, place, stars).await;
        assert!(matches!(refused, Err(StoreError::Invalid(_))));
    }
    shortlists::set_comment_deleted(&desk.db, &ben, place, said, true).await.unwrap();
    let after = shortlists::comments(&desk.db, place, ada.account_id, None, 10).await.unwrap();
    assert!(after.items.is_empty());
}

#[tokio::test]
async fn who_is_taken_off_comes_back_with_all_that_was_said() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    let id = desk.list(&ada, &[per]).await;
    let place = Place { list: id, player: per };
    shortlists::rate(&desk.db, &ada, place, 3).await.unwrap();

    shortlists::set_removed(&desk.db, &ada, place, true).await.unwrap();
    let gone = desk.board(&ada, id).await;
    let rated = shortlists::rate(&desk.db, &ada, place, 1).await.unwrap();
    shortlists::set_removed(&desk.db, &ada, place, false).await.unwrap();
    let back = desk.board(&ada, id).await;

    assert_eq!((gone.list.players, gone.entries[0].is_removed), (0, true));
    assert_eq!(rated, None, "whoever is not there cannot be rated");
    assert_eq!((back.list.players, back.entries[0].mean_stars), (1, Some(3.0)));
}

#[tokio::test]
async fn an_archived_list_is_read_and_not_changed_and_gives_its_name_free() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    let id = desk.list(&ada, &[per]).await;
    let place = Place { list: id, player: per };

    shortlists::set_archived(&desk.db, &ada, id, true).await.unwrap();
    let refused = [
        shortlists::add(&desk.db, &ada, id, at_first(&[per])).await.map(|_| ()),
        shortlists::move_to(&desk.db, &ada, place, 1, Stage::Offer).await.map(|_| ()),
        shortlists::rate(&desk.db, &ada, place, 1).await.map(|_| ()),
        shortlists::comment(&desk.db, &ada, place, "a").await.map(|_| ()),
    ];
    let taken = shortlists::create(&desk.db, &ada, &named("left-BACKS")).await;
    let restored = shortlists::set_archived(&desk.db, &ada, id, false).await;

    for refusal in refused {
        assert!(matches!(refusal, Err(StoreError::Invalid(_))), "{refusal:?}");
    }
    assert!(taken.is_ok());
    assert!(matches!(restored, Err(StoreError::Invalid(_))), "{restored:?}");
    assert!(shortlists::lists_of(&desk.db, per).await.unwrap().is_empty());
    let archived = shortlists::list(&desk.db, ada.account_id, true, None, 10).await.unwrap();
    assert_eq!((archived.total, archived.items[0].id), (1, id));
}

#[tokio::test]
async fn a_list_is_renamed_by_whoever_read_it_last_and_what_was_done_is_paged() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let (per, ole) = (desk.player("Per").await, desk.player("Ole").await);
    let id = desk.list(&ada, &[per, ole]).await;

    let renamed = shortlists::update(&desk.db, &ada, id, 1, &named("Backs")).await.unwrap();
    let late = shortlists::update(&desk.db, &ada, id, 1, &named("Others")).await;
    players::delete(&desk.db, &Author::default(), &[ole]).await.unwrap();
    let first = shortlists::events(&desk.db, id, None, 2).await.unwrap();
    let rest = shortlists::events(&desk.db, id, first.next_cursor.as_deref(), 10).await.unwrap();

    assert_eq!(renamed, Some(2));
    assert!(matches!(late, Err(StoreError::Conflict { .. })));
    let told: Vec<_> = first
        .items
        .iter()
        .chain(&rest.items)
        .map(|event| (event.action.as_str(), event.player_name.as_deref(), event.to.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("shortlist.update", None, Some("Backs")),
            ("shortlist.add", None, Some("watch")),
            ("shortlist.add", Some("Per"), Some("watch")),
            ("shortlist.create", None, Some("Left-backs")),
        ]
    );
    assert_eq!(rest.next_cursor, None);
    assert_eq!(desk.board(&ada, id).await.entries.len(), 1, "a deleted player is not there");
}

#[tokio::test]
async fn a_new_list_comes_with_its_players_or_not_at_all() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    let long = "x".repeat(501);

    let why = NewEntries { players: &[per], stage: Stage::Watch, why: &long };
    let refused = shortlists::create_with(&desk.db, &ada, &named("Backs"), why).await;
    let made = shortlists::create_with(&desk.db, &ada, &named("Backs"), at_first(&[per])).await;

    assert!(matches!(refused, Err(StoreError::Invalid(_))));
    assert_eq!(desk.board(&ada, made.unwrap()).await.entries.len(), 1);
    assert_eq!(shortlists::count(&desk.db, false).await.unwrap(), 1);
}

#[tokio::test]
async fn a_full_list_takes_nobody_else() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let id = shortlists::create(&desk.db, &ada, &named("Everybody")).await.unwrap();
    desk.execute(
        "INSERT INTO player (name) SELECT 'P' || n FROM generate_series(1, 501) n;
         INSERT INTO watched_player (player_id, status) SELECT id, status FROM player;
         INSERT INTO shortlist_entry (shortlist_id, player_id, stage)
             SELECT (SELECT max(id) FROM shortlist), id, 'watch' FROM player ORDER BY id LIMIT 500",
    )
    .await;
    let last = PlayerId(desk.count("SELECT max(id) FROM player").await);

    let refused = shortlists::add(&desk.db, &ada, id, at_first(&[last])).await;

    assert!(matches!(refused, Err(StoreError::Invalid(_))), "{refused:?}");
    assert_eq!(desk.board(&ada, id).await.list.players, 500);
}
