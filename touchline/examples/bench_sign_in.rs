//! `cargo xtask bench sign-in`: S5, whether the time of a refused sign-in tells that the name is known.
//!
//! Known and unknown names take turns, so that both meet the same machine, and each attempt is a
//! quarter of an hour after the last, so that none is refused unseen.

#![expect(clippy::print_stdout, reason = "figures are for the terminal")]

use std::{
    env,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use backroom::Role;
use chrono::Utc;
use store::{
    Database,
    accounts::{self, NewAccount, SignIn, SignInOutcome, WINDOW},
    database::{ConnectSettings, connect},
};
use test_database::TestDatabase;

/// That of the program: where 19 MB for a hash come from is a part of the time.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Attempts with each kind of name, unless an argument says otherwise.
const ATTEMPTS: u32 = 1_000;
/// S5: the medians may differ by so many per cent.
const BAR_PER_CENT: f64 = 5.0;

#[tokio::main]
async fn main() -> Result<()> {
    let attempts = env::args().nth(1).map_or(Ok(ATTEMPTS), |text| text.parse())?;
    let database = TestDatabase::create().await;
    let db = connect(&ConnectSettings {
        url: database.url().to_owned(),
        max_connections: 2,
        acquire_timeout: Duration::from_secs(10),
    })
    .await?;
    accounts::warm_up().await?;
    let account = NewAccount {
        name: "somebody",
        email: None,
        password: "correct horse battery",
        role: Role::Viewer,
        must_change_password: false,
    };
    accounts::create(&db, account).await?;

    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..attempts {
        // Who goes first changes: the second finds the processor's caches warm.
        let (first, second) = if number % 2 == 0 {
            (("somebody", &mut known), ("nobody11", &mut unknown))
        } else {
            (("nobody11", &mut unknown), ("somebody", &mut known))
        };
        for (name, times) in [first, second] {
            times.push(refused(&db, name, number).await?);
        }
    }

    let (known, unknown) = (median(known), median(unknown));
    let apart = 100.0 * (known / unknown - 1.0).abs();
    println!("S5  known name, median of {attempts}: {known:.3} ms");
    println!("S5  unknown name, median of {attempts}: {unknown:.3} ms");
    let held = apart <= BAR_PER_CENT;
    let word = if held { "ok  " } else { "MISS" };
    println!("{word} S5  apart, %: {apart:.2}   bar <= {BAR_PER_CENT}");
    ensure!(held, "the time tells whether a name is known");
    Ok(())
}

/// How long a wrong password takes to be refused, in milliseconds.
async fn refused(db: &Database, name: &str, number: u32) -> Result<f64> {
    let now = Utc::now() + WINDOW * i32::try_from(number)?;
    let attempt = SignIn { name, password: "not the password", address: None, now };
    let begun = Instant::now();
    let outcome = accounts::sign_in(db, attempt).await?;
    let took = begun.elapsed().as_secs_f64() * 1e3;
    ensure!(matches!(outcome, SignInOutcome::Wrong { .. }), "{outcome:?}");
    Ok(took)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
