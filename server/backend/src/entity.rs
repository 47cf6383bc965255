//! Rows as the database holds them: one file per table. They never leave this crate.

#![allow(clippy::disallowed_methods)] // the derive itself calls SeaORM's entry points

pub mod access_event;
pub mod access_link;
pub mod activity;
pub mod company;
pub mod company_tag;
pub mod contact;
pub mod contact_tag;
pub mod credit_note;
pub mod form_return;
pub mod idempotency;
pub mod instance_value;
pub mod invoice;
pub mod invoice_line;
pub mod invoice_tax;
pub mod known_device;
pub mod mail;
pub mod mail_template;
pub mod membership;
pub mod number_counter;
pub mod page;
pub mod page_change;
pub mod page_draft;
pub mod page_image;
pub mod page_revision;
pub mod page_section;
pub mod payment;
pub mod payment_allocation;
pub mod portal;
pub mod portal_css;
pub mod portal_image;
pub mod rate_count;
pub mod refund;
pub mod seal_key;
pub mod sealed_document;
pub mod session;
pub mod settings_revision;
pub mod sign_in_code;
pub mod staff_user;
pub mod tag;
pub mod tenant;
