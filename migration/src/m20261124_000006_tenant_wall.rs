//! The wall around the first tables (see [`crate::wall`]).

use crate::wall;
use sea_orm_migration::prelude::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Every table of a tenant, with the column that names it.
const TABLES: &[(&str, &str)] = &[
    ("tenant", "id"),
    ("portal", "tenant_id"),
    ("portal_logo", "tenant_id"),
    ("staff_user", "tenant_id"),
    ("company", "tenant_id"),
    ("contact", "tenant_id"),
    ("membership", "tenant_id"),
    ("invoice", "tenant_id"),
    ("invoice_line", "tenant_id"),
    ("invoice_tax", "tenant_id"),
    ("payment", "tenant_id"),
    ("payment_allocation", "tenant_id"),
    ("refund", "tenant_id"),
    ("credit_note", "tenant_id"),
    ("number_counter", "tenant_id"),
    ("access_link", "tenant_id"),
    ("session", "tenant_id"),
    ("access_event", "tenant_id"),
    ("activity", "tenant_id"),
    ("mail", "tenant_id"),
    ("idempotency", "tenant_id"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        wall::raise(manager, TABLES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        wall::pull_down(manager, TABLES).await
    }
}
