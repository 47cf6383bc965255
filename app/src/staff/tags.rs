//! Tags on companies and contacts.

pub mod api;
#[cfg(feature = "ssr")]
pub mod chips;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod list;
