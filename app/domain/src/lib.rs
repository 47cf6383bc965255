//! Portico's pure rules and wire types.
//!
//! Nothing here does I/O or knows a framework; it runs in the server and in the browser alike.

pub mod form;
pub mod ids;
pub mod access;
pub mod activity;
pub mod branding;
pub mod company;
pub mod contact;
pub mod module;
pub mod role;
pub mod list;
pub mod mail;
pub mod settings;
pub mod staff;
pub mod bank;
pub mod credit_note;
pub mod date;
pub mod decimal;
pub mod invoice;
pub mod locale;
pub mod money;
pub mod payment;
