//! Portico's database schema, step by step, the same for SQLite and PostgreSQL.
//!
//! Steps only go forward in production; `down` serves tests.

mod m20261124_000001_tenancy;
mod m20261124_000002_clients;
mod m20261124_000003_invoicing;
mod m20261124_000004_access;
mod m20261124_000005_operations;
mod m20261124_000006_tenant_wall;
mod m20261124_000007_portal_shape;
mod m20261124_000008_open_invoices;
mod m20261124_000009_pages;
mod m20261124_000010_page_images;
mod m20261124_000011_client_tags;
mod m20261124_000012_proposals;
mod m20261124_000013_contracts;
mod m20261124_000014_seals;
mod table;
mod wall;

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::prelude::{DbErr, MigratorTrait};

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_tenancy::Migration),
            Box::new(m20261124_000002_clients::Migration),
            Box::new(m20261124_000003_invoicing::Migration),
            Box::new(m20261124_000004_access::Migration),
            Box::new(m20261124_000005_operations::Migration),
            Box::new(m20261124_000006_tenant_wall::Migration),
            Box::new(m20261124_000007_portal_shape::Migration),
            Box::new(m20261124_000008_open_invoices::Migration),
            Box::new(m20261124_000009_pages::Migration),
            Box::new(m20261124_000010_page_images::Migration),
            Box::new(m20261124_000011_client_tags::Migration),
            Box::new(m20261124_000012_proposals::Migration),
            Box::new(m20261124_000013_contracts::Migration),
            Box::new(m20261124_000014_seals::Migration),
        ]
    }
}
