//! Portico's pure rules and wire types.
//!
//! Nothing here does I/O or knows a framework; it runs in the server and in the browser alike.

pub mod access;
pub mod activity;
pub mod bank;
pub mod branding;
pub mod client_dashboard;
pub mod client_tag;
pub mod company;
pub mod contact;
pub mod contract;
pub mod credit_note;
pub mod dashboard;
pub mod date;
pub mod decimal;
pub mod drag;
pub mod form;
pub mod ids;
pub mod invoice;
pub mod list;
pub mod locale;
pub mod mail;
pub mod menu;
pub mod merge;
pub mod module;
pub mod money;
pub mod page;
pub mod pages;
pub mod payment;
pub mod proposal;
pub mod role;
pub mod settings;
pub mod signature;
pub mod staff;
pub mod statement;
pub mod theme;
