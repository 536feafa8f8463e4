//! The REST API against its own description: requests made from it, as each role, may lead to no
//! server error and to no answer that the description does not have.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::{
    end2end::{PROFILE, TestServer},
    program::run,
    workspace::Workspace,
};

/// What each answer is held against.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance";
/// Left out: signing out would end the token with which the rest is asked, and the streams have no
/// end to wait for. Tests of `server` ask all three.
const LEFT_OUT: [&str; 3] = ["/auth/logout", "/jobs/{id}/events", "/tasks/events"];
/// Password of the accounts that are made for the run.
const PASSWORD: &str = "a run has its own accounts";

/// Who asks, and how thoroughly. The lesser roles meet mostly refusals, which are soon all seen.
struct Asker {
    role: &'static str,
    phases: &'static str,
    examples: &'static str,
}

const ASKERS: [Asker; 3] = [
    Asker { role: "viewer", phases: "fuzzing", examples: "5" },
    Asker { role: "analyst", phases: "fuzzing", examples: "5" },
    Asker { role: "admin", phases: "examples,coverage,fuzzing,stateful", examples: "8" },
];

/// Tries the API as each role.
pub(crate) fn schemathesis(workspace: &Workspace) -> Result<()> {
    let server =
        TestServer::start(workspace, PROFILE, &[("TOUCHLINE_RATE_LIMIT_PER_MINUTE", "0")])?;
    for asker in &ASKERS {
        println!("\nAs {}:", asker.role);
        let name = format!("rest-{}", asker.role);
        add_account(&server, &workspace.server(PROFILE), &name, asker.role)?;
        let token = server.token(&name, &PASSWORD.replace(' ', "%20"))?;
        let mut schemathesis = Command::new(workspace.python().join("bin/schemathesis"));
        schemathesis
            .current_dir(workspace.target.join("end2end"))
            .arg("run")
            .arg(format!("{}/api/v1/openapi.json", server.url))
            .args(["--checks", CHECKS, "--phases", asker.phases])
            .args(["--max-examples", asker.examples, "--seed", "7", "--workers", "1"])
            .args(["--request-timeout", "30", "--no-color"])
            .args(["--header", &format!("Authorization: Bearer {token}")]);
        for path in LEFT_OUT {
            schemathesis.args(["--exclude-path", path]);
        }
        run(&mut schemathesis)
            .with_context(|| format!("the server's log: {}", server.log.display()))?;
    }
    Ok(())
}

fn add_account(server: &TestServer, program: &Path, name: &str, role: &str) -> Result<()> {
    let mut child = Command::new(program)
        .args(["user", "add", name, "--role", role])
        .env("DATABASE_URL", &server.database_url)
        .env("TOUCHLINE_LOG", "warn")
        .stdin(Stdio::piped())
        .spawn()
        .context("cannot start the server's program")?;
    let mut input = child.stdin.take().context("the program has no input")?;
    input.write_all(PASSWORD.as_bytes())?;
    drop(input);
    ensure!(child.wait()?.success(), "the account {name} was not made");
    Ok(())
}
