//! Who opened, viewed and downloaded what.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
