//! placeholder
pub mod ui;
