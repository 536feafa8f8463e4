//! A private cluster on this machine: made, found held, left behind, brought back.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    os::unix::net::UnixStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use local_postgres::{Incident, LocalPostgres, LocalPostgresError, Settings, Supervisor};

/// Set for the copy of this test program that plays a server which gets killed.
const PLAY_OWNER: &str = "LOCAL_POSTGRES_TEST_OWNER";

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(format!("/tmp/tl-pg-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self(folder)
    }

    fn settings(&self) -> Settings {
        Settings::throw_away(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_folder_becomes_a_cluster_that_answers_and_keeps_its_address() {
    let folder = Folder::new("fresh");

    let first = LocalPostgres::start(&folder.settings()).unwrap();
    let url = first.url().to_owned();
    assert!(answers(&url));
    first.stop();
    assert!(!answers(&url));
    let second = LocalPostgres::start(&folder.settings()).unwrap();

    assert_eq!(second.url(), url);
    assert!(answers(&url));
}

#[test]
fn a_second_start_on_the_same_folder_says_who_holds_it() {
    let folder = Folder::new("held");
    let first = LocalPostgres::start(&folder.settings()).unwrap();

    let second = LocalPostgres::start(&folder.settings());

    let Err(LocalPostgresError::Held { pid, url, .. }) = &second else { panic!("{second:?}") };
    assert_eq!(*pid, std::process::id().to_string());
    assert_eq!(url.as_deref(), Some(first.url()));
}

#[test]
fn a_cluster_ends_with_its_owner_even_if_that_was_killed() {
    let folder = Folder::new("guarded");
    let (owner, postmaster) = Owner::play(&folder);

    owner.kill();

    let end = Instant::now() + Duration::from_secs(20);
    while exists(&postmaster) {
        assert!(Instant::now() < end, "the cluster goes on");
        thread::sleep(Duration::from_millis(20));
    }
    // In good order: a cluster that was cut off leaves its number behind.
    assert_eq!(postmaster_of(&folder), None);
}

#[test]
fn a_cluster_that_was_left_behind_does_not_block_the_next_start() {
    let folder = Folder::new("orphan");
    let (owner, orphan) = Owner::play(&folder);
    owner.kill_guards();
    owner.kill();
    assert!(exists(&orphan));

    let next = LocalPostgres::start(&folder.settings()).unwrap();

    assert!(answers(next.url()));
    assert_ne!(next.pid().to_string(), orphan);
}

/// A copy of this test program that plays a server.
struct Owner(Child);

impl Owner {
    /// The server, and the number of its cluster's main process.
    fn play(folder: &Folder) -> (Self, String) {
        let mut owner = Command::new(std::env::current_exe().expect("this program has a path"))
            .args(["--exact", "plays_an_owner_until_it_is_killed", "--nocapture"])
            .env(PLAY_OWNER, &folder.0)
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started");
        let lines = BufReader::new(owner.stdout.take().expect("it is piped")).lines();
        let postmaster = lines
            .map_while(Result::ok)
            .find_map(|line| line.split_once("postmaster ").map(|(_, pid)| pid.to_owned()))
            .expect("the owner tells the number of its cluster");
        (Self(owner), postmaster)
    }

    /// SIGKILL: it can clear nothing away.
    fn kill(mut self) {
        self.0.kill().expect("a child can be killed");
        self.0.wait().expect("a killed child ends");
    }

    /// Kills what watches over its cluster.
    fn kill_guards(&self) {
        let guards = ["-KILL", "-P", &self.0.id().to_string(), "-f", "touchline-postgres-guard"];
        let killed = Command::new("pkill").args(guards).status();
        assert!(killed.is_ok_and(|status| status.success()), "a guard was there");
    }
}

/// Whether there is such a process, one that has ended but was not waited for excepted.
fn exists(pid: &str) -> bool {
    let state = Command::new("ps").args(["-o", "state=", "-p", pid]).output();
    let state = state.expect("there is a ps").stdout;
    !state.is_empty() && !state.starts_with(b"Z")
}

/// The number of the main process that is written down in the cluster.
fn postmaster_of(folder: &Folder) -> Option<String> {
    let text = fs::read_to_string(cluster(folder).join("postmaster.pid")).ok()?;
    text.lines().next().map(ToOwned::to_owned)
}

/// Where the cluster lies: as root, in a folder of the user that runs it.
fn cluster(folder: &Folder) -> PathBuf {
    let mut places = ["cluster", "postgres/cluster"].map(|inner| folder.0.join(inner)).into_iter();
    places.find(|cluster| cluster.exists()).expect("the cluster was made")
}

#[test]
fn plays_an_owner_until_it_is_killed() {
    // Does something only in the copy that the tests above start.
    let Some(folder) = std::env::var_os(PLAY_OWNER) else { return };

    let postgres = LocalPostgres::start(&Settings::throw_away(folder)).unwrap();
    let mut out = std::io::stdout();
    writeln!(out, "\npostmaster {}", postgres.pid()).unwrap();
    out.flush().unwrap();

    thread::sleep(Duration::from_mins(1));
    unreachable!("the tests above kill this process");
}

#[test]
fn a_pid_file_with_the_number_of_a_living_stranger_does_not_block_the_start() {
    let folder = Folder::new("stale");
    LocalPostgres::start(&folder.settings()).unwrap().stop();
    // Our own number: a process that lives, and is no PostgreSQL.
    let pid_file = cluster(&folder).join("postmaster.pid");
    fs::write(pid_file, format!("{}\n", std::process::id())).unwrap();

    let next = LocalPostgres::start(&folder.settings()).unwrap();

    assert!(answers(next.url()));
}

#[test]
fn a_half_made_cluster_is_made_again() {
    let folder = Folder::new("half");
    for inner in ["cluster.new", "postgres/cluster.new"] {
        fs::create_dir_all(folder.0.join(inner)).unwrap();
        fs::write(folder.0.join(inner).join("PG_VERSION"), "15\n").unwrap();
    }

    let postgres = LocalPostgres::start(&folder.settings()).unwrap();

    assert!(answers(postgres.url()));
}

#[test]
fn a_folder_with_a_long_path_gets_its_socket_elsewhere() {
    let folder = Folder::new(&"long".repeat(30));

    let postgres = LocalPostgres::start(&folder.settings()).unwrap();

    assert!(postgres.url().contains("?host=%2Ftmp%2Ftouchline-"), "{}", postgres.url());
    assert!(answers(postgres.url()));
}

#[test]
fn a_supervised_cluster_comes_back_after_it_was_killed() {
    let folder = Folder::new("watched");
    let (report, incidents) = mpsc::channel();
    let supervisor =
        Supervisor::start(&folder.settings(), move |incident| report.send(incident).unwrap())
            .unwrap();
    let text =
        fs::read_to_string(socket(supervisor.url()).with_file_name("cluster/postmaster.pid"));
    let pid = text.unwrap().lines().next().unwrap().to_owned();

    Command::new("sh").args(["-c", &format!("kill -KILL {pid}")]).status().unwrap();

    let heard = [(); 2].map(|()| incidents.recv_timeout(Duration::from_secs(20)).unwrap());
    assert!(matches!(heard, [Incident::Ended(_), Incident::Restarted]), "{heard:?}");
    assert!(answers(supervisor.url()));
    supervisor.stop();
}

/// The socket's folder, from the URL.
fn socket(url: &str) -> PathBuf {
    let (_, folder) = url.split_once("?host=").expect("the URL names the socket");
    PathBuf::from(folder.replace("%2F", "/"))
}

/// Whether something speaks the Postgres protocol there: an SSL request is answered by one letter
/// (PostgreSQL documentation, 55.2.10).
fn answers(url: &str) -> bool {
    let Ok(mut stream) = UnixStream::connect(socket(url).join(".s.PGSQL.5432")) else {
        return false;
    };
    stream.write_all(&[0, 0, 0, 8, 4, 210, 22, 47]).expect("the socket takes bytes");
    let mut letter = [0];
    stream.read_exact(&mut letter).is_ok() && matches!(letter[0], b'N' | b'S')
}
