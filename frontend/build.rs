//! Keeps the relocations of the linked program, by which `bundler` finds what each part needs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
}
