//! What was sealed, and with which keys.

use crate::{
    table::{self, TableSpec},
    wall,
};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

const WALLED: &[(&str, &str)] = &[("sealed_document", "tenant_id")];

fn tables() -> Vec<TableSpec> {
    vec![
        // The installation's own: of no tenant.
        TableSpec::new("seal_key")
            .columns([
                uuid("id"),
                text("slot"),
                text("fingerprint"),
                text("certificates"),
                ColumnDef::new(Alias::new("secret")).blob().take(),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["slot"])
            .unique(&["fingerprint"]),
        TableSpec::new("sealed_document")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("sha256"),
                text("kind"),
                uuid("object_id"),
                text("title"),
                text("fingerprint"),
                text("stamp"),
                timestamp_with_time_zone("sealed_at"),
            ])
            .primary_key(&["id"])
            .unique(&["sha256"])
            .unique(&["tenant_id", "id"])
            .index(&["tenant_id", "kind", "object_id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::create(manager, tables()).await?;
        wall::raise(manager, WALLED).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::drop(manager, tables()).await
    }
}
