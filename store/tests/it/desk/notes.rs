//! Notes and tags: whose they are, and that nothing is lost.

use football::PlayerId;
use store::{
    StoreError,
    desk::{notes, tags},
    players::{self, Author},
};

use super::Desk;

#[tokio::test]
async fn a_note_is_everybodys_to_read_and_its_writers_to_change() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let player = desk.player("Per").await;

    let id = notes::add(&desk.db, &ada, player, " Quick\r\nbut slight ").await.unwrap().unwrap();
    let by_ben = notes::edit(&desk.db, &ben, (player, id), 1, "Slow").await.unwrap();
    let deleted = notes::set_deleted(&desk.db, &ben, (player, id), true).await.unwrap();
    let edited = notes::edit(&desk.db, &ada, (player, id), 1, "Quick").await.unwrap();
    let again = notes::edit(&desk.db, &ada, (player, id), 1, "Late").await;

    assert!(by_ben.is_none() && !deleted);
    assert_eq!(edited, Some(()));
    assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
    let seen = notes::list(&desk.db, player, ben.account_id).await.unwrap();
    assert_eq!((seen[0].text.as_str(), seen[0].by.as_deref()), ("Quick", Some("Ada")));
    assert!(!seen[0].is_own && seen[0].edited_at.is_some());
    assert!(notes::list(&desk.db, player, ada.account_id).await.unwrap()[0].is_own);
    let subject = format!("player:{player}");
    assert_eq!(
        desk.newest_lines(2).await,
        [("player.edit_note".to_owned(), subject.clone()), ("player.note".to_owned(), subject)]
    );
}

#[tokio::test]
async fn a_deleted_note_is_offered_to_its_writer_for_a_day_and_seen_by_nobody_else() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let player = desk.player("Per").await;
    let id = notes::add(&desk.db, &ada, player, "Quick").await.unwrap().unwrap();

    notes::set_deleted(&desk.db, &ada, (player, id), true).await.unwrap();
    let own = notes::list(&desk.db, player, ada.account_id).await.unwrap();
    let others = notes::list(&desk.db, player, ben.account_id).await.unwrap();
    notes::set_deleted(&desk.db, &ada, (player, id), false).await.unwrap();
    let restored = notes::list(&desk.db, player, ben.account_id).await.unwrap();
    notes::set_deleted(&desk.db, &ada, (player, id), true).await.unwrap();
    desk.execute("UPDATE player_note SET deleted_at = now() - interval '25 hours'").await;
    let later = notes::list(&desk.db, player, ada.account_id).await.unwrap();

    assert!(own[0].is_deleted && others.is_empty());
    assert_eq!(restored[0].text, "Quick");
    assert!(later.is_empty());
}

#[tokio::test]
async fn nothing_is_written_about_somebody_who_is_not_there() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let gone = desk.player("Gone").await;
    players::delete(&desk.db, &Author::default(), &[gone]).await.unwrap();

    for player in [gone, PlayerId(999_999)] {
        assert_eq!(notes::add(&desk.db, &ada, player, "Quick").await.unwrap(), None);
        assert_eq!(tags::add(&desk.db, &ada, player, "quick").await.unwrap(), None);
    }
    for text in ["", " \n ", "a\0b", &"x".repeat(4_001)] {
        let refused = notes::add(&desk.db, &ada, gone, text).await;
        assert!(matches!(refused, Err(StoreError::Invalid(_))), "{text:?}");
    }
}

#[tokio::test]
async fn players_are_found_by_their_tag_page_by_page_however_it_was_typed() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let mut players = Vec::new();
    for number in 0..5 {
        let player = desk.player(&format!("P{number}")).await;
        tags::add(&desk.db, &ada, player, " Left  FOOT").await.unwrap();
        players.push(player);
    }
    tags::add(&desk.db, &ada, players[0], "loan").await.unwrap();
    let twice = tags::add(&desk.db, &ada, players[0], "loan").await.unwrap();
    players::delete(&desk.db, &Author::default(), &[players[4]]).await.unwrap();

    let first = tags::players_with(&desk.db, "left foot", None, 3).await.unwrap();
    let cursor = first.next_cursor.clone();
    let second = tags::players_with(&desk.db, "Left Foot", cursor.as_deref(), 3).await.unwrap();
    let in_use = tags::in_use(&desk.db, 10).await.unwrap();

    assert_eq!(twice.as_deref(), Some("loan"));
    let ids = |page: &football::desk::TaggedPlayers| {
        page.items.iter().map(|player| player.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&first), [players[3], players[2], players[1]]);
    assert_eq!((ids(&second), second.next_cursor), (vec![players[0]], None));
    assert_eq!(first.total, 4);
    let counted: Vec<_> = in_use.iter().map(|it| (it.tag.as_str(), it.players)).collect();
    assert_eq!(counted, [("left foot", 4), ("loan", 1)]);
    let wrong = tags::players_with(&desk.db, "loan", Some("c7"), 3).await;
    assert!(matches!(wrong, Err(StoreError::Invalid(_))));
}

#[tokio::test]
async fn a_tag_is_taken_away_once_and_each_change_leaves_its_line() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let player = desk.player("Per").await;
    tags::add(&desk.db, &ada, player, "loan").await.unwrap();

    let taken = tags::remove(&desk.db, &ada, player, "Loan").await.unwrap();
    let again = tags::remove(&desk.db, &ada, player, "loan").await.unwrap();

    assert!(taken && !again);
    assert!(tags::of_player(&desk.db, player).await.unwrap().is_empty());
    let subject = format!("player:{player}");
    assert_eq!(
        desk.newest_lines(2).await,
        [("player.untag".to_owned(), subject.clone()), ("player.tag".to_owned(), subject)]
    );
}
