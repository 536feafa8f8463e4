//! Who is who in an import: namesakes, accents, the deleted.

use football::PlayerId;
use store::players;

use super::store;

#[tokio::test]
async fn namesakes_without_a_birth_date_are_never_joined() {
    let store = store().await;
    store.import("name,birth_date,club\nAdriano,1982-02-17,Inter\n").await;

    let first = store.import("name,club\nAdriano,Inter\nAdriano,Barcelona\n").await;
    let again = store.import("name,club\nAdriano,Inter\nAdriano,Barcelona\n").await;

    assert_eq!(first.players_added, 2);
    assert_eq!(again.changed_rows(), 0);
    assert_eq!(store.number("SELECT count(*) FROM player").await, 3);
}

#[tokio::test]
async fn namesakes_at_one_club_stay_apart_when_anything_tells_them_apart() {
    let store = store().await;
    let file = "name,club,height\nPaulinho,Santos,180\nPaulinho,Santos,171\nPaulinho,Santos,180\n";

    let first = store.import(file).await;
    let again = store.import(file).await;

    assert_eq!((first.players_added, first.duplicates), (2, 1));
    assert_eq!(first.first_rejects[0].reason, "same player as on line 2");
    assert_eq!(again.changed_rows(), 0);
}

#[tokio::test]
async fn the_same_name_and_birth_date_is_the_same_person_whatever_the_accents() {
    let store = store().await;
    store.import("name,birth_date,club\nMartin Ødegaard,1998-12-17,Arsenal\n").await;

    let second = store.import("name;dob;club;height\nMARTIN ODEGAARD;17.12.1998;;178\n").await;

    assert_eq!((second.players_added, second.players_changed), (0, 1));
    assert_eq!(store.text("SELECT club FROM player").await, "Arsenal", "empty cells erase nothing");
    assert_eq!(store.number("SELECT height_cm FROM player").await, 178);
    assert_eq!(store.number("SELECT version FROM player").await, 2);
}

#[tokio::test]
async fn two_players_with_one_name_and_birth_date_are_not_guessed_between() {
    let store = store().await;
    for id in [1, 2] {
        store.import(format!("player_id,provider,name,birth_date\n{id},tm,A B,2000-01-01\n")).await;
    }

    let summary = store.import("name,birth_date,height\nA B,2000-01-01,180\n").await;

    assert_eq!((summary.accepted, summary.rejected), (0, 1));
    assert_eq!(
        summary.first_rejects[0].reason,
        "2 players have this name and birth date; add a player id"
    );
}

#[tokio::test]
async fn a_deleted_player_stays_deleted_and_his_row_says_so() {
    let store = store().await;
    let file = "player_id,provider,name\n7,tm,Raúl\n";
    store.import(file).await;
    let id = PlayerId(store.number("SELECT id FROM player").await);
    players::delete(&store.db, &players::Author::default(), &[id]).await.unwrap();

    let summary = store.import(file).await;
    let values =
        store.import("player_id,provider,value_date,market_value\n7,tm,2020-01-01,5\n").await;

    assert_eq!((summary.accepted, summary.rejected), (0, 1));
    assert_eq!(values.rejected, 1);
    assert!(summary.first_rejects[0].reason.contains("deleted"), "{summary:?}");
    assert_eq!(store.number("SELECT count(*) FROM player WHERE deleted_at IS NULL").await, 0);
}

#[tokio::test]
async fn values_of_unknown_players_and_repeats_are_told_apart() {
    let store = store().await;
    store.import("player_id,provider,name\n1,tm,A\n").await;

    let summary = store
        .import(
            "player_id,provider,value_date,market_value\n1,tm,2020-01-01,€5m\n2,tm,2020-01-01,1\n\
             1,tm,2020-01-01,6000000\n1,tm,2021-01-01,free transfer\n1,tm,2019-01-01,€7m\n",
        )
        .await;

    assert_eq!((summary.accepted, summary.duplicates, summary.rejected), (2, 1, 2));
    let rejects: Vec<_> = summary
        .first_rejects
        .iter()
        .map(|row| (row.line, row.column.as_str(), row.reason.as_str()))
        .collect();
    assert_eq!(
        rejects,
        [
            (3, "player_id", "player_id 2 is not known; import the players first"),
            (4, "", "same player, date and source as on line 2"),
            (5, "market_value", "market_value is a transfer or fee, not a value (free transfer)"),
        ]
    );
    assert_eq!(store.number("SELECT value_eur FROM player").await, 5_000_000);
}
