//! The mail log: what was sent to whom, and what became of it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod delivered;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod list;
