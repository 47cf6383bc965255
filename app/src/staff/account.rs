//! Own account: password and sessions.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
