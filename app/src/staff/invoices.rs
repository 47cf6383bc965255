//! Invoices: list, page of one, its form, and what can be done with it.

pub mod api;
pub mod islands;

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
mod money;
#[cfg(feature = "ssr")]
mod sheet;
