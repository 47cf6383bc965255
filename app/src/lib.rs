//! Portico's user interface, for both sides.
//!
//! A room (`staff::companies`, `portal::invoices`) has `api.rs` (server functions, both sides), `view.rs` (pages, rendered on the
//! server only) and, where hands need it, `islands.rs` (hydrated in the browser). Pages never reach the browser's bundle.

#![allow(missing_docs)] // the server macro makes public fields of arguments, which can carry no docstring

pub mod error;
pub mod gate;
pub mod portal;
pub mod staff;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod platform;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
