//! Companies: list, page of one, and form.

pub mod api;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
mod people;
