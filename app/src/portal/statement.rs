//! Portal: the statement of account.

#[cfg(feature = "ssr")]
mod account;
pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
