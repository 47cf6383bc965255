//! What was changed, by whom, and taking it back.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
