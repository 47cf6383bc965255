//! The client's rooms.

pub mod activity;
pub mod home;
pub mod invoices;
pub mod profile;
pub mod statement;

#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
mod reader;
