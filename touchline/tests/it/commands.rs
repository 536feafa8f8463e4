//! The program itself, started as people start it.

use std::time::Duration;

use test_database::TestDatabase;

use crate::{
    TestApp, plain_client,
    program::{Program, Server},
};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[tokio::test]
async fn asked_to_stop_the_server_ends_well_in_time_though_a_client_still_holds_on() {
    let program = Program::with(TestDatabase::create().await);
    let server = program.serve();
    let address: std::net::SocketAddr = server.address.parse().unwrap();
    // A client that keeps its connection open and asks nothing more.
    let client = plain_client();
    client.get(format!("http://{address}/livez")).send().await.unwrap();

    let (code, took, log, _) = tokio::task::spawn_blocking(|| server.stop()).await.unwrap();

    assert_eq!(code, Some(0), "{log}");
    assert!(took <= Duration::from_secs(10), "{took:?}");
    assert!(log.contains("\"Stopped\""), "{log}");
}

#[tokio::test]
async fn asked_to_stop_while_it_waits_for_its_database_a_process_ends_in_good_order() {
    let program = Program::with(TestDatabase::create().await);
    for kind in ["serve", "work"] {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("postgres://nobody@{}/nothing", silent.local_addr().unwrap());
        let mut command = program.command(&[kind]);
        let process = command.env("DATABASE_URL", url).spawn().unwrap();
        // It calls its database, so it is past its first line; nobody will answer it.
        let (_call, _) = silent.accept().unwrap();

        let asked = std::time::Instant::now();
        let pid = process.id().to_string();
        std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        let ended = process.wait_with_output().unwrap();

        assert_eq!(ended.status.code(), Some(0), "{kind}: {}", text(&ended.stderr));
        assert!(asked.elapsed() < Duration::from_secs(5), "{kind}: {:?}", asked.elapsed());
        assert!(text(&ended.stdout).contains("\"Stopping\""), "{kind}: {}", text(&ended.stdout));
    }
}

#[tokio::test]
async fn the_first_start_prints_a_password_once_that_has_to_be_changed() {
    let program = Program::with(TestDatabase::create().await);

    let (_, _, log, told) = program.serve().stop();
    let (_, _, _, told_again) = program.serve().stop();

    let password = told.lines().find_map(|line| line.trim().strip_prefix("password")).unwrap();
    assert_eq!(password.trim().len(), 16);
    assert!(!log.contains(password.trim()), "the log is kept and sent elsewhere");
    assert!(!told_again.contains("password"), "{told_again}");
    let must_change: bool = {
        let pool = sqlx::PgPool::connect(program.database_url()).await.unwrap();
        sqlx::query_scalar("SELECT must_change_password FROM account WHERE name = 'admin'")
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    assert!(must_change);
}

#[tokio::test]
async fn of_three_servers_that_start_together_exactly_one_migrates() {
    let program = Program::with(TestDatabase::create_empty().await);

    let logs: Vec<String> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..3).map(|_| scope.spawn(|| program.serve().stop().2)).collect();
        started.into_iter().map(|thread| thread.join().unwrap()).collect()
    });

    let migrated = logs.iter().filter(|log| log.contains("Applied ")).count();
    assert_eq!(migrated, 1, "{logs:?}");
}

#[tokio::test]
async fn every_line_of_the_log_is_json_and_none_holds_a_secret() {
    let program = Program::with(TestDatabase::create().await);
    let server = program.serve();
    let url = format!("http://{}/api/v1/auth/token", server.address);
    let client = plain_client();
    let form = [("username", "secret.person"), ("password", "secret-word")];
    client.post(&url).form(&form).header("cookie", "sid=secret-cookie").send().await.unwrap();
    client.get(format!("{url}?q=secret-search")).bearer_auth("secret-token").send().await.unwrap();

    let (_, _, log, _) = tokio::task::spawn_blocking(|| server.stop()).await.unwrap();

    assert!(log.contains("\"request_id\":\"req_"), "{log}");
    assert!(log.contains("\"route\":\"/api/v1/auth/token\""), "{log}");
    for line in log.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|_| panic!("{line}"));
        assert!(!line.contains("secret"), "{line}");
    }
}

