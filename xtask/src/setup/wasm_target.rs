//! The standard library for WASM. From rustup where that reaches its server; else built from the
//! distribution's Rust source of the same version, which apt mirrors carry.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::packages;
use crate::{
    program::{command_in, find, output, run, succeeds, typed},
    workspace::Workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
const MIRROR: &str = "http://deb.debian.org/debian";
/// Where Debian keeps Rust releases, the likeliest first.
const SUITES: [&str; 5] = ["trixie-backports", "sid", "forky", "trixie", "bookworm-backports"];
/// The crates of the standard library that a program for the browser links.
const STD_CRATES: &str = "-Zbuild-std=std,panic_abort,proc_macro,test";

/// Makes the target usable by plain `cargo build --target`.
pub(super) fn install(workspace: &Workspace) -> Result<()> {
    let toolchain = Toolchain::ask(workspace)?;
    if toolchain.has_target() {
        return Ok(());
    }
    if find(&["rustup"]).is_some() {
        let mut rustup = command_in(&workspace.root, "rustup");
        rustup.args(["target", "add", TARGET]);
        println!("Installing Rust's library for the browser: {}", typed(&rustup));
        if succeeds(&mut rustup) && toolchain.has_target() {
            return Ok(());
        }
        println!("rustup could not fetch it; building it from the distribution's Rust source.");
    }
    toolchain.build_target(workspace).with_context(|| {
        format!(
            "the Rust target {TARGET} is missing. With a network: rustup target add {TARGET}. \
             Without: put the source of Rust {} into {} and try again",
            toolchain.version,
            toolchain.source().display()
        )
    })
}

/// The compiler in use.
struct Toolchain {
    version: String,
    sysroot: PathBuf,
    target_libraries: PathBuf,
}

impl Toolchain {
    fn ask(workspace: &Workspace) -> Result<Self> {
        let rustc = || command_in(&workspace.root, "rustc");
        // "rustc 1.95.0 (59807616e 2026-04-14)"
        let version = output(rustc().arg("--version"))?;
        let version = version.split(' ').nth(1).context("rustc does not say its version")?;
        let sysroot = output(rustc().args(["--print", "sysroot"]))?;
        let libraries = output(rustc().args(["--print", "target-libdir", "--target", TARGET]))?;
        Ok(Self {
            version: version.to_owned(),
            sysroot: PathBuf::from(sysroot.trim()),
            target_libraries: PathBuf::from(libraries.trim()),
        })
    }

    fn has_target(&self) -> bool {
        libraries(&self.target_libraries).any(|file| {
            file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libcore-"))
        })
    }

    /// Where cargo looks for the standard library's source.
    fn source(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib/src/rust")
    }

    fn build_target(&self, workspace: &Workspace) -> Result<()> {
        let folder = workspace.target.join("wasm-target");
        fs::create_dir_all(&folder)?;
        if !self.source().join("library/std").exists() {
            self.fetch_source(&folder)?;
        }
        // A crate of nothing, built with its own standard library, for the sake of that library.
        let nothing = folder.join("nothing");
        fs::create_dir_all(nothing.join("src"))?;
        fs::write(
            nothing.join("Cargo.toml"),
            "[package]\nname = \"nothing\"\nedition = \"2024\"\n[workspace]\n",
        )?;
        fs::write(nothing.join("src/lib.rs"), "//! Nothing.\n")?;
        let mut build = command_in(&nothing, "cargo");
        build
            .args(["build", "--release", STD_CRATES, "--target", TARGET])
            // `build-std` is for nightly compilers; a stable one accepts it when told so.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", nothing.join("target"));
        println!("Building Rust's library for the browser: RUSTC_BOOTSTRAP=1 {}", typed(&build));
        run(&mut build)?;

        fs::create_dir_all(&self.target_libraries)?;
        for library in libraries(&nothing.join("target").join(TARGET).join("release/deps")) {
            let name = library.file_name().context("a library has a name")?;
            if !name.to_string_lossy().starts_with("libnothing-") {
                fs::copy(&library, self.target_libraries.join(name))?;
            }
        }
        fs::remove_dir_all(&folder)?;
        if self.has_target() { Ok(()) } else { bail!("the build left no library of core") }
    }

    /// Takes the source out of Debian's package `rust-src` of exactly this version, without
    /// installing it and without touching the machine's own package lists.
    fn fetch_source(&self, folder: &Path) -> Result<()> {
        if find(&["apt-get"]).is_none() || find(&["dpkg-deb"]).is_none() {
            bail!("there is no apt-get to fetch Rust's source with");
        }
        if !Path::new(KEYRING).exists() {
            packages::debian("Debian's archive keys", "debian-archive-keyring")?;
        }
        let apt = PrivateApt::make(folder)?;
        let package = SUITES
            .iter()
            .find_map(|suite| apt.find(suite, &self.version))
            .with_context(|| format!("Debian has no rust-src {}", self.version))?;
        let mut download = apt.command("apt-get", folder);
        download.arg("download").arg(format!("rust-src={package}"));
        println!("Fetching Rust's source: apt-get download rust-src={package}");
        run(&mut download)?;
        let file = fs::read_dir(folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|file| file.extension().is_some_and(|extension| extension == "deb"))
            .context("apt-get downloaded nothing")?;
        let unpacked = folder.join("unpacked");
        run(Command::new("dpkg-deb").arg("-x").arg(&file).arg(&unpacked))?;
        let source = unpacked.join(format!("usr/src/rustc-{}", self.version));
        let wanted = self.source();
        fs::create_dir_all(wanted.parent().context("the sysroot is a folder")?)?;
        // By `cp`, because `target` and the toolchain may lie on different disks.
        run(Command::new("cp").arg("-r").arg(&source).arg(&wanted))
    }
}

/// apt with lists and cache of its own.
struct PrivateApt {
    state: PathBuf,
}

impl PrivateApt {
    fn make(folder: &Path) -> Result<Self> {
        let state = folder.join("apt");
        for inner in ["lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(state.join(inner))?;
        }
        Ok(Self { state })
    }

    fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = command_in(folder, program);
        let at = |name: &str| self.state.join(name).display().to_string();
        for option in [
            format!("Dir::Etc::sourcelist={}", at("sources.list")),
            "Dir::Etc::sourceparts=-".to_owned(),
            format!("Dir::State::lists={}", at("lists")),
            format!("Dir::Cache={}", at("cache")),
            "APT::Sandbox::User=root".to_owned(),
            "Acquire::Languages=none".to_owned(),
        ] {
            command.args(["-o", &option]);
        }
        command
    }

    /// The full version of `rust-src` in `suite` for this Rust release.
    fn find(&self, suite: &str, rust: &str) -> Option<String> {
        let source = format!("deb [signed-by={KEYRING}] {MIRROR} {suite} main\n");
        fs::write(self.state.join("sources.list"), source).ok()?;
        println!("Looking for rust-src {rust} in Debian {suite}.");
        run(self.command("apt-get", &self.state).args(["update", "-qq"])).ok()?;
        let versions =
            output(self.command("apt-cache", &self.state).args(["madison", "rust-src"])).ok()?;
        version_for(&versions, rust)
    }
}

/// From the lines of `apt-cache madison`: `rust-src | 1.95.0+dfsg1-2~bpo13+1 | http://… Packages`.
fn version_for(madison: &str, rust: &str) -> Option<String> {
    madison
        .lines()
        .filter_map(|line| line.split('|').nth(1).map(str::trim))
        .find(|version| {
            version.strip_prefix(rust).is_some_and(|rest| rest.starts_with(['+', '-', '~']))
        })
        .map(ToOwned::to_owned)
}

fn libraries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|extension| extension == "rlib"))
}

#[cfg(test)]
mod tests {
    use super::version_for;

    #[test]
    fn the_source_must_be_of_the_very_version() {
        let madison = " rust-src | 1.95.1+dfsg1-1 | http://deb.debian.org/debian sid/main\n \
                       rust-src | 1.95.0+dfsg1-2~bpo13+1 | http://deb.debian.org/debian\n";

        assert_eq!(version_for(madison, "1.95.0").as_deref(), Some("1.95.0+dfsg1-2~bpo13+1"));
        assert_eq!(version_for(madison, "1.95"), None);
        assert_eq!(version_for("", "1.95.0"), None);
    }
}
