//! Portal: proposals, to read, choose from, answer and comment on.

pub mod api;
pub mod choice;

#[cfg(feature = "ssr")]
pub mod accept;
#[cfg(feature = "ssr")]
mod comments;
#[cfg(feature = "ssr")]
pub mod decline;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub(crate) mod preview;
#[cfg(feature = "ssr")]
pub(crate) mod sheet;
