//! Name, switch, greeting and support contact.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
