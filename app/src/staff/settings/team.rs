//! The team: who works here, and what each role may do.

pub mod api;
#[cfg(feature = "ssr")]
mod permissions;
#[cfg(feature = "ssr")]
pub mod view;
