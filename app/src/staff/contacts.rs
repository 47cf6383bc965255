//! Contacts: list, page of one, form, and invitation into the portal.

#[cfg(feature = "ssr")]
mod access;
pub mod api;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
pub mod invite;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod visibility;