#[tokio::test]
async fn the_health_check_tells_by_its_exit_code_whether_the_server_is_ready() {
    let app = TestApp::start().await;
    let program = Program::with(TestDatabase::create().await);
    let check = |address: String| {
        let mut command = program.command(&["healthcheck"]);
        command.env("TOUCHLINE_LISTEN", address);
        tokio::task::spawn_blocking(move || command.output().unwrap())
    };

    let ready = check(app.address().to_string()).await.unwrap();
    let nobody = check("127.0.0.1:1".to_owned()).await.unwrap();

    assert_eq!(ready.status.code(), Some(0), "{}", text(&ready.stderr));
    assert_eq!(nobody.status.code(), Some(1));
    assert!(text(&nobody.stderr).contains("127.0.0.1:1"));
}

#[tokio::test]
async fn accounts_are_added_listed_and_changed_from_the_command_line() {
    let program = Program::with(TestDatabase::create().await);

    let weak = program.run_with_input(&["user", "add", "Mina"], "football\n");
    let added = program
        .run_with_input(&["user", "add", "Mina", "--role", "admin"], "correct horse battery\n");
    let listed = program.run(&["user", "list"]);
    let last = program.run(&["user", "set-role", "mina", "viewer"]);
    let changed = program.run_with_input(&["user", "set-password", "mina"], "another good one");
    let unknown = program.run(&["user", "set-role", "nobody", "viewer"]);

    assert!(text(&weak.stderr).contains("password:"), "{}", text(&weak.stderr));
    assert!(added.status.success(), "{}", text(&added.stderr));
    assert_eq!(text(&listed.stdout), "admin    Mina\n");
    assert!(text(&last.stderr).contains("last administrator"), "{}", text(&last.stderr));
    assert!(changed.status.success(), "{}", text(&changed.stderr));
    assert!(text(&unknown.stderr).contains("no account `nobody`"), "{}", text(&unknown.stderr));
}

#[tokio::test]
async fn a_wrong_setting_stops_the_start_and_is_named_with_its_cure() {
    let program = Program::with(TestDatabase::create().await);
    let told = |name: &str, value: &str| {
        let output = program.command(&["serve"]).env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        text(&output.stderr)
    };

    assert!(told("TOUCHLINE_LISTEN", "nowhere").contains("TOUCHLINE_LISTEN: found `nowhere`"));
    let exposed = told("TOUCHLINE_LISTEN", "0.0.0.0:0");
    assert!(exposed.contains("TOUCHLINE_SESSION_KEY") && exposed.contains("openssl"), "{exposed}");
}

#[tokio::test]
async fn the_demo_password_is_refused_on_an_address_that_others_reach() {
    let program = Program::with(TestDatabase::create().await);
    let demo = {
        let mut command = program.command(&["serve"]);
        command.env("TOUCHLINE_DEMO", "1");
        Server::start(command)
    };
    demo.stop();

    let exposed = program
        .command(&["serve"])
        .env("TOUCHLINE_LISTEN", "0.0.0.0:0")
        .env("TOUCHLINE_SESSION_KEY", "k".repeat(64))
        .env("TOUCHLINE_VAULT_KEYS", "2026:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
        .output()
        .unwrap();

    assert_eq!(exposed.status.code(), Some(1));
    assert!(text(&exposed.stderr).contains("user set-password admin"), "{}", text(&exposed.stderr));
}

#[tokio::test]
async fn config_check_finds_misspelt_settings_and_config_print_masks_secrets() {
    let program = Program::with(TestDatabase::create().await);
    let with = |arguments: &[&str]| {
        let output = program
            .command(arguments)
            .env("TOUCHLINE_PROT", "80")
            .env("TOUCHLINE_SESSION_KEY", "opensesame")
            .output()
            .unwrap();
        text(&output.stdout)
    };

    let checked = with(&["config", "check"]);
    let printed = with(&["config", "print"]);

    assert!(checked.contains("TOUCHLINE_PROT is not a setting"), "{checked}");
    assert!(printed.contains("TOUCHLINE_SESSION_KEY=<10 characters>"), "{printed}");
    assert!(!printed.contains("opensesame"));
}

#[tokio::test]
async fn openapi_prints_the_document_that_the_server_serves() {
    let app = TestApp::start().await;
    let program = Program::with(TestDatabase::create().await);

    let printed: serde_json::Value =
        serde_json::from_slice(&program.run(&["openapi"]).stdout).unwrap();

    assert_eq!(printed, app.signed_out().get("/api/v1/openapi.json").await.json());
}
