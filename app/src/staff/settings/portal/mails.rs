//! The words of the mails.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
