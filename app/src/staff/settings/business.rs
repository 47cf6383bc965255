//! The business's details: what stands on invoices, and how they are numbered.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
