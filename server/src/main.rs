//! The Portico program.
fn main() {}
