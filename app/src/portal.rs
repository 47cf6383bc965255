//! The client's rooms.

pub mod activity;
pub mod contracts;
pub mod home;
pub mod invoices;
pub mod pages;
pub mod profile;
pub mod proposals;
pub mod statement;

#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub(crate) mod menu;
#[cfg(feature = "ssr")]
mod reader;
#[cfg(feature = "ssr")]
pub(crate) mod signing;
