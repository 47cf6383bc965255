//! The portal's settings: name, colours, logo, links, modules.

pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod view;
