//! The staff's rooms.

pub mod access_log;
pub mod account;
pub mod companies;
pub mod contacts;
pub mod contracts;
pub mod dashboard;
pub mod invoices;
pub mod mail;
pub mod pages;
pub mod preview;
pub mod proposals;
mod rich_text_field;
pub mod settings;
pub mod tags;

pub use rich_text_field::RichTextField;

#[cfg(feature = "ssr")]
pub mod address;
#[cfg(feature = "ssr")]
pub mod figures;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod invoice_table;
#[cfg(feature = "ssr")]
pub mod timeline;
