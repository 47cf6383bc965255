//! Portal: the start page.

pub mod api;
#[cfg(feature = "ssr")]
mod due;
#[cfg(feature = "ssr")]
pub mod view;
