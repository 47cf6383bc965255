//! Portal: the client's own timeline.

pub mod api;
#[cfg(feature = "ssr")]
mod lines;
#[cfg(feature = "ssr")]
pub mod view;

#[cfg(feature = "ssr")]
pub(super) use lines::timeline;
