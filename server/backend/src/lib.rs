//! Portico behind its pages: storage, scopes, services, mail, documents and jobs.
//!
//! Every public function takes a scope first (`scope`), except the gate through which one becomes signed in (`access`, `staff`).

pub mod activity;
pub mod backend;
pub mod clock;
pub mod config;
pub mod db;
mod entity;
pub mod error;
#[cfg(test)]
mod fixture;
pub mod idempotency;
pub mod mail;
pub mod scope;
pub mod secret;
pub mod tenancy;

pub use backend::Backend;
pub use error::{BackendError, Result};
