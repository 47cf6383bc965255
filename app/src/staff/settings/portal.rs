//! The portal's settings: a room for each tab, and the history of them all.

pub mod access;
pub mod branding;
pub mod css;
#[cfg(feature = "ssr")]
pub(in crate::staff) mod frame;
pub mod general;
pub mod history;
pub mod mails;
pub mod menu;
pub mod modules;
pub mod tags;
