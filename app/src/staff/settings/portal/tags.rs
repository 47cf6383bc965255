//! Merge tags: the list beside a text, and the reference of them all.

pub mod api;
#[cfg(feature = "ssr")]
pub mod beside;
#[cfg(feature = "ssr")]
pub mod view;
