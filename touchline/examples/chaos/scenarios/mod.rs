//! What is done to a room, and what is counted afterwards.

mod clients;
mod database;
mod disk;
mod frozen;
mod killed_workers;
mod refresh;
mod schedules;
mod stopping;
mod streams;
mod whole_room;
mod writes;

use futures::future::BoxFuture;

use crate::bars::Bars;

type Play = for<'a> fn(&'a mut Bars) -> BoxFuture<'a, anyhow::Result<()>>;

/// One thing that goes wrong.
pub(crate) struct Scenario {
    /// How it is asked for.
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) play: Play,
}

pub(crate) const SCENARIOS: [Scenario; 12] = [
    Scenario {
        name: "writes",
        what: "servers are killed while fifty clients write (R1)",
        play: |bars| Box::pin(writes::play(bars)),
    },
    Scenario {
        name: "database",
        what: "the database is stopped at once and started, ten times under load and with jobs (R2)",
        play: |bars| Box::pin(database::stopped(bars)),
    },
    Scenario {
        name: "connections",
        what: "a connection to the database is ended each second for a minute (R3)",
        play: |bars| Box::pin(database::cut(bars)),
    },
    Scenario {
        name: "workers",
        what: "three workers are killed fifty times while 10,000 jobs wait (J1)",
        play: |bars| Box::pin(killed_workers::play(bars)),
    },
    Scenario {
        name: "frozen",
        what: "a worker is frozen with a hundred jobs until another has done them (J4)",
        play: |bars| Box::pin(frozen::play(bars)),
    },
    Scenario {
        name: "refresh",
        what: "10,000 market values from a provider that fails, a worker killed in the middle",
        play: |bars| Box::pin(refresh::play(bars)),
    },
    Scenario {
        name: "streams",
        what: "a hundred viewers of a job that logs a thousand lines a second (J11)",
        play: |bars| Box::pin(streams::play(bars)),
    },
    Scenario {
        name: "schedules",
        what: "a tick each second with three schedulers, one of them killed (J15)",
        play: |bars| Box::pin(schedules::play(bars)),
    },
    Scenario {
        name: "room",
        what: "three servers, three workers and the proxy, each killed and frozen in turn under load",
        play: |bars| Box::pin(whole_room::play(bars)),
    },
    Scenario {
        name: "stopping",
        what: "a server with streams, sockets, an upload and jobs is asked to stop (R5)",
        play: |bars| Box::pin(stopping::play(bars)),
    },
    Scenario {
        name: "clients",
        what: "five hundred clients send their requests letter by letter (R7)",
        play: |bars| Box::pin(clients::play(bars)),
    },
    Scenario {
        name: "disk",
        what: "the disk is full when a file is uploaded (R8)",
        play: |bars| Box::pin(disk::play(bars)),
    },
];
