//! Portal: invoices.

pub mod api;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
mod pay;
#[cfg(feature = "ssr")]
pub(crate) mod preview;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(feature = "ssr")]
mod status;

#[cfg(feature = "ssr")]
pub(super) use status::status_badge;
