//! Contracts: list, page of one, its form, templates, and what can be done with it.

pub mod api;

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod sign;
#[cfg(feature = "ssr")]
pub mod templates;
