//! The staff's rooms.

pub mod account;
pub mod settings;

#[cfg(feature = "ssr")]
pub mod frame;
