//! Portal: contracts to read, sign and keep.

pub mod api;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub(crate) mod paper;
#[cfg(feature = "ssr")]
mod signing;
#[cfg(feature = "ssr")]
pub(crate) mod status;

#[cfg(feature = "ssr")]
pub(super) use status::status_badge;
