//! Parses the command and calls it.

fn main() {}
