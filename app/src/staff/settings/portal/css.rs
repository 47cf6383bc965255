//! The portal's own CSS.

pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod view;
