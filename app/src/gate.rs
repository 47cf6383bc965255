//! Before anybody is signed in: the start page, signing in, the first start, and links from mails.

pub mod api;

#[cfg(feature = "ssr")]
pub mod client;
#[cfg(feature = "ssr")]
pub mod code;
#[cfg(feature = "ssr")]
pub mod view;
#[cfg(feature = "ssr")]
pub mod workspace;
