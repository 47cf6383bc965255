//! The staff's start page.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
