//! Which modules clients see.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
