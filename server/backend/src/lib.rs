//! Portico behind its pages: storage, scopes, services, mail, documents and jobs.
//!
//! Every public function takes a scope first (`scope`), except the gate through which one becomes signed in (`access`, `staff`).

pub mod access;
pub mod access_log;
pub mod activity;
pub mod backend;
pub mod bench_data;
pub mod client_dashboard;
pub mod client_documents;
pub mod client_tag;
pub mod clock;
pub mod company;
pub mod config;
pub mod contact;
pub mod contract_chain;
pub mod contracts;
pub mod copy;
mod csv;
pub mod db;
pub mod demo;
pub mod documents;
mod entity;
pub mod error;
#[cfg(test)]
mod fixture;
pub mod form_return;
pub mod idempotency;
pub mod invoice;
pub mod jobs;
mod listing;
pub mod mail;
pub mod merge;
pub mod pages;
pub mod payment;
pub mod portal_settings;
pub mod proposal;
pub mod scope;
pub mod seal;
pub mod secret;
pub mod signature;
pub mod staff;
pub mod staff_dashboard;
pub mod statement;
pub mod tenancy;

pub use backend::Backend;
pub use error::{BackendError, Result};
