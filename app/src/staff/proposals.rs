//! Proposals: list, page of one, its editor, and templates.

pub mod api;
pub mod islands;

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
pub mod presets;
#[cfg(feature = "ssr")]
pub mod table;
