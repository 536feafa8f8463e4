//! Requests that go away in the middle of a transaction leave nothing behind (R6).

use std::time::Duration;

use axum::{Router, extract::State, routing::get};
use page_base::request::AppState;
use store::{accounts::audit, database::begin};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use crate::TestApp;

/// Requests of the figure R6.
const REQUESTS: u32 = 2_000;

async fn works_in_a_transaction(State(state): State<AppState>) -> &'static str {
    let transaction = begin(&state.db).await.expect("a transaction begins");
    let noted = audit(&transaction, None, "test", "test", serde_json::json!({}), None);
    noted.await.expect("the database writes");
    tokio::time::sleep(Duration::from_millis(2)).await;
    transaction.commit().await.expect("the transaction ends");
    "done"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_requests_cancelled_inside_transactions_leave_none_open() {
    let routes = Router::new().route("/test/transaction", get(works_in_a_transaction));
    let app = TestApp::start_with_routes(routes, |config| {
        config.database.max_connections = 20;
        config.database.acquire_timeout = Duration::from_secs(30);
    })
    .await;

    // Hang up after times that fall everywhere into begin, work and commit: 0 to 4.9 ms.
    for batch in 0..REQUESTS / 20 {
        let hang_ups = (0..20_u32).map(|number| {
            let address = app.address();
            let after = Duration::from_micros(u64::from((batch * 20 + number) % 50) * 100);
            async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                let request = b"GET /test/transaction HTTP/1.1\r\nHost: test\r\n\r\n";
                stream.write_all(request).await.unwrap();
                tokio::time::sleep(after).await;
            }
        });
        futures::future::join_all(hang_ups).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;

    let idle_in_transaction: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
    )
    .fetch_one(app.sql())
    .await
    .unwrap();
    assert_eq!(idle_in_transaction, 0);
    for _ in 0..40 {
        app.signed_out().get("/test/transaction").await.assert_status(200);
    }
}
