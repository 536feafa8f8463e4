//! Gives a reader bytes that libFuzzer makes up. `cargo xtask fuzz` builds it and runs it.
//!
//! An input has the files of a game one after the other, with a byte between two that no text has. It is read whole
//! and in pieces. A finding is a panic, a hang, memory without bound, two readings that differ, and a game that
//! breaks what its types promise.

#![no_main]

mod facts;
mod limit;
mod readers;
mod seeds;
#[path = "../../src/events/tests/small_files.rs"]
mod small_files;
#[path = "../../src/tracking/tests/small_games.rs"]
mod small_games;

use std::{path::Path, process::exit, sync::OnceLock};

use libfuzzer_sys::fuzz_target;
use readers::{READERS, Reader};

/// What stands between two files. No UTF-8 has it.
const BETWEEN_FILES: u8 = 0xFF;

static READER: OnceLock<&'static Reader> = OnceLock::new();

fuzz_target!(init: begin(), |input: &[u8]| {
    if let Some(reader) = READER.get() {
        hold(reader, input);
    }
});

/// Finds out from the arguments what is to be done. libFuzzer has those with one dash, these have two:
/// `--readers` lists the readers, `--reader=<name>` says which is read with, `--seeds=<folder>` writes its seeds
/// there, and `--processor-seconds=<number>` after how much of the processor the run ends.
fn begin() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().find_map(|argument| argument.strip_prefix(name));
    if arguments.iter().any(|argument| argument == "--readers") {
        for reader in READERS {
            println!("{}", reader.name);
        }
        exit(0);
    }
    let name = value("--reader=").unwrap_or_default();
    let Some(reader) = READERS.iter().find(|reader| reader.name == name) else {
        eprintln!("There is no reader `{name}`; `--readers` lists them.");
        exit(2);
    };
    if let Some(folder) = value("--seeds=") {
        if let Err(error) = seeds::write(reader, Path::new(folder)) {
            eprintln!("{folder}: {error}");
            exit(2);
        }
        exit(0);
    }
    READER.get_or_init(|| reader);
    if let Some(seconds) = value("--processor-seconds=") {
        match limit::read(seconds) {
            Ok(limit) => limit::watch(limit),
            Err(error) => {
                eprintln!("--processor-seconds={seconds}: {error}");
                exit(2);
            }
        }
    }
}

/// Reads the input whole and in pieces, which has to be the same.
fn hold(reader: &Reader, input: &[u8]) {
    let files: Vec<&[u8]> = input.split(|byte| *byte == BETWEEN_FILES).collect();
    let piece = 1 + input.len() % 61;
    let whole = (reader.read)(&files, usize::MAX);
    let in_pieces = (reader.read)(&files, piece);
    assert_eq!(whole, in_pieces, "whole, and in pieces of {piece} bytes");
}
