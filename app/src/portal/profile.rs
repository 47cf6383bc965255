//! Portal: the contact's own profile and sessions.

pub mod api;
#[cfg(feature = "ssr")]
mod sessions;
#[cfg(feature = "ssr")]
pub mod view;
