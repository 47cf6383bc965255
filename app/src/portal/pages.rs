//! Portal: the provider's own pages.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
