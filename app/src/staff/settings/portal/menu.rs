//! The menu's tab.

pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod view;
