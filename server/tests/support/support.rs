//! What the tests of the whole program share: a world of two workspaces in a database of its own, and ways to ask for things.
//!
//! The world is made once per test program, through the services that the pages use; every test gets a copy of it.

#![allow(dead_code, unused_imports)] // each test program uses a part of it

mod actor;
mod canary;
mod case;
mod cases_client;
mod cases_contracts;
mod cases_pages;
mod cases_proposals;
mod cases_settings;
mod cases_staff;
mod cases_tags;
mod cases_texts;
mod database;
mod html;
mod http;
mod seed;
mod seed_contracts;
mod seed_invoices;
mod seed_pages;
mod seed_proposals;
mod site;
mod world;

pub use actor::{Actor, Person, Side};
pub use canary::{canaries, foreign_canaries};
pub use case::{Case, Probe, Refusal, Thing, Who, Whose, as_fields, by_key, cases, id_and, id_of};
pub use cases_staff::{company_form, contact_form, invoice_form, payment_form};
pub use database::{Database, Dump};
pub use html::{Element, alive, elements};
pub use http::{Ask, Fields, Reply, alike, decoded_path, fields, form_body};
pub use seed::PASSWORD;
pub use site::{NOW, Site};
pub use world::{Client, Company, Tenant, World};
